"""Mail that was promised in a transaction, and is sent once that has been committed."""
