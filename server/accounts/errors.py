"""What can go wrong around accounts."""

from __future__ import annotations

from typing import Final

from server.errors import Conflict, NotFound, Unauthenticated
from server.text import Text


class WrongCredentials(Unauthenticated):
    """The address and the password do not belong together; which is wrong is not told."""

    code = "wrong_credentials"
    title = Text("Could not sign in", "サインインできませんでした")
    text = Text(
        "There is no account with this e-mail address and password.",
        "メールアドレスまたはパスワードが正しくありません。",
    )


class RefreshRefused(Unauthenticated):
    """The refresh token has run out, was used before, or never was one."""

    code = "refresh_refused"
    title = Text("Please sign in again", "もう一度サインインしてください")
    text = Text(
        "This refresh token is no longer good. Sign in again.",
        "更新用トークンが無効になりました。もう一度サインインしてください。",
    )


class EmailTaken(Conflict):
    """Somebody has an account with this address already."""

    code = "email_taken"
    text = Text(
        "There is an account with this e-mail address. Sign in, or have your password reset.",
        "このメールアドレスは登録済みです。サインインするか、パスワードを再設定してください。",
    )


class LastOwner(Conflict):
    """An organisation would be left without anybody who can let people in."""

    code = "last_owner"
    text = Text(
        "This is the organisation's last owner. Make somebody else an owner first.",
        "この方は団体の最後の管理者です。先にほかの方を管理者にしてください。",
    )


class OrganisationNotFound(NotFound):
    """There is no such organisation, or not for this caller."""

    code = "organisation_not_found"
    text = Text("There is no such organisation.", "この団体は見つかりませんでした。")


class MemberNotFound(NotFound):
    """The person is not in the organisation."""

    code = "member_not_found"
    text = Text(
        "This person is not a member of the organisation.", "この方は団体のメンバーではありません。"
    )


class InvitationRefused(NotFound):
    """The invitation is unknown, used, taken back, out of date, or for somebody else."""

    code = "invitation_refused"
    text = Text(
        "This invitation is not valid for your account. Ask for a new one.",
        "この招待は、お使いのアカウントでは有効ではありません。新しい招待をご依頼ください。",
    )


class ResetRefused(NotFound):
    """The link for a new password is unknown, used or out of date."""

    code = "reset_refused"
    text = Text(
        "This link for a new password is no longer valid. Ask for a new one.",
        "このパスワード再設定用のリンクは無効です。もう一度お手続きください。",
    )


WRONG_PASSWORD: Final = Text(
    "This is not the present password.", "現在のパスワードが正しくありません。"
)
UNKNOWN_REGION: Final = Text(
    "There is no region '{region}'; see /v1/regions.",
    "地域「{region}」はありません。/v1/regions をご確認ください。",
)
