"""What a signature is judged by: the trust anchors, the evidence in the file, and the moment that counts.

Imports pyHanko at once: import this module only for a file that holds a signature.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain as joined
from typing import TYPE_CHECKING, Any

from asn1crypto.crl import CertificateList  # type: ignore[import-untyped]
from asn1crypto.ocsp import OCSPResponse  # type: ignore[import-untyped]
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import (
    MultivaluedAttributeError,
    NonexistentAttributeError,
    find_unique_cms_attribute,
)
from pyhanko.sign.validation import generic_cms
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError, SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, async_validate_pdf_timestamp
from pyhanko.sign.validation.qualified.assess import QualificationAssessor
from pyhanko.sign.validation.qualified.tsp import TSPTrustManager
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import InsufficientRevinfoError, PathBuildingError, RevokedError
from pyhanko_certvalidator.errors import PathError as CertPathError
from pyhanko_certvalidator.errors import ValidationError as CertValidationError
from pyhanko_certvalidator.registry import SimpleTrustManager, TrustManager

from verification.model import SignatureStatus

if TYPE_CHECKING:
    from verification.trust import Anchors

DECODING = (PdfError, ValueError, KeyError, TypeError)  # what a malformed DSS entry raises


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the file brings along: certificates, CRLs and OCSP responses (DSS and Adobe's attribute)."""

    certificates: tuple[Any, ...]
    crls: tuple[Any, ...]
    ocsps: tuple[Any, ...]


class _Trust(TrustManager):
    """Roots that someone took in, and the services of the trusted lists, together."""

    def __init__(self, anchors: Anchors) -> None:
        self.parts: list[TrustManager] = [SimpleTrustManager.build(trust_roots=list(anchors.roots))]
        if anchors.registry is not None:
            self.parts.append(TSPTrustManager(anchors.registry))

    def as_trust_anchor(self, authority: Any) -> Any:
        return next((a for a in (part.as_trust_anchor(authority) for part in self.parts) if a), None)

    def find_potential_issuers(self, cert: Any) -> Iterator[Any]:
        return joined.from_iterable(part.find_potential_issuers(cert) for part in self.parts)


def embedded_evidence(reader: Any, embedded: EmbeddedPdfSignature) -> Evidence:
    """The validation material in the document security store and in the signature itself."""
    certificates: list[Any] = list(embedded.other_embedded_certs)
    crls: list[Any] = []
    ocsps: list[Any] = []
    try:
        store = DocumentSecurityStore.read_dss(reader)
        certificates += list(store.load_certs())
        crls += [CertificateList.load(ref.get_object().data) for ref in store.crls]
        ocsps += [OCSPResponse.load(ref.get_object().data) for ref in store.ocsps]
    except NoDSSFoundError:
        pass  # most files have none
    except DECODING:
        certificates = list(embedded.other_embedded_certs)  # an unreadable store proves nothing
    try:
        archive = find_unique_cms_attribute(
            embedded.signer_info["signed_attrs"], "adobe_revocation_info_archival"
        )
        crls += list(archive["crl"] or ())
        ocsps += list(archive["ocsp"] or ())
    except (NonexistentAttributeError, MultivaluedAttributeError):
        pass  # most signatures have none
    return Evidence(tuple(certificates), tuple(crls), tuple(ocsps))


def context(anchors: Anchors, evidence: Evidence, moment: datetime | None, *, mode: str) -> ValidationContext:
    """A validation context that fetches nothing. `moment` is the trusted time, None for now.

    Evidence gathered after a trusted time counts for that time as well (`retroactive_revinfo`): that is what
    long-term signatures carry it for.
    """
    return ValidationContext(
        trust_manager=_Trust(anchors),
        other_certs=list(evidence.certificates),
        crls=list(evidence.crls),
        ocsps=list(evidence.ocsps),
        allow_fetching=False,
        revocation_mode=mode,
        moment=moment,
        retroactive_revinfo=moment is not None,
    )


async def trusted_time(
    reader: Any, embedded: EmbeddedPdfSignature, anchors: Anchors, evidence: Evidence
) -> datetime | None:
    """The time of the first time stamp that is sound and trusted: in the signature, or later in the file."""
    timing = await generic_cms.collect_timing_info(
        embedded.signer_info, context(anchors, evidence, None, mode="soft-fail"), embedded.compute_digest
    )
    stamp = timing.get("timestamp_validity")
    if stamp is not None and stamp.valid and stamp.intact and stamp.trusted:
        return _utc(stamp.timestamp)
    later = [e for e in reader.embedded_timestamp_signatures if e.signed_revision > embedded.signed_revision]
    for document_stamp in later:
        try:
            status = await async_validate_pdf_timestamp(
                document_stamp, context(anchors, evidence, None, mode="soft-fail")
            )
        except SignatureValidationError:
            continue  # an unsound time stamp proves no time
        if status.valid and status.intact and status.trusted:
            return _utc(status.timestamp)
    return None


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


async def revocation(
    embedded: EmbeddedPdfSignature, anchors: Anchors, evidence: Evidence, moment: datetime | None
) -> tuple[SignatureStatus, str]:
    """Whether any certificate of the chain was revoked, from the evidence in the file; with a reason code.

    An issuer that names no place to ask offers no revocation: that is said, and does not stand in the way.
    """
    for mode, reason in (("require", ""), ("hard-fail", "revocation-not-declared")):
        validator = CertificateValidator(
            embedded.signer_cert,
            list(embedded.other_embedded_certs),
            validation_context=context(anchors, evidence, moment, mode=mode),
        )
        try:
            await validator.async_validate_path()
        except RevokedError:
            return SignatureStatus.INVALID, "revoked"
        except InsufficientRevinfoError:
            continue
        except PathBuildingError:
            return SignatureStatus.UNDETERMINED, "revocation-unknown-without-chain"
        except (CertValidationError, CertPathError):
            return SignatureStatus.UNDETERMINED, "revocation-unknown-without-chain"
        return SignatureStatus.VALID, reason
    return SignatureStatus.UNDETERMINED, "revocation-unknown"


def qualified(path: Any, anchors: Anchors, moment: datetime | None) -> bool | None:
    """Whether a trusted list makes this a qualified certificate; None without list or chain."""
    if anchors.registry is None or path is None:
        return None
    try:
        result = QualificationAssessor(anchors.registry).check_entity_cert_qualified(path, moment)
    except NotImplementedError:
        return None
    return bool(result.status.qualified)
