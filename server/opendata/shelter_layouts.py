"""The layouts of 指定緊急避難場所一覧, the national list of evacuation sites."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from server.opendata.list_kind import CellKind, ListKind

_HAZARDS: Final[Mapping[str, str]] = {
    "flood": "洪水",
    "landslide": "崖崩れ、土石流及び地滑り",
    "storm_surge": "高潮",
    "earthquake": "地震",
    "tsunami": "津波",
    "large_fire": "大規模な火事",
    "inland_flood": "内水氾濫",
    "volcano": "火山現象",
}

STANDARD: Final[Mapping[str, str]] = {
    "municipality_code": "全国地方公共団体コード",
    "listed_id": "ID",
    "municipality_name": "地方公共団体名",
    "name": "名称",
    "name_kana": "名称_カナ",
    "name_en": "名称_英語",
    "address_code": "所在地_全国地方公共団体コード",
    "town_id": "町字ID",
    "address": "所在地_連結表記",
    "prefecture": "所在地_都道府県",
    "city": "所在地_市区町村",
    "town": "所在地_町字",
    "street": "所在地_番地以下",
    "building": "建物名等(方書)",
    "lat": "緯度",
    "lon": "経度",
    "altitude_kind": "高度の種別",
    "altitude": "高度の値",
    "phone": "電話番号",
    "extension": "内線番号",
    **{field: f"災害種別_{hazard}" for field, hazard in _HAZARDS.items()},
    "also_refuge": "指定避難所との住所同一",
    "capacity": "想定収容人数",
    "neighbourhoods": "対象となる町会・自治会",
    "image_url": "画像",
    "image_licence": "画像_ライセンス",
    "url": "URL",
    "remark": "備考",
}
"""Fields and headings of the current layout, in its order."""

LEGACY: Final[Mapping[str, str]] = {
    "municipality_code": "都道府県コード又は市区町村コード",
    "listed_id": "NO",
    "prefecture": "都道府県名",
    "city": "市区町村名",
    "name": "名称",
    "name_kana": "名称_カナ",
    "address": "住所",
    "building": "方書",
    "lat": "緯度",
    "lon": "経度",
    "altitude": "標高",
    "phone": "電話番号",
    "extension": "内線番号",
    **{field: f"災害種別_{hazard}" for field, hazard in _HAZARDS.items()},
    "also_refuge": "指定避難所との重複",
    "capacity": "想定収容人数",
    "neighbourhoods": "対象となる町会・自治会",
    "url": "URL",
    "remark": "備考",
}
"""Fields and headings of the earlier layout, in its order."""

_ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "municipality_code": ("市町村コード", "市区町村コード", "municipality_code"),
    "listed_id": ("共通ID", "portal_shelter_id"),
    "municipality_name": ("都道府県名及び市町村名", "municipality"),
    "name": ("施設・場所名", "施設名", "shelter_name"),
    "address": ("所在地", "address"),
    "lat": ("北緯", "portal_latitude"),
    "lon": ("東経", "portal_longitude"),
    "capacity": ("収容人数", "portal_capacity_persons"),
    **{field: (hazard,) for field, hazard in _HAZARDS.items()},
}
"""Headings of the survey institute's national file and of prefectures' portals."""

_CELLS: Final[Mapping[str, CellKind]] = {
    "municipality_code": "code",
    "corporate_number": "digits",
    "address_code": "code",
    "listed_id": "id",
    "town_id": "id",
    "name": "name",
    "name_kana": "kana",
    "lat": "lat",
    "lon": "lon",
    "altitude": "decimal",
    "phone": "phone",
    "extension": "digits",
    **dict.fromkeys(_HAZARDS, "mark"),
    "also_refuge": "mark",
    "capacity": "count",
    "url": "url",
    "image_url": "urls",
}

SHELTERS: Final = ListKind(
    name="指定緊急避難場所一覧",
    standard=STANDARD,
    legacy=LEGACY,
    also=_ALSO,
    cells=_CELLS,
    required=("name", "lat", "lon"),
    needs_point=True,
    derived_id=("municipality_code", "name"),
)
"""The national list of designated emergency evacuation sites."""
