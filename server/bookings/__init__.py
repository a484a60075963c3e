"""Seats that people hold, confirm, use and give back; messages and reviews about them."""
