"""What happened out there: facts, no opinion."""
