"""Rules that are composed of checks and facts, in two levels."""
