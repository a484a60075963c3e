"""What can go wrong with lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from server.errors import Refused
from server.text import Language, Text


class ImportRefused(Refused):
    """Rows of a list, or all of it, cannot be taken; nothing was saved.

    Parameters
    ----------
    report
        Returns what there is to say about the list in a language.
    """

    code = "import_refused"
    title = Text("The list was not imported", "一覧を取り込めませんでした")
    text = Text(
        "{rejected} row(s) cannot be taken, so nothing was imported; see `errors`. Correct them, "
        "or send `skip_refused=true` to import the others.",
        "取り込めない行が {rejected} 件あるため、取り込みを行いませんでした。`errors` をご確認の"
        "うえ訂正するか、`skip_refused=true` を指定してほかの行だけを取り込んでください。",
    )

    def __init__(self, rejected: int, report: Callable[[Language], Mapping[str, object]]) -> None:
        self._report = report
        super().__init__(rejected=rejected)

    def members(self, language: Language) -> Mapping[str, object]:
        """Return the report beside the problem's own members."""
        return self._report(language)


class LayerNotReplaced(ImportRefused):
    """A list that is to replace a layer cannot be taken whole."""

    text = Text(
        "{rejected} row(s) cannot be taken, or there are none at all. With `replace=true` only a "
        "whole list is imported, as the rest of the layer is removed; see `errors`.",
        "取り込めない行が {rejected} 件あるか、行が1件もありません。`replace=true` では一覧にない"
        "施設を削除するため、すべての行を取り込める場合だけ実行します。`errors` をご確認ください。",
    )


class FileRefused(ImportRefused):
    """The file is no list that can be read."""

    code = "file_refused"
    title = Text("The file cannot be read", "ファイルを読み込めませんでした")
    text = Text(
        "The file cannot be read as this list, so nothing was imported; see `errors`.",
        "ファイルを一覧として読み込めないため、取り込みを行いませんでした。"
        "`errors` をご確認ください。",
    )


class TableRefused(FileRefused):
    """The file is no table at all, or none that can be shown."""

    text = Text(
        "The file cannot be read as a table; see `errors`.",
        "ファイルを表として読み込めません。`errors` をご確認ください。",
    )
