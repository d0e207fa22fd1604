"""What machines ask of the web server."""
