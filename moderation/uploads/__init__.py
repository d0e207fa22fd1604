"""Files that managers upload, from the browser to the import."""
