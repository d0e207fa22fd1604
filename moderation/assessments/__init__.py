"""From a stored message to its assessment and its case."""
