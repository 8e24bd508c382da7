"""Starts the system's Chromium and looks at pages as people do; axe-core judges what it sees."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
PHONE, DESK, NARROW = 360, 1280, 320  # CSS pixels
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 90_000  # milliseconds: the machine may be busy with much else
_BAD = ("serious", "critical")


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's Chromium; none is downloaded."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield found
        found.close()


@contextmanager
def visitor(
    found: Browser, address: str, *, lang: str, width: int = DESK, script: bool = True, dark: bool = False
) -> Iterator[Page]:
    """Somebody with a browser of their own. What the page complains of in its console fails the test."""
    context = found.new_context(
        base_url=address,
        viewport={"width": width, "height": 800},
        locale={"nl": "nl-NL", "en": "en-GB"}[lang],
        java_script_enabled=script,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: complaints.append(said.text) if "Security Policy" in said.text else None,
    )
    yield page
    context.close()
    assert complaints == []


def too_wide(page: Page) -> bool:
    """Whether something has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def violations(page: Page) -> list[str]:
    """What axe-core finds serious or critical: rule, impact, and where."""
    page.evaluate(_axe())
    found = page.evaluate(
        "axe.run(document, {resultTypes: ['violations'], runOnly: "
        "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [
        f"{one['id']} ({one['impact']}): {'; '.join(node['html'][:120] for node in one['nodes'][:3])}"
        for one in found["violations"]
        if one["impact"] in _BAD
    ]


@cache
def _axe() -> str:
    return (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
