"""National open-data lists: bytes in, records, faults and repairs out; and bytes back again.

Pure: no database, no web, no clock. What other rooms use:

- `reading.read_spots(data, filename, bounds=None) -> ReadList[ListedSpot]` (観光施設一覧)
- `reading.read_events(data, filename, bounds=None) -> ReadList[ListedEvent]` (イベント一覧)
- `reading.read_toilets(data, filename, bounds=None) -> ReadList[ListedToilet]` (公衆トイレ一覧)
- `reading.read_shelters(data, filename, bounds=None) -> ReadList[ListedShelter]`
  (指定緊急避難場所一覧)
- `writing.write_spots(records, layout="standard", encoding="utf-8") -> bytes`
- `writing.write_events(records, layout="standard", encoding="utf-8") -> bytes`
- `writing.find_unwritable(records, layout, encoding) -> tuple[UnwritableText, ...]`; the writers
  raise `unwritable.UnwritableError` with the same before they write anything
- `writing.lost_fields(ListedSpot, "legacy")`: what a layout has no column for

`bounds` is the `answer.Bounds` of the municipality or region that the list is about. It is what
proves a repaired coordinate; without it no coordinate is repaired. A reader never raises because
of what a file holds: a file that cannot be read at all is one fault and no rows.

`ReadList` (in `answer.py`) has `.records`, `.rows` (the row of each record), `.faults` (each
refuses its row), `.repairs`, `.remarks` (the row was accepted), `.rows_read`, `.refused`,
`.layout` and `.encoding`; `len(records) + refused == rows_read` always. `docs/open-data.md`
lists every code.
"""
