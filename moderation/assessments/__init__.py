"""The pipeline from a stored message to its assessment and case."""
