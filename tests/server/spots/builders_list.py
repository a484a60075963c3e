from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from server.spots.listed_spots import ListSource, SpotList, read_spot_list

SOURCE = ListSource("test-list", "Test town", "CC-BY-4.0")
CURRENT = [
    "全国地方公共団体コード",
    "法人番号",
    "ID",
    "地方公共団体名",
    "名称",
    "名称_カナ",
    "名称_英語",
    "所在地_連結表記",
    "緯度",
    "経度",
    "利用可能曜日",
    "開始時間",
    "終了時間",
    "利用可能日時特記事項",
    "料金(基本)",
    "料金(詳細)",
    "説明",
    "説明_英語",
    "車椅子可",
    "連絡先電話番号",
    "URL",
]
LEGACY = [
    "都道府県コード又は市区町村コード",
    "NO",
    "名称",
    "名称_カナ",
    "住所",
    "緯度",
    "経度",
    "利用可能曜日",
    "開始時間",
    "終了時間",
    "利用可能日時特記事項",
    "料金（基本）",
    "料金（詳細）",
    "説明",
    "バリアフリー情報",
    "URL",
]


def make_row(**cells: str) -> dict[str, str]:
    """A row that is in order; `cells` by heading."""
    return {"ID": "A1", "NO": "A1", "名称": "月見寺", "緯度": "34.06", "経度": "131.8"} | cells


def make_csv(*rows: Mapping[str, str], columns: list[str] = CURRENT) -> bytes:
    sheet = io.StringIO(newline="")
    writer = csv.DictWriter(sheet, columns, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return sheet.getvalue().encode()


def read(data: bytes) -> SpotList:
    return read_spot_list(data, "list.csv", SOURCE)


def read_row(**cells: str) -> SpotList:
    return read(make_csv(make_row(**cells)))
