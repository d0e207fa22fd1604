"""What leaves the desk, and how it is carried out."""
