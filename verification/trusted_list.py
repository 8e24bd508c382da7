"""EU trusted lists: ETSI TS 119 612 XML, read into pyHanko's registry of trust services.

Only services with status "granted" count, now or in their history (eIDAS, Regulation (EU) 910/2014, art. 22).
The list of lists is read for the certificates that sign the national lists.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Any

from asn1crypto import pem  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from lxml import etree  # type: ignore[import-untyped]
from pyhanko.sign.validation.qualified import tsp
from pyhanko.sign.validation.settings import KeyUsageConstraints

from verification.errors import TrustError
from verification.xml_signature import SignatureNotUnderstoodError, signer_of

TSL = "{http://uri.etsi.org/02231/v2#}"
SIE = "{http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#}"
XADES = "{http://uri.etsi.org/01903/v1.3.2#}"
GRANTED = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted"
_SIE_URI = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/"
_TYPES = {
    f"{_SIE_URI}ForeSignatures": tsp.QcCertType.QC_ESIGN,
    f"{_SIE_URI}ForeSeals": tsp.QcCertType.QC_ESEAL,
    f"{_SIE_URI}ForWebSiteAuthentication": tsp.QcCertType.QC_WEB,
}
_QUALIFIERS = {f"{_SIE_URI}{qualifier.value}": qualifier for qualifier in tsp.Qualifier}
_SERVICES = {tsp.CA_QC_URI, tsp.QTST_URI}


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What a trusted list says of itself, and what could be verified of it.

    `signer` is the SHA-256 of the signing certificate, '' if there is none or it could not be checked;
    `signature` is `verified`, `absent` or `not-checked`.
    """

    territory: str
    sequence: int
    issued: str
    next_update: str
    services: int
    signature: str
    signer: str
    pointers: tuple[str, ...]  # SHA-256 of the certificates that may sign other lists


