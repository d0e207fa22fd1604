"""The health page and its export."""
