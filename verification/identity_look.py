"""Whether a page shows an identity document, and of which state, by what stands on it.

Identity documents name their fields in two or three languages ("Geboortedatum / Date of birth"), carry
a title in several languages, or a machine-readable zone; a curriculum vitae names them in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verification.bsn_labels import edit_distance, fold
from verification.model import Mrz, Word

_TITLES = (
    ("identiteitskaart", "identitycard", "cartedidentite", "personalausweis", "documentodeidentidad"),
    ("paspoort", "passport", "passeport", "reisepass", "pasaporte", "paszport"),
    ("rijbewijs", "drivinglicence", "permisdeconduire", "fuhrerschein", "drivinglicense"),
    ("verblijfsdocument", "verblijfstitel", "verblijfsvergunning", "residencepermit", "titredesejour",
     "aufenthaltstitel"),
    ("koninkrijkdernederlanden", "kingdomofthenetherlands", "royaumedespaysbas"),
    ("vreemdelingendocument", "vluchtelingenpaspoort", "traveldocument", "titredevoyage"),
)  # fmt: skip
_FIELDS = (
    ("geboortedatum", "dateofbirth", "datedenaissance", "geburtsdatum"),
    ("geboorteplaats", "placeofbirth", "lieudenaissance", "geburtsort"),
    ("nationaliteit", "nationality", "nationalite", "staatsangehorigkeit"),
    ("documentnummer", "documentno", "nodudocument", "documentnr", "passportno"),
    ("geldigtot", "dateofexpiry", "dateexpiration", "dateofexpiration", "expirydate", "gultigbis",
     "validuntil"),
    ("datumafgifte", "verstrekkingsdatum", "datumvanafgifte", "dateofissue", "datededelivrance",
     "datumvanverstrekking"),
    ("persoonsnummer", "personalno", "numeropersonnel", "burgerservicenummer", "personalnumber",
     "citizenservicenumber"),
    ("geslacht", "sex", "sexe"),
    ("lengte", "height", "taille"),
    ("autoriteit", "authority", "autorite", "behorde"),
    ("voornamen", "givennames", "prenoms", "vornamen"),
    ("achternaam", "surname", "nom"),
    ("handtekening", "signature", "holderssignature"),
    ("woonplaats", "residence", "domicile"),
)  # fmt: skip
_DUTCH = (
    "nederland",
    "netherlands",
    "paysbas",
    "burgerservice",
    "rijbewijs",
    "persoonsnummer",
    "burgemeester",
)
_ZONE_LINE = re.compile(r"(?=[A-Z0-9]*<)[A-Z0-9<]*<{4,}[A-Z0-9<]*(?<=.{24})")
"""A line of a machine-readable zone, its end of fillers read."""
_ZONE_OF = re.compile(r"[PIAC][A-Z<]([A-Z]{3})[A-Z<]{24,}|[IAC][A-Z<]([A-Z]{3})[A-Z0-9<]{25}")
"""The first line of a zone, with the state that issued it (ICAO Doc 9303 parts 4 and 5)."""
_MONTH_TWICE = re.compile(
    r"\b[0-3]\d (?:JAN/JAN|FEB/FEB|(?:MRT|MAA|MAR)/MAR|APR/APR|MEI/MAY|JUN/JUN|JUL/JUL|AUG/AUG|"
    r"SEP/SEP|OKT/OCT|NOV/NOV|DEC/DEC) (?:19|20)\d\d\b"
)
"""A date as Dutch cards and passports print it: the month in Dutch and English."""
_CATEGORIES = frozenset(
    ("AM", "A1", "A2", "A", "B", "B1", "BE", "C1", "C", "C1E", "CE", "D1", "D", "D1E", "DE", "T")
)
"""Categories of the European driving licence, on its back with dates (Directive 2006/126/EC, annex I)."""
_SHORT_DATE = re.compile(r"[0-3]\d[.,][01]\d[.,]\d\d")
_MANY_WORDS = 260
"""An identity document carries fewer words than this, also with a copy's certification beside it."""
_FEW_WORDS = 150
_FEW_ON_CARD = 40
"""Words of a card of which recognition lost a part."""
_BADLY = 0.6
"""Mean confidence of the words below which a page was not read."""
_SENSIBLE = 0.25
"""Share of characters in words of three and more, surely read, below which a page was not read: a card on its
side gives single strokes with confidence. Upright cards give 0.4 and more.
"""


