"""Jobs, the bell that wakes workers, and the sweep."""
