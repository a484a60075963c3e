"""Opaque tokens: 256 random bits for the caller, a digest of them for the database."""

from __future__ import annotations

import hashlib
import secrets
from typing import NamedTuple

_BYTES = 32


class Token(NamedTuple):
    """A new token.

    Parameters
    ----------
    text
        Told to its bearer once and kept nowhere.
    digest
        What the database holds; a stolen copy of it opens nothing.
    """

    text: str
    digest: str


def new_token() -> Token:
    """Return a token that nobody can guess."""
    text = secrets.token_urlsafe(_BYTES)
    return Token(text, digest_of(text))


def digest_of(text: str) -> str:
    """Return the SHA-256 of a token, in hexadecimal digits.

    A slow hash would add nothing: there are too many tokens to try.
    """
    return hashlib.sha256(text.encode()).hexdigest()