@dataclass(frozen=True, slots=True)
class Look:
    """What a page shows. `dutch` and `foreign` are both False if no state can be told."""

    identity: bool
    dutch: bool
    foreign: bool


def badly_read(words: Sequence[Word]) -> bool:
    """Whether little was read, and badly: a card that lies across the sheet, say, on its own pattern."""
    if not 1 <= len(words) < _FEW_WORDS:
        return False
    sensible = [w.text for w in words if w.confidence > _BADLY and sum(map(str.isalnum, w.text)) >= 3]
    share = sum(map(len, sensible)) / max(1, sum(len(w.text) for w in words))
    return share < _SENSIBLE or sum(w.confidence for w in words) / len(words) < _BADLY


def look_at(words: Sequence[Word], mrz: Sequence[Mrz] = ()) -> Look:
    """How a page looks, from its words and zones."""
    zones = [z for z in mrz if z.issuer or z.format == "unknown"]
    lines = [w.text for w in words if _ZONE_LINE.fullmatch(w.text)]
    issuers = {z.issuer for z in zones if z.valid and z.issuer} or {
        z.issuer for z in zones if z.issuer == "NLD"
    }
    if not issuers:
        issuers = _elsewhere([*lines, *(z.lines[0] for z in zones if z.lines)])
    text = " ".join(w.text for w in words)
    stream = fold(text)
    singles = {fold(part) for w in words for part in re.split(r"[/|.,:;()]", w.text) if len(part) >= 4}
    identity = bool(zones) or bool(lines) or _marks(text, singles, len(words)) or _licence_back(words)
    dutch = "NLD" in issuers or (not issuers and any(d in stream for d in _DUTCH))
    return Look(identity=identity, dutch=dutch, foreign=bool(issuers) and "NLD" not in issuers)


def _elsewhere(lines: Iterable[str]) -> set[str]:
    """The state that the first line of a zone names where the rest of the zone could not be read.

    Only one that shares no letter with NLD in its place: a misread NLD must not pass for another state.
    """
    named = [match[1] or match[2] for line in lines if (match := _ZONE_OF.fullmatch(line))]
    return {state for state in named if all(a != b for a, b in zip(state, "NLD", strict=True))}


def may_be_card(words: Sequence[Word]) -> bool:
    """Whether a page with few words names what identity documents are titled or ask for: reason enough to
    read it again, not to call it one.
    """
    stream = fold(" ".join(w.text for w in words))
    return len(words) <= _FEW_ON_CARD and any(
        len(name) >= 8 and name in stream for group in (*_TITLES, *_FIELDS) for name in group
    )


def _licence_back(words: Sequence[Word]) -> bool:
    """Whether a page shows the back of a driving licence: a table of categories with their dates."""
    shown = {w.text.strip(".,:|").replace("l", "1") for w in words}
    dates = sum(_SHORT_DATE.fullmatch(w.text.strip(",|")) is not None for w in words)
    categories = shown & _CATEGORIES
    telling = sum(len(category) > 1 for category in categories)
    return len(words) <= _MANY_WORDS and len(categories) >= 3 and telling >= 2 and dates >= 3


def _marks(text: str, singles: set[str], count: int) -> bool:
    if count > _MANY_WORDS:
        return False
    stream = fold(text)
    titles = [_named(group, stream, singles) for group in _TITLES]
    fields = [_named(group, stream, singles) for group in _FIELDS]
    bilingual = sum(n >= 2 for n in fields) + (_MONTH_TWICE.search(text) is not None)
    if bilingual >= 3 or (bilingual >= 1 and any(titles)) or sum(n >= 2 for n in titles) >= 1:
        return bilingual >= 1 or sum(n > 0 for n in fields) >= 1 or count <= 60
    return sum(n > 0 for n in titles) >= 2 and count <= 90


def _named(group: Iterable[str], stream: str, singles: set[str]) -> int:
    """How many of the names of one thing a page shows."""
    return sum(_shows(name, stream, singles) for name in group)


def _shows(name: str, stream: str, singles: set[str]) -> bool:
    if len(name) < 6:
        return name in singles
    if name in stream:
        return True
    allowed = 1 if len(name) < 10 else 2
    return any(
        abs(len(s) - len(name)) <= allowed and edit_distance(s, name, limit=allowed) is not None
        for s in singles
    )
