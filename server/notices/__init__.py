"""Notices: what holds for a while, such as a closed spot, blossoms at their best or road works."""
