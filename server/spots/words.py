"""Keep the words of every spot that a session writes, in the same transaction.

The session itself sees to it, so that no use case can forget: whatever changes a `Spot` or its
`SpotText`s leaves its words as they have to be. Only statements that bypass the session need
`reindex` afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from server.folding import folded, grams_of, token_of
from server.spots.models import Spot, SpotText
from server.spots.word_models import SpotWords

_KEY: Final = "yorimichi.words"
_BATCH: Final = 500
_COUNTED: Final = {"preserve_rowcount": True}

Words = dict[str, str]


def words_of(spot: Spot) -> Words:
    """Return the row that finds a spot by its words."""
    names = [*spot.names.values(), spot.name_kana or ""]
    others = [*spot.descriptions.values(), spot.address, spot.hours_note, spot.fee_note]
    return {
        "spot_id": spot.id,
        "names": _lines(names),
        "said": _lines([*names, *others]),
    }


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(line for line in map(folded, texts) if line)


def reindex(session: Session) -> int:
    """Write the words of every spot anew; return how many had been wrong or missing."""
    changed, after = 0, ""
    while True:
        statement = sa.select(Spot).where(Spot.id > after).order_by(Spot.id).limit(_BATCH)
        page = list(session.scalars(statement))
        if not page:
            return changed
        changed += _write(session, [words_of(spot) for spot in page])
        after = page[-1].id
        session.expunge_all()


def _write(session: Session, rows: list[Words]) -> int:
    """Write what differs from what is kept; return how many rows that were."""
    kind: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = kind.insert(SpotWords)
    said, names = statement.excluded.said, statement.excluded.names
    merged = statement.on_conflict_do_update(
        index_elements=[SpotWords.spot_id],
        set_={"names": names, "said": said},
        where=sa.or_(SpotWords.said != said, SpotWords.names != names),
    )
    connection = session.connection()
    written = 0
    for first in range(0, len(rows), _BATCH):
        batch = rows[first : first + _BATCH]
        written += connection.execute(merged.values(batch), execution_options=_COUNTED).rowcount
    return written


def is_said(words: Iterable[str], dialect: str) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions under which a row of `SpotWords` holds every one of folded words."""
    wanted = list(words)
    grams = [gram for word in wanted for gram in grams_of(word)]
    if not grams:
        return
    if dialect == "postgresql":
        asked = sa.cast(sa.literal(grams, postgresql.ARRAY(sa.Text)), postgresql.ARRAY(sa.Text))
        yield sa.func.word_grams(SpotWords.said).op("@>", is_comparison=True)(asked)
    else:
        tokens = " AND ".join(map(token_of, dict.fromkeys(grams)))
        index = sa.table("spot_word_index", sa.column("rowid"), sa.column("spot_word_index"))
        match = index.c.spot_word_index.op("MATCH", is_comparison=True)(tokens)
        yield SpotWords.id.in_(sa.select(index.c.rowid).where(match))
    # The index tells which rows hold the grams; that they stand side by side is looked up.
    yield from (_holds(SpotWords.said, word, dialect) for word in wanted)


def _holds(column: Any, word: str, dialect: str) -> sa.ColumnElement[bool]:
    find = sa.func.strpos if dialect == "postgresql" else sa.func.instr
    return find(column, word) > 0


def rank(words: Iterable[str], dialect: str) -> sa.ColumnElement[float]:
    """Return 0 for rows of `SpotWords` whose names hold all the words, 1 for the others."""
    named = sa.and_(sa.true(), *(_holds(SpotWords.names, word, dialect) for word in words))
    return sa.case((named, 0.0), else_=1.0)


def _note_spots(session: Session, *_: object) -> None:
    noted: dict[str, Spot] = session.info.setdefault(_KEY, {})
    for thing in (*session.new, *session.dirty, *session.deleted):
        spot = _spot_of(session, thing)
        if spot is not None and spot not in session.deleted:
            noted[spot.id] = spot


def _spot_of(session: Session, thing: object) -> Spot | None:
    if isinstance(thing, Spot):
        return thing
    if not isinstance(thing, SpotText):
        return None
    known: Spot | None = sa.inspect(thing).dict.get("spot")
    if known is not None or thing.spot_id is None:
        return known
    with session.no_autoflush:
        return session.get(Spot, thing.spot_id)


def _write_words(session: Session, *_: object) -> None:
    noted: dict[str, Spot] = session.info.pop(_KEY, {})
    if noted:
        _write(session, [words_of(spot) for _, spot in sorted(noted.items())])


event.listen(Session, "before_flush", _note_spots)
event.listen(Session, "after_flush", _write_words)
