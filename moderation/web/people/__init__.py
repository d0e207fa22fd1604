"""Screens for signing in and accepting an invitation."""
