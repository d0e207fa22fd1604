"""Screens of the queue of cases."""
