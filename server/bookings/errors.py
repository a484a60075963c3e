"""What can go wrong with bookings."""

from __future__ import annotations

from server.errors import Conflict, NotFound, Unavailable
from server.text import Text


class BookingNotFound(NotFound):
    """No booking has that id, or none that the caller may see."""

    code = "booking_not_found"
    text = Text("There is no booking '{booking}'.", "予約「{booking}」はありません。")


class SoldOut(Conflict):
    """Fewer seats are left than were asked for."""

    code = "sold_out"
    text = Text(
        "{seats} seat(s) were asked for, {left} are left. Choose another time or a smaller party.",
        "ご希望は{seats}席ですが、残りは{left}席です。別の時間か、少ない人数をお選びください。",
    )


class SlotClosed(Conflict):
    """The slot takes no more bookings."""

    code = "slot_closed"
    text = Text(
        "This time takes no more bookings. Choose another one.",
        "この時間の受付は終了しました。別の時間をお選びください。",
    )


class BookingInWrongState(Conflict):
    """The booking's state does not allow the action."""

    code = "wrong_state"
    text = Text(
        "The booking is {state}, so it cannot be {action}.",
        "この予約は「{state}」のため、{action}ことはできません。",
    )


class HoldExpired(Conflict):
    """The hold has run out."""

    code = "hold_expired"
    text = Text(
        "The hold ran out at {expired_at}, and its seats are free again. Book anew.",
        "仮予約の期限（{expired_at}）が過ぎ、席は解放されました。もう一度ご予約ください。",
    )


class HoldLimitReached(Conflict):
    """The hold cannot be extended any further."""

    code = "hold_limit_reached"
    text = Text(
        "A hold can last until {limit} at most. Confirm it, or book anew.",
        "仮予約を延長できるのは{limit}までです。確定するか、もう一度ご予約ください。",
    )


class TooLateToBook(Conflict):
    """The cut-off before the start has passed."""

    code = "too_late_to_book"
    text = Text(
        "Bookings for this time ended at {cutoff}.",
        "この時間の受付は{cutoff}に締め切りました。",
    )


class TooLateToChange(Conflict):
    """What is booked has begun, or is over."""

    code = "too_late_to_change"
    text = Text(
        "It has begun, so this booking cannot be changed any more.",
        "開始時刻を過ぎたため、この予約は変更できません。",
    )


class NotYet(Conflict):
    """It is too early for this."""

    code = "too_early"
    text = Text("This can be done from {opens} on.", "この操作は{opens}以降に行えます。")


class PaymentNeeded(Conflict):
    """The booking is to be paid online before it can stand."""

    code = "payment_needed"
    text = Text(
        "This booking is paid online. Pay first; it is then confirmed by itself.",
        "オンライン決済の予約です。お支払いが完了すると自動的に確定します。",
    )


class PaidOnSite(Conflict):
    """The booking is paid to the guide."""

    code = "paid_on_site"
    text = Text(
        "This is paid to the guide when you meet. Confirm the booking.",
        "当日、ガイドに直接お支払いいただく体験です。予約を確定してください。",
    )


class NothingToPay(Conflict):
    """The booking costs nothing."""

    code = "nothing_to_pay"
    text = Text(
        "This costs nothing. Confirm the booking.", "料金はかかりません。予約を確定してください。"
    )


class NoOnlinePayments(Conflict):
    """What is paid online cannot be booked where no payment service is set up."""

    code = "no_online_payments"
    text = Text(
        "This is paid online, and online payments are not set up here. Ask the guide.",
        "オンライン決済の体験ですが、現在オンライン決済をご利用いただけません。"
        "ガイドにお問い合わせください。",
    )


class PaymentServiceAway(Unavailable):
    """The payment service does not answer."""

    code = "payment_service_away"
    text = Text(
        "The payment service does not answer. Please try again in a moment; nothing was charged.",
        "決済サービスが応答していません。少し時間をおいて、もう一度お試しください。"
        "料金は請求されていません。",
    )


class UpcomingBookings(Conflict):
    """Somebody who wants to be forgotten is still expected."""

    code = "upcoming_bookings"
    text = Text(
        "The guide expects you: cancel these bookings first, or wait until they are over: {codes}.",
        "これからの予約があります。先に取り消すか、終了後にお試しください：{codes}。",
    )


class AlreadyRedeemed(Conflict):
    """The ticket was used before."""

    code = "already_redeemed"
    text = Text(
        "This ticket was used at {redeemed_at} already.",
        "このチケットは{redeemed_at}に使用済みです。",
    )


class CostsMore(Conflict):
    """A booking that was paid online would cost more after the change."""

    code = "costs_more"
    text = Text(
        "After this change it would cost {more_minor} more than was paid. Book the rest anew.",
        "この変更では、お支払い済みの金額を{more_minor}上回ります。追加分は新しくご予約ください。",
    )


class SlotOfAnother(Conflict):
    """The slot belongs to another experience."""

    code = "slot_of_another"
    text = Text(
        "This time belongs to another experience. Cancel, and book that one.",
        "別の体験の開催枠です。取り消してから、あらためてご予約ください。",
    )


class WrongTicket(Conflict):
    """The ticket is not this booking's."""

    code = "wrong_ticket"
    text = Text(
        "This ticket belongs to another booking, or to none.",
        "このチケットは、この予約のものではありません。",
    )


class TooManyMessages(Conflict):
    """The other side has not read what was sent before."""

    code = "too_many_messages"
    text = Text(
        "Please wait until your messages have been read.",
        "これまでのメッセージが読まれるまでお待ちください。",
    )


class AlreadyReviewed(Conflict):
    """There is a review of this booking."""

    code = "already_reviewed"
    text = Text("You have written a review of this.", "この予約のレビューは投稿済みです。")


class TooLateToReview(Conflict):
    """It was too long ago."""

    code = "too_late_to_review"
    text = Text("Reviews can be written for 60 days.", "レビューを投稿できるのは体験後60日間です。")


class ReviewNotFound(NotFound):
    """No review has that id, or none that the caller may see."""

    code = "review_not_found"
    text = Text("There is no review '{review}'.", "レビュー「{review}」はありません。")


class SeatsAreLeft(Conflict):
    """Nobody needs to wait: there are seats."""

    code = "seats_are_left"
    text = Text(
        "{left} seat(s) are left: book them instead of waiting.",
        "残り{left}席あります。お待ちにならず、ご予約いただけます。",
    )


class WaitingListFull(Conflict):
    """Very many wait for the slot."""

    code = "waiting_list_full"
    text = Text(
        "Too many people wait for this time already. Choose another one.",
        "この時間のキャンセル待ちは上限に達しました。別の時間をお選びください。",
    )


class WaitingNotFound(NotFound):
    """Nobody waits by that id."""

    code = "waiting_not_found"
    text = Text("Nobody waits by that id.", "該当するキャンセル待ちはありません。")
