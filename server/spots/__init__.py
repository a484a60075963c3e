"""Spots: places worth a stop, where they come from and when they are open."""

from server.spots import words as _words  # noqa: F401 - sessions keep the words of what they write
