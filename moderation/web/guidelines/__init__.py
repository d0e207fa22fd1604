"""The list of guidelines, their form and their history."""
