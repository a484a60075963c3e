"""Links between resources."""

from __future__ import annotations

from pydantic import RootModel

Links = RootModel[dict[str, str]]


def link_header(links: dict[str, str]) -> dict[str, str]:
    """Return `links` as a Link header, RFC 8288."""
    return {"Link": ", ".join(f'<{href}>; rel="{rel}"' for rel, href in links.items())}
