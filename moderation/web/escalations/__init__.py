"""The page of escalations and its buttons."""
