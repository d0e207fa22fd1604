"""The verbs of a case and its clocks."""
