"""Screens of guidelines, their form and their history."""
