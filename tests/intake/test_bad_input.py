"""What goes wrong on the way in is answered clearly, in both languages, and leaves what was there."""

from __future__ import annotations

import ast
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from intake import errors
from intake.receiving.desk import Desk
from intake.words import codes, said
from storage.database.engine import transaction
from storage.errors import Overtaken, Refused
from storage.language import Lang
from storage.records import documents
from storage.records.acts import Act
from storage.states import DocumentState
from tests.intake.conftest import NOON
from tests.intake.test_api import send
from tests.intake.test_tus import DATA, PART, TUS, at, begin, encoded, part

S = DocumentState
Ask = Callable[[TestClient, str], Response]


def submitted_empty(anna: TestClient, dossier: str) -> Response:
    return anna.post(f"/v1/dossiers/{dossier}/submission")


def past_the_end(anna: TestClient, dossier: str) -> Response:
    place = begin(anna, dossier)
    part(anna, place, 0, DATA)
    return part(anna, place, len(DATA), b"more")


def with_length(length: str) -> Ask:
    def ask(anna: TestClient, dossier: str) -> Response:
        told = encoded(dossier=dossier, filename="a.pdf")
        headers = {**TUS, "Upload-Length": length, "Upload-Metadata": told}
        return anna.post("/v1/uploads", headers=headers)

    return ask


def with_part(data: bytes, offset: str = "0", **headers: str) -> Ask:
    def ask(anna: TestClient, dossier: str) -> Response:
        own = {**TUS, "Upload-Offset": offset, "Content-Type": PART}
        return anna.patch(begin(anna, dossier), content=data, headers=own | headers)

    return ask


def naming(**fields: str) -> Ask:
    def ask(anna: TestClient, dossier: str) -> Response:
        form = {"file": ("a.pdf", b"%PDF")}
        return anna.post(f"/v1/dossiers/{dossier}/documents", files=form, data=fields)

    return ask


NOBODY = "00000000-0000-0000-0000-000000000000"
CASES: dict[str, tuple[Ask, int, str]] = {
    "an offset ahead": (with_part(b"x", "7"), 409, "wrong-offset"),
    "an offset before": (with_part(b"x", "-1"), 400, "bad-request"),
    "an offset that is none": (with_part(b"x", "many"), 400, "bad-request"),
    "a part after the last": (past_the_end, 409, "wrong-offset"),
    "a longer part": (with_part(DATA + b"!"), 413, "file-too-large"),
    "another digest": (
        with_part(b"x", **{"Upload-Checksum": "md5 AAAAAAAAAAAAAAAAAAAAAA=="}),
        460,
        "wrong-checksum",
    ),
    "no digest": (with_part(b"x", **{"Upload-Checksum": "md5 %"}), 400, "bad-request"),
    "an unknown digest": (with_part(b"x", **{"Upload-Checksum": "crc32 AAAA"}), 400, "bad-request"),
    "another type of part": (with_part(b"x", **{"Content-Type": "text/plain"}), 400, "bad-request"),
    "nothing to send": (with_length("0"), 400, "empty-file"),
    "less than nothing": (with_length("-1"), 400, "bad-request"),
    "a length that is none": (with_length("1e3"), 400, "bad-request"),
    "too long": (with_length("5000001"), 413, "file-too-large"),
    "longer than a number": (with_length("9" * 30), 413, "file-too-large"),
    "a page of nothing": (naming(pageOf="x"), 400, "bad-request"),
    "a page of another's": (naming(pageOf=NOBODY), 409, "conflict"),
    "in place of another's": (naming(replaces=NOBODY), 409, "conflict"),
    "submitted empty": (submitted_empty, 409, "dossier-empty"),
}


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("case", CASES)
def test_it_is_answered_in_the_callers_language(
    anna: TestClient, dossier: str, case: str, lang: Lang
) -> None:
    ask, status, code = CASES[case]
    anna.headers["Accept-Language"] = lang
    answer = ask(anna, dossier)
    told: dict[str, Any] = answer.json()
    assert (answer.status_code, told["type"]) == (status, f"urn:bewijsloket:problem:{code}")
    assert (told["title"], answer.headers["content-language"]) == (said("title", code, lang), lang)
    assert "{" not in told["detail"]


