"""Screens about one member."""
