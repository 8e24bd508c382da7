"""Both databases: SQLite in a file, PostgreSQL as a real server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage.database.engine import open_engine
from storage.database.migrate import migrate
from tests.servers.postgres import PostgresServer
from tests.servers.programs import serving


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with serving(PostgresServer) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without tables."""
    if request.param == "sqlite":
        engine = open_engine(f"sqlite:///{tmp_path}/records.db")
    else:
        engine = open_engine(request.getfixturevalue("postgres").database())
    yield engine
    engine.dispose()


@pytest.fixture
def engine(empty: Engine) -> Engine:
    """A database in its newest shape."""
    migrate(empty)
    return empty
