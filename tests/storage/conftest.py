"""Both stores (a folder, a real S3 server with object lock) and both databases (SQLite, PostgreSQL)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from storage.database.engine import open_engine
from storage.database.migrate import migrate
from storage.folder import FolderStore
from storage.objects import Bucket, ObjectStore
from storage.s3 import S3Store
from storage.s3_client import connect
from tests.servers.s3 import Keys, S3Server


def client(server: S3Server, keys: Keys) -> Any:
    return connect(server.endpoint, keys.access, keys.secret)


@pytest.fixture(scope="session")
def owner(s3_server: S3Server) -> Any:
    """A client of the buckets' owner; the buckets are made."""
    found = client(s3_server, s3_server.user("owner"))
    for bucket in Bucket:
        found.create_bucket(Bucket=bucket.value, ObjectLockEnabledForBucket=bucket is Bucket.EVIDENCE)
        found.put_bucket_versioning(Bucket=bucket.value, VersioningConfiguration={"Status": "Enabled"})
    return found


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    if request.param == "s3":
        return S3Store(request.getfixturevalue("owner"), {bucket: bucket.value for bucket in Bucket})
    made = FolderStore(tmp_path / "objects", clock=lambda: datetime.now(UTC))
    made.provision()
    return made


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
