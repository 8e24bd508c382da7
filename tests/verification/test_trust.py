"""The trust store: what it takes in, what it refuses, and what a trusted list makes of a signature."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from lxml import etree

from tests.verification.reading import pki
from verification.errors import TrustError
from verification.model import SignatureStatus
from verification.reading.signatures import read_signatures
from verification.trust import TrustStore

TSL = "http://uri.etsi.org/02231/v2#"
DS = "http://www.w3.org/2000/09/xmldsig#"
EXC = "http://www.w3.org/2001/10/xml-exc-c14n#"
CA_QC = "http://uri.etsi.org/TrstSvc/Svctype/CA/QC"
GRANTED = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted"
WITHDRAWN = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/withdrawn"
SIE = "http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#"


def b64(identity: pki.Identity) -> str:
    return base64.b64encode(identity.certificate.public_bytes(serialization.Encoding.DER)).decode()


def trusted_list(
    issuer: pki.Identity,
    *,
    status: str = GRANTED,
    number: int = 1,
    extension: str = "",
    history: str = "",
    pointer: pki.Identity | None = None,
    territory: str = "NL",
) -> bytes:
    """A small list with one qualified CA."""
    start = (pki.NOW - timedelta(days=300)).isoformat().replace("+00:00", "Z")
    pointers = ""
    if pointer is not None:
        pointers = f"""<PointersToOtherTSL><OtherTSLPointer><ServiceDigitalIdentities><ServiceDigitalIdentity>
          <DigitalId><X509Certificate>{b64(pointer)}</X509Certificate></DigitalId></ServiceDigitalIdentity>
          </ServiceDigitalIdentities></OtherTSLPointer></PointersToOtherTSL>"""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TrustServiceStatusList xmlns="{TSL}" Id="list">
 <SchemeInformation><TSLSequenceNumber>{number}</TSLSequenceNumber>
  <SchemeTerritory>{territory}</SchemeTerritory>{pointers}
  <ListIssueDateTime>2026-01-01T00:00:00Z</ListIssueDateTime>
  <NextUpdate><dateTime>2027-01-01T00:00:00Z</dateTime></NextUpdate></SchemeInformation>
 <TrustServiceProviderList><TrustServiceProvider><TSPServices><TSPService><ServiceInformation>
  <ServiceTypeIdentifier>{CA_QC}</ServiceTypeIdentifier>
  <ServiceName><Name xml:lang="en">Test CA</Name></ServiceName>
  <ServiceDigitalIdentity><DigitalId><X509Certificate>{b64(issuer)}</X509Certificate></DigitalId>
  </ServiceDigitalIdentity><ServiceStatus>{status}</ServiceStatus>
  <StatusStartingTime>{start}</StatusStartingTime>{extension}</ServiceInformation>{history}
 </TSPService></TSPServices></TrustServiceProvider></TrustServiceProviderList>
</TrustServiceStatusList>""".encode()


def sign_list(data: bytes, signer: pki.Identity) -> bytes:
    """An enveloped XML signature, ECDSA on SHA-256, exclusive canonicalisation."""
    root = etree.fromstring(data)
    digest = hashlib.sha256(etree.tostring(root, method="c14n", exclusive=True)).digest()
    signature = etree.fromstring(f"""<ds:Signature xmlns:ds="{DS}"><ds:SignedInfo>
      <ds:CanonicalizationMethod Algorithm="{EXC}"/>
      <ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"/>
      <ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="{DS}enveloped-signature"/>
      <ds:Transform Algorithm="{EXC}"/></ds:Transforms>
      <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
      <ds:DigestValue>{base64.b64encode(digest).decode()}</ds:DigestValue></ds:Reference></ds:SignedInfo>
      <ds:SignatureValue/><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{b64(signer)}</ds:X509Certificate>
      </ds:X509Data></ds:KeyInfo></ds:Signature>""")
    root.append(signature)
    signed = etree.tostring(signature[0], method="c14n", exclusive=True)
    assert isinstance(signer.key, ec.EllipticCurvePrivateKey)
    r, s = decode_dss_signature(signer.key.sign(signed, ec.ECDSA(hashes.SHA256())))
    signature[1].text = base64.b64encode(r.to_bytes(32) + s.to_bytes(32)).decode()
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


@pytest.fixture
def store(tmp_path: Path) -> TrustStore:
    return TrustStore(tmp_path / "store")


def take(store: TrustStore, data: bytes) -> str:
    path = store.folder.parent / "given"
    path.write_bytes(data)
    (entry,) = store.import_file(path)
    return entry.verified


def test_roots_are_kept_with_date_and_hash(store: TrustStore, tmp_path: Path) -> None:
    der = pki.root().certificate.public_bytes(serialization.Encoding.DER)
    for data in (pki.root().pem(), der):
        (tmp_path / "root").write_bytes(data)
        store.import_file(tmp_path / "root")
    (entry,) = store.entries()
    assert entry.sha256 == hashlib.sha256(der).hexdigest()
    assert entry.imported.endswith("+00:00")
    assert "Test Root" in entry.line()
    assert [c.subject.native["common_name"] for c in store.load().roots] == ["Test Root"]


