"""Small faults, put one by one into a module whose own tests must notice."""
