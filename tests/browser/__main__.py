"""`make screens`: a picture of every page in every state, and what axe-core says of it, into out/screens."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.browser.drive import DESK, PHONE, browser, too_wide, violations, visitor
from tests.browser.gallery import fill
from tests.browser.service import portal
from tests.browser.tour import stops

_LOOKS = (("nl", PHONE, False), ("en", DESK, False), ("en", PHONE, True), ("nl", DESK, True))


def main(folder: Path, only: str = "") -> int:
    """Write the pictures; how many pages have something serious or are too wide."""
    folder.mkdir(parents=True, exist_ok=True)
    bad = 0
    with (
        tempfile.TemporaryDirectory() as room,
        portal(Path(room), working=False) as service,
        browser() as found,
    ):
        gallery = fill(service.desk)
        for lang, width, dark in _LOOKS:
            with visitor(found, service.address, lang=lang, width=width, dark=dark) as page:
                signed_in = False
                for stop in stops(gallery):
                    if only not in stop.name:
                        continue
                    if stop.signed_in and not signed_in:
                        page.goto("/")
                        page.click("input[value=anna] + button")
                        signed_in = True
                    page.goto(f"{stop.path}{'&' if '?' in stop.path else '?'}lang={lang}")
                    stop.act(page)
                    name = f"{stop.name}-{lang}-{width}{'-dark' if dark else ''}"
                    page.screenshot(path=folder / f"{name}.png", full_page=True)
                    told = violations(page) + (["too wide"] if too_wide(page) else [])
                    bad += bool(told)
                    for line in told:
                        print(f"{name}: {line}")
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}, {bad} pages with something serious")
    return bad


sys.exit(main(Path("out/screens"), *sys.argv[1:2]) > 0)
