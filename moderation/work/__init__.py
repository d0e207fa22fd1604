"""Jobs, the bell that rings for them, and the sweep."""
