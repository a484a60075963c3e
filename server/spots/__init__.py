"""Spots: places worth a stop, where they come from and when they are open."""
