"""Faults that change nothing anybody could notice, each with the reason."""

EQUIVALENT: dict[str, str] = {}
