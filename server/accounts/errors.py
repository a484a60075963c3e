"""What can go wrong around accounts."""

from __future__ import annotations

from server.errors import Conflict, Unauthenticated
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
