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

LETTERS: Final[dict[str, Template]] = {
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
