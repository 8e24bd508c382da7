"""Digital signatures in a PDF (PAdES), each question answered on its own, by pyHanko.

Source: domain, section 3: "Report integrity, coverage, permitted changes, chain, revocation and time each on
its own. Trust comes from the EU trusted lists or configured roots, never from a name in a string."
Revocation and time come from what the file carries: nothing is ever fetched. A verdict that pyHanko leaves
indeterminate stays undetermined here.
"""

from __future__ import annotations

import asyncio
import logging
import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verification.errors import TrustError
from verification.model import DigitalSignature, SignatureStatus
from verification.reading.hidden.forms import form_fields

if TYPE_CHECKING:
    from datetime import datetime

    from verification.trust import Anchors, TrustStore

UNKNOWN, VALID, INVALID = SignatureStatus.UNDETERMINED, SignatureStatus.VALID, SignatureStatus.INVALID
MAX_SIGNATURES = 30  # per file; a file with more is not a piece of evidence
_COVERS = {"ENTIRE_FILE": "whole-file", "ENTIRE_REVISION": "earlier-revision"}

_NOTHING_KNOWN = DigitalSignature(
    status=UNKNOWN,
    intact=None,
    covers="unclear",
    changes_permitted=None,
    chain=UNKNOWN,
    revocation=UNKNOWN,
    time=None,
    time_trusted=False,
    signer="",
    qualified=None,
    reasons=("unreadable",),
)


def read_signatures(pdf_path: Path, trust: TrustStore | None) -> tuple[DigitalSignature, ...]:
    """The signatures of a PDF, oldest first; () for a file without any.

    Never raises for a broken signature or trust store: what could not be told is undetermined, with a reason.
    Document time stamps are no signatures of a person or institution: they only give a trusted time.
    """
    signed = _has_signature(pdf_path)
    if not signed and not _mentions_signature(pdf_path):
        return ()
    anchors, trust_reason = _anchors(trust)
    with _quiet():
        found = asyncio.run(_all(pdf_path, anchors, signed=signed))
    if not trust_reason:
        return found
    return tuple(replace(one, reasons=(*one.reasons, trust_reason)) for one in found)


def _mentions_signature(path: Path) -> bool:
    """Whether the raw bytes hold a byte range: importing pyHanko costs half a second."""
    try:
        with Path(path).open("rb") as source, mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return data.find(b"/ByteRange") >= 0
    except (OSError, ValueError):
        return False


def _has_signature(path: Path) -> bool:
    """Whether a field of the form holds a signature, however it is written: names may have hex escapes, and
    dictionaries stand in compressed streams.
    """
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            form = pdf.Root.get("/AcroForm")
            if not isinstance(form, pikepdf.Dictionary):
                return False
            return any(_is_signature(field.get("/V")) for field in form_fields(form))
    except (pikepdf.PdfError, OSError, ValueError, TypeError, RecursionError):
        return False  # then the raw bytes tell


def _is_signature(value: object) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Dictionary) and "/ByteRange" in value


def _anchors(trust: TrustStore | None) -> tuple[Anchors, str]:
    from verification.trust import Anchors

    none = Anchors((), None)
    if trust is None:
        return none, "no-trust-list"
    try:
        anchors = trust.load()
    except TrustError:
        return none, "trust-store-unreadable"
    return anchors, "" if anchors else "no-trust-list"


@contextmanager
def _quiet() -> Iterator[None]:
    """pyHanko logs names of signers: keep them out of our logs."""
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


async def _all(path: Path, anchors: Anchors, *, signed: bool) -> tuple[DigitalSignature, ...]:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    with path.open("rb") as source:
        try:
            reader = PdfFileReader(source, strict=False)
            if reader.encrypted:
                reader.decrypt(b"")
            fields = list(enumerate_sig_fields(reader, filled_status=True))
        except (PdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, IndexError):
            return (_NOTHING_KNOWN,)
        if signed and not fields:
            return (_NOTHING_KNOWN,)  # there is one, and pyHanko does not see it
        judged = fields[:MAX_SIGNATURES]
        results = [await _one_field(reader, field, name, anchors) for name, _, field in judged]
    ordered = sorted((r for r in results if r is not None), key=lambda pair: pair[0])
    rest = (replace(_NOTHING_KNOWN, reasons=("too-many-signatures",)),) if len(fields) > len(judged) else ()
    return (*(signature for _, signature in ordered), *rest)


