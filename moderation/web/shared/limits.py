"""How long what a person types may be: a text that is to be read, and a reason."""

TEXT_LIMIT = 10_000
WHY_LIMIT = 2_000