def test_what_is_refused_leaves_what_was_there(anna: TestClient, dossier: str) -> None:
    place = begin(anna, dossier)
    part(anna, place, 0, DATA[:4000])
    for offset, data, headers in (
        (0, DATA, {}),
        (4001, DATA[4001:], {}),
        (4000, DATA, {}),
        (4000, DATA[4000:], {"Upload-Checksum": "md5 AAAAAAAAAAAAAAAAAAAAAA=="}),
        (4000, DATA[4000:], {"Content-Type": "text/plain"}),
        (4000, DATA[4000:], {"Tus-Resumable": "0.2.2"}),
    ):
        assert part(anna, place, offset, data, **headers).status_code >= 400
        assert at(anna, place) == 4000
    assert "document-id" in part(anna, place, 4000, DATA[4000:]).headers


def test_a_dossier_submitted_while_a_document_is_checked_is_submitted(
    anna: TestClient, dossier: str, desk: Desk
) -> None:
    number = send(anna, dossier)["id"]
    moved(desk, number, S.CHECKING)
    answer = anna.post(f"/v1/dossiers/{dossier}/submission")
    assert (answer.status_code, answer.json()["state"]) == (200, "submitted")
    assert anna.get(f"/v1/documents/{number}").json()["state"] == "checking"
    assert anna.delete(f"/v1/documents/{number}").status_code == 409
    moved(desk, number, S.CHECKED, outcome="clear")
    found = anna.get(f"/v1/dossiers/{dossier}/bundle").json()
    assert [(one["state"], one["outcome"]) for one in found["documents"]] == [("checked", "clear")]


def test_a_document_replaced_while_it_is_checked_stays_replaced(
    anna: TestClient, dossier: str, desk: Desk
) -> None:
    old = send(anna, dossier)["id"]
    moved(desk, old, S.CHECKING)
    new = send(anna, dossier, b"%PDF sharper", replaces=old)["id"]
    with pytest.raises((Refused, Overtaken)):
        moved(desk, old, S.CHECKED, outcome="clear")  # what the worker then tries
    assert anna.get(f"/v1/documents/{old}").json()["state"] == "replaced"
    assert anna.get(f"/v1/documents/{old}/report").json()["type"] == "urn:bewijsloket:problem:no-report"
    found = anna.get(f"/v1/dossiers/{dossier}/bundle").json()
    assert [one["id"] for one in found["documents"]] == [new]
    again = anna.post(
        f"/v1/dossiers/{dossier}/documents", files={"file": ("c.pdf", b"%PDF")}, data={"replaces": old}
    )
    assert again.status_code == 409  # it is no part of the dossier any more


def moved(desk: Desk, number: str, state: DocumentState, **told: str) -> None:
    with transaction(desk.engine) as connection:
        documents.move(connection, UUID(number), state, act=Act(NOON, "worker", "w"), **told)


def raised() -> set[str]:
    """The codes that this room's source gives to its errors."""
    found = {one.code for one in vars(errors).values() if isinstance(one, type) and hasattr(one, "code")}
    classes = {name for name, one in vars(errors).items() if isinstance(one, type)}
    for path in Path(str(files("intake"))).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in classes:
                found |= {one.value for one in node.args if isinstance(one, ast.Constant)}
    return found


def test_every_error_has_its_words() -> None:
    assert codes("title") == codes("detail")
    assert raised() <= codes("title")
    for section in ("title", "detail"):
        for code in codes(section):
            assert all(
                said(section, code, lang, limit=1, seconds=1, known="", field="", offset=0) for lang in Lang
            )
