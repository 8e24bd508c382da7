"""What people come for, as they do it: with JavaScript and without, phone and desk, in two languages."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.drive import DESK, PATIENCE, PHONE, too_wide, violations, visitor
from tests.browser.service import Service

WAYS = [
    pytest.param(lang, script, width, id=f"{lang}-{'script' if script else 'plain'}-{width}")
    for lang in ("nl", "en")
    for script in (True, False)
    for width in (PHONE, DESK)
]
GOOD = {"nl": "Ziet er goed uit", "en": "Looks good"}
READABLE = {"nl": "Uw BSN is nog te lezen", "en": "Your BSN can still be read"}
SUBMITTED = {"nl": "Ingediend", "en": "Submitted"}
RENEW = {"nl": "Vernieuw deze pagina", "en": "Renew this page"}
expect.set_options(timeout=PATIENCE)
_names = (f"bezoeker {number}" for number in count(1))


@pytest.mark.parametrize(("lang", "script", "width"), WAYS)
def test_an_upload_that_passes(
    chromium: Browser, service: Service, sample: Path, lang: str, script: bool, width: int
) -> None:
    with visitor(chromium, service.address, lang=lang, script=script, width=width) as page:
        begin(page, "registration", script)
        send(page, "#send", sample / "diploma.pdf", script)
        wait_for(page, GOOD[lang], script)
        looked_at(page, script)
        page.get_by_role("link", name="Diploma", exact=True).first.click()
        expect(page.locator(".document-verdict")).to_contain_text(GOOD[lang])
        wait_for_picture(page, script)
        looked_at(page, script)


@pytest.mark.parametrize(("lang", "script", "width"), WAYS)
def test_a_readable_bsn_is_mended_and_submitted(
    chromium: Browser, service: Service, sample: Path, lang: str, script: bool, width: int
) -> None:
    with visitor(chromium, service.address, lang=lang, script=script, width=width) as page:
        begin(page, "privacy-request", script)
        send(page, "#send", sample / "paspoort.jpg", script, kind="identity")
        wait_for(page, READABLE[lang], script)
        page.locator(".document-name a").first.click()
        wait_for_picture(page, script)
        expect(page.locator(".page-picture .place").first).to_be_attached()
        looked_at(page, script)
        send(page, "#replace", sample / "afgedekt.jpg", script)
        if not script:
            page.locator(".document-name a").first.click()
        wait_gone(page, READABLE[lang], script)
        looked_at(page, script)
        page.locator(".trail a").click()
        page.locator("#submit-link").click()
        looked_at(page, script)
        page.locator("main form button").click()
        expect(page.locator(".under-title")).to_contain_text(SUBMITTED[lang])
        looked_at(page, script)
        with page.expect_download() as receipt:
            page.locator("a[href$='receipt.pdf']").click()
        assert Path(receipt.value.path()).read_bytes().startswith(b"%PDF-")


def test_an_upload_survives_a_lost_connection_and_a_reload(
    chromium: Browser, service: Service, tmp_path: Path
) -> None:
    large = tmp_path / "groot.pdf"
    large.write_bytes(b"%PDF-1.4 " + bytes(6 * 1024 * 1024))
    with visitor(chromium, service.address, lang="en") as page:
        begin(page, "registration", True)
        sent: list[str] = []

        def break_off(route, request) -> None:  # type: ignore[no-untyped-def]
            if request.method == "PATCH":
                sent.append(request.headers["upload-offset"])
                if len(sent) > 1:
                    return route.abort()
            return route.continue_()

        page.route("**/v1/uploads/*", break_off)
        page.locator("#send-file").set_input_files(large)
        expect(page.locator(".sending")).to_contain_text("No connection")
        page.unroute("**/v1/uploads/*")
        offsets: list[str] = []
        page.on(
            "request",
            lambda one: offsets.append(one.headers["upload-offset"]) if one.method == "PATCH" else None,
        )
        page.reload()
        expect(page.locator("#parts")).to_contain_text("groot.pdf")
        assert offsets[0] == str(2 * 1024 * 1024)


def test_several_files_are_sent_at_once_and_stopping_one_leaves_the_others(
    chromium: Browser, service: Service, sample: Path
) -> None:
    with visitor(chromium, service.address, lang="nl", width=PHONE) as page:
        begin(page, "registration", True)
        page.locator("#send-file").set_input_files([sample / "diploma.pdf", sample / "loonstrook.pdf"])
        expect(page.locator(".document-name:has-text('.pdf')")).to_have_count(2)
        page.reload()
        expect(page.locator(".sending li")).to_have_count(0)


def test_who_does_nothing_is_warned_and_can_stay(chromium: Browser, service: Service) -> None:
    with visitor(chromium, service.address, lang="en") as page:
        page.clock.install()
        sign_in(page)
        page.clock.fast_forward("28:30")
        expect(page.locator("#session-ends")).to_be_visible()
        assert violations(page) == []
        page.locator("#session-stay").click()
        expect(page.locator("#session-ends")).to_be_hidden()


def test_parts_renew_and_the_place_of_the_keyboard_stays(
    chromium: Browser, service: Service, sample: Path
) -> None:
    with visitor(chromium, service.address, lang="en") as page:
        begin(page, "registration", True)
        page.locator("#send-file").set_input_files(sample / "diploma.pdf")
        link = page.locator(".document-name a[href^='/documents/']").first
        expect(link).to_be_visible()
        link.focus()
        expect(page.locator("#parts")).to_contain_text("Looks good")
        expect(page.locator("#spoken")).not_to_be_empty()
        assert page.evaluate("document.activeElement.id").startswith("row-")


def sign_in(page: Page) -> None:
    page.goto("/")
    page.locator("#user").fill(next(_names))
    page.locator("#user + button").click()


def begin(page: Page, procedure: str, script: bool) -> None:
    sign_in(page)
    looked_at(page, script)
    page.locator(f"a[href='/applications/{procedure}']").click()
    looked_at(page, script)
    page.locator("main form button").first.click()
    expect(page).to_have_url(re.compile("/dossiers/"))


def send(page: Page, form: str, file: Path, script: bool, *, kind: str = "") -> None:
    if kind:
        page.locator(f"{form}-kind").select_option(kind)
    page.locator(f"{form}-file").set_input_files(file)
    if not script:
        page.locator(f"{form} button").click()


def wait_for(page: Page, words: str, script: bool) -> None:
    """By itself, or by the link that the page offers for it."""
    if script:
        expect(page.locator("#parts")).to_contain_text(words)
        return
    for _ in range(120):
        if words in page.locator("#parts").inner_text():
            return
        page.wait_for_timeout(1000)
        page.locator("#parts .without-script a").first.click()
    raise AssertionError(f"{words} was never there")


def wait_gone(page: Page, words: str, script: bool) -> None:
    if script:
        expect(page.locator("progress")).to_have_count(0)
        expect(page.locator(".document-verdict")).not_to_contain_text(words)
        return
    for _ in range(120):
        if not page.locator("#parts .without-script a").count():
            assert words not in page.locator(".document-verdict").inner_text()
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError("it is being read for ever")


def wait_for_picture(page: Page, script: bool) -> None:
    if script:
        expect(page.locator(".page-picture").first).to_be_visible()
        return
    for _ in range(120):
        if page.locator(".page-picture").count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError("no picture was drawn")


def looked_at(page: Page, script: bool) -> None:
    if script:
        assert violations(page) == []
        assert not too_wide(page)
