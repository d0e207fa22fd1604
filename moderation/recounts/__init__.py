"""Correct stored messages slice by slice, on the record."""
