"""Screens that lead into a community."""
