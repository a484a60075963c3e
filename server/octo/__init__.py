"""Resellers' door: the OCTO core over the same bookings, in its words and by its rules."""
