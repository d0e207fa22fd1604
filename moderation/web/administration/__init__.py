"""Screens of a community's settings, for its admins."""
