"""Connectors, by which messages come in and decisions go out."""
