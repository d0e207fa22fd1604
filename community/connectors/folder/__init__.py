"""The connector that imports files from folders on the server's disk."""
