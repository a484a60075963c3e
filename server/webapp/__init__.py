"""The web app as it was built: its pages, its files, and what it must know of this server."""
