"""Shared HTTP pieces; no domain knows how they work."""
