"""Sources that are read by themselves."""
