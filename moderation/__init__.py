"""What we think and do about what happened out there."""
