"""What is wrong with an order, and what would mend it, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from routing.check import Rule
from routing.fixes import FixKind
from server.itineraries.booked_stops import GONE, MOVED
from server.itineraries.wording import STANDINGS
from server.text import Text

UNKNOWN_SPOT: Final = "unknown_spot"
UNKNOWN_SLOT: Final = "unknown_slot"
OUTSIDE_NETWORK: Final = "outside_network"
NOT_ACCESSIBLE: Final = "not_accessible"

NOTICE: Final = Text(" Notice: {title}.", "（お知らせ：{title}）")
"""Goes behind a sentence about a place that a notice closes that day."""

VIOLATIONS: Final[Mapping[str, Text]] = {
    UNKNOWN_SPOT: Text(
        "There is no spot '{name}' here, or no longer.",
        "「{name}」という場所はこの地域にないか、掲載が終わっています。",
    ),
    UNKNOWN_SLOT: Text(
        "There is no slot '{name}' that can be booked here, or no longer.",
        "「{name}」という開催枠はこの地域にないか、予約できなくなりました。",
    ),
    **{word: STANDINGS[word] for word in (*GONE, MOVED)},
    OUTSIDE_NETWORK: Text(
        "No street of the network is near '{name}'.",
        "「{name}」の近くに通れる道路がありません。",
    ),
    NOT_ACCESSIBLE: Text(
        "'{name}' is known not to be accessible by wheelchair.",
        "「{name}」は車椅子では利用できないことが分かっています。",
    ),
    Rule.CLOSED_THAT_DAY: Text(
        "'{name}' is closed on {date}.", "{date} は「{name}」の休業日です。"
    ),
    Rule.OPENS_LATER: Text(
        "'{name}' is not open until {time}, {minutes} min after you want to begin.",
        "「{name}」に入れるのは {time} からで、ご希望より {minutes} 分遅くなります。",
    ),
    Rule.CLOSED_AT_ARRIVAL: Text(
        "By the time you reach '{name}' at {time}, it has been closed for {minutes} min.",
        "「{name}」に着くのは {time} で、{minutes} 分前に閉まっています。",
    ),
    Rule.LEAVES_AFTER_CLOSING: Text(
        "'{name}' closes {minutes} min before the end of your visit at {leave}.",
        "「{name}」は、見学が終わる {leave} より {minutes} 分早く閉まります。",
    ),
    Rule.ARRIVES_LATE: Text(
        "You reach '{name}' at {time}, {minutes} min later than you want.",
        "「{name}」に着くのは {time} で、ご希望より {minutes} 分遅れます。",
    ),
    Rule.BEGINS_LATE: Text(
        "You cannot begin at '{name}' before {time}, {minutes} min later than you want.",
        "「{name}」を始められるのは {time} からで、ご希望より {minutes} 分遅れます。",
    ),
    Rule.UNREACHABLE: Text(
        "No way leads from the stop before to '{name}'.",
        "手前の立ち寄り先から「{name}」へ行ける道がありません。",
    ),
    Rule.DUPLICATE: Text("'{name}' comes twice.", "「{name}」が二度入っています。"),
    Rule.LUNCH_MISSED: Text(
        "Lunch would end at {leave}, {minutes} min outside your lunch time.",
        "昼食が終わるのは {leave} で、お昼の時間から {minutes} 分はみ出します。",
    ),
    Rule.REST_MISSED: Text(
        "The rest would end at {leave}, {minutes} min outside the time set for it.",
        "休憩が終わるのは {leave} で、休憩の時間から {minutes} 分はみ出します。",
    ),
    Rule.DAY_END_MISSED: Text(
        "You reach the end of day {day} at {time}, {minutes} min too late.",
        "{day} 日目の終わりの場所に着くのは {time} で、{minutes} 分遅れます。",
    ),
    Rule.OVER_BUDGET: Text(
        "The fees exceed the budget by {money}.", "料金の合計が予算を {money} 超えます。"
    ),
    Rule.TOO_MANY_VISITS: Text(
        "Day {day} has {amount} visit(s) more than you allow.",
        "{day} 日目の立ち寄り先が、設定より {amount} か所多くなっています。",
    ),
    Rule.TOO_MUCH_TRAVEL: Text(
        "Day {day} takes {minutes} min more on the way than you allow.",
        "{day} 日目の移動が、設定より {minutes} 分長くなっています。",
    ),
    Rule.TOO_MUCH_OF_ONE_KIND: Text(
        "Day {day} holds {minutes} min more of one kind ({category}) than you allow.",
        "{day} 日目は「{category}」の時間が、設定より {minutes} 分長くなっています。",
    ),
}

OF_THE_DAY: Final[Mapping[str, Text]] = {
    Rule.LUNCH_MISSED: Text("Day {day} has no lunch.", "{day} 日目に昼食がありません。"),
    Rule.REST_MISSED: Text("Day {day} has no rest.", "{day} 日目に休憩がありません。"),
    Rule.UNREACHABLE: Text(
        "No way leads to the end of day {day}.",
        "{day} 日目の終わりの場所へ行ける道がありません。",
    ),
}
"""Where the same rule is about a day, not about one of its stops."""

FIXES: Final[Mapping[str, Text]] = {
    FixKind.START_EARLIER: Text(
        "Start day {day} {earlier} min earlier, at {time}.",
        "{day} 日目の出発を {earlier} 分早めて {time} にする",
    ),
    FixKind.END_LATER: Text("Let day {day} end at {time}.", "{day} 日目の終わりを {time} に延ばす"),
    FixKind.SHORTEN: Text(
        "Stay {minutes} min at '{name}'.", "「{name}」の滞在を {minutes} 分にする"
    ),
    FixKind.BEGIN_AT: Text("Begin at '{name}' at {time}.", "「{name}」の開始を {time} にする"),
    FixKind.SWAP: Text("Swap '{name}' and '{other}'.", "「{name}」と「{other}」の順番を入れ替える"),
    FixKind.MOVE_AFTER: Text(
        "Go to '{name}' after '{other}'.", "「{name}」を「{other}」の次にする"
    ),
    FixKind.MOVE_TO_DAY: Text(
        "Move '{name}' to day {day}, after '{other}'.",
        "「{name}」を {day} 日目の「{other}」の次に移す",
    ),
    FixKind.ADD_BREAK: Text(
        "Add {minutes} min of {pause} after '{other}'.",
        "「{other}」の後に{pause}を {minutes} 分入れる",
    ),
    FixKind.RAISE_LIMIT: Text("Raise the limit to {limit}.", "上限を {limit} に上げる"),
    FixKind.DROP: Text("Leave out {names}.", "{names}をやめる"),
}

FIRST: Final[Mapping[str, Text]] = {
    FixKind.MOVE_AFTER: Text(
        "Go to '{name}' first on day {day}.", "「{name}」を {day} 日目の最初にする"
    ),
    FixKind.MOVE_TO_DAY: Text(
        "Move '{name}' to the beginning of day {day}.", "「{name}」を {day} 日目の最初に移す"
    ),
    FixKind.ADD_BREAK: Text(
        "Begin day {day} with {minutes} min of {pause}.",
        "{day} 日目の最初に{pause}を {minutes} 分入れる",
    ),
}
"""Where the stop comes before all others of its day."""

BREAKS: Final[Mapping[str, Mapping[str, str]]] = {
    "lunch": {"en": "lunch", "ja": "昼食"},
    "rest": {"en": "rest", "ja": "休憩"},
    "parking": {"en": "parked car", "ja": "停めた車"},
}


def in_quotes(names: list[str]) -> Mapping[str, str]:
    """Return several names as one text, quoted as each of the product's languages does."""
    english = [f"'{name}'" for name in names]
    listed = ", ".join(english[:-1]) + " and " + english[-1] if len(english) > 1 else english[0]
    return {"en": listed, "ja": "".join(f"「{name}」" for name in names)}
