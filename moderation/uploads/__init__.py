"""Files that managers bring in the browser: kept on disk, rehearsed and imported by workers, and thrown away later."""
