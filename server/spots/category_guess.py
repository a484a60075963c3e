"""A category for a Japanese place that states none, from the words of its name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from server.opendata.japanese_text import plain

FALLBACK_CATEGORY: Final = "culture"
"""For names that say nothing; a town's list holds mostly its own halls and centres."""

_BY_WORD: Final[tuple[tuple[str, str], ...]] = tuple(
    (category, pattern)
    for category, *patterns in (
        (
            "culture",
            "(?:案内所|ホテル|HOTEL|旅館|宿舎|役[所場]$|クリーンセンター|サービスエリア|駅$)",
        ),
        ("historic", "一里塚"),
        ("memorial", "[碑像墓塚]$", "(?:墓所|墳墓|陵|銅像|供養塔|句碑|歌碑|墓地?及び墓所|殉教者)"),
        ("historic", "(?:遺跡|古墳|史跡|反射炉|窯跡|[^城]跡$|旧)"),
        ("zoo", "(?:動物園|水族館|サファリ|シロヘビ|鵜の里)"),
        ("gallery", "(?:美術館|美術博物館|ギャラリー|画廊|芸術センター)"),
        (
            "museum",
            "(?:博物館|資料館|記念館|展示館|郷土館|科学館|文学館|歴史館|ミュージアム|文庫$)",
        ),
        (
            "outdoor",
            "(?:キャンプ|遊園地|オルレ|スポーツ|テニス|ゴルフ|ボート|旅行村|ロープウ[エェ][イー]|体育館)",
        ),
        ("onsen", "(?:温泉|足湯|の湯|湯ランド|銭湯|潮風呂)"),
        ("beach", "(?:海水浴場|ビーチ|海岸|砂浜|ヶ浜$|ケ浜$)"),
        ("shop", "(?:道の駅|橋の駅|まちの駅|市場|物産|商店街|土産|直売|酒造|酒蔵|店$)"),
        ("cafe", "(?:カフェ|喫茶|茶屋|甘味|茶亭)"),
        ("food", "(?:食堂|レストラン|ラーメン|中華そば|そば処|料亭|寿司)"),
        ("garden", "(?:庭園|[のト]庭$|雪舟庭|ガーデン|植物園|薬園)"),
        ("viewpoint", "(?:展望|夜景|タワー|星の塔|棚田|眺望)"),
        ("shrine", "(?:神社|神宮|八幡宮|天満宮|大社|稲荷|[祖大剣]神?社$|鳥居|[^竜龍]宮$|東照宮)"),
        ("church", "(?:教会|聖堂|天主堂|カトリック)"),
        ("temple", "(?:寺|院|庵|観音|薬師|不動尊|五重塔|多宝塔|地蔵|霊場|羅漢)"),
        ("castle", "(?:城$|城跡|城下|天守|[^宮]城[((])"),
        ("farm", "(?:農園|牧場|果樹園|フルーツ|観光農|農業公園|フラワーファーム|ファーム)"),
        ("park", "(?:公園|公苑|緑地|広場|パーク|の丘|の森|の杜)"),
        ("industry", "(?:工場|ダム|鉱山|炭鉱|銅山|発電所|造船所|セメント)"),
        (
            "historic",
            "(?:屋敷|[の之]地$|[門楼塾]$|往還|別邸|本邸|土塁|石風呂|小径|横町|駅舎|遺構|武家|町並|町家|家住宅|本陣|番所|生家|誕生地|橋$|隧道|灯台|伝統的建造物)",
        ),
        (
            "nature",
            "(?:[山岳峠滝渓峡岬湖沼池川島瀬洞谷]$|湧水|源水|鍾乳洞|高原|海峡|台地|岩$|水路|桜|松$)",
        ),
        ("craft", "(?:工房|窯$|陶芸|焼$|伝統工芸)"),
        ("culture", "(?:文化|会館|ホール|劇場|交流|センター|図書館|案内所)"),
    )
    for pattern in patterns
)
_COMPILED: Final = tuple((category, re.compile(pattern)) for category, pattern in _BY_WORD)
_IN_BRACKETS: Final = re.compile(r"[((【].*?[))】]")


@lru_cache(maxsize=32_768)
def find_category(name: str) -> str | None:
    """Return the category code that the name's words suggest; None when they suggest none.

    The first match in a fixed order wins, from telling endings (a grave is no temple, even when
    the temple's name comes first) to general words. The name outside its brackets counts first.
    """
    full = plain(name)
    for text in (_IN_BRACKETS.sub("", full).strip(), full):
        for category, pattern in _COMPILED:
            if pattern.search(text):
                return category
    return None
