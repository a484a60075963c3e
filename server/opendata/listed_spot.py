"""One row of 観光施設一覧, the national list of tourism facilities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from server.opendata.meaning import Fee, adult_fee_minor, find_flag, list_fees

ACCESSIBILITY_FIELDS = (
    "wheelchair",
    "wheelchair_loan",
    "cane_loan",
    "accessible_toilet",
    "step_free",
    "tactile_guidance",
    "braille_or_audio",
    "assistance_dogs",
    "subtitles",
    "writing_support",
    "priority_parking",
    "ostomate_toilet",
    "nursing_room",
    "diaper_table",
    "food_and_drink",
    "stroller_loan",
    "stroller_use",
)
"""Fields that answer yes or no; an empty one is unknown, which is not no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSpot:
    """A tourism facility as its list states it, after repair; empty means not stated.

    Every column of both layouts has a field. Texts are as stated; codes, times (`HH:MM`), prices
    (`310`, `無料`) and answers (`可`, `不可`, `有`, `無`) are in the layout's own writing where
    they were understood and as stated where not, so that writing the list back loses nothing.

    Parameters
    ----------
    key
        What identifies the row within its list: the stated ID, or one derived from municipality
        code and name (and place, where that is not enough) for lists without IDs.
    listed_id
        ID or NO as stated.
    name, name_kana, name_en
        名称 and its readings.
    lat, lon
        Degrees, WGS 84.
    days, opens, closes, hours_note
        利用可能曜日, 開始時間, 終了時間 and 利用可能日時特記事項.
    fee, fee_note
        料金(基本) and 料金(詳細).
    accessibility_note
        バリアフリー情報, which only the legacy layout has.
    """

    key: str = ""
    municipality_code: str = ""
    corporate_number: str = ""
    listed_id: str = ""
    municipality_name: str = ""
    name: str
    name_kana: str = ""
    name_en: str = ""
    poi_code: str = ""
    address_code: str = ""
    town_id: str = ""
    address: str = ""
    prefecture: str = ""
    city: str = ""
    town: str = ""
    street: str = ""
    building: str = ""
    lat: float
    lon: float
    altitude_kind: str = ""
    altitude: str = ""
    days: str = ""
    opens: str = ""
    closes: str = ""
    hours_note: str = ""
    fee: str = ""
    fee_note: str = ""
    description: str = ""
    description_en: str = ""
    access: str = ""
    parking: str = ""
    wheelchair: str = ""
    wheelchair_loan: str = ""
    cane_loan: str = ""
    accessible_toilet: str = ""
    step_free: str = ""
    tactile_guidance: str = ""
    braille_or_audio: str = ""
    assistance_dogs: str = ""
    subtitles: str = ""
    writing_support: str = ""
    priority_parking: str = ""
    ostomate_toilet: str = ""
    nursing_room: str = ""
    diaper_table: str = ""
    food_and_drink: str = ""
    stroller_loan: str = ""
    stroller_use: str = ""
    accessibility_note: str = ""
    contact_name: str = ""
    phone: str = ""
    extension: str = ""
    email: str = ""
    contact_form_url: str = ""
    contact_note: str = ""
    postcode: str = ""
    image_url: str = ""
    image_licence: str = ""
    url: str = ""
    remark: str = ""

    @property
    def fee_minor(self) -> int | None:
        """What one adult pays in yen; 0 is free, None when the list does not plainly say."""
        return adult_fee_minor(self.fee, self.fee_note)

    @property
    def fees(self) -> tuple[Fee, ...]:
        """Prices by whom they are for; empty unless the whole cell is nothing but prices."""
        return list_fees(self.fee, self.fee_note)

    @property
    def accessibility(self) -> Mapping[str, bool | None]:
        """Yes, no or unknown (None) for each of `ACCESSIBILITY_FIELDS`."""
        return {field: find_flag(getattr(self, field)) for field in ACCESSIBILITY_FIELDS}
