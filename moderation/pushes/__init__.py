"""What programs send into a source, and the tokens that let them."""
