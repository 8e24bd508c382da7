"""Every page in every state: where it is, and what must be done to see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.gallery import Gallery


def _nothing(_page: Page) -> None:
    return None


def _open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def _forget_words(page: Page) -> None:
    page.click("#mistaken summary")
    page.click("#mistaken button")
    page.wait_for_selector("#words-problem")


def _show_dialog(page: Page) -> None:
    page.evaluate("document.getElementById('session-ends').showModal()")


@dataclass(frozen=True)
class Stop:
    """One page. `act` makes the state that is to be seen; `signed_in` as the demo user."""

    name: str
    path: str
    act: Callable[[Page], None] = _nothing
    signed_in: bool = True


def stops(gallery: Gallery) -> Iterator[Stop]:
    yield Stop("start", "/", signed_in=False)
    yield Stop("applications", "/applications", signed_in=False)
    yield Stop("application", "/applications/registration", signed_in=False)
    yield Stop("application-open", "/applications/declaration")
    yield Stop("own", "/")
    yield Stop("problem", "/dossiers/00000000-0000-7000-8000-000000000000")
    yield Stop("session-ends", "/", _show_dialog)
    for name, number in gallery.dossiers.items():
        yield Stop(f"dossier-{name}", f"/dossiers/{number}")
    everything = gallery.dossiers["everything"]
    yield Stop("dossier-problem", f"/dossiers/{everything}?problem=file-too-large&limit=209715200")
    yield Stop("dossier-duplicate", f"/dossiers/{everything}?duplicate=1")
    yield Stop("submission", f"/dossiers/{everything}/submission")
    yield Stop("submission-good", f"/dossiers/{gallery.dossiers['good']}/submission")
    yield Stop("withdrawal", f"/dossiers/{everything}/withdrawal")
    for name, number in gallery.documents.items():
        yield Stop(f"document-{name.partition('.')[0].lower()[:12]}", f"/documents/{number}")
    identity = gallery.documents["IMG_20261103_084512.jpg"]
    yield Stop("document-all-open", f"/documents/{identity}", _open_all)
    yield Stop("document-no-words", f"/documents/{identity}", _forget_words)
