"""Screens, one module for each."""
