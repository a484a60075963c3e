"""Itineraries: plan, keep, show and export a tourist's days."""
