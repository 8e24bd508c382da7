"""Both databases: migrations make what the tables say, times keep their zone, errors are ours."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, func, insert, select
from sqlalchemy.exc import IntegrityError, StatementError

from storage.database.engine import open_engine, transaction
from storage.database.metadata import metadata
from storage.database.migrate import current_revision, migrate
from storage.database.tables import audit_detail, outbox
from storage.errors import Unavailable

NOON = datetime(2026, 11, 21, 12, 0, 0, 123456, tzinfo=UTC)


def test_migrations_make_what_the_tables_say(engine: Engine) -> None:
    with engine.connect() as connection:
        assert current_revision(connection) == "0010"
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    with transaction(engine) as connection:
        connection.execute(insert(outbox).values(id=uuid4(), name="x", body={}, created_at=NOON))
    migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(outbox)).scalar_one() == 1


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=2)), timezone(timedelta(hours=-11))])
def test_an_instant_comes_back_as_it_was(engine: Engine, zone: timezone) -> None:
    number = uuid4()
    with transaction(engine) as connection:
        connection.execute(
            insert(outbox).values(
                id=number, name="x", body={"a": [1, None]}, created_at=NOON.astimezone(zone)
            )
        )
        row = connection.execute(select(outbox).where(outbox.c.id == number)).one()
    assert (row.id, row.created_at, row.created_at.tzinfo, row.body) == (number, NOON, UTC, {"a": [1, None]})


def test_a_naive_time_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="zone"), transaction(engine) as connection:
        connection.execute(
            insert(outbox).values(id=uuid4(), name="x", body={}, created_at=NOON.replace(tzinfo=None))
        )


def test_an_error_rolls_everything_back(engine: Engine) -> None:
    def add_and_fail() -> None:
        with transaction(engine) as connection:
            connection.execute(insert(outbox).values(id=uuid4(), name="x", body={}, created_at=NOON))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        add_and_fail()
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(outbox)).scalar_one() == 0


def test_foreign_keys_hold(engine: Engine) -> None:
    with pytest.raises(IntegrityError), transaction(engine) as connection:
        connection.execute(insert(audit_detail).values(event_id=uuid4(), salt=b"x", details="{}"))


def test_writers_wait_for_each_other(engine: Engine) -> None:
    """Each reads before it writes: without the writer's place from the start, SQLite would fail some."""

    def count_and_add() -> None:
        for _ in range(10):
            with transaction(engine) as connection:
                number = connection.execute(select(func.count()).select_from(outbox)).scalar_one()
                connection.execute(
                    insert(outbox).values(id=uuid4(), name=str(number), body={}, created_at=NOON)
                )

    threads = [threading.Thread(target=count_and_add) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(outbox)).scalar_one() == 40


@pytest.mark.parametrize(
    "url", ["sqlite:////nonexistent/folder/records.db", "postgresql+psycopg://nobody@127.0.0.1:1/none"]
)
def test_a_database_that_is_not_there(url: str) -> None:
    engine = open_engine(url)
    with pytest.raises(Unavailable), transaction(engine):
        pytest.fail("no connection was to be had")
