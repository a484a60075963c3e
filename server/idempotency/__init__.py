"""Doing something once, however often it is asked for."""
