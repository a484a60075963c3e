"""What is sent with a list, and what is said about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from openpyxl.utils.cell import coordinate_to_tuple
from pydantic import Field

from server.exchange.outcome import Outcome, told
from server.http.openapi_problems import RowFaultOut
from server.http.types import IN_FORM, STRICT_TEXT, Bool, Code, Identifier, Model
from server.opendata.answer import ListFault, ListRepair
from server.opendata.tidying import LONGEST_CELL
from server.opendata.whole_sheet import WholeSheet
from server.text import Language

Kind = Literal["spots", "events", "toilets", "shelters"]
Line = Annotated[
    str, Field(min_length=1, max_length=500, pattern=r"^[^\u0000-\u001f\u007f]*$"), STRICT_TEXT
]

Place = Annotated[str, Field(pattern=r"^[A-Z]{1,2}[1-9][0-9]{0,4}$"), STRICT_TEXT]


class ImportIn(Model):
    """A list, and how to take it."""

    kind: Annotated[Kind, Field(description="Which national list the file is")]
    dry_run: Annotated[Bool, Field(description="Only tell what would become of it")] = False
    region: Annotated[
        Code | None, Field(description="Where its places lie; the organisation's unless told")
    ] = None
    attribution: Annotated[
        Line | None, Field(description="Whom to name; the organisation unless told")
    ] = None
    licence: Annotated[
        Line | None, Field(description="The list's licence", examples=["CC-BY-4.0"])
    ] = None
    publish: Annotated[Bool, Field(description="Let new spots be public at once; for owners")] = (
        False
    )
    skip_refused: Annotated[
        Bool, Field(description="Take the other rows where some cannot be taken")
    ] = False
    replace: Annotated[
        Bool,
        Field(description="Toilets and shelters: remove those that are not in the list any more"),
    ] = False
    each_row: Annotated[Bool, Field(description="Also tell what became of each row, in `rows`")] = (
        False
    )


class TableIn(Model):
    """Which part of a file is asked for."""

    sheet: Annotated[
        Line | None,
        Field(
            description="Name of a workbook's sheet; unless told, the first with the headings of "
            "a national list, or else the first that holds anything"
        ),
    ] = None


class CorrectionsIn(TableIn):
    """Cells of a workbook's sheet that are to say something else."""

    cells: Annotated[
        dict[Place, Annotated[str, Field(max_length=LONGEST_CELL), STRICT_TEXT]],
        Field(
            min_length=1,
            max_length=1000,
            description="Texts by cell as a spreadsheet names it, such as D3; as JSON",
        ),
        IN_FORM,
    ]


class ShownCellOut(Model):
    """What a formula showed when the workbook was saved."""

    row: int = Field(description="As a spreadsheet numbers it")
    column: int = Field(description="From 0")
    text: str


class TableOut(Model):
    """A file's rows as they stand, nothing put right."""

    encoding: str = Field(description="utf-8, cp932 or xlsx")
    sheet: str | None = Field(description="The sheet of a workbook that was read")
    sheets: list[str] = Field(description="Those that there are; hidden ones are not named")
    rows: list[list[str]] = Field(
        description="Every row from the first on; those that hold nothing are empty. Texts are "
        "those that a CSV of the list would have; a formula begins with `=`"
    )
    shown: list[ShownCellOut] = Field(
        description="For formulas, what they showed when the workbook was saved, where it says so"
    )


class RowOut(Model):
    """What became of one row."""

    row: int
    name: str = Field(description="Empty where the row was refused")
    became: Literal["created", "updated", "unchanged", "refused"]
    id: str | None = Field(description="Of the spot, event or place; null where it is not kept")


class RepairOut(Model):
    """A cell that was put right because it can only mean one thing."""

    row: int
    column: str
    code: str
    found: str
    made: str
    message: str


