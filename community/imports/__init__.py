"""Import runs of files into channels, and their rejected records."""
