"""Opening the database, with what each kind of it needs to be durable and honest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from storage.errors import OutOfSpace, Unavailable

BUSY_SECONDS = 30  # how long a writer waits for another in SQLite
_READS = "bewijsloket_reads"  # execution option of a connection that only reads
_FULL = ("database or disk is full", "No space left on device", "could not extend file")


def open_engine(url: str) -> Engine:
    """An engine for `sqlite:///path` or `postgresql+psycopg://...`; connects on first use."""
    if url.startswith("sqlite"):
        own = {"timeout": BUSY_SECONDS, "check_same_thread": False}
        engine = create_engine(url, connect_args=own, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    # Values are hidden from the messages of errors: keys of people and hashes of files are among them.
    pool = {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 5, "pool_timeout": 10}
    return create_engine(url, hide_parameters=True, **pool)


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One write transaction: committed at the end, rolled back on any error. Unavailable and OutOfSpace may
    be retried by the caller. No call to store or broker belongs inside."""
    with _told(), engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view that keeps no writer waiting; what is written in it is not kept."""
    with _told(), engine.connect() as connection:
        yield connection.execution_options(**{_READS: True})


@contextmanager
def _told() -> Iterator[None]:
    """Errors of the database as ours, without addresses."""
    try:
        yield
    except NoConnection as exc:
        raise Unavailable("all connections to the database are in use") from exc
    except OperationalError as exc:
        if any(text in str(exc.orig) for text in _FULL):
            raise OutOfSpace("the disk of the database is full") from exc
        raise Unavailable(f"the database cannot be used now: {type(exc.orig).__name__}") from exc
    except DBAPIError as exc:
        if exc.connection_invalidated:
            raise Unavailable("the connection to the database broke") from exc
        raise


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Durable on every commit (what was accepted is safe after a power cut), readers beside one writer."""
    connection.isolation_level = None  # SQLAlchemy's BEGIN is ours, below
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS}000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the writer's place at once: a reader that turns writer half-way would fail instead of wait."""
    reads = connection.get_execution_options().get(_READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
