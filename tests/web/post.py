"""What people find in their letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final
from urllib.parse import urlsplit

from tests.web.browser import PATIENCE_MS
from tests.web.stage import Stage

_LINK: Final = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says, and where it leads.

    Parameters
    ----------
    path
        Of its only link, if it has one; a key stands behind `#`, where no server sees it.
    """

    said: str
    link: str
    path: str


def letter_to(stage: Stage, email: str, subject: str, links: int = 1) -> Letter:
    """Return the letter to somebody with this subject, once it has come.

    Some are written every half minute only, such as to who waits.
    """
    letter = stage.box.wait_for(email, subject, patience_s=3 * PATIENCE_MS / 1000)
    said = _words_of(letter)
    found = _LINK.findall(said)
    assert len(found) == links, said
    assert all(link.startswith(f"{stage.address}/") for link in found), found
    link = found[0] if found else ""
    return Letter(said, link, urlsplit(link).path)


def _words_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    said = body.get_content()
    assert isinstance(said, str)
    return said
