"""The layout of 公衆トイレ一覧, the national list of public toilets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from server.opendata.list_kind import CellKind, ListKind

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
    "place": "設置位置",
    "lat": "緯度",
    "lon": "経度",
    "altitude_kind": "高度の種別",
    "altitude": "高度の値",
    "men": "男性トイレ総数",
    "men_urinals": "男性トイレ数（小便器）",
    "men_squat": "男性トイレ数（和式）",
    "men_seats": "男性トイレ数（洋式）",
    "men_child_seats": "男性トイレ内の乳幼児用座椅子数",
    "men_child_beds": "男性トイレ内の乳幼児用簡易ベッド数",
    "women": "女性トイレ総数",
    "women_squat": "女性トイレ数（和式）",
    "women_seats": "女性トイレ数（洋式）",
    "women_child_seats": "女性トイレ内の乳幼児用座椅子数",
    "women_child_beds": "女性トイレ内の乳幼児用簡易ベッド数",
    "shared": "男女共用トイレ総数",
    "shared_squat": "男女共用トイレ数（和式）",
    "shared_seats": "男女共用トイレ数（洋式）",
    "shared_child_seats": "男女共用トイレ内の乳幼児用座椅子数",
    "shared_child_beds": "男女共用トイレ内の乳幼児用簡易ベッド数",
    "accessible": "バリアフリー（多目的）トイレ数",
    "accessible_child_seats": "バリアフリー（多目的）トイレ内の乳幼児用座椅子数",
    "accessible_child_beds": "バリアフリー（多目的）トイレ内の乳幼児用簡易ベッド数",
    "accessible_adult_beds": "バリアフリー（多目的）トイレ内の簡易ベッド数（乳幼児大人兼用）",
    "accessible_changing_boards": "バリアフリー（多目的）トイレ内の簡易着替え台数",
    "wheelchair_toilets": "車椅子使用者用トイレ数",
    "child_equipment": "乳幼児用設備設置トイレ有無",
    "ostomate_toilets": "オストメイト設置トイレ数",
    "opens": "利用開始時間",
    "closes": "利用終了時間",
    "hours_note": "利用可能時間特記事項",
    "image_url": "画像",
    "image_licence": "画像_ライセンス",
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
    "name_en": "名称_英語",
    "address": "住所",
    "building": "方書",
    "lat": "緯度",
    "lon": "経度",
    "place": "設置位置",
    "men": "男性トイレ_総数",
    "men_urinals": "男性トイレ_数(小便器)",
    "men_squat": "男性トイレ_数(和式)",
    "men_seats": "男性トイレ_数(洋式)",
    "women": "女性トイレ_総数",
    "women_squat": "女性トイレ_数(和式)",
    "women_seats": "女性トイレ_数(洋式)",
    "shared": "男女共用トイレ_総数",
    "shared_squat": "男女共用トイレ_数(和式)",
    "shared_seats": "男女共用トイレ_数(洋式)",
    "accessible": "多機能トイレ_数",
    "wheelchair_toilets": "車椅子使用者用トイレ有無",
    "child_equipment": "乳幼児用設備設置トイレ有無",
    "ostomate_toilets": "オストメイト設置トイレ有無",
    "opens": "利用開始時間",
    "closes": "利用終了時間",
    "hours_note": "利用可能時間特記事項",
    "image_url": "画像",
    "image_licence": "画像_ライセンス",
    "remark": "備考",
}
"""Fields and headings of the earlier layout, in its order."""

_COUNTS: Final = tuple(
    field
    for field in STANDARD
    if field.startswith(("men", "women", "shared", "accessible", "wheelchair", "ostomate"))
)

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
    "child_equipment": "has",
    "opens": "time",
    "closes": "time",
    "image_url": "urls",
    **dict.fromkeys(_COUNTS, "count"),
}

TOILETS: Final = ListKind(
    name="公衆トイレ一覧",
    standard=STANDARD,
    legacy=LEGACY,
    also={"lat": ("北緯",), "lon": ("東経",)},
    cells=_CELLS,
    required=("name", "lat", "lon"),
    needs_point=True,
    derived_id=("municipality_code", "name"),
)
"""The national list of public toilets."""
