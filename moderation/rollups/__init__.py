"""Counts by day and channel: marked where something changed, counted anew by the sweep, read by the health page."""
