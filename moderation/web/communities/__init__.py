"""The way into a community and its first steps."""
