"""The stages of `manage.py bench`, and their texts."""
