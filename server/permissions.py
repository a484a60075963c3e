"""Who may do what: the one table of operations and roles. What is not in it cannot be served."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a person is in an organisation; each may do what the next one may."""

    OWNER = "owner"
    EDITOR = "editor"
    VIEWER = "viewer"


class Audience(StrEnum):
    """For whom an operation is."""

    EVERYBODY = "everybody"
    HOLDERS = "holders"
    SIGNED_IN = "signed_in"
    MEMBERS = "members"
    ADMINS = "admins"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may call one operation.

    Parameters
    ----------
    audience
        `HOLDERS` are who made a booking, by its key or their account, and the members below.
        `MEMBERS` are those of the organisation that owns the thing in question, and the
        platform's administrators.
    roles
        Which of its members may; empty for the other audiences.
    """

    audience: Audience
    roles: frozenset[Role] = frozenset()

    def admits(self, role: Role | None, *, is_admin: bool) -> bool:
        """Return whether a person may who has `role`, or none, in the owning organisation."""
        if is_admin or self.audience is Audience.EVERYBODY:
            return True
        return self.audience is Audience.SIGNED_IN or role in self.roles


EVERYBODY: Final = Rule(Audience.EVERYBODY)
SIGNED_IN: Final = Rule(Audience.SIGNED_IN)
ADMINS: Final = Rule(Audience.ADMINS)
VIEWERS: Final = Rule(Audience.MEMBERS, frozenset(Role))
EDITORS: Final = Rule(Audience.MEMBERS, frozenset({Role.OWNER, Role.EDITOR}))
OWNERS: Final = Rule(Audience.MEMBERS, frozenset({Role.OWNER}))
GUESTS: Final = Rule(Audience.HOLDERS)
GUESTS_AND_VIEWERS: Final = Rule(Audience.HOLDERS, frozenset(Role))
GUESTS_AND_EDITORS: Final = Rule(Audience.HOLDERS, frozenset({Role.OWNER, Role.EDITOR}))

PERMISSIONS: Final[dict[str, Rule]] = {
    "create_itinerary": EVERYBODY,
    "check_itinerary": EVERYBODY,
    "check_kept_itinerary": EVERYBODY,
    "list_detours": EVERYBODY,
    "replan_itinerary": EVERYBODY,
    "list_fitting_experiences": EVERYBODY,
    "preview_booking_in_itinerary": EVERYBODY,
    "book_in_itinerary": EVERYBODY,
    "get_itinerary": EVERYBODY,
    "get_itinerary_geojson": EVERYBODY,
    "get_itinerary_gpx": EVERYBODY,
    "get_itinerary_ics": EVERYBODY,
    "get_itinerary_preview": EVERYBODY,
    "get_itinerary_qr": EVERYBODY,
    "compute_route": EVERYBODY,
    "compute_travel_times": EVERYBODY,
    "compute_isochrones": EVERYBODY,
    "get_region_geojson": EVERYBODY,
    "get_region_jsonld": EVERYBODY,
    "get_region_ngsild": EVERYBODY,
    "list_spots": EVERYBODY,
    "get_spot": EVERYBODY,
    "list_regions": EVERYBODY,
    "get_region": EVERYBODY,
    "get_tilejson": EVERYBODY,
    "get_tile": EVERYBODY,
    "list_categories": EVERYBODY,
    "list_region_categories": EVERYBODY,
    "get_app_settings": EVERYBODY,
    "create_account": EVERYBODY,
    "sign_in": EVERYBODY,
    "refresh_tokens": EVERYBODY,
    "request_password_reset": EVERYBODY,
    "confirm_password_reset": EVERYBODY,
    "sign_out": SIGNED_IN,
    "get_me": SIGNED_IN,
    "update_me": SIGNED_IN,
    "export_me": SIGNED_IN,
    "change_password": SIGNED_IN,
    "delete_me": SIGNED_IN,
    "list_organisations": EVERYBODY,
    "get_organisation": EVERYBODY,
    "create_organisation": SIGNED_IN,
    "update_organisation": OWNERS,
    "list_members": VIEWERS,
    "update_member": OWNERS,
    "remove_member": VIEWERS,
    "list_invitations": OWNERS,
    "create_invitation": OWNERS,
    "withdraw_invitation": OWNERS,
    "accept_invitation": SIGNED_IN,
    "list_notices": EVERYBODY,
    "get_notice": EVERYBODY,
    "create_notice": EDITORS,
    "change_notice": EDITORS,
    "end_notice": EDITORS,
    "list_campaigns": EVERYBODY,
    "get_campaign": EVERYBODY,
    "create_campaign": EDITORS,
    "change_campaign": EDITORS,
    "end_campaign": EDITORS,
    "list_events": EVERYBODY,
    "get_event": EVERYBODY,
    "create_event": EDITORS,
    "change_event": EDITORS,
    "remove_event": EDITORS,
    "create_spot": EDITORS,
    "update_spot": EDITORS,
    "delete_spot": OWNERS,
    "submit_spot": EDITORS,
    "return_spot": OWNERS,
    "publish_spot": OWNERS,
    "withdraw_spot": EDITORS,
    "list_kept_spots": VIEWERS,
    "get_kept_spot": VIEWERS,
    "list_spot_history": VIEWERS,
    "restore_spot": EDITORS,
    "translate_kept_spot": EDITORS,
    "list_experiences": EVERYBODY,
    "get_experience": EVERYBODY,
    "list_experience_slots": EVERYBODY,
    "get_experience_calendar": EVERYBODY,
    "create_experience": EDITORS,
    "update_experience": EDITORS,
    "delete_experience": OWNERS,
    "submit_experience": EDITORS,
    "withdraw_experience": EDITORS,
    "return_experience": EDITORS,
    "publish_experience": EDITORS,
    "suspend_experience": EDITORS,
    "list_own_experiences": VIEWERS,
    "list_experiences_to_review": VIEWERS,
    "list_experience_history": VIEWERS,
    "list_experience_photos": EVERYBODY,
    "get_experience_photo": EVERYBODY,
    "add_experience_photo": EDITORS,
    "change_experience_photo": EDITORS,
    "remove_experience_photo": EDITORS,
    "create_slot": EDITORS,
    "update_slot": EDITORS,
    "create_schedule": EDITORS,
    "list_schedules": VIEWERS,
    "get_schedule": VIEWERS,
    "update_schedule": EDITORS,
    "delete_schedule": EDITORS,
    "create_booking": EVERYBODY,
    "begin_payment": GUESTS,
    "handle_personal_data": GUESTS,
    "receive_stripe_event": EVERYBODY,
    "get_booking": GUESTS_AND_VIEWERS,
    "list_bookings": VIEWERS,
    "list_my_bookings": SIGNED_IN,
    "confirm_booking": GUESTS_AND_EDITORS,
    "extend_booking": GUESTS,
    "amend_booking": GUESTS_AND_EDITORS,
    "quote_cancellation": GUESTS_AND_VIEWERS,
    "cancel_booking": GUESTS_AND_EDITORS,
    "reject_booking": EDITORS,
    "redeem_booking": EDITORS,
    "note_no_show": EDITORS,
    "sync_redemptions": EDITORS,
    "get_redemption_list": EDITORS,
    "get_booking_ticket": GUESTS,
    "get_booking_ticket_png": GUESTS,
    "cancel_slot": EDITORS,
    "list_messages": GUESTS_AND_VIEWERS,
    "send_message": GUESTS_AND_EDITORS,
    "create_review": GUESTS,
    "list_reviews": EVERYBODY,
    "list_reviews_to_moderate": VIEWERS,
    "reply_to_review": EDITORS,
    "moderate_review": EDITORS,
    "join_waiting_list": EVERYBODY,
    "verify_spot": EDITORS,
    "report_spot": EVERYBODY,
    "list_queue": VIEWERS,
    "list_spot_reports": VIEWERS,
    "settle_report": EDITORS,
    "list_settled_reports": VIEWERS,
    "grant_mark": OWNERS,
    "revoke_mark": EDITORS,
    "list_marks": VIEWERS,
    "import_list": EDITORS,
    "read_table": EDITORS,
    "correct_workbook": EDITORS,
    "publish_spots": OWNERS,
    "export_spots": VIEWERS,
    "export_events": VIEWERS,
    "list_amenities": EVERYBODY,
    "remove_amenities": OWNERS,
    "list_photos": EVERYBODY,
    "get_photo": EVERYBODY,
    "add_photo": EDITORS,
    "change_photo": EDITORS,
    "remove_photo": EDITORS,
    "get_waiting_entry": GUESTS,
    "leave_waiting_list": GUESTS,
    "get_guide_dashboard": SIGNED_IN,
    "get_association_dashboard": VIEWERS,
    "list_experience_ideas": VIEWERS,
    "list_planned_visits": VIEWERS,
    "create_reseller_key": OWNERS,
    "list_reseller_keys": OWNERS,
    "revoke_reseller_key": OWNERS,
}
"""The rule of each operation, by its `operationId`."""
