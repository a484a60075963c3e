"""Example requests and answers for the contract."""

from __future__ import annotations

from typing import Any, Final

ORGANISATION_ID: Final = "3f1c1f0e-7f0e-4a53-9a5e-2b1f6f2f8d11"
SPOT_ID: Final = "4b0a1f5e-1d0c-4a57-8f0e-2d9f6c1e7a30"

LIST: Final = (
    "全国地方公共団体コード,ID,名称,緯度,経度\r\n352071,A1,滝ノ口河川公園,34.0873,131.8923\r\n"
)
"""A national list in short, as a file."""

IMPORT: Final[dict[str, Any]] = {
    "file": LIST,
    "kind": "spots",
    "dry_run": "true",
    "region": "ube",
    "attribution": "下松市",
    "licence": "CC-BY-4.0",
    "each_row": "true",
}

REPORT: Final[dict[str, Any]] = {
    "kind": "spots",
    "region": "ube",
    "dry_run": True,
    "rows_read": 2,
    "accepted": 1,
    "rejected": 1,
    "created": 1,
    "updated": 0,
    "unchanged": 0,
    "removed": 0,
    "layout": "standard",
    "encoding": "utf-8",
    "errors": [
        {
            "row": 3,
            "column": "緯度",
            "code": "missing_coordinates",
            "found": "",
            "message": "緯度と経度を十進数の度（例：34.0612、131.8151）で入力してください。",
        }
    ],
    "repairs": [
        {
            "row": 2,
            "column": "開始時間",
            "code": "time_rewritten",
            "found": "９：００～",
            "made": "09:00",
            "message": "時刻を09:00と書き直しました。",
        }
    ],
    "remarks": [],
    "error_count": 1,
    "repair_count": 1,
    "remark_count": 0,
    "rows": [
        {"row": 2, "name": "滝ノ口河川公園", "became": "created", "id": None},
        {"row": 3, "name": "", "became": "refused", "id": None},
    ],
}

TABLE: Final[dict[str, Any]] = {
    "encoding": "xlsx",
    "sheet": "観光施設一覧",
    "sheets": ["注意事項", "観光施設一覧"],
    "rows": [
        ["全国地方公共団体コード", "ID", "名称", "緯度", "経度"],
        ["352071", "A1", '="滝ノ口"&"河川公園"', "34.0873", "131.8923"],
    ],
    "shown": [{"row": 2, "column": 2, "text": "滝ノ口河川公園"}],
}

CORRECTIONS: Final[dict[str, Any]] = {
    "file": "(xlsx)",
    "sheet": "観光施設一覧",
    "cells": '{"D3": "34.0873", "C4": "月見寺"}',
}

PUBLISHED: Final[dict[str, Any]] = {"published": 1, "unchanged": 0}
EVENT_LIST: Final = "全国地方公共団体コード,ID,イベント名,開始日\r\n352071,E1,朝市,2027-03-07\r\n"
