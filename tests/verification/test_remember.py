"""What is kept of documents between calls: bounded, gone when the bundle is judged or the page read."""

from __future__ import annotations

import gc
import importlib
import pkgutil
from collections.abc import Iterator
from datetime import date
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

import verification
from tests.verification.made import document, page
from tests.verification.reading import files
from verification import remember
from verification.bsn_labels import label_kind
from verification.languages.pages import _Lately, read_languages
from verification.limits import Limits
from verification.matching import _Last, study
from verification.model import Document
from verification.reading.executors import Inline
from verification.recipe import FileInput, check_bundle
from verification.rulebook.loader import load_rules

# Functions of a key of ours, not of a text of a document.
OF_OUR_OWN = {
    "verification.languages.tables.table",
    "verification.bsn_labels._parts",
    "verification.rulebook.needs.needs_of",
    "verification.reading.codec._decoder",  # a key is a type of the model
}
RULES = load_rules("periodic-registration", date(2026, 11, 21))


def kept() -> Iterator[tuple[str, Any]]:
    """Every function of this room that remembers answers to something it is given."""
    for module in pkgutil.walk_packages(verification.__path__, "verification."):
        importlib.import_module(module.name)
    for found in gc.get_objects():
        if type(found) is _lru_cache_wrapper and found.__module__.startswith("verification."):
            name = f"{found.__module__}.{found.__qualname__}"
            if found.__wrapped__.__code__.co_argcount and name not in OF_OUR_OWN:
                yield name, found


def test_whatever_is_kept_of_a_text_is_bounded_and_forgotten() -> None:
    memories = dict(kept())
    assert "verification.bsn_labels._named" in memories
    for name, memory in memories.items():
        assert memory.cache_parameters()["maxsize"], name
        memory("burgerservicenummer")
        assert memory.cache_info().currsize, name
    remember.forget()
    assert [name for name, memory in memories.items() if memory.cache_info().currsize] == []


def test_nothing_of_a_bundle_stays_after_it(tmp_path: Path) -> None:
    def draw(sheet: Canvas) -> None:
        files.write_prose(sheet)
        sheet.drawString(60, 400, "Notaris mr. A. de Haan te Leeuwarden. BSN 123456782")

    path = files.put(tmp_path, "a.pdf", files.pdf(draw))
    checked = check_bundle([FileInput(path)], rules=RULES, executor=Inline(), limits=Limits())
    assert checked.documents[0].document.reading.text  # it was read
    assert not _Lately.read
    assert _Last.study is None
    assert [name for name, memory in kept() if memory.cache_info().currsize] == []


def test_a_bundle_that_cannot_be_judged_is_forgotten_too(monkeypatch: pytest.MonkeyPatch) -> None:
    label_kind("burgerservicenummer")
    assert any(memory.cache_info().currsize for _, memory in kept())
    monkeypatch.setattr("verification.recipe.as_document", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        check_bundle([FileInput(Path("missing"))], rules=RULES, executor=Inline(), limits=Limits())
    assert [name for name, memory in kept() if memory.cache_info().currsize] == []


def test_the_languages_and_pairs_of_a_bundle_are_forgotten() -> None:
    paper: Document = document(page("Hierbij verklaren wij dat mevrouw De Vries hier werkt"))
    read_languages(paper.reading.pages)
    study(paper, (paper,))
    assert _Lately.read
    assert _Last.study is not None
    remember.forget()
    assert not _Lately.read
    assert _Last.study is None
