"""Limits on typed texts and reasons."""

TEXT_LIMIT = 10_000
WHY_LIMIT = 2_000
