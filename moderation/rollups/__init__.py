"""Counts by day and channel, for the health page."""