async def _one_field(
    reader: Any, field: Any, name: str, anchors: Anchors
) -> tuple[int, DigitalSignature] | None:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    try:
        embedded = EmbeddedPdfSignature(reader, field, name)
        if embedded.sig_object_type == "/DocTimeStamp":
            return None
        return embedded.signed_revision, await _judge(reader, embedded, anchors)
    except SignatureValidationError as exc:
        known = {"HASH_FAILURE", "SIG_CRYPTO_FAILURE"}
        reason = _code(exc.ades_subindication)
        broken = getattr(exc.ades_subindication, "name", "") in known
        return 0, replace(_NOTHING_KNOWN, status=INVALID if broken else UNKNOWN, reasons=(reason,))
    except (
        PdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        NotImplementedError,
        OSError,
    ):
        return 0, _NOTHING_KNOWN


async def _judge(reader: Any, embedded: Any, anchors: Anchors) -> DigitalSignature:
    from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature

    from verification.reading import signature_chain as chains

    evidence = chains.embedded_evidence(reader, embedded)
    moment = await chains.trusted_time(reader, embedded, anchors, evidence)
    context = chains.context(anchors, evidence, moment, mode="soft-fail")
    status = await async_validate_pdf_signature(embedded, context)
    intact = bool(status.intact and status.valid)
    permitted = status.docmdp_ok
    chain, reasons = _chain(status)
    revocation, revocation_reason = await chains.revocation(embedded, anchors, evidence, moment)
    overall = _overall(intact, permitted, chain, revocation)
    reasons += [revocation_reason] if revocation_reason else []
    reasons += [] if intact else ["altered" if not status.intact else "bad-signature"]
    reasons += ["changes-not-permitted"] if permitted is False else []
    reasons += [] if moment else ["time-not-trusted"]
    return DigitalSignature(
        status=overall,
        intact=intact,
        covers=_COVERS.get(getattr(status.coverage, "name", ""), "unclear"),
        changes_permitted=permitted,
        chain=chain,
        revocation=revocation,
        time=moment or _utc(status.signer_reported_dt),
        time_trusted=moment is not None,
        signer=_signer(status.signing_cert),
        qualified=chains.qualified(status.validation_path, anchors, moment),
        reasons=tuple(reasons),
    )


def _chain(status: Any) -> tuple[SignatureStatus, list[str]]:
    """The chain up to a trusted root at the time that counts, revocation left aside."""
    problem = status.trust_problem_indic
    if problem is None:
        return (VALID, []) if status.validation_path is not None else (UNKNOWN, ["no-chain"])
    failed = getattr(problem, "status", None)
    return INVALID if getattr(failed, "name", "") == "FAILED" else UNKNOWN, [_code(problem)]


def _overall(
    intact: bool, permitted: bool | None, chain: SignatureStatus, revocation: SignatureStatus
) -> SignatureStatus:
    """A changed document is invalid whatever the trust; what nobody could tell stays undetermined.

    Revoked with no proof that it was signed before is undetermined too (EN 319 102-1: REVOKED_NO_POE).
    """
    if not intact or permitted is False or chain is INVALID:
        return INVALID
    if permitted and chain is VALID and revocation is VALID:
        return VALID
    return UNKNOWN


def _code(indication: Any) -> str:
    name = getattr(indication, "name", None)
    return str(name).lower().replace("_", "-") if name else "not-verifiable"


def _utc(moment: datetime | None) -> datetime | None:
    from datetime import UTC

    if moment is None:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _signer(certificate: Any) -> str:
    """Common name or organisation, for showing only."""
    names = certificate.subject.native
    for key in ("common_name", "organization_name"):
        value = names.get(key)
        if isinstance(value, str):
            return value
    return ""
