"""What all tables share below Django's models."""
