"""Regions that tenants serve: place, clock, languages, street networks, categories."""
