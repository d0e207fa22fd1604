"""Addresses for programs, which show a token in place of a sign-in."""
