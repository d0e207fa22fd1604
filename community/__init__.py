"""Facts from the platforms, before anybody judges them."""
