"""What `manage.py bench` measures, and the texts that it measures with."""
