"""The things that reading produces and checks judge.

Everything here is frozen and free of pixels, so that it can cross a process boundary.
A `Box` is `(x0, y0, x1, y1)` in fractions (0..1) of the *upright* page, origin top left.
Texts in these objects may hold a BSN: they live in memory only. Whatever leaves the process goes through
`verification.masking` first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

Box = tuple[float, float, float, float]

_NO_PARAMS: Mapping[str, str] = MappingProxyType({})


class Kind(StrEnum):
    """What a document is (design, Contract: document kinds)."""

    IDENTITY = "identity"
    DIPLOMA = "diploma"
    DIPLOMA_SUPPLEMENT = "diploma-supplement"
    EMPLOYMENT_STATEMENT = "employment-statement"
    PROFESSIONAL_STATUS = "professional-status"
    GOOD_CONDUCT = "good-conduct"
    LANGUAGE_CERTIFICATE = "language-certificate"
    CV = "cv"
    TRANSLATION = "translation"
    PAY_SLIP = "pay-slip"
    CONTRACT = "contract"
    OTHER = "other"


class Severity(StrEnum):
    INFO = "info"
    ATTENTION = "attention"
    FAIL = "fail"


class CheckOutcome(StrEnum):
    PASS = "pass"  # noqa: S105 - a verdict, not a password
    ATTENTION = "attention"
    UNDETERMINED = "undetermined"
    FAIL = "fail"
    NOT_APPLICABLE = "not-applicable"


class DocumentOutcome(StrEnum):
    CLEAR = "clear"
    REVIEW = "review"
    RETURN = "return"


class Check(StrEnum):
    SAFETY = "safety"
    LEGIBILITY = "legibility"
    LANGUAGE = "language"
    TRANSLATION = "translation"
    CERTIFICATION = "certification"
    IDENTITY = "identity"


class Where(StrEnum):
    """The place in a page or file where something stands (design, `where`)."""

    PRINTED = "printed"
    MRZ = "mrz"
    QR = "qr"
    TEXT = "text"
    IMAGE = "image"
    ANNOTATION = "annotation"
    REVISION = "revision"
    ATTACHMENT = "attachment"
    METADATA = "metadata"
    LAYER = "layer"
    FORM_FIELD = "form-field"
    THUMBNAIL = "thumbnail"
    TRANSLUCENT = "translucent"
    OFF_PAGE = "off-page"


class PageSource(StrEnum):
    TEXT_LAYER = "text-layer"
    OCR = "ocr"
    MIXED = "mixed"
    BLANK = "blank"


class WordSource(StrEnum):
    TEXT_LAYER = "text-layer"
    OCR = "ocr"


@dataclass(frozen=True, slots=True)
class Word:
    """One word as read. `line` and `paragraph` count from 0 in reading order over the page."""

    text: str
    box: Box
    confidence: float  # 0..1; 1.0 for a text layer
    source: WordSource
    line: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """An ink stamp or seal. `text` is what could be read of it, '' if nothing could."""

    box: Box
    shape: str  # "round", "oblong", "oval", "irregular"
    colour: str  # "blue", "red", "green", "violet", "black", ...
    text: str
    confidence: float  # 0..1: that this is a stamp at all


@dataclass(frozen=True, slots=True)
class Handwriting:
    """A handwritten signature or initials."""

    box: Box
    confidence: float


class MaskKind(StrEnum):
    BAR = "bar"  # opaque bar, sticker or correction fluid: nothing readable is left
    SCRIBBLE = "scribble"  # dense scribble
    STRIKE = "strike"  # a line through legible digits: does not mask
    TRANSLUCENT = "translucent"  # something can be read through it: does not mask


@dataclass(frozen=True, slots=True)
class Mask:
    """A place that someone covered. `recovered` is text that can still be read through it ('' if none)."""

    box: Box
    kind: MaskKind
    recovered: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Code2D:
    """A QR code or another 2-D code. `text` is its content; '' if found but not decodable."""

    box: Box
    format: str  # "QRCode", "DataMatrix", "PDF417", "Aztec", ...
    text: str


@dataclass(frozen=True, slots=True)
class Mrz:
    """A machine-readable zone (ICAO Doc 9303 parts 4 to 6), parsed by field.

    `lines` are the corrected lines; a masked or unreadable character is `?`.
    `optional` is the optional-data field (TD3 line 2 positions 29-42, TD1 line 1 positions 16-30).
    """

    box: Box
    format: str  # "TD1", "TD2", "TD3", "DL" (one-line driving licence), "unknown"
    lines: tuple[str, ...]
    document_code: str
    issuer: str
    document_number: str
    optional: str
    optional_box: Box | None
    valid: bool  # all check digits that could be read agree
    masked: bool  # part of the zone is covered


@dataclass(frozen=True, slots=True)
class Hidden:
    """Content that the file carries and the rendered page does not show.

    `where` is one of the places of `identity.redaction-ineffective`. `page` counts from 1, None for the file.
    `text` is what was recovered (may be long; may hold a BSN; memory only). `covered` is True when
    a mask visibly lies over it or was meant to (a box, bar, /Redact, replaced revision). `shown` is True
    where the page shows it all the same (an outline of /Redact around words that can be read). `unread` is
    True where there is something that could not be looked into (encrypted, or more than the bounds allow).
    """

    where: Where
    page: int | None
    box: Box | None
    text: str
    confidence: float
    covered: bool
    shown: bool = False
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Quality:
    """Picture measures of one page; None where they do not apply (a text-layer page)."""

    dpi: float | None
    sharpness: float | None  # 0 (blurred) .. 1 (sharp), of the text edges
    contrast: float | None  # 0..1
    ink: float  # share of the page that carries ink, 0..1
    cut_off: tuple[str, ...] = ()  # edges ("top", "left", ...) where content runs off the picture
    text_height_px: float | None = None  # median x-height of the words, pixels of the original picture


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read, upright."""

    number: int  # from 1
    source: PageSource
    rotation: int  # clockwise degrees (0, 90, 180, 270) that make the page upright
    width_mm: float | None
    height_mm: float | None
    words: tuple[Word, ...]
    quality: Quality
    born_digital: bool  # the visible content is drawn by the file, not a picture of paper
    stamps: tuple[Stamp, ...] = ()
    handwriting: tuple[Handwriting, ...] = ()
    masks: tuple[Mask, ...] = ()
    codes: tuple[Code2D, ...] = ()
    mrz: tuple[Mrz, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    numbers: tuple[
        Word, ...
    ] = ()  # second look: digit groups read again at higher resolution (identity pages)
    script: str | None = None  # ISO 15924 of a script the four models cannot read ("Cyrl", "Arab"); else None
    problems: tuple[str, ...] = ()  # what could not be run on this page (name of step); never silent
    covers: tuple[Box, ...] = ()  # of a masked page: the places that its pictures must cover

    @property
    def text(self) -> str:
        """The words joined per line, lines by newline, paragraphs by an empty line."""
        out: list[str] = []
        line: list[str] = []
        previous: Word | None = None
        for word in self.words:
            if previous is not None and word.line != previous.line:
                out.append(" ".join(line))
                line = []
                if word.paragraph != previous.paragraph:
                    out.append("")
            line.append(word.text)
            previous = word
        if line:
            out.append(" ".join(line))
        return "\n".join(out)


class SignatureStatus(StrEnum):
    VALID = "valid"
    INVALID = "invalid"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class DigitalSignature:
    """One digital signature in a PDF; each question is reported on its own (domain, section 3)."""

    status: SignatureStatus  # all together
    intact: bool | None
    covers: str  # "whole-file", "earlier-revision", "unclear"
    changes_permitted: bool | None
    chain: SignatureStatus
    revocation: SignatureStatus
    time: datetime | None  # UTC; a trusted time where there is one
    time_trusted: bool
    signer: str  # subject common name or organisation, for showing only
    qualified: bool | None
    reasons: tuple[str, ...]  # short codes of what was wrong or unknown


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about the file itself, found before or while reading (code of the `safety` check)."""

    code: str  # a code of the `safety` check
    params: Mapping[str, str] = field(default_factory=lambda: _NO_PARAMS)
    page: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """A whole file as read. `name` is already masked (a file name can hold a BSN).

    `opened` is False when no page could be read at all; `problems` then says why.
    """

    name: str
    sha256: str | None
    media_type: str | None
    size: int
    page_count: int | None
    pages: tuple[Page, ...]
    born_digital: bool
    problems: tuple[Problem, ...] = ()
    hidden: tuple[Hidden, ...] = ()  # of the file as a whole: attachments, metadata, revisions ...
    signatures: tuple[DigitalSignature, ...] = ()
    opened: bool = True

    @property
    def text(self) -> str:
        """All pages, separated by form feeds."""
        return "\f".join(page.text for page in self.pages)


@dataclass(frozen=True, slots=True)
class RuleRef:
    """A rule of the rulebook: its id, the version in force and the source of law."""

    id: str
    version: str
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check has to say. `params` fill the message of the rulebook; never a BSN, never a name."""

    code: str
    severity: Severity
    rule: RuleRef
    page: int | None = None
    box: Box | None = None
    where: Where | None = None
    evidence: str = ""  # the words that led to it; masked before it is shown
    confidence: float = 1.0
    params: Mapping[str, str] = field(default_factory=lambda: _NO_PARAMS)
    undetermined: bool = False  # a doubt that makes the check `undetermined`, not merely `attention`


@dataclass(frozen=True, slots=True)
class CheckResult:
    check: Check
    outcome: CheckOutcome
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document where a BSN stands or may stand, without what stands there."""

    page: int | None
    box: Box | None
    where: Where
    confidence: float


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen of a BSN while its digits were in memory. `identity` tells whether this looks like an
    identity document; `uncovered` pairs a place with whether a BSN stands there."""

    identity: bool
    readable: tuple[Place, ...]
    uncovered: tuple[tuple[Place, bool], ...]
    doubtful: tuple[Place, ...]
    masked: tuple[Place, ...]
    open_labels: tuple[int, ...] = ()  # pages that end in a label of a BSN, its number to follow
    leading: tuple[Place, ...] = ()  # numbers at the start of a page that are one if the page before says so


@dataclass(frozen=True, slots=True)
class MaskedReading:
    """A reading as it may be written down: no digit of a BSN is in it. What was seen of one stands beside it,
    by the kinds that make a difference to that (`verification.masked`)."""

    reading: DocumentReading
    sights: Mapping[Kind, Sight]


@dataclass(frozen=True, slots=True)
class Document:
    """A read file with its kind, as the checks see it. `sight` is what was seen before the reading was
    masked; None where it is not masked, so that the identity check looks for itself."""

    reading: DocumentReading
    kind: Kind
    page_languages: tuple[str | None, ...] = ()  # ISO 639-1 per page, "und", None for blank
    sight: Sight | None = None


def outcome_of(findings: tuple[Finding, ...]) -> CheckOutcome:
    """The worst finding decides: fail > undetermined > attention > pass (design, Contract)."""
    if any(f.severity is Severity.FAIL for f in findings):
        return CheckOutcome.FAIL
    if any(f.undetermined for f in findings):
        return CheckOutcome.UNDETERMINED
    if any(f.severity is Severity.ATTENTION for f in findings):
        return CheckOutcome.ATTENTION
    return CheckOutcome.PASS
