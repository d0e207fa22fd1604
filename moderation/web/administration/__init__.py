"""A community's settings, for its admins: one module a screen, and each change on the record."""
