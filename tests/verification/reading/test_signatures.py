"""Each question about a digital signature, on PDFs signed by a PKI of the tests' own."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields

from tests.verification.reading import pki
from verification.model import DigitalSignature, SignatureStatus
from verification.reading import signatures
from verification.reading.signatures import read_signatures
from verification.trust import TrustStore

VALID, INVALID, UNKNOWN = SignatureStatus.VALID, SignatureStatus.INVALID, SignatureStatus.UNDETERMINED


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> TrustStore:
    folder = tmp_path_factory.mktemp("trust")
    found = TrustStore(folder / "store")
    (folder / "root.pem").write_bytes(pki.root().pem())
    found.import_file(folder / "root.pem")
    return found


@pytest.fixture(scope="module")
def signer() -> pki.Identity:
    return pki.issue("Hogeschool Voorbeeld", pki.intermediate())


def only(tmp_path: Path, data: bytes, trust: TrustStore | None) -> DigitalSignature:
    (found,) = read_signatures(pki.write(tmp_path, data), trust)
    return found


def test_a_sound_trusted_signature(tmp_path: Path, store: TrustStore, signer: pki.Identity) -> None:
    found = only(tmp_path, pki.sign(pki.plain_pdf(), signer), store)
    assert (found.status, found.intact, found.covers, found.changes_permitted) == (
        VALID,
        True,
        "whole-file",
        True,
    )
    assert (found.chain, found.signer, found.qualified) == (VALID, "Hogeschool Voorbeeld", None)
    assert not found.time_trusted
    assert "revocation-not-declared" in found.reasons


def test_without_trust_list_it_is_undetermined(tmp_path: Path, signer: pki.Identity) -> None:
    data = pki.sign(pki.plain_pdf(), signer)
    for trust in (None, TrustStore(tmp_path / "empty")):
        found = only(tmp_path, data, trust)
        assert (found.status, found.intact, found.chain) == (UNKNOWN, True, UNKNOWN)
        assert "no-trust-list" in found.reasons


def test_another_root_does_not_vouch(tmp_path: Path, store: TrustStore) -> None:
    stranger = pki.issue("Other Root", ca=True)
    data = pki.sign(pki.plain_pdf(), pki.issue("Hogeschool Voorbeeld", stranger), chain=(stranger,))
    found = only(tmp_path, data, store)
    assert (found.status, found.intact, found.chain) == (UNKNOWN, True, UNKNOWN)
    assert "no-certificate-chain-found" in found.reasons


def _change_signed_bytes(data: bytes) -> bytes:
    at = data.index(b"/MediaBox")
    return data[:at] + data[at:].replace(b"595", b"594", 1)


def _change_page(data: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"].raw_get(0)
    content = generic.StreamObject(stream_data=b"0 0 100 100 re f")
    page.get_object()["/Contents"] = writer.add_object(content)
    writer.mark_update(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_change_signed_bytes, "altered"),
        (_change_page, "changes-not-permitted"),
    ],
)
def test_a_changed_document_is_invalid_whatever_the_trust(
    tmp_path: Path, store: TrustStore, signer: pki.Identity, change: Callable[[bytes], bytes], reason: str
) -> None:
    data = change(pki.sign(pki.plain_pdf(), signer))
    for trust in (store, None):
        found = only(tmp_path, data, trust)
        assert found.status is INVALID
        assert reason in found.reasons


def test_a_second_signature_is_a_permitted_change(
    tmp_path: Path, store: TrustStore, signer: pki.Identity
) -> None:
    data = pki.sign(pki.sign(pki.plain_pdf(), signer), signer, field="Signature2")
    first, second = read_signatures(pki.write(tmp_path, data), store)
    assert (first.covers, first.changes_permitted, first.status) == ("earlier-revision", True, VALID)
    assert (second.covers, second.status) == ("whole-file", VALID)


def test_certification_that_forbids_changes(tmp_path: Path, store: TrustStore, signer: pki.Identity) -> None:
    data = pki.sign(pki.plain_pdf(), signer, certify=fields.MDPPerm.NO_CHANGES)
    assert only(tmp_path, data, store).status is VALID
    grown = _add_form_field(data)
    assert only(tmp_path, grown, store).changes_permitted is False


def _add_form_field(data: bytes) -> bytes:
    stream = io.BytesIO(data)
    writer = IncrementalPdfFileWriter(stream)
    fields.append_signature_field(writer, fields.SigFieldSpec("Later", box=(10, 10, 50, 50)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("revoked", "evidence", "expected", "overall"),
    [
        (False, True, VALID, VALID),
        (True, True, INVALID, UNKNOWN),
        (False, False, UNKNOWN, UNKNOWN),
    ],
)
def test_revocation_from_the_file(
    tmp_path: Path,
    store: TrustStore,
    *,
    revoked: bool,
    evidence: bool,
    expected: SignatureStatus,
    overall: SignatureStatus,
) -> None:
    signer = pki.issue("Notaris Voorbeeld", pki.intermediate(), crl=True)
    data = pki.sign(pki.plain_pdf(), signer)
    if evidence:
        lists = (
            pki.revocation_list(pki.intermediate(), *([signer] if revoked else [])),
            pki.revocation_list(pki.root()),
        )
        data = pki.with_evidence(data, crls=lists)
    found = only(tmp_path, data, store)
    assert (found.revocation, found.status, found.intact) == (expected, overall, True)


def test_a_trusted_time_stamp(tmp_path: Path, store: TrustStore, signer: pki.Identity) -> None:
    tsa = pki.issue("Test TSA", pki.root(), stamping=True)
    found = only(tmp_path, pki.sign(pki.plain_pdf(), signer, tsa=tsa), store)
    assert found.status is VALID
    assert found.time_trusted
    assert found.time is not None
    assert found.time.tzinfo is UTC
    assert abs(found.time - pki.NOW) < timedelta(hours=1)


def test_a_time_stamp_that_nobody_trusts(tmp_path: Path, store: TrustStore, signer: pki.Identity) -> None:
    stranger = pki.issue("Stranger TSA", stamping=True)
    found = only(tmp_path, pki.sign(pki.plain_pdf(), signer, tsa=stranger), store)
    assert not found.time_trusted
    assert "time-not-trusted" in found.reasons


def test_an_expired_certificate_is_undetermined(tmp_path: Path, store: TrustStore) -> None:
    past = pki.issue("Hogeschool Voorbeeld", pki.intermediate(), days=200)
    found = only(tmp_path, pki.sign(pki.plain_pdf(), past), store)
    assert (found.status, found.intact, found.chain) == (UNKNOWN, True, UNKNOWN)


def test_no_signature(tmp_path: Path) -> None:
    assert read_signatures(pki.write(tmp_path, pki.plain_pdf()), None) == ()
    assert read_signatures(tmp_path / "absent.pdf", None) == ()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.replace(b"/Contents <", b"/Contents (", 1),
        lambda data: b"%PDF-1.7 /ByteRange [0 1 2 3]",
        lambda data: data.replace(b"/ByteRange [0", b"/ByteRange [9", 1),
        lambda data: data.replace(b"ETSI.CAdES.detached", b"ETSI.Cxxxx.detached", 1),
        lambda data: data[:-900] + bytes(900),
    ],
)
def test_broken_signatures_never_raise(
    tmp_path: Path, store: TrustStore, signer: pki.Identity, damage: Callable[[bytes], bytes]
) -> None:
    data = damage(pki.sign(pki.plain_pdf(), signer))
    found = read_signatures(pki.write(tmp_path, data), store)
    assert found  # what mentions a signature is never told as unsigned
    assert VALID not in {one.status for one in found}


def test_a_file_cut_before_its_signature_has_none(
    tmp_path: Path, store: TrustStore, signer: pki.Identity
) -> None:
    data = pki.sign(pki.plain_pdf(), signer)
    assert read_signatures(pki.write(tmp_path, data[: data.index(b"/ByteRange")]), store) == ()


def test_a_signature_written_with_hex_escapes_counts(
    tmp_path: Path, store: TrustStore, signer: pki.Identity
) -> None:
    data = pki.sign(pki.plain_pdf(), signer).replace(b"/ByteRange", b"/Byte#52ange")
    found = read_signatures(pki.write(tmp_path, data), store)
    assert len(found) == 1
    assert found[0].status is not VALID  # its bytes are no longer those that were signed


def test_more_signatures_than_are_looked_at_are_told(
    tmp_path: Path, store: TrustStore, signer: pki.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signatures, "MAX_SIGNATURES", 0)
    (found,) = read_signatures(pki.write(tmp_path, pki.sign(pki.plain_pdf(), signer)), store)
    assert found.status is SignatureStatus.UNDETERMINED
    assert "too-many-signatures" in found.reasons


def test_a_signature_field_left_empty_is_none(tmp_path: Path) -> None:
    data = _add_form_field(pki.plain_pdf())
    assert read_signatures(pki.write(tmp_path, data), None) == ()


def test_a_signed_file_saved_anew_has_lost_it(
    tmp_path: Path, store: TrustStore, signer: pki.Identity
) -> None:
    out = tmp_path / "anew.pdf"
    with pikepdf.open(io.BytesIO(pki.sign(pki.plain_pdf(), signer))) as pdf:
        pdf.save(out)
    assert all(found.status is INVALID for found in read_signatures(out, store))
