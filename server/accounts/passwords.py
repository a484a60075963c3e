"""Passwords: hashed with argon2id, and never compared faster for an unknown account."""

from __future__ import annotations

from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST: Final = 10
LONGEST: Final = 200
"""In characters. A longer one costs time to hash and adds nothing."""

_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""The second of OWASP's recommended settings: 19 MiB, two passes, one lane.

References
----------
RFC 9106; OWASP Password Storage Cheat Sheet (2025).
"""


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    return _HASHER.hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Return whether a password is the one that was kept.

    With `kept` None the answer is no, after as much work as for any other.
    """
    try:
        return _HASHER.verify(kept or _nobodys(), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return hashed("nobody has this password")
