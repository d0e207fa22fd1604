"""What is known of whom staff answered, and what people say about it."""
