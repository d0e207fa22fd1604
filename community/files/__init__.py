"""Readers that turn a file into records, without any database."""
