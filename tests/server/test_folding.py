from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.folding import all_grams, all_tokens, folded, grams_of, words_in

KANA = "あいかがはばぱんーゝゞアイカガハバパンｶﾞｱｰ゛々〻佐竹寺 ヶケ\u3000\nAé"


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("ガラス工房", "ｶﾞﾗｽ"),
        ("ＡＢＣホール", "abc"),
        ("きよみずでら", "キヨミズ"),
        ("Chūō Park", "chuo"),
        ("コーヒー", "コーヒ"),
        ("スーパー", "スーパ−"),
        ("佐々木邸", "佐佐木"),
        ("佐々木邸", "々木"),
        ("いすゞ", "いすず"),
        ("みすゝ", "みすす"),
        ("金澤", "金沢"),
        ("龍宮の嶋", "竜宮の島"),
        ("瀧澤邊", "滝沢辺"),
        ("関ヶ原", "関が原"),
        ("八ケ岳", "八ヶ岳"),
        ("STRASSE", "straße"),
        ("ﾗｰﾒﾝ横丁", "ーメン"),
        ("東京　タワー", "東京\u3000タワー"),
    ],
)
def test_one_thing_written_in_two_ways_is_the_same(said: str, asked: str) -> None:
    assert all(word in folded(said) for word in words_in(asked))


@pytest.mark.parametrize(("one", "other"), [("はば", "はぱ"), ("寺", "時"), ("か", "が")])
def test_different_sounds_stay_different(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_tones_of_thai_are_kept() -> None:
    assert folded("เก้า") != folded("เกา")


@example("かーﾞ")
@example("かーﾞーﾞー")
@given(st.text(alphabet=st.sampled_from(KANA), max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=40), st.integers(0, 39), st.integers(1, 10))
def test_whatever_stands_in_a_text_has_its_grams_there(text: str, begin: int, length: int) -> None:
    whole = folded(text)
    for word in whole[begin : begin + length].split():
        assert set(grams_of(word)) <= all_grams(whole)


def test_no_gram_reaches_over_a_space_or_a_line() -> None:
    assert all_grams("ab c\nd") == {"a", "b", "c", "d", "ab"}


def test_tokens_are_plain_and_tell_grams_apart() -> None:
    assert all_tokens("寺!") == "21 5bfa 5bfax21"
