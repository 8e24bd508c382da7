"""Every page in every state: nothing serious for axe-core, nothing to scroll sideways, in light and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.drive import DESK, NARROW, PHONE, too_wide, violations, visitor
from tests.browser.gallery import Gallery
from tests.browser.service import Service
from tests.browser.tour import stops


@pytest.mark.parametrize(
    ("lang", "width", "dark"),
    [("nl", PHONE, False), ("en", DESK, True), ("nl", NARROW, True)],  # 320 is also 640 at 200 % zoom
)
def test_every_page_can_be_used_by_everybody(
    chromium: Browser, shown: tuple[Service, Gallery], lang: str, width: int, dark: bool
) -> None:
    service, gallery = shown
    told: list[str] = []
    with visitor(chromium, service.address, lang=lang, width=width, dark=dark) as page:
        signed_in = False
        for stop in stops(gallery):
            if stop.signed_in and not signed_in:
                page.goto("/")
                page.click("input[value=anna] + button")
                signed_in = True
            page.goto(stop.path)
            stop.act(page)
            told += [f"{stop.name}: {one}" for one in violations(page)]
            told += [f"{stop.name}: too wide"] * too_wide(page)
            assert page.locator("h1").count() == 1
    assert told == []
