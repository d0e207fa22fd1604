"""The judgement of messages, and the work of people with them."""
