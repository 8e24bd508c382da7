"""Real servers, each started where the first test of this process asks for it and stopped at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers.clamd import ClamdServer
from tests.servers.postgres import PostgresServer
from tests.servers.programs import serving
from tests.servers.rabbitmq import RabbitServer
from tests.servers.s3 import S3Server


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    with serving(S3Server) as server:
        yield server


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with serving(PostgresServer) as server:
        yield server


@pytest.fixture(scope="session")
def rabbitmq() -> Iterator[RabbitServer]:
    with serving(RabbitServer) as server:
        yield server


@pytest.fixture
def broker(rabbitmq: RabbitServer) -> str:
    """The address of an empty virtual host."""
    return rabbitmq.broker()


@pytest.fixture(scope="session")
def clamd() -> Iterator[ClamdServer]:
    with serving(ClamdServer) as server:
        yield server
