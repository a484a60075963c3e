"""The database: engine, declarative base, sessions, and where the two dialects differ.

SQLite needs no server and is the default; PostgreSQL with PostGIS carries production. SQLite has
one writer at a time: writers queue on a file lock and begin immediately, which is faster and
fairer than letting them collide and wait for `busy_timeout`.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, Final

import pysqlite3.dbapi2 as sqlite_driver
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects.postgresql.base import ischema_names as postgresql_types
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from server.folding import all_tokens


class Geography(sa.types.UserDefinedType[Any]):
    """PostGIS's type; only migrations make such columns and only searches cast to it."""

    cache_ok = True

    def __init__(self, geometry_type: str = "", srid: int = 4326) -> None:
        self.geometry_type = geometry_type
        self.srid = srid

    def get_col_spec(self, **_: Any) -> str:
        """Return the type's name in DDL and casts."""
        return "geography"


postgresql_types["geography"] = Geography

_WRITE: Final = "yorimichi_write"
_BUSY_TIMEOUT_MS: Final = 10_000
_OVERWRITE_TIMEOUT_MS: Final = 2_000


class Base(DeclarativeBase):
    """Base of every table; constraints are named so that migrations can address them."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(sa.types.TypeDecorator[Any]):
    """An aware UTC instant in both dialects; SQLite itself would forget the zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        """Refuse a naive datetime and store the rest as UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetimes are not stored; pass an aware one")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:
        """Return an aware UTC datetime."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class minutes_after(sa.sql.functions.GenericFunction[dt.datetime]):  # noqa: N801 - as SQL calls it
    """A moment so many minutes after another, where the number stands in a column."""

    type = UtcDateTime()
    inherit_cache = True
    name = "minutes_after"

    def __init__(self, moment: dt.datetime, minutes: sa.SQLColumnExpression[int]) -> None:
        super().__init__(sa.literal(moment, UtcDateTime()), minutes)


@compiles(minutes_after, "postgresql")
def _minutes_after_postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    moment, minutes = (compiler.process(part, **kw) for part in element.clauses)
    return f"({moment} + make_interval(mins => {minutes}))"


@compiles(minutes_after, "sqlite")
def _minutes_after_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    """Write the moment as SQLAlchemy stores moments: texts that can be compared."""
    moment, minutes = (compiler.process(part, **kw) for part in element.clauses)
    return f"strftime('%Y-%m-%d %H:%M:%f000', {moment}, {minutes} || ' minutes')"


class _WriterLock:
    """One SQLite writer at a time across the threads and processes of this machine."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        with self._threads, self._path.open("a") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def _prepare_sqlite_connection(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin event below starts transactions
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={_BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    connection.create_function("lower", 1, _lower, deterministic=True)
    # Triggers keep the index of words by it; see the migration that makes them.
    connection.create_function("word_tokens", 1, all_tokens, deterministic=True)


def _lower(value: Any) -> Any:
    """Stand in for SQLite's own function, which knows only the letters of ASCII."""
    return value.lower() if isinstance(value, str) else value


def _begin_sqlite(connection: sa.Connection) -> None:
    immediate = connection.get_execution_options().get(_WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def make_engine(url: str) -> sa.Engine:
    """Return an engine for `url` with the dialect's settings applied.

    What statements hold stays out of error messages, and so out of the logs: it may be personal.
    """
    if not url.startswith("sqlite"):
        return sa.create_engine(
            url, pool_pre_ping=True, pool_size=8, max_overflow=8, hide_parameters=True
        )
    path = sa.make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url, module=sqlite_driver, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite_connection)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


class Database:
    """Sessions for reading and for writing.

    Parameters
    ----------
    engine
        From `make_engine`.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self._read = sessionmaker(engine, expire_on_commit=False)
        self._write = sessionmaker(
            engine.execution_options(**{_WRITE: True}), expire_on_commit=False
        )
        path = engine.url.database
        on_disk = engine.dialect.name == "sqlite" and path and path != ":memory:"
        self._lock = _WriterLock(Path(f"{path}.lock")) if on_disk else None

    @classmethod
    def at(cls, url: str) -> Database:
        """Open the database at `url`."""
        return cls(make_engine(url))

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session whose changes are never committed."""
        with self._read() as session:
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """Give a session for reading in which nothing changes from the first look on."""
        with self._read() as session:
            if self.dialect == "postgresql":
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that commits on leaving, or rolls everything back on an error."""
        lock = self._lock.held() if self._lock else nullcontext()
        with lock, self._write.begin() as session:
            yield session

    def overwrite_deleted(self) -> None:
        """Let what was deleted be gone from SQLite's files, too.

        Freed pages are overwritten anyway (`secure_delete`); this empties the log of former ones,
        unless somebody reads it just now. On PostgreSQL, vacuum does so in time.
        """
        if self.dialect != "sqlite":
            return
        connection = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA busy_timeout={_OVERWRITE_TIMEOUT_MS}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
            cursor.close()
        finally:
            connection.close()

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()
