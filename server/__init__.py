"""The service: everything that knows HTTP, accounts or the database."""
