from __future__ import annotations

import pytest
from flask import Flask

from server.http.language import content_languages
from server.text import chosen_language

WORDS = dict.fromkeys(("ja", "en", "zh-Hans", "zh-Hant", "ko", "th", "fr"), "…")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("ja-JP,ja;q=0.9,en;q=0.8", "ja"),
        ("en-GB,en;q=0.9", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh-TW,zh;q=0.9,en-US;q=0.8", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-Hant-TW", "zh-Hant"),
        ("zh-Hans-CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("ko-KR,ko;q=0.9", "ko"),
        ("th-TH", "th"),
        ("fr-CA,fr;q=0.9", "fr"),
        ("de-DE", "ja"),
        ("*", "ja"),
        ("fr;q=0, th;q=0.1", "th"),
    ],
)
def test_a_phone_gets_the_words_that_its_reader_can_read(asked: str, shown: str) -> None:
    with Flask("words").test_request_context(headers={"Accept-Language": asked}):
        assert chosen_language(WORDS, content_languages(("ja", "en"))) == shown
