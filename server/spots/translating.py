"""Having a spot translated by machine."""

from __future__ import annotations

from sqlalchemy.orm import Session

from server.spots.content import content_of, new_text
from server.spots.editing import change_spot, original_language
from server.spots.errors import NoTranslator
from server.spots.history import Change
from server.spots.models import Spot
from server.spots.translators import Translator


def translate_spot(
    session: Session, spot: Spot, language: str, translator: Translator, change: Change
) -> None:
    """Let `translator` write the spot's words in `language`, in place of what stood there.

    Raises
    ------
    NoTranslator
        If it cannot, or `language` is the one that translations are made from.
    """
    content = content_of(spot)
    source = original_language(spot)
    words = content["texts"].get(source)
    if words is None or language == source:
        raise NoTranslator
    translated = translator.translate([words["name"], words["description"]], source, language)
    if translated is None:
        raise NoTranslator
    name, description = translated
    texts = {**content["texts"], language: new_text(name, description, "machine")}
    change_spot(session, spot, {**content, "texts": texts}, change)