def parse(data: bytes) -> Any:
    """The root element. Raises TrustError for anything that is no trusted list."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        raise TrustError("not a readable XML file") from exc
    if root.getroottree().docinfo.doctype:
        raise TrustError("an XML file with a document type is not taken in")
    if root.tag != f"{TSL}TrustServiceStatusList":
        raise TrustError("an XML file, but not an EU trusted list")
    return root


def facts(root: Any) -> ListFacts:
    """What the list says of itself. Raises TrustError if it was changed after it was signed."""
    scheme = f"{TSL}SchemeInformation/{TSL}"
    try:
        signer = signer_of(root)
        signature = "verified" if signer is not None else "absent"
    except SignatureNotUnderstoodError:
        signer, signature = None, "not-checked"
    number = (root.findtext(f"{scheme}TSLSequenceNumber") or "0").strip()
    pointers = root.findall(f"{scheme}PointersToOtherTSL//{TSL}X509Certificate")
    return ListFacts(
        territory=(root.findtext(f"{scheme}SchemeTerritory") or "?").strip()[:8],
        sequence=int(number) if number.isdigit() else 0,
        issued=(root.findtext(f"{scheme}ListIssueDateTime") or "").strip()[:32],
        next_update=(root.findtext(f"{scheme}NextUpdate/{TSL}dateTime") or "").strip()[:32],
        services=sum(1 for _ in services(root)),
        signature=signature,
        signer=hashlib.sha256(signer.public_bytes(_der())).hexdigest() if signer is not None else "",
        pointers=tuple(sorted({_fingerprint(p.text or "") for p in pointers})),
    )


def _der() -> Any:
    from cryptography.hazmat.primitives.serialization import Encoding

    return Encoding.DER


def _fingerprint(text: str) -> str:
    return hashlib.sha256(base64.b64decode(text)).hexdigest()


def known_list_signers() -> frozenset[str]:
    """SHA-256 of the certificates that sign the EU list of lists, as pyHanko ships them."""
    folder = resources.files("pyhanko.sign.validation.qualified") / "lotl-certs"
    found = set()
    for item in folder.iterdir():
        for _, _, der in pem.unarmor(item.read_bytes(), multiple=True):
            found.add(hashlib.sha256(der).hexdigest())
    return frozenset(found)


def services(root: Any) -> Iterator[tsp.QualifiedServiceInformation]:
    """Every granted period of every qualified CA and time-stamping service of the list."""
    for service in root.iter(f"{TSL}TSPService"):
        information = service.find(f"{TSL}ServiceInformation")
        if information is None:
            continue
        history = service.findall(f"{TSL}ServiceHistory/{TSL}ServiceHistoryInstance")
        steps = sorted([information, *history], key=_start, reverse=True)
        until: datetime | None = None
        for step in steps:
            found = _service(step, information, until)
            if found is not None:
                yield found
            until = _start(step)


def _start(step: Any) -> datetime:
    text = (step.findtext(f"{TSL}StatusStartingTime") or "").strip()
    try:
        start = datetime.fromisoformat(text)
    except ValueError as exc:
        raise TrustError("a service of the list has no readable starting time") from exc
    if start.tzinfo is None:
        raise TrustError("a service of the list has a starting time without zone")
    return start


def _service(step: Any, latest: Any, until: datetime | None) -> tsp.QualifiedServiceInformation | None:
    kind = (step.findtext(f"{TSL}ServiceTypeIdentifier") or "").strip()
    status = (step.findtext(f"{TSL}ServiceStatus") or "").strip()
    if kind not in _SERVICES or status != GRANTED:
        return None
    certificates = step.findall(f"{TSL}ServiceDigitalIdentity//{TSL}X509Certificate")
    if not certificates:  # history names the key only; the certificate stands with the latest entry
        certificates = latest.findall(f"{TSL}ServiceDigitalIdentity//{TSL}X509Certificate")
    uris = {(e.text or "").strip() for e in step.iter(f"{TSL}URI")}
    base = tsp.BaseServiceInformation(
        service_type=kind,
        service_name=(step.findtext(f"{TSL}ServiceName/{TSL}Name") or "").strip(),
        valid_from=_start(step),
        valid_until=until,
        provider_certs=tuple(_load(base64.b64decode(c.text or "")) for c in certificates),
        additional_info_certificate_type=frozenset(_TYPES[u] for u in uris if u in _TYPES),
        other_additional_info=frozenset(),
    )
    if kind == tsp.QTST_URI:
        return tsp.QTSTServiceInformation(base, frozenset())
    qualifications = frozenset(_qualifications(step))
    return tsp.CAServiceInformation(base, qualifications, expired_certs_revocation_info=None)


def _load(der: bytes) -> asn1_x509.Certificate:
    try:
        certificate = asn1_x509.Certificate.load(der, strict=True)
        certificate.native  # noqa: B018 - asn1crypto parses lazily; a broken one must fail here
    except (ValueError, TypeError) as exc:
        raise TrustError("a certificate in the list cannot be read") from exc
    return certificate


def _qualifications(step: Any) -> Iterator[tsp.Qualification]:
    for element in step.iter(f"{SIE}QualificationElement"):
        uris = {q.get("uri") for q in element.iter(f"{SIE}Qualifier")}
        chosen = frozenset(_QUALIFIERS[u] for u in uris if u in _QUALIFIERS)
        criteria = element.find(f"{SIE}CriteriaList")
        if chosen and criteria is not None:
            yield tsp.Qualification(chosen, _criteria(criteria))


def _criteria(element: Any) -> tsp.CriteriaList:
    entries: set[tsp.Criterion] = set()
    for child in element:
        if child.tag == f"{SIE}PolicySet":
            entries.add(tsp.PolicySetCriterion(_oids(child)))
        elif child.tag == f"{SIE}KeyUsage":
            entries.add(tsp.KeyUsageCriterion(_key_usage(child)))
        elif child.tag == f"{SIE}CriteriaList":
            entries.add(_criteria(child))
        elif child.tag == f"{SIE}otherCriteriaList":
            entries.update(_other(child))
    if not entries:
        raise TrustError("a service of the list has a qualification without criteria")
    return tsp.CriteriaList(tsp.CriteriaCombination(element.get("assert") or "all"), frozenset(entries))


def _key_usage(element: Any) -> KeyUsageConstraints:
    bits = {b.get("name", ""): (b.text or "").strip() == "true" for b in element.iter(f"{SIE}KeyUsageBit")}
    names = {_snake(name): wanted for name, wanted in bits.items()}
    return KeyUsageConstraints(
        key_usage=_hashable(name for name, wanted in names.items() if wanted),
        key_usage_forbidden=_hashable(name for name, wanted in names.items() if not wanted),
        match_all_key_usages=True,
    )


def _hashable(names: Iterable[str]) -> Any:
    """pyHanko declares sets but hashes the constraints, so frozen ones are needed."""
    return frozenset(names)


def _snake(name: str) -> str:
    """`nonRepudiation` as asn1crypto writes it: `non_repudiation`."""
    if name == "crlSign":
        return "crl_sign"
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name)


def _oids(element: Any) -> frozenset[str]:
    found = ((e.text or "").strip() for e in element.iter(f"{XADES}Identifier"))
    return frozenset(oid.removeprefix("urn:oid:") for oid in found)


def _other(element: Any) -> Iterator[tsp.Criterion]:
    for child in element:
        local = etree.QName(child).localname
        oids = _oids(child)
        if local == "CertSubjectDNAttribute":
            yield tsp.CertSubjectDNCriterion(oids)
        elif local == "ExtendedKeyUsage":
            yield tsp.KeyUsageCriterion(KeyUsageConstraints(extd_key_usage=_hashable(oids)))
        else:
            raise TrustError("a service of the list has a criterion that is not understood")
