"""What the letters say, in both of the product's languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from server.text import Language, Text


@dataclass(frozen=True, slots=True)
class Template:
    """Subject and body of one kind of letter."""

    subject: Text
    body: Text


ROLE_NAMES: Final[dict[str, Text]] = {
    "owner": Text("owner", "管理者"),
    "editor": Text("editor", "編集者"),
    "viewer": Text("viewer", "閲覧者"),
}

_BOOKING: Final = Text(
    "    {experience}\n    {when}\n    {party} people, {total}\n    Booking code: {code}\n",
    "    {experience}\n    {when}\n    {party}名　{total}\n    予約番号: {code}\n",
)


def _about_booking(subject: Text, before: Text, after: Text | None = None) -> Template:
    """Return a letter that names a booking between two sentences."""
    tail = after or Text("", "")
    return Template(
        subject,
        Text(
            f"{before.en}\n\n{_BOOKING.en}\n{tail.en}",
            f"{before.ja}\n\n{_BOOKING.ja}\n{tail.ja}",
        ),
    )


_WAY_BACK: Final = Text(
    "To look at it, change or cancel it without an account, you need its number and its key:\n\n"
    "    Booking: {booking}\n    Key: {key}\n",
    "会員登録なしで予約の確認・変更・取り消しをするには、次の番号とキーが必要です。\n\n"
    "    予約ID: {booking}\n    キー: {key}\n",
)


_LETTERS_ABOUT_BOOKINGS: Final[dict[str, Template]] = {
    "booking_confirmed": _about_booking(
        Text("Booked: {experience}", "ご予約が確定しました：{experience}"),
        Text("Your booking stands.", "ご予約が確定しました。"),
        Text(
            f"Show the code, or the ticket in the app, when you meet the guide.\n\n{_WAY_BACK.en}",
            f"当日は予約番号、またはアプリのチケットをガイドにお見せください。\n\n{_WAY_BACK.ja}",
        ),
    ),
    "booking_asked": _about_booking(
        Text("The guide was asked: {experience}", "ガイドに確認中です：{experience}"),
        Text(
            "The guide has been asked and will answer soon. Your seats are kept until then.",
            "ガイドに確認しています。お返事まで、お席は確保されています。",
        ),
        _WAY_BACK,
    ),
    "booking_rejected": _about_booking(
        Text("Not possible this time: {experience}", "お受けできませんでした：{experience}"),
        Text(
            "We are sorry: the guide cannot take this booking. {money_back}",
            "申し訳ありません。今回はお受けできませんでした。{money_back}",
        ),
        Text("Reason: {reason}", "理由: {reason}"),
    ),
    "booking_cancelled": _about_booking(
        Text("Cancelled: {experience}", "ご予約を取り消しました：{experience}"),
        Text(
            "Your booking was cancelled, as you asked. {money_back}",
            "お申し出により、ご予約を取り消しました。{money_back}",
        ),
    ),
    "booking_cancelled_by_guide": _about_booking(
        Text("Does not take place: {experience}", "開催中止のお知らせ：{experience}"),
        Text(
            "We are sorry: this does not take place. {money_back}",
            "申し訳ありません。開催中止となりました。{money_back}",
        ),
        Text(
            "Reason: {reason}\n\nOther times with enough seats; you can book anew:\n\n{others}",
            "理由: {reason}\n\n次の日時には空きがあります。あらためてご予約いただけます。\n\n"
            "{others}",
        ),
    ),
    "booking_changed": _about_booking(
        Text("Changed: {experience}", "ご予約を変更しました：{experience}"),
        Text("Your booking is now:", "ご予約の内容は次のとおりです。"),
        _WAY_BACK,
    ),
    "booking_paid_too_late": _about_booking(
        Text("Paid too late: {experience}", "お支払いが期限後でした：{experience}"),
        Text(
            "Your payment came after the hold had run out, and the seats are gone. {refund} goes "
            "back in full.",
            "お支払いの前に仮予約の期限が過ぎ、お席を確保できませんでした。{refund}を全額返金します。",
        ),
    ),
    "booking_paid_wrongly": _about_booking(
        Text("Please pay anew: {experience}", "お支払いのやり直しのお願い：{experience}"),
        Text(
            "What you paid is not what this booking costs, probably because it was changed "
            "meanwhile. All of it goes back. Please pay anew while your seats are held.",
            "お支払い額が予約の料金と一致しませんでした（途中で内容が変わった可能性があります）。"
            "全額を返金しますので、仮予約の期限までにもう一度お支払いください。",
        ),
        _WAY_BACK,
    ),
    "message_from_guide": _about_booking(
        Text("A message from your guide: {experience}", "ガイドからのメッセージ：{experience}"),
        Text(
            "Your guide writes:\n\n{message}", "ガイドからメッセージが届いています。\n\n{message}"
        ),
        _WAY_BACK,
    ),
    "message_from_guest": _about_booking(
        Text("A message from {guest}: {experience}", "{guest}様からのメッセージ：{experience}"),
        Text(
            "{guest} writes:\n\n{message}", "{guest}様からメッセージが届いています。\n\n{message}"
        ),
    ),
    "seats_again": Template(
        Text("Seats are free again: {experience}", "空きが出ました：{experience}"),
        Text(
            "You were waiting for {seats} seat(s) of:\n\n    {experience}\n    {when}\n\n"
            "There are enough again. They go to whoever books first. To book, no account is "
            "needed; this is the time to book:\n\n    Slot: {slot}\n\n"
            "You stay on the list until it begins. To see your place on it, or to leave it, you "
            "need its number and its key:\n\n    Entry: {entry}\n    Key: {key}\n",
            "キャンセル待ちの体験に空きが出ました（{seats}席）。\n\n"
            "    {experience}\n    {when}\n\n"
            "お席は先着順です。会員登録なしでご予約いただけます。\n\n    開催枠ID: {slot}\n\n"
            "キャンセル待ちは開始時刻まで続きます。確認や取りやめには、次の番号とキーが必要です。\n\n"
            "    受付ID: {entry}\n    キー: {key}\n",
        ),
    ),
    "guide_booking_confirmed": _about_booking(
        Text("New booking: {experience}", "新しい予約：{experience}"),
        Text("{guest} has booked.", "{guest}様からご予約が入りました。"),
    ),
    "guide_booking_asked": _about_booking(
        Text("Please answer: {experience}", "承認をお願いします：{experience}"),
        Text(
            "{guest} asks for:",
            "{guest}様からお申し込みがあります。承認またはお断りをお願いします。",
        ),
    ),
    "guide_booking_cancelled": _about_booking(
        Text("Cancelled by the guest: {experience}", "ゲストによる取り消し：{experience}"),
        Text("{guest} has cancelled.", "{guest}様が予約を取り消しました。"),
    ),
    "guide_booking_changed": _about_booking(
        Text("Changed: {experience}", "予約の変更：{experience}"),
        Text("The booking of {guest} is now:", "{guest}様の予約は次のように変わりました。"),
    ),
}

_LETTERS_ABOUT_EXPERIENCES: Final[dict[str, Template]] = {
    "experience_submitted": Template(
        Text("Please look at: {experience}", "確認のお願い：{experience}"),
        Text(
            "{guide} asks {association} to look at an experience and to vouch for it:\n\n"
            "    {experience}\n\n"
            "Publish it, or give it back with a remark.",
            "{guide}から{association}へ、体験の確認と認証の依頼が届いています。\n\n"
            "    {experience}\n\n"
            "内容を確認のうえ、公開するか、コメントを添えて差し戻してください。",
        ),
    ),
    "experience_published": Template(
        Text("Published: {experience}", "公開されました：{experience}"),
        Text(
            "{association} has published your experience and vouches for it until {until}:\n\n"
            "    {experience}\n\n"
            "Guests can book its slots from now on.",
            "{association}があなたの体験を公開しました。認証の期限は{until}です。\n\n"
            "    {experience}\n\n"
            "開催枠の予約を受け付けられます。",
        ),
    ),
    "experience_returned": Template(
        Text("Please go over it again: {experience}", "差し戻し：{experience}"),
        Text(
            "{association} has given your experience back to you:\n\n    {experience}\n\n"
            "Remark: {remark}",
            "{association}があなたの体験を差し戻しました。\n\n    {experience}\n\n"
            "コメント: {remark}",
        ),
    ),
    "experience_suspended": Template(
        Text("Suspended: {experience}", "公開停止：{experience}"),
        Text(
            "{association} has taken your experience out of sight:\n\n    {experience}\n\n"
            "Reason: {remark}\n\n"
            "What is booked stands. Please talk to {association}.",
            "{association}があなたの体験の公開を停止しました。\n\n    {experience}\n\n"
            "理由: {remark}\n\n"
            "すでに受けた予約はそのまま有効です。{association}にご相談ください。",
        ),
    ),
}

LETTERS: Final[dict[str, Template]] = {
    **_LETTERS_ABOUT_BOOKINGS,
    **_LETTERS_ABOUT_EXPERIENCES,
    "invitation": Template(
        Text("{organisation} invites you to Yorimichi", "「{organisation}」からの招待（寄り道）"),
        Text(
            "{organisation} would like to work with you on Yorimichi, as {role}.\n\n"
            "Register or sign in with this e-mail address and accept the invitation with this "
            "code:\n\n    {token}\n\n"
            "It is valid for 14 days. If you did not expect this letter, you need not do anything.",
            "「{organisation}」から、寄り道の{role}として招待が届いています。\n\n"
            "このメールアドレスで登録またはサインインし、次のコードで招待を承諾してください。\n\n"
            "    {token}\n\n"
            "有効期間は14日間です。お心当たりのない場合は、何もなさらなくて結構です。",
        ),
    ),
    "password_reset": Template(
        Text("A new password for Yorimichi", "パスワードの再設定（寄り道）"),
        Text(
            "Somebody, probably you, asked for a new password. Choose one with this code:\n\n"
            "    {token}\n\n"
            "It is valid for one hour and good for one use. If it was not you, your password stays "
            "as it is.",
            "パスワード再設定のお申し込みがありました。次のコードで新しいパスワードを設定してください。\n\n"
            "    {token}\n\n"
            "有効期間は1時間、使えるのは1回限りです。お心当たりのない場合、パスワードは変わりません。",
        ),
    ),
    "password_changed": Template(
        Text("Your Yorimichi password was changed", "パスワードが変更されました（寄り道）"),
        Text(
            "Your password was changed, and every device was signed out. If it was not you, ask "
            "for a new password at once.",
            "パスワードが変更され、すべての端末からサインアウトしました。"
            "お心当たりのない場合は、ただちにパスワードを再設定してください。",
        ),
    ),
}
"""By the kind that the outbox names."""


def written(kind: str, language: str, values: Mapping[str, str]) -> tuple[str, str]:
    """Return subject and body of a letter, in English where the language is not Japanese."""
    tongue: Language = "ja" if language == "ja" else "en"
    filling: dict[str, object] = dict(values)
    if "role" in values:
        filling["role"] = ROLE_NAMES[values["role"]].render(tongue)
    template = LETTERS[kind]
    return template.subject.render(tongue, **filling), template.body.render(tongue, **filling)
