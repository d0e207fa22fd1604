"""The health page and its table."""
