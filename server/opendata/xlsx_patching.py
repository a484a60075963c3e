"""Cells of a sheet replaced, and everything else left as it stands.

Reading a workbook whole and writing it anew would lose what the library does not know: drop-down
lists, shapes, furigana. So only the sheet's own text is touched, where the cells stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final
from xml.sax.saxutils import escape, unescape

from openpyxl.formula.translate import Translator
from openpyxl.utils import column_index_from_string, get_column_letter

from server.opendata.tables import LARGEST_FILE_BYTES

Cells = Mapping[tuple[int, int], str]
"""Texts by row, from 1, and column, from 0."""

_PREFIX: Final = re.compile(r"<((?:\w+:)?)worksheet\b")
_HIDDEN: Final = re.compile(r"<!--|<!\[CDATA\[")
_STYLE: Final = re.compile(r'\ss="\d+"')
_FRACTION: Final = re.compile(r"-?\d{1,9}\.\d{1,12}")
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SHARED: Final = re.compile(r'\bt="shared"')
_GROUP: Final = re.compile(r'\bsi="(\d+)"')


@dataclass(frozen=True, slots=True)
class _Grammar:
    """How rows, cells and formulas are found, with the prefix that the sheet's names have."""

    prefix: str
    row: re.Pattern[str]
    cell: re.Pattern[str]
    formula: re.Pattern[str]


def _grammar(sheet: str) -> _Grammar:
    found = _PREFIX.search(sheet)
    p = found[1] if found else ""
    flags = re.DOTALL
    return _Grammar(
        p,
        re.compile(rf'(<{p}row\b[^>]*?\br="(\d+)"[^>/]*)(?:/>|>(.*?)</{p}row>)', flags),
        re.compile(rf'<{p}c\s[^>]*?\br="([A-Z]+)\d+"[^>/]*(?:/>|>.*?</{p}c>)', flags),
        re.compile(rf"<{p}f\b([^>/]*)(?:/>|>([^<]*)</{p}f>)", flags),
    )


def with_cells(sheet: str, cells: Cells) -> str:
    """Return a sheet's XML with these texts in its rows; rows that it lacks are not made.

    Formulas of others that were told by a replaced one are written out.

    Raises
    ------
    ValueError
        For XML that only looks like cells, and formulas that would become too long.
    """
    if _HIDDEN.search(sheet):
        raise ValueError("cells in comments")
    grammar = _grammar(sheet)
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), text in cells.items():
        by_row.setdefault(row, {})[column] = text
    masters: dict[str, Translator] = {}

    def patched(found: re.Match[str]) -> str:
        texts = by_row.get(int(found[2]))
        return found[0] if texts is None else _row(grammar, found, texts, masters)

    replaced = grammar.row.sub(patched, sheet)
    return _written_out(grammar, replaced, masters) if masters else replaced


def _row(
    grammar: _Grammar,
    found: re.Match[str],
    texts: Mapping[int, str],
    masters: dict[str, Translator],
) -> str:
    opening, number, inner = found[1], found[2], found[3] or ""
    cells: dict[int, str] = {}
    end = 0
    for cell in grammar.cell.finditer(inner):
        cells[column_index_from_string(cell[1]) - 1] = cell[0]
        end = cell.end()
    for column, text in texts.items():
        place = f"{get_column_letter(column + 1)}{number}"
        before = cells.get(column, "")
        masters.update(_masters(grammar, before, place))
        cells[column] = _cell(grammar.prefix, place, _style(before), text)
    told = "".join(cells[column] for column in sorted(cells))
    return f"{opening}>{told}{inner[end:]}</{grammar.prefix}row>"


def _style(cell: str) -> str:
    found = _STYLE.search(cell.partition(">")[0])
    return found[0] if found else ""


def _cell(p: str, place: str, style: str, text: str) -> str:
    """Return a cell; a fraction stays a number, all else is text and keeps its zeros."""
    opening = f'<{p}c r="{place}"{style}'
    if not text:
        return f"{opening}/>"
    if _FRACTION.fullmatch(text) and repr(float(text)) == text:
        return f"{opening}><{p}v>{text}</{p}v></{p}c>"
    words = escape(_UNWRITABLE.sub("", text))
    told = f'<{p}is><{p}t xml:space="preserve">{words}</{p}t></{p}is>'
    return f'{opening} t="inlineStr">{told}</{p}c>'


def _masters(grammar: _Grammar, cell: str, place: str) -> Iterator[tuple[str, Translator]]:
    """Yield the formula of a cell that others refer to, by their common number."""
    found = grammar.formula.search(cell)
    group = _GROUP.search(found[1]) if found else None
    if found and group and found[2] and _SHARED.search(found[1]):
        yield group[1], Translator(f"={unescape(found[2])}", origin=place)


def _written_out(grammar: _Grammar, sheet: str, masters: Mapping[str, Translator]) -> str:
    longest = max(len(master.tokenizer.formula) for master in masters.values())
    if longest * len(_SHARED.findall(sheet)) > LARGEST_FILE_BYTES:
        raise ValueError("long formulas")
    return grammar.row.sub(
        lambda row: grammar.cell.sub(partial(_own_formula, grammar, row[2], masters), row[0]), sheet
    )


def _own_formula(
    grammar: _Grammar, number: str, masters: Mapping[str, Translator], cell: re.Match[str]
) -> str:
    found = grammar.formula.search(cell[0])
    group = _GROUP.search(found[1]) if found else None
    master = masters.get(group[1]) if group else None
    if not found or not master or not _SHARED.search(found[1]):
        return cell[0]
    formula = str(master.translate_formula(f"{cell[1]}{number}"))
    own = f"<{grammar.prefix}f>{escape(formula[1:])}</{grammar.prefix}f>"
    return cell[0].replace(found[0], own, 1)
