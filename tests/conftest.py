"""Real servers, each started where the first test of this process asks for it and stopped at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers.clamd import ClamdServer
from tests.servers.programs import serving


@pytest.fixture(scope="session")
def clamd() -> Iterator[ClamdServer]:
    with serving(ClamdServer) as server:
        yield server