class ImportOut(Model):
    """What became of a list; accepted + rejected = rows_read."""

    kind: str
    region: str
    dry_run: bool
    rows_read: int
    accepted: int
    rejected: int
    created: int
    updated: int
    unchanged: int
    removed: int
    layout: str | None = Field(description="standard or legacy")
    encoding: str = Field(description="utf-8, cp932 or xlsx")
    errors: list[RowFaultOut] = Field(
        description="Every row that cannot be taken, and why. Of any of the three lists, beyond "
        "10,000 entries only the first of each further row"
    )
    repairs: list[RepairOut]
    remarks: list[RowFaultOut] = Field(description="What could be stated better; the row is taken")
    error_count: int
    repair_count: int
    remark_count: int
    rows: list[RowOut] | None = Field(description="By row, where `each_row` asked for it")


class ExportQuery(Model):
    """How to write a list."""

    layout: Annotated[
        Literal["standard", "legacy"],
        Field(description="The current layout, or the earlier one with fewer columns"),
    ] = "standard"
    encoding: Annotated[
        Literal["utf-8", "cp932"], Field(description="cp932 is Windows's Shift_JIS")
    ] = "utf-8"


class PublishIn(Model):
    """Which spots are to be public; all or none."""

    spot_ids: Annotated[list[Identifier], Field(min_length=1, max_length=1000)]


class PublishOut(Model):
    """How many spots became public; the others were already."""

    published: int
    unchanged: int


def import_out(outcome: Outcome, language: Language, *, each_row: bool = False) -> ImportOut:
    """Return what became of a list, in words of `language`."""
    counts, read = outcome.counts, outcome.read
    return ImportOut(
        kind=outcome.kind,
        region=outcome.region,
        dry_run=outcome.dry_run,
        rows_read=read.rows_read,
        accepted=outcome.accepted,
        rejected=outcome.rejected,
        created=counts.created,
        updated=counts.updated,
        unchanged=counts.unchanged,
        removed=counts.removed,
        layout=read.layout,
        encoding=read.encoding,
        errors=_faults(outcome.faults, language),
        repairs=[_repair(repair, language) for repair in told(read.repairs)],
        remarks=_faults(outcome.remarks, language),
        error_count=len(outcome.faults),
        repair_count=len(read.repairs),
        remark_count=len(outcome.remarks),
        rows=[RowOut(**row._asdict()) for row in outcome.rows()] if each_row else None,
    )


def report_members(outcome: Outcome, language: Language) -> dict[str, Any]:
    """Return the same as the members of a problem."""
    return import_out(outcome, language).model_dump(exclude={"rows"})


def table_out(table: WholeSheet) -> TableOut:
    """Return a file's rows."""
    return TableOut(
        encoding=table.encoding,
        sheet=table.sheet or None,
        sheets=list(table.sheets),
        rows=list(table.rows),
        shown=[ShownCellOut(**cell._asdict()) for cell in table.shown],
    )


def cells_of(body: CorrectionsIn) -> dict[tuple[int, int], str]:
    """Return the texts by row, from 1, and column, from 0."""
    placed = ((coordinate_to_tuple(place), text) for place, text in body.cells.items())
    return {(row, column - 1): text for (row, column), text in placed}


def refusal_members(fault: ListFault, language: Language) -> dict[str, Any]:
    """Return why a file is no table, as the members of a problem."""
    return {"errors": [error.model_dump() for error in _faults([fault], language)]}


def _faults(faults: Iterable[ListFault], language: Language) -> list[RowFaultOut]:
    return [
        RowFaultOut(
            row=fault.row,
            column=fault.column,
            code=fault.code,
            found=fault.found,
            message=fault.message(language),
        )
        for fault in told(tuple(faults))
    ]


def _repair(repair: ListRepair, language: Language) -> RepairOut:
    return RepairOut(
        row=repair.row,
        column=repair.column,
        code=repair.code,
        found=repair.found,
        made=repair.made,
        message=repair.message(language),
    )
