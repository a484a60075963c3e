"""Street networks: where they come from, what they hold, how they are kept.

`routing.street_network` is the door; serving a region imports nothing heavier than numpy and numba.
"""
