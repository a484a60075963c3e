"""`yorimichi worker`: what is done beside the server, again and again."""
