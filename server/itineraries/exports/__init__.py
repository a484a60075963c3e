"""A plan in other programs' formats."""
