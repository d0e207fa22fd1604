"""Where messages come from by themselves."""
