"""Who issued a document, and whether a mark is theirs: names compared across OCR errors and languages.

The issuer is taken from the letterhead and from lines that name an institution. A mark is the issuer's when
the words that make its name its own come back in the mark; words such as "hospital" weigh little, and mean
the same in every language (domain, section 1: the issuing institution or employer).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from verification.fuzzy import errors_allowed, find, fold
from verification.party_terms import COPY_DESKS, INSTITUTIONS
from verification.places import is_place
from verification.remember import remembered

_LETTERHEAD_LINES = 7
_ENOUGH = 0.60  # of the weight of a name found in the mark
_LEAST_WEIGHT = 1.2  # one own name with its kind of institution, or two names
_OWN, _KIND = 1.0, 0.5
_TELLING = 9  # letters
_CUT = 0.65  # a word that a signature or the edge cut short still tells by so much of its letters
_CUT_AT_BOTH_ENDS = 10  # letters left of such a word
_EMPTY_WORDS = """
de het een van voor te in en der den des die das und fur zu am an im la le les l du d et a aux the of
for and at to el los las y e di del della il por para w na z i ul straat street strasse rue weg laan
plein road postbus po box bv nv gmbh tel fax www http https nl com email mail info telefoon phone datum
date kenmerk page pagina diploma certificate getuigschrift zeugnis urkunde certificat statement
verklaring employment werkgeversverklaring attestation bescheinigung arbeitszeugnis wij hierbij aan
mevrouw meneer heer dhr mw mr mrs ms herr frau madame monsieur geboren born ne nee op on with met mit
certifies certifie certify certified bescheinigt bestatigt verklaart declares hereby attests atteste that
dass dat que namens behalf nom auftrag
avec is heeft has hat degli della delle dei dell nella studi state ufficio office bureau
diplomi diplomas seccion titulos service services dienst afdeling department departement
abteilung direction directie direktion
nursing verpleegkunde verpleegkundige nurse bachelor master science arts
"""
# How the line after the name of the holder begins: neither names an issuer.
_BIRTH_WORDS = r"born|geboren|geb|nee?|nacid[oa]|nat[oa]|nascid[oa]|nascut|urodzon|dogum|narozen|fodt"
_BORN = re.compile(rf"(?:{_BIRTH_WORDS}) ")
_BIRTH = re.compile(
    rf"\b(?:{_BIRTH_WORDS}|ne e|urodzony|urodzona|geboorte\w*|birth\w*|naissance|geburts\w*|nacimiento|"
    r"nascita)\b"
)
# A place with its date: "Kimberley, 12 December 2011".
_DATED = re.compile(
    r"^(?:\w+ ){1,4}(?:den |le |dnia |a )?\d{1,2}(?:er|st|nd|rd|th)? (?:\w+ )?\d{1,4}(?: \d{4})?$"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())
_KIND_OF = {term: kind for kind, terms in INSTITUTIONS.items() for term in terms}
# Cities by their names in other languages, folded.
_SAME_CITY = {
    alias: names[0]
    for names in (
        ("gent", "ghent", "gand"),
        ("antwerpen", "anvers", "antwerp"),
        ("brussel", "bruxelles", "brussels"),
        ("leuven", "louvain"),
        ("luik", "liege", "luttich"),
        ("brugge", "bruges"),
        ("wien", "vienna", "wenen", "vienne"),
        ("koln", "cologne", "keulen"),
        ("munchen", "munich", "monaco"),
        ("praha", "prague", "prag", "praag"),
        ("warszawa", "warsaw", "warschau", "varsovie"),
        ("krakow", "krakau", "cracow", "cracovie"),
        ("roma", "rome"),
        ("milano", "milan", "milaan"),
        ("lisboa", "lisbon", "lissabon", "lisbonne"),
        ("bucuresti", "bucharest", "boekarest", "bukarest"),
        ("athina", "athens", "athene", "athen"),
        ("den haag", "the hague", "s gravenhage", "la haye"),
        ("geneve", "geneva", "genf"),
        ("kobenhavn", "copenhagen", "kopenhagen"),
        ("sevilla", "seville"),
        ("aken", "aachen"),
    )
    for alias in names
}


@dataclass(frozen=True, slots=True)
class Match:
    """How far a mark names the issuer: share and weight of the name found, and the name."""

    share: float
    weight: float
    name: str
    telling: bool = False  # a long word that is no place: by itself it names the institution

    @property
    def good(self) -> bool:
        return self.share >= _ENOUGH and (self.weight >= _LEAST_WEIGHT or self.telling)


def issuer_names(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines that may name the issuer: the first of the page, and those that name an institution."""
    names = []
    for index, line in enumerate(lines):
        folded = fold(line)
        tokens = _weighed(folded)
        of_holder = index + 1 < len(lines) and _BORN.match(fold(lines[index + 1]))
        if not tokens or of_holder or _BORN.match(folded) or _DATED.search(folded):
            continue
        head = index < _LETTERHEAD_LINES and len(folded.split()) <= 9
        institution = _names_one(line)
        if head or institution:
            names.append(line)
    return tuple(dict.fromkeys(names))


def _names_one(line: str) -> bool:
    """Whether a line names an institution: by a word for its kind with a capital, as names have.

    In running text "opleiding" or "care" names nobody.
    """
    return any(word[:1].isupper() and any(map(_kind, fold(word).split())) for word in line.split())


def tells_birth(folded: str) -> bool:
    """Whether a folded line says when somebody was born."""
    return _BIRTH.search(folded) is not None


