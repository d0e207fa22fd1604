"""Asking a team, by hand and by rule."""
