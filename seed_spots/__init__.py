"""Datasets in the national open-data layout, and their loader."""
