"""Texts made comparable, so that a search finds what is meant whichever way it is written.

Width, letter case, accents, kana, iteration marks, long vowels and old characters are folded.
What is folded is cut into *grams*: every character, and every two neighbours. Japanese has no
spaces between words, and 京都, 温泉 and 寺 must all find.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import Final

_ACCENT: Final = re.compile("[\u0300-\u036f]")
_IDEOGRAPH: Final = r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
_KE: Final = re.compile(rf"ヶ|(?<={_IDEOGRAPH})ケ(?={_IDEOGRAPH})")
_KANA_REPEATED: Final = re.compile(r"([ぁ-ゖ])([ゝゞ]+)")
_KANJI_REPEATED: Final = re.compile(rf"({_IDEOGRAPH})([々〻]+)")
_LONG: Final = re.compile("(?<=[ぁ-ゖゝゞ])[ー‐‑‒–—―−~〜-]+")
_LEADING_MARKS: Final = re.compile("^[ー々〻ゝゞ]+(?=.)")
_VOICED: Final = "\u3099"
_LOOSE: Final = re.compile("[\u3099\u309a]")

_KATAKANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)} | {
    ord("ヽ"): ord("ゝ"),
    ord("ヾ"): ord("ゞ"),
}
_OLD_AND_NEW: Final = (
    "澤沢 龍竜 嶋島 嶌島 邊辺 邉辺 齋斎 齊斉 濱浜 濵浜 櫻桜 廣広 國国 學学 會会 舊旧 "
    "眞真 條条 澁渋 瀧滝 鐵鉄 靈霊 佛仏 圓円 寶宝 寳宝 藏蔵 觀観 驛駅 戶戸 淺浅 縣県 "
    "萬万 與与 來来 峯峰 嶽岳 﨑崎 碕崎 髙高 德徳 惠恵 榮栄 壽寿 禮礼 彌弥 龜亀 鷄鶏 "
    "鷗鴎 廳庁 臺台 藝芸 燈灯 爐炉 莊荘 隱隠 繪絵 畫画 發発 從従 單単 戰戦 總総 聲声 "
    "醫医 體体 團団 圖図 壘塁 營営 鹽塩 氣気 瀨瀬 狹狭 乘乗 假仮 劍剣 區区 參参 變変 "
    "麥麦 黑黒 點点 豐豊 賣売 轉転 邨村 關関 雜雑 顯顕 餘余 驗験 槇槙 埜野 冨富 曾曽 "
    "薗園 "
)
_NEW_FORMS: Final = {ord(pair[0]): ord(pair[1]) for pair in _OLD_AND_NEW.split()}


def folded(text: str) -> str:
    """Return `text` as searches compare it; lines and runs of spaces become single spaces.

    ＡＢＣ is abc, ｶﾞ and ガ are が, Chūō is chuo, 佐々木 is 佐佐木, コーヒー is こひ, 瀧澤 is 滝沢
    and 関ヶ原 is 関が原.
    """
    found = _folded_once(text)
    while _LOOSE.search(found) and (more := _folded_once(found)) != found:
        found = more  # a voice mark met its kana only when a long-vowel mark between them went
    return found


def _folded_once(text: str) -> str:
    wide = unicodedata.normalize("NFKC", text)
    plain = unicodedata.normalize("NFKC", _KE.sub("が", wide).casefold())
    bare = _ACCENT.sub("", unicodedata.normalize("NFD", plain))
    kana = unicodedata.normalize("NFC", bare).translate(_KATAKANA).translate(_NEW_FORMS)
    short = _LONG.sub("", kana)
    repeated = _KANA_REPEATED.sub(_kana_again, _KANJI_REPEATED.sub(_kanji_again, short))
    return " ".join(repeated.split())


def _kanji_again(match: re.Match[str]) -> str:
    kanji, marks = match.groups()
    return str(kanji) * (1 + len(marks))


def _kana_again(match: re.Match[str]) -> str:
    kana, marks = match.groups()
    voiced = unicodedata.normalize("NFC", kana + _VOICED)
    again = {"ゝ": kana, "ゞ": voiced if len(voiced) == 1 else kana}
    return kana + "".join(again[mark] for mark in marks)


def words_in(text: str) -> tuple[str, ...]:
    """Return the words of a question, folded, each once.

    A mark that repeats or lengthens what the asker left out says nothing and is dropped.
    """
    return tuple(dict.fromkeys(_LEADING_MARKS.sub("", word) for word in folded(text).split()))


def grams_of(word: str) -> list[str]:
    """Return the grams by which a folded word is looked up: pairs, or the only character."""
    return [a + b for a, b in itertools.pairwise(word)] or [word]


def all_grams(text: str) -> set[str]:
    """Return every gram of a folded text; none reaches over a space or the end of a line."""
    found: set[str] = set()
    for run in text.split():
        found.update(run)
        found.update(a + b for a, b in itertools.pairwise(run))
    return found


def token_of(gram: str) -> str:
    """Return a gram as a token of letters and digits, which no tokenizer changes or splits."""
    return "x".join(f"{ord(character):x}" for character in gram)


def all_tokens(text: str) -> str:
    """Return every gram of a folded text as tokens with spaces between."""
    return " ".join(sorted(map(token_of, all_grams(text))))
