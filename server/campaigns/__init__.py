"""Campaigns: spots that belong together for a while, such as the places of a drama."""
