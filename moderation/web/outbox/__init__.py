"""What is to be done on the platform."""
