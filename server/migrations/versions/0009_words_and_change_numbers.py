"""An index of what spots say, and numbers for the changes of what everybody may see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from server.folding import folded

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_NUMBERED = {
    "spots": "status = 'published' AND deleted_at IS NULL",
    "notices": "1 = 1",
    "campaigns": "1 = 1",
    "events": "1 = 1",
}
_BATCH = 500


def upgrade() -> None:
    op.drop_table("spot_grams")
    _create_words()
    if op.get_bind().dialect.name == "postgresql":
        _index_on_postgresql()
    else:
        _index_on_sqlite()
    _fill_words()
    _create_numbers()


def _create_words() -> None:
    op.create_table(
        "spot_words",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("spot_id", sa.String(length=36), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["spot_id"], ["spots.id"], name="fk_spot_words_spot_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_spot_words"),
        sa.UniqueConstraint("spot_id", name="uq_spot_words_spot_id"),
    )


def _index_on_postgresql() -> None:
    # So dear that no plan ever computes it row by row instead of looking into the index.
    op.execute(
        "CREATE FUNCTION word_grams(said text) RETURNS text[] "
        "LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100000 AS $$"
        " SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM ("
        "  SELECT unnest(ARRAY[c, c || lead(c) OVER (ORDER BY n)]) AS gram"
        "  FROM string_to_table(said, NULL) WITH ORDINALITY AS s (c, n)"
        " ) AS every WHERE gram !~ '[ \\n]' $$"
    )
    op.execute("CREATE INDEX ix_spot_words_grams ON spot_words USING gin (word_grams(said))")


def _index_on_sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE spot_word_index USING fts5 ("
        "grams, content='', contentless_delete=1, detail='none', tokenize='ascii')"
    )
    added = "INSERT INTO spot_word_index (rowid, grams) VALUES (new.id, word_tokens(new.said)); "
    gone = "DELETE FROM spot_word_index WHERE rowid = old.id; "
    for name, when, what in (
        ("added", "AFTER INSERT", added),
        ("changed", "AFTER UPDATE OF said", gone + added),
        ("removed", "AFTER DELETE", gone),
    ):
        op.execute(f"CREATE TRIGGER spot_words_{name} {when} ON spot_words BEGIN {what}END")


def _fill_words() -> None:
    connection = op.get_bind()
    statement = sa.text("INSERT INTO spot_words (spot_id, names, said) VALUES (:id, :names, :said)")
    rows = list(_words(connection))
    for first in range(0, len(rows), _BATCH):
        connection.execute(statement, rows[first : first + _BATCH])


def _words(connection: sa.Connection) -> Iterator[dict[str, str]]:
    """Yield the words of the spots that exist, as `yorimichi spots reindex` would write them."""
    names: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    texts = "SELECT spot_id, name, description FROM spot_texts ORDER BY spot_id, language"
    for key, name, description in connection.execute(sa.text(texts)):
        names.setdefault(key, []).append(name)
        others.setdefault(key, []).append(description)
    spots = "SELECT id, name_kana, address, hours_note, fee_note FROM spots ORDER BY id"
    for key, kana, *more in connection.execute(sa.text(spots)):
        called = [*names.get(key, ()), kana or ""]
        yield {
            "id": key,
            "names": _lines(called),
            "said": _lines([*called, *others.get(key, ()), *more]),
        }


def _lines(texts: list[str]) -> str:
    return "\n".join(line for line in map(folded, texts) if line)


def _create_numbers() -> None:
    counters = op.create_table(
        "change_counters",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_change_counters"),
    )
    rows: list[dict[str, Any]] = []
    for table, told in _NUMBERED.items():
        op.execute(f"ALTER TABLE {table} ADD COLUMN change_number BIGINT")
        op.execute(
            f"UPDATE {table} SET change_number = n.place FROM (SELECT id, row_number() OVER "  # noqa: S608
            f"(ORDER BY updated_at, id) AS place FROM {table} WHERE {told}) AS n "
            f"WHERE {table}.id = n.id"
        )
        op.create_index(f"ix_{table}_change_number", table, ["change_number"], unique=True)
        last = op.get_bind().execute(sa.text(f"SELECT max(change_number) FROM {table}")).scalar()  # noqa: S608
        rows.append({"name": table, "last": last or 0})
    op.bulk_insert(counters, rows)


def downgrade() -> None:
    raise NotImplementedError("who follows the changes would lose their place; restore a backup")
