"""The sentences of a plan: why a stop, why not another, what to watch for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from routing.alternatives import Character
from routing.model import SkipReason, StopKind, UnmetReason, WhyCode
from server.itineraries.news import AT_ITS_BEST, PART_OF
from server.regions.categories import CATEGORIES
from server.regions.schemas import localized
from server.text import Language, Text

_WHY: Final[Mapping[WhyCode, Text]] = {
    WhyCode.REQUIRED: Text("you asked for it", "ご希望の場所"),
    WhyCode.MATCHES_CATEGORY: Text("matches {category}", "「{category}」に合う"),
    WhyCode.LESSER_KNOWN: Text("lesser-known", "知る人ぞ知る場所"),
    WhyCode.WELL_KNOWN: Text("well known", "よく知られた名所"),
    WhyCode.ON_THE_WAY: Text("on the way", "通り道にある"),
    WhyCode.LUNCH_TIME: Text("lunch time", "お昼の時間"),
    WhyCode.REST_TIME: Text("time for a rest", "休憩の時間"),
    WhyCode.FRESH: Text("new or in season now", "今が旬"),
    WhyCode.QUIET_HOUR: Text("quiet at that hour", "空いている時間帯"),
    WhyCode.VARIETY: Text("a change from the other stops", "ほかとは違う楽しみ"),
}

_PRAISE: Final[Mapping[str, Text]] = {
    AT_ITS_BEST: Text("at its best now", "今が見ごろ"),
    PART_OF: Text("part of {campaign}", "「{campaign}」の対象"),
}

_SKIPPED: Final[Mapping[SkipReason, Text]] = {
    SkipReason.CLOSED_THAT_DAY: Text(
        "Not open long enough at any hour of your days.",
        "ご予定の時間帯には十分に開いていません。",
    ),
    SkipReason.TOO_FAR: Text(
        "Too far to reach and be back in time.", "遠すぎて時間内に往復できません。"
    ),
    SkipReason.NO_TIME_LEFT: Text(
        "Other places fitted the time better.", "ほかの場所で時間がいっぱいになりました。"
    ),
    SkipReason.OVER_BUDGET: Text("It would exceed the budget.", "予算を超えます。"),
    SkipReason.OVER_LIMIT: Text("It would exceed a limit you set.", "設定された上限を超えます。"),
    SkipReason.NOT_ACCESSIBLE: Text(
        "Known not to be accessible for you.", "ご利用の条件では入れないことが分かっています。"
    ),
    SkipReason.ROAD_WORKS: Text("There are road works around it.", "周辺で道路工事をしています。"),
    SkipReason.OUTSIDE_NETWORK: Text(
        "No street of the network is near enough.", "近くに通れる道路がありません。"
    ),
}

UNMET: Final[Mapping[UnmetReason, Text]] = {
    UnmetReason.CLOSED_ON_ALL_DAYS: Text(
        "'{name}' is not open long enough at any hour of your days.",
        "「{name}」はご予定の時間帯には十分に開いていません。",
    ),
    UnmetReason.OUTSIDE_NETWORK: Text(
        "'{name}' has no street of the network near enough.",
        "「{name}」の近くに通れる道路がありません。",
    ),
    UnmetReason.NOT_REACHABLE_IN_TIME: Text(
        "'{name}' cannot be reached, visited and left in time for the end of the day.",
        "「{name}」に行って見学し、終わりの時刻までに戻ることはできません。",
    ),
    UnmetReason.TOGETHER_IMPOSSIBLE: Text(
        "'{name}' cannot be combined with the other places you asked for.",
        "「{name}」は、ほかのご希望の場所と一緒には回れません。",
    ),
    UnmetReason.OVER_BUDGET: Text("'{name}' exceeds the budget.", "「{name}」は予算を超えます。"),
    UnmetReason.OVER_LIMIT: Text(
        "'{name}' exceeds a limit you set.", "「{name}」は設定された上限を超えます。"
    ),
    UnmetReason.END_NOT_REACHABLE: Text(
        "The end of day {day} cannot be reached from its start in time.",
        "{day} 日目は、出発地から終わりの場所まで時間内に着けません。",
    ),
}

_WARNINGS: Final[Mapping[str, Text]] = {
    "estimated_travel_times": Text(
        "There is no street network for this mode here: travel times are estimated from distance.",
        "この地域にはこの移動手段の道路データがないため、移動時間は距離からの推定です。",
    ),
    "hours_assumed": Text(
        "The opening hours of '{name}' are unknown; please check before you go.",
        "「{name}」の開館時間は不明です。お出かけ前にご確認ください。",
    ),
    "facts_unconfirmed": Text(
        "'{name}' is reported to be closed or to have moved; please check before you go.",
        "「{name}」は閉まっている、または移転したとの報告があります。お出かけ前にご確認ください。",
    ),
    "access_unknown": Text(
        "Whether '{name}' is accessible for you is unknown; please ask before you go.",
        "「{name}」がご利用の条件で入れるかは不明です。事前にご確認ください。",
    ),
    "fee_unknown": Text(
        "The fee of '{name}' is unknown and not in the sum.",
        "「{name}」の料金は不明のため、合計に含まれていません。",
    ),
    "lunch_left_out": Text(
        "Lunch does not fit into day {day}.", "{day} 日目にはお昼の時間をとれません。"
    ),
    "no_experiences_yet": Text(
        "No experience can be booked here within the hours of your days.",
        "ご予定の時間帯に、この地域で予約できる体験はありません。",
    ),
    "no_experience_chosen": Text(
        "Other places suited your days better than an experience; those that would fit are listed.",
        "ほかの場所のほうがご希望に合うため、体験は入っていません。予約できる体験は一覧にあります。",
    ),
    "booking_ended": Text(
        "'{name}' is left out, as its booking has ended.",
        "「{name}」は予約がなくなったため、旅程から外しました。",
    ),
    "booking_avoided": Text(
        "'{name}' is left out as you wish, but still booked: please cancel it if you do not come.",
        "「{name}」はご希望により外しましたが、予約は残っています。行かない場合は取り消してください。",
    ),
    "booking_missed": Text(
        "'{name}' has begun without you and is left out.",
        "「{name}」はすでに始まっているため、旅程から外しました。",
    ),
    "booking_on_no_day": Text(
        "'{name}' is booked for a day that is not in this plan.",
        "「{name}」の予約は、この旅程にない日のものです。",
    ),
    "road_works": Text(
        "On day {day} you pass road works: {title}.",
        "{day} 日目は工事中の場所を通ります：{title}",
    ),
    "left_out_as_closed": Text(
        "'{name}' is left out, as you found it closed.",
        "閉まっていた「{name}」を外しました。",
    ),
    "locked_missed": Text(
        "The agreed time at '{name}' has passed; it is not in the plan any more.",
        "「{name}」のお約束の時刻を過ぎたため、旅程から外しました。",
    ),
    "nothing_more_fits": Text(
        "Nothing more fits into the rest of day {day}.",
        "{day} 日目のこれからの時間に入る場所はありません。",
    ),
    "open_air_left_out": Text(
        "Because of the rain, open-air places are left out of the rest of day {day}.",
        "雨のため、{day} 日目のこれからの予定から屋外の場所を外しました。",
    ),
    "day_without_visits": Text(
        "Nothing suitable could be fitted into day {day}.",
        "{day} 日目に組み込める場所が見つかりませんでした。",
    ),
}

STANDINGS: Final[Mapping[str, Text]] = {
    "hold_expired": Text(
        "Your seats at '{name}' are not held any more: the time to confirm has run out. Book it "
        "again, or plan the rest anew.",
        "「{name}」の仮予約は期限が切れました。もう一度予約するか、旅程を組み直してください。",
    ),
    "booking_cancelled": Text(
        "Your booking of '{name}' is cancelled; plan the rest anew to use the time.",
        "「{name}」の予約は取り消されました。空いた時間は、旅程を組み直してお使いください。",
    ),
    "booking_rejected": Text(
        "The guide could not accept your booking of '{name}'; plan the rest anew to use the time.",
        "「{name}」の予約はガイドに受け付けてもらえませんでした。旅程を組み直してください。",
    ),
    "slot_cancelled": Text(
        "'{name}' does not take place; plan the rest anew to use the time.",
        "「{name}」は開催されなくなりました。空いた時間は、旅程を組み直してお使いください。",
    ),
    "booking_moved": Text(
        "Your booking of '{name}' is now for another time; plan the rest anew around it.",
        "「{name}」の予約は別の時間に変わりました。それに合わせて旅程を組み直してください。",
    ),
    "not_bookable": Text(
        "'{name}' cannot be booked any more; plan the rest anew.",
        "「{name}」は予約できなくなりました。旅程を組み直してください。",
    ),
    "not_booked_yet": Text(
        "'{name}' is not booked yet: nobody keeps a seat for you until you book it.",
        "「{name}」はまだ予約されていません。予約するまで席は確保されません。",
    ),
    "seats_on_hold": Text(
        "Your seats at '{name}' are held until {until}; confirm the booking by then.",
        "「{name}」の席は {until} まで確保しています。それまでに予約を確定してください。",
    ),
    "awaits_the_guide": Text(
        "The guide of '{name}' will answer you by {until}.",
        "「{name}」のガイドから {until} までに返事があります。",
    ),
}
"""What has become of an experience in the plan, by the words of `booked_stops`."""

CHARACTERS: Final[Mapping[Character, Text]] = {
    Character.AS_ASKED: Text("As you asked", "ご希望どおり"),
    Character.MOST_SIGHTS: Text("As many sights as fit", "見どころをたっぷり"),
    Character.RELAXED: Text("At your leisure", "ゆったり巡る"),
    Character.HIDDEN: Text("Off the beaten track", "知る人ぞ知る場所へ"),
}

WITHOUT_SPOT: Final[Mapping[StopKind, Text]] = {
    StopKind.LUNCH: Text("Lunch", "昼食"),
    StopKind.REST: Text("Rest", "休憩"),
    StopKind.PARKING: Text("Parked car", "駐車"),
}
"""What a stop is called that has no spot of its own."""


def category_name(code: str, language: Language) -> str:
    """Return the category's name; an unknown code stands for itself."""
    category = CATEGORIES.get(code)
    if category is None:
        return code
    return category.name_ja if language == "ja" else category.name_en.lower()


def told(value: Any, languages: Sequence[str]) -> Any:
    """Return a name by language as its own row names it; anything else as it is."""
    return localized(value, languages) if isinstance(value, Mapping) else value


def why(code: str, value: str | Mapping[str, str] | None, language: Language) -> str:
    """Return why a stop was chosen; `value` is a category, or a campaign's titles by language."""
    if code in _PRAISE:
        return _PRAISE[code].render(language, campaign=value)
    category = value if isinstance(value, str) else ""
    return _WHY[WhyCode(code)].render(language, category=category_name(category, language))


def skipped(reason: SkipReason, language: Language) -> str:
    """Return why a spot was left out."""
    return _SKIPPED[reason].render(language)


def warning(code: str, language: Language, **values: object) -> str:
    """Return what the tourist should know."""
    return _WARNINGS[code].render(language, **values)