def match_issuer(mark: str, names: Sequence[str]) -> Match:
    """The best match of the text of a mark with the names of a document's issuer."""
    folded = fold(mark)
    best = Match(0.0, 0.0, "")
    for name in names:
        for part in _parts(name):
            one = max(
                _covered(part, folded),
                _explained(folded, part, name),
                key=lambda m: (m.good, m.share * m.weight),
            )
            if (one.good, one.share * min(one.weight, 3)) > (best.good, best.share * min(best.weight, 3)):
                best = one
    return best


def copy_desk(mark: str) -> bool:
    """Whether a mark names a desk that certifies copies (student administration, registrar, staff office)."""
    folded = fold(mark)
    return any(find(term, folded) for term in COPY_DESKS)


def names_institution(mark: str) -> bool:
    """Whether a mark names a kind of institution at all."""
    return bool(institution_kinds(mark))


def institution_kinds(text: str) -> frozenset[str]:
    """The kinds of institution that a text names.

    >>> sorted(institution_kinds("Ziekenhuis Elzendaal, afdeling HR"))
    ['hospital']
    """
    return frozenset(filter(None, map(_kind, fold(text).split())))


def _parts(name: str) -> list[str]:
    """A line and its pieces between commas and dashes; of a long line only the run about its institution."""
    pieces = [name, *re.split(r"\s[-–|•·]\s|[,;:|•·]|\s{3,}", name)]
    out = [fold(piece) for piece in pieces]
    words = fold(name).split()
    if len(words) > 9:
        out = [piece for piece in out if len(piece.split()) <= 9]
        for index, word in enumerate(words):
            if _kind(word):
                out += [" ".join(words[max(0, index - 2) : index + 3]), " ".join(words[index : index + 4])]
    return [
        piece
        for piece in dict.fromkeys(out)
        if piece and not is_place(re.sub(r"^(?:\d{4} \w\w|\d{4,5}) ", "", piece))
    ]


def _covered(name: str, mark: str) -> Match:
    """How much of the weight of a name stands in the mark."""
    weighed = _weighed(name)
    total = sum(weighed.values())
    found = sum(weight for token, weight in weighed.items() if _stands_in(token, mark))
    if any(initials in mark.split() for initials in _initials(name)):
        found = total = max(total, _LEAST_WEIGHT)
    telling = any(
        weight == _OWN and len(token) >= _TELLING and not is_place(token) and _stands_in(token, mark)
        for token, weight in weighed.items()
    )
    return Match(found / total if total else 0.0, found, name, telling)


def _explained(mark: str, part: str, name: str) -> Match:
    """How much of the mark's own words stand in the name: a mark may carry only part of a long name."""
    weighed = _weighed(mark)
    total = sum(weighed.values())
    folded = fold(name) if len(part.split()) > 9 else part
    found = sum(weight for token, weight in weighed.items() if _stands_in(token, folded))
    own = any(
        weight == _OWN and len(token) > 3 and _stands_in(token, folded) for token, weight in weighed.items()
    )
    return Match(found / total if total and own else 0.0, found if own else 0.0, part)


def _weighed(folded: str) -> dict[str, float]:
    """The words that make a name, each with what it weighs."""
    out: dict[str, float] = {}
    for token in folded.split():
        if len(token) < 3 or token in _EMPTY or not token.isalpha():
            continue
        out[token] = _KIND if _kind(token) else _OWN
    return out


def _stands_in(token: str, text: str) -> bool:
    kind = _kind(token)
    if kind is not None and any(_kind(other) == kind for other in text.split()):
        return True
    city = _SAME_CITY.get(token)
    if city is not None and any(_SAME_CITY.get(other) == city for other in text.split()):
        return True
    if len(token) >= 7 and any(_cut_from(token, other) for other in text.split()):
        return True
    if "m" in _joined(token) and find(_joined(token), _joined(text), errors=0) is not None:
        return True
    allowed = max(errors_allowed(token), 1 if len(token) == 5 else 0, 2 if len(token) >= 10 else 0)
    return find(token, text, errors=allowed) is not None


def _cut_from(token: str, other: str) -> bool:
    """Whether a word is what was left of another: its start, or a long piece of it from a worn stamp."""
    if len(other) < _CUT * len(token):
        return False
    return token.startswith(other) or (len(other) >= _CUT_AT_BOTH_ENDS and other in token)


def _joined(text: str) -> str:
    """A text with letters that touch in print taken together, as when "Thornbury" is read "Thombury"."""
    return text.replace("rn", "m")


@remembered(8192)
def _kind(token: str) -> str | None:
    """The kind of institution a word names, also at the start of a compound; None if none."""
    if token in _KIND_OF:
        return _KIND_OF[token]
    for term, kind in _KIND_OF.items():
        if len(term) >= 6 and (token.startswith(term) or token.endswith(term)):
            return kind
        if len(term) >= 8 and abs(len(term) - len(token)) <= 1 and find(term, token):
            return kind
    return None


def _initials(name: str) -> set[str]:
    """The acronyms of a name, with and without its small words."""
    words = name.split()
    if not 3 <= len(words) <= 8:
        return set()
    large = [word for word in words if word not in _EMPTY]
    seated = large[:-1] if len(large) > 3 else large  # "IFSI de Tours"
    parts = (words, large, seated)
    return {letters for part in parts if len(letters := "".join(word[0] for word in part)) >= 3}
