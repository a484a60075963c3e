"""How fast a dirty list of 10,000 rows is read, and how much memory that takes.

Run `python -m benchmarks.import_speed [rows]`. Every row has something wrong with it, so each
must be reported; the current layout's 58 columns are filled as real lists fill them.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import openpyxl

from server.opendata.answer import Bounds, ReadList
from server.opendata.listed_spot import ListedSpot
from server.opendata.reading import read_spots
from server.opendata.spot_layouts import SPOTS

_AREA = Bounds(33.7, 130.7, 34.8, 132.5)
_TARGET_S = 2.0
_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHARED_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
_DIRT: tuple[dict[str, str], ...] = (
    {"lat": "131.8", "lon": "34.06"},
    {"lat": "34度3分40秒", "lon": "131度48分30秒"},
    {"lat": ""},
    {"name": ""},
    {"opens": "９：００～", "closes": "午後5時", "fee": "５５０円"},
    {"description": "=cmd|' /C calc'!A0"},
    {"municipality_code": "352070"},
    {"lat": "北緯不明"},
    {"url": "www.example.jp", "phone": "834-22-8640", "wheelchair": "たぶん"},
    {"listed_id": "A0"},
    {"closes": "日没", "fee": "応相談", "name": "　公園 "},
)


def main() -> None:
    """Print seconds and memory for CSV in both encodings and for xlsx in both ways to write it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    rows = _dirty_rows(count)
    print("file            |  MB  | rows   | faults  | repairs | remarks | s     | peak MiB")
    print("----------------|------|--------|---------|---------|---------|-------|---------")
    for name, write in (
        ("CSV, UTF-8", _utf8),
        ("CSV, CP932", _cp932),
        ("xlsx, Excel", _xlsx_of_excel),
        ("xlsx, inline", _xlsx),
    ):
        _measure(name, write(rows), count)


def _dirty_rows(count: int) -> list[list[str]]:
    good = {
        "municipality_code": "352071",
        "name": "滝ノ口河川公園",
        "name_kana": "タキノクチカセンコウエン",
        "address": "山口県下松市大字瀬戸",
        "prefecture": "山口県",
        "city": "下松市",
        "lat": "34.0873",
        "lon": "131.8923",
        "days": "月火水木金土日",
        "opens": "09:00",
        "closes": "17:00",
        "fee": "310",
        "description": "川に沿った公園。春には桜が咲く。" * 5,
        "access": "下松駅から車で15分",
        "wheelchair": "可",
        "phone": "0833-45-1841",
        "postcode": "7440001",
        "url": "https://example.jp/park",
    }
    dirty = ({**good, "listed_id": f"A{at}", **_DIRT[at % len(_DIRT)]} for at in range(count))
    return [list(SPOTS.standard.values())] + [
        [cells.get(field, "") for field in SPOTS.standard] for cells in dirty
    ]


def _csv(rows: list[list[str]], encoding: str) -> bytes:
    sheet = io.StringIO(newline="")
    csv.writer(sheet).writerows(rows)
    return sheet.getvalue().encode(encoding)


def _utf8(rows: list[list[str]]) -> bytes:
    return _csv(rows, "utf-8-sig")


def _cp932(rows: list[list[str]]) -> bytes:
    return _csv(rows, "cp932")


def _xlsx(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([cell or None for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _xlsx_of_excel(rows: list[list[str]]) -> bytes:
    """Return the workbook as Excel saves it: every text once, the cells pointing to it."""
    with zipfile.ZipFile(io.BytesIO(_xlsx(rows))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    texts: dict[str, int] = {}

    def shared(cell: re.Match[str]) -> str:
        return f't="s"><v>{texts.setdefault(cell[1], len(texts))}</v>'

    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    inline = r't="inlineStr"><is><t[^>]*>(.*?)</t></is>'
    parts["xl/worksheets/sheet1.xml"] = re.sub(inline, shared, sheet, flags=re.DOTALL).encode()
    entries = "".join(f"<si><t>{text}</t></si>" for text in texts)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_NAMESPACE}">{entries}</sst>'.encode()
    types = parts["[Content_Types].xml"].replace(b"</Types>", _SHARED_TYPE + b"</Types>")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**parts, "[Content_Types].xml": types}.items():
            archive.writestr(name, data)
    return file.getvalue()


def _measure(name: str, data: bytes, count: int) -> None:
    def read() -> ReadList[ListedSpot]:
        return read_spots(data, "list.xlsx" if name.startswith("xlsx") else "list.csv", _AREA)

    seconds = min(_seconds(read) for _ in range(3))
    tracemalloc.start()
    answer = read()
    peak_mib = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    told = {said.row for said in (*answer.faults, *answer.remarks)}
    told |= {repair.row for repair in answer.repairs}
    assert len(answer.records) + answer.refused == answer.rows_read == count
    assert len(told - {0, 1}) == count or count < len(_DIRT), len(told)
    print(
        f"{name:<16}|{len(data) / 1e6:5.1f} |{count:7,} |{len(answer.faults):8,} |"
        f"{len(answer.repairs):8,} |{len(answer.remarks):8,} |{seconds:6.2f} |{peak_mib:8.1f}"
        f"{'' if seconds <= _TARGET_S else '  over 2 s'}"
    )


def _seconds(read: Callable[[], object]) -> float:
    start = time.perf_counter()
    read()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
