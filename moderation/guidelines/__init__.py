"""Guidelines, from a form to the rule set in force."""