def test_several_certificates_in_one_file(store: TrustStore, tmp_path: Path) -> None:
    (tmp_path / "both.pem").write_bytes(pki.root().pem() + pki.intermediate().pem())
    assert len(store.import_file(tmp_path / "both.pem")) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"<html/>",
        b"<broken",
        b"%PDF-1.7",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        b'<!DOCTYPE a [<!ENTITY b "c">]><TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#"/>',
    ],
)
def test_other_files_are_refused(store: TrustStore, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(TrustError):
        store.import_file(tmp_path / "file")
    assert store.entries() == ()


def test_a_missing_file_is_refused(store: TrustStore, tmp_path: Path) -> None:
    with pytest.raises(TrustError):
        store.import_file(tmp_path / "absent")


def test_a_leaf_is_no_root(store: TrustStore, tmp_path: Path) -> None:
    (tmp_path / "leaf").write_bytes(pki.issue("Someone", pki.root()).pem())
    with pytest.raises(TrustError):
        store.import_file(tmp_path / "leaf")


def test_a_changed_store_is_not_used(store: TrustStore, tmp_path: Path) -> None:
    take(store, pki.root().pem())
    kept = next(store.folder.glob("*.bin"))
    kept.write_bytes(kept.read_bytes() + b" ")
    with pytest.raises(TrustError):
        store.load()
    signed = pki.write(tmp_path, pki.sign(pki.plain_pdf(), pki.issue("A", pki.intermediate())))
    (found,) = read_signatures(signed, store)
    assert found.status is SignatureStatus.UNDETERMINED
    assert "trust-store-unreadable" in found.reasons


def test_what_is_known_of_the_signature_of_a_list(store: TrustStore) -> None:
    operator = pki.issue("Scheme operator")
    plain = trusted_list(pki.intermediate())
    signed = sign_list(plain, operator)
    assert take(store, plain) == "absent"
    assert take(store, signed) == "signature-only"
    with pytest.raises(TrustError):
        take(store, signed.replace(b"Test CA", b"Evil CA"))
    with pytest.raises(TrustError):
        take(
            store,
            signed.replace(b"<ds:DigestMethod", b"<ds:DigestMethod ", 1).replace(
                b"SignatureValue>", b"SignatureValue>AAAA", 1
            ),
        )
    foreign = signed.replace(EXC.encode() + b'"/>', b'http://example.org/other"/>')
    assert take(store, foreign) == "not-checked"


def test_a_list_named_by_a_verified_list_of_lists(store: TrustStore, monkeypatch: pytest.MonkeyPatch) -> None:
    commission, operator = pki.issue("Commission"), pki.issue("Scheme operator")
    known = hashlib.sha256(commission.certificate.public_bytes(serialization.Encoding.DER)).hexdigest()
    monkeypatch.setattr("verification.trusted_list.known_list_signers", lambda: frozenset({known}))
    lists = trusted_list(pki.root(), pointer=operator, territory="EU")
    assert take(store, sign_list(lists, commission)) == "list-signer-known"
    assert take(store, sign_list(trusted_list(pki.intermediate()), operator)) == "list-signer-known"


def test_known_list_signers_are_shipped() -> None:
    from verification.trusted_list import known_list_signers

    assert all(len(one) == 64 for one in known_list_signers())
    assert known_list_signers()


def history(status: str, days: int) -> str:
    start = (pki.NOW - timedelta(days=days)).isoformat()
    return f"""<ServiceHistory><ServiceHistoryInstance><ServiceTypeIdentifier>{CA_QC}</ServiceTypeIdentifier>
      <ServiceName><Name xml:lang="en">Test CA</Name></ServiceName><ServiceDigitalIdentity/>
      <ServiceStatus>{status}</ServiceStatus><StatusStartingTime>{start}</StatusStartingTime>
      </ServiceHistoryInstance></ServiceHistory>"""


NOT_QUALIFIED = f"""<ServiceInformationExtensions><Extension Critical="true"><Qualifications xmlns="{SIE}">
  <QualificationElement><Qualifiers>
  <Qualifier uri="http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/NotQualified"/></Qualifiers>
  <CriteriaList assert="all"><KeyUsage><KeyUsageBit name="nonRepudiation">true</KeyUsageBit></KeyUsage>
  </CriteriaList></QualificationElement></Qualifications></Extension></ServiceInformationExtensions>"""


@pytest.mark.parametrize(
    ("qualified", "extension", "expected"),
    [
        (True, "", True),
        (False, "", False),
        (True, NOT_QUALIFIED, False),
    ],
)
def test_the_list_decides_what_is_qualified(
    store: TrustStore, tmp_path: Path, *, qualified: bool, extension: str, expected: bool
) -> None:
    take(store, trusted_list(pki.intermediate(), extension=extension))
    signer = pki.issue("Vertaler", pki.intermediate(), qualified=qualified)
    (found,) = read_signatures(pki.write(tmp_path, pki.sign(pki.plain_pdf(), signer)), store)
    assert (found.status, found.qualified) == (SignatureStatus.VALID, expected)


@pytest.mark.parametrize("past", ["", history(GRANTED, 380)])
def test_a_withdrawn_service_vouches_no_more(store: TrustStore, tmp_path: Path, past: str) -> None:
    take(store, trusted_list(pki.intermediate(), status=WITHDRAWN, history=past))
    signer = pki.issue("Vertaler", pki.intermediate(), qualified=True)
    (found,) = read_signatures(pki.write(tmp_path, pki.sign(pki.plain_pdf(), signer)), store)
    assert found.status is SignatureStatus.UNDETERMINED


def test_the_newest_list_of_a_territory_counts(store: TrustStore) -> None:
    take(store, trusted_list(pki.root(), number=7))
    take(store, trusted_list(pki.intermediate(), number=6))
    assert len(store.entries()) == 2
    registry = store.load().registry
    assert registry is not None
    names = {a.name.native["common_name"] for a in registry.known_certificate_authorities}
    assert names == {"Test Root"}
