"""Runs of files into channels, and what each rejected."""
