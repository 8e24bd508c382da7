"""One browser and one portal for all journeys: each visitor has a browser window and a name of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import drive
from tests.browser.gallery import Gallery, fill
from tests.browser.service import Service, portal, remembered_readings


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with drive.browser() as found:
        yield found


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A portal whose documents are really read and checked."""
    with remembered_readings(), portal(tmp_path_factory.mktemp("portal")) as found:
        yield found


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, Gallery]]:
    """A portal with applications in every state, which stay so."""
    with portal(tmp_path_factory.mktemp("gallery"), working=False) as found:
        yield found, fill(found.desk)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented bundle, and the passport once more with its strip covered."""
    from verification.report.pictures import draw
    from verification.sample import write_sample

    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder)
    covered = draw(folder / "paspoort.jpg", "image/jpeg", 1, 0, ((0.05, 0.68, 0.95, 0.92),), 2200)
    (folder / "afgedekt.jpg").write_bytes(covered.jpeg)
    return folder
