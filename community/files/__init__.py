"""Readers: each turns one source into RawMessage values and knows no database."""
