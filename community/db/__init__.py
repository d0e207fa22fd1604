"""Database code below Django's models that every table shares."""
