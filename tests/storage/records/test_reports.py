"""One report per document, check and version; older ones stay beside the new."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage.errors import Damaged, NotProvisioned, Overtaken
from storage.records import documents, reports
from storage.records.reports import Found, Key, Reading
from storage.sealing import KEY_BYTES, Sealer, key_in
from tests.storage.records.conftest import ACT, NOON, Case

FOUND = [
    Found("identity", "identity.bsn-visible", "fail", 0.99, page=1, box=(0.1, 0.2, 0.3, 0.4), place="mrz"),
    Found("language", "language.accepted", "info", 1.0),
]


def key(case: Case, number: object) -> Key:
    content = documents.get(case.connection, number).content  # type: ignore[arg-type]
    return Key(content, "", "registration", "1.0", "2024-01-01")


def test_the_same_report_is_kept_once(case: Case) -> None:
    number = case.send()
    made = [
        reports.save(
            case.connection,
            number,
            key(case, number),
            outcome="return",
            stored_as=name,
            findings=FOUND,
            act=ACT,
        )
        for name in ("one", "two")
    ]
    assert made[0] == made[1]
    assert reports.objects_of(case.connection, number) == ["one"]
    assert reports.findings_of(case.connection, made[0].id) == FOUND


def test_a_new_version_stands_beside_the_old(case: Case) -> None:
    number = case.send()
    for hours, version in enumerate(("1.0", "1.1")):
        newer = replace(key(case, number), check_version=version)
        act = replace(ACT, at=NOON + timedelta(hours=hours))
        reports.save(case.connection, number, newer, outcome="clear", stored_as=version, findings=[], act=act)
    assert [one.key.check_version for one in reports.of_document(case.connection, number)] == ["1.1", "1.0"]


def test_a_report_of_other_bytes_or_another_kind_is_not_kept(case: Case) -> None:
    number = case.send()
    for wrong in (
        replace(key(case, number), content="other"),
        replace(key(case, number), kind="diploma"),
    ):
        with pytest.raises(Overtaken):
            reports.save(case.connection, number, wrong, outcome="clear", stored_as="x", findings=[], act=ACT)


def test_a_bundle_is_reported_once_for_the_same_files(case: Case) -> None:
    versions = ("1.0", "2024-01-01")
    for name, kept in (("one", True), ("two", False)):
        assert kept is reports.save_bundle(
            case.connection, case.dossier, "ff", versions=versions, outcome="review", stored_as=name, act=ACT
        )
    assert reports.newest_bundle(case.connection, case.dossier) == ("review", "one")
    assert reports.newest_bundle(case.connection, case.dossier, "other") is None


def test_reports_over_another_bundle_are_forgotten(case: Case) -> None:
    for print_, name in (("aa", "one"), ("bb", "two")):
        reports.save_bundle(
            case.connection,
            case.dossier,
            print_,
            versions=("1", "2024"),
            outcome="clear",
            stored_as=name,
            act=ACT,
        )
    assert reports.forget_bundles(case.connection, case.dossier, but="aa") == ["one"]
    assert reports.newest_bundle(case.connection, case.dossier) == ("clear", "one")


def test_ranges_of_pages_come_in_order_and_once(case: Case) -> None:
    number = case.send()
    for first in (21, 1, 1):
        reports.save_reading(
            case.connection, number, "cc", "1.0", Reading(first, first + 19, f"o{first}"), at=NOON
        )
    assert [one.first for one in reports.readings(case.connection, number, "cc", "1.0")] == [1, 21]
    assert reports.readings(case.connection, number, "cc", "2.0") == []


def test_readings_whose_objects_are_lost_are_made_again(case: Case) -> None:
    number = case.send()
    one = Reading(1, 2, "o1")
    assert reports.save_reading(case.connection, number, "cc", "1.0", one, at=NOON)
    reports.forget_readings(case.connection, number, "cc", "1.0")
    assert reports.save_reading(case.connection, number, "cc", "1.0", one, at=NOON)


def test_a_sealed_name_opens_with_its_key_only(tmp_path: Path) -> None:
    key = key_in(tmp_path / "new")
    assert key_in(tmp_path / "new") == key
    assert (tmp_path / "new/sealing.key").stat().st_mode & 0o077 == 0
    sealed = Sealer(key).seal("paspoort José.pdf")
    assert Sealer(key).open(sealed) == "paspoort José.pdf"
    assert sealed != Sealer(key).seal("paspoort José.pdf")
    with pytest.raises(Damaged):
        Sealer(b"x" * KEY_BYTES).open(sealed)
    with pytest.raises(Damaged):
        Sealer(key).open(sealed[:-1])
    with pytest.raises(NotProvisioned):
        Sealer(b"short")


def test_a_document_called_again_what_it_was_has_its_report_of_then(case: Case) -> None:
    number = case.send("aa")
    keys = {}
    for kind in ("diploma", "cv", "diploma"):
        documents.name_kind(case.connection, number, kind, act=ACT)
        content = documents.get(case.connection, number).content
        keys[kind] = Key(content, kind, "registration", "1", "2026")
        given = {"outcome": "clear", "stored_as": kind, "findings": []}
        reports.save(case.connection, number, keys[kind], act=ACT, **given)  # type: ignore[arg-type]
    made = reports.of_document(case.connection, number)
    assert [one.key.kind for one in made] == ["diploma", "cv"]
