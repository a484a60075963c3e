"""What can go wrong with itineraries."""

from __future__ import annotations

from server.errors import Conflict, Fault, Invalid, NotFound
from server.text import Text


class ItineraryNotFound(NotFound):
    """No itinerary has that id."""

    code = "itinerary_not_found"
    text = Text("There is no itinerary '{itinerary}'.", "旅程「{itinerary}」はありません。")


class NoItineraryPossible(Invalid):
    """The request is well-formed, but no plan can satisfy it; `faults` says why, stop by stop."""

    code = "no_itinerary"
    title = Text("No such day is possible", "この条件では旅程を作れません")
    text = Text(
        "No plan can satisfy this request; `errors` says what stands in the way.",
        "この条件を満たす旅程は作れません。理由は `errors` をご確認ください。",
    )

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)


class NoFootpaths(Conflict):
    """A plan that walks from the car was kept, and the region's footpaths have gone since."""

    code = "no_footpaths"
    text = Text(
        "This plan leaves the car to walk, but there are no footpaths for this region just now.",
        "この旅程は車を停めて歩くものですが、現在この地域の歩道データがありません。",
    )


class SlotInPlan(Conflict):
    """The plan has seats in that slot already."""

    code = "slot_in_plan"
    text = Text(
        "This plan already holds seats in that slot; change the booking instead.",
        "この旅程ではこの開催枠をすでに予約しています。予約の内容を変更してください。",
    )


class SlotOverNight(Conflict):
    """The slot ends on another day than it begins, and a plan's days end at midnight."""

    code = "slot_over_night"
    text = Text(
        "This slot lasts beyond midnight, which a plan cannot hold; book it without the plan.",
        "この開催枠は日をまたぐため、旅程には入れられません。旅程を使わずに予約してください。",
    )


class PlanDiffers(Conflict):
    """The plan that the booking would bring is not the one that was shown."""

    code = "plan_differs"
    text = Text(
        "The day would change in another way than was shown: something has come in between. "
        "Nothing is held. Please look at the changes again.",
        "状況が変わったため、先ほどお見せした内容とは違う旅程になります。席はまだ確保していません。"
        "変わるところを、もう一度ご確認ください。",
    )
