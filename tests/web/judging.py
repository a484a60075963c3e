"""What is wrong with a page for somebody who does not see, hear, point or read as others do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from playwright.sync_api import Page

from tests.web.tools import WEB

AXE: Final = WEB / "node_modules" / "axe-core" / "axe.min.js"
"""There once the web apps' packages are installed."""

_GRAVE: Final = frozenset({"serious", "critical"})
_RUN_AXE: Final = """async (rules) => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...rules });
  return violations.map(({ id, impact, nodes }) =>
    ({ id, impact, where: nodes.map(({ target }) => target.join(" ")) }));
}"""
_TARGET_PX: Final = 44
_SMALL: Final = """(least) => {
  const kinds = "button, a[href], input, select, textarea, summary, [role=button], [role=tab]";
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true })
    && !element.closest("[inert], [aria-hidden=true]") && !element.disabled;
  // Links within a sentence are as high as its lines.
  const isWithinText = (element) => getComputedStyle(element).display === "inline";
  // What may be hit around a thing that is seen smaller.
  const around = (element, name) => {
    const { content, position, top, right, bottom, left } = getComputedStyle(element, name);
    if (content === "none" || position !== "absolute") return [0, 0];
    const [t, r, b, l] = [top, right, bottom, left].map((side) => parseFloat(side) || 0);
    return [Math.max(0, -l - r), Math.max(0, -t - b)];
  };
  const sizeOf = (element) => {
    const { width, height } = element.getBoundingClientRect();
    const more = ["::before", "::after"].map((name) => around(element, name));
    return [
      width + Math.max(...more.map(([across]) => across)),
      height + Math.max(...more.map(([, down]) => down)),
    ];
  };
  const isSmall = (element) => sizeOf(element).some((side) => side < least - 0.5);
  // A box may be hit by its words, too.
  const isHitByLabel = ({ labels }) => [...(labels ?? [])].some((label) => !isSmall(label));
  const isHidden = (element) => sizeOf(element).every((side) => side <= 2);
  return [...document.querySelectorAll(kinds)]
    .filter((one) => isShown(one) && !isHidden(one) && !isWithinText(one))
    .filter((one) => isSmall(one) && !isHitByLabel(one))
    .map((one) => `${one.tagName}.${one.className} ${sizeOf(one).map(Math.round).join(" × ")}`);
}"""


def small_targets(page: Page) -> Iterator[str]:
    """Yield what is too small for a finger."""
    for found in dict.fromkeys(page.evaluate(_SMALL, _TARGET_PX)):
        yield f"smaller than {_TARGET_PX} px: {found}"


def grave_findings(page: Page, only: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield what axe finds serious or critical, of all rules or of some; nothing without axe."""
    if not AXE.is_file():
        return
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(AXE.read_text("utf-8"))
    for found in page.evaluate(_RUN_AXE, {"runOnly": list(only)} if only else {}):
        if found["impact"] in _GRAVE:
            yield f"{found['id']} at {found['where']}"
