"""Change what moods are scored by, score texts anew, and keep what people said of them."""
