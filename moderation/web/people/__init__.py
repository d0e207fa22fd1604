"""Signing in and accepting an invitation."""
