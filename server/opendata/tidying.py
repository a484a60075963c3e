"""What is done to every cell before it is understood: edges, control characters, formulas."""

from __future__ import annotations

import re
from typing import Final

LONGEST_CELL: Final = 32_767
"""Characters; what a spreadsheet's cell can hold."""

FORMULA_STARTS: Final = frozenset("=+-@＝＋－＠")
"""First characters with which a spreadsheet may take a cell for a formula, either width."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_LINE_END: Final = re.compile(r"\r\n?")
_NUMBER: Final = re.compile(r"[+\-＋－]\s*[\d０-９]+(?:[,.．][\d０-９]+)*")
_PHONE: Final = re.compile(r"[+＋][\d０-９][\d０-９\-－ ()]{7,18}")
_SHEET_ERROR: Final = re.compile(r"#(?:N/A|[A-Z]+[/0A-Z]*[!?]|#+)")
_CALL_OR_COMMAND: Final = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ][\w.]*\s*[(（]|[|｜]|!|^..?\s*[=＝]")
_ARITHMETIC: Final = re.compile(r"[+\-＋－][\d.０-９+\-*/^ ()]+")


def tidy(text: str) -> tuple[str, str]:
    r"""Return the text without surplus edges and control characters, and the repair's code.

    Line ends become `\n`, which is no repair; the code is empty where nothing else changed.
    """
    lines = _LINE_END.sub("\n", text)
    printable = _CONTROL.sub("", lines)
    tidied = printable.strip()
    if len(printable) < len(lines):
        return tidied, "control_characters"
    return tidied, "whitespace" if len(tidied) < len(printable) else ""


def is_tidy(text: str) -> bool:
    """Return whether `tidy` would leave the text alone, at once for nearly every cell.

    False may be a false alarm: line breaks and wide spaces inside a text are in order.
    """
    return text.isprintable() and text[:1] != " " and text[-1:] != " "


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet would compute a cell instead of showing it.

    `=` always counts. After `+`, `-` and `@`, numbers, telephone numbers, account names and plain
    words do not: `-5`, `+81 834 22 8640`, `@town_kanko`, `-大人300円`; calls, commands and sums
    do: `@SUM(A1)`, `+cmd|' /C calc'!A0`, `-2+3`.
    """
    if text[:1] not in FORMULA_STARTS:
        return False
    if text[0] in "=＝":
        return True
    if _NUMBER.fullmatch(text) or _PHONE.fullmatch(text):
        return False
    return bool(_CALL_OR_COMMAND.search(text) or _ARITHMETIC.fullmatch(text))


def is_sheet_error(text: str) -> bool:
    """Return whether a spreadsheet left this in place of a value: `#N/A`, `#REF!`, `####`."""
    return text[:1] == "#" and _SHEET_ERROR.fullmatch(text) is not None
