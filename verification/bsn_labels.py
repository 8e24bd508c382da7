"""What the words next to a number say it is: a BSN, perhaps a BSN, or something else.

Source: domain, section 4 (labels of a BSN; numbers that are not one). A label is compared without case,
accents and punctuation, and a letter or two may be misread; a label of another number that fits better wins
("Personalnummer" on a German payslip is one letter from "personal number", and not a BSN).
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import cache
from itertools import pairwise

from verification.remember import remembered


class LabelKind(IntEnum):
    """What a label makes of the number that belongs to it; a higher value is surer."""

    OTHER = 0  # a number of another kind
    GENERIC = 1  # "nr", "no", "number": a number of some kind
    FISCAL = 2  # a person's BSN on payslips and tax papers, an organisation's RSIN elsewhere
    FOREIGN = 3  # "personal number": a BSN on Dutch papers, something else on papers of other states
    BSN = 4


LONGEST = 5
"""Most words in one label."""
LONGEST_KEY = 40
"""Most letters in one label."""
_PART = 3
"""Letters by which parts of labels are looked up: the least that such a part has."""

_BSN = (
    "bsn", "bsnnummer", "bsnnr", "bsnno", "bsnnumber", "bsnnumero", "bsncode",
    "burgerservicenummer", "burgerservicenr", "burgerservicenumber", "burgerservice",
    "burgerservicenummerbsn", "nummerbsn", "bsnburgerservicenummer",
    "sofinummer", "sofinr", "sofinumber", "sofino", "bsnsofinummer", "sofibsn", "bsnsofi", "sofi",
    "socfiscnummer", "socfiscnr", "sofinummerwerknemer", "burgerservnr", "burgerservnummer",
    "publicservicenumber", "citizenserviceno", "sociaalfiscaalnummer", "sociaalfiscaalnr",
    "sociofiscalnumber", "socialfiscalnumber",
    "citizenservicenumber", "citizenservicenr", "citizenservicenumberbsn", "citizensservicenumber",
    "burgerservicenummern", "burgerservicenummerpersoon", "dutchpersonalnumber",
    "numerodeservicecitoyen", "numeroservicecitoyen", "numerodeservicecivil",
    "numerodeserviceducitoyen", "numeroservicecivique", "numerodeservicedescitoyens",
    "burgerservicenummereninlandse", "numerodeserviciociudadano", "numerodeserviciosciudadano",
    "burgernummer", "burgerdienstnummer", "nationaalburgerservicenummer", "persoonsnummerbsn",
    "numeruslugobywatela", "numersluzbyobywatelskiej", "niederlandischepersonennummer",
)  # fmt: skip
_FOREIGN = (
    "persoonsnummer", "persoonsnr", "persoonlijknummer", "personalno", "personalnr", "personalnumber",
    "numeropersonnel", "nopersonnel", "numpersonnel", "persoonsgebondennummer", "persnr",
    "socialsecuritynumber", "socialsecurityno", "socialsecuritynr", "sociaalverzekeringsnummer",
    "personalidentificationnumber", "personenkennziffer", "persoonlijknummerpersonalno",
)  # fmt: skip
_FISCAL = (
    "fiscaalnummer", "fiscaalnr", "fiscalnumber", "fiscaalidentificatienummer", "belastingnummer", "finummer",
    "taxnumber", "taxpayernumber", "taxid", "tin", "taxidentificationnumber", "taxidentificationno",
    "aanslagnummer",
)  # fmt: skip
_OTHER = (
    "rsin", "rsinnummer", "rsinfiscaalnummer", "kvk", "kvknummer", "kvknr", "handelsregister",
    "chamberofcommerce", "kamervankoophandel", "btw", "btwnummer", "btwnr", "btwid", "vat", "vatnumber",
    "vatno", "tva", "ustid", "loonheffingennummer", "loonheffingsnummer", "loonbelastingnummer",
    "aansluitnummer", "relatienummer", "iban", "bic", "rekening", "rekeningnummer", "rekeningnr",
    "bankrekening", "banknummer", "accountnumber", "tel", "telefoon", "telefoonnummer", "telnr",
    "telephone", "phone", "phonenumber", "fax", "mobiel", "mobile", "gsm", "tfn", "telefon", "telefax",
    "mob", "doorkiesnummer", "toestel", "fon", "documentnummer", "documentnr", "documentno",
    "documentnumber", "nodudocument", "docnr", "docno", "paspoortnummer", "passportno", "passportnumber",
    "passeportno", "idnummer", "kaartnummer", "cardno", "rijbewijsnummer", "licenceno", "licencenumber",
    "vnummer", "vnr", "vreemdelingennummer", "alienumber", "big", "bignummer", "bignr", "bigno",
    "bignumber", "bigregistratienummer", "bigregistrationnumber", "registratienummer",
    "registrationnumber", "registrationno", "registratienr", "inschrijfnummer", "factuurnummer",
    "factuurnr", "factuur", "invoice", "invoiceno", "invoicenumber", "facture", "rechnungsnummer",
    "studentnummer", "studentnr", "studentennummer", "studentno", "studentnumber", "leerlingnummer",
    "student", "matrikelnummer", "matrikelnr", "matricule", "onderwijsnummer",
    "persoonsgebondenonderwijsnummer", "patientnummer", "patientnr", "patientnumber", "patient",
    "zorgverzekeringsnummer", "polisnummer", "polisnr", "verzekerdennummer", "klantnummer", "klantnr",
    "klantno", "customernumber", "customerno", "debiteurnummer", "debiteurnr", "crediteurnummer",
    "ordernummer", "ordernr", "orderno", "bestelnummer", "contractnummer", "personeelsnummer",
    "personeelsnr", "personeelsnum", "personalnummer", "persnummer", "medewerkernummer", "medewerkernr",
    "employeenumber", "employeeno", "employeeid", "staffnumber", "staffno", "werknemernummer",
    "werknemersnummer", "loonnummer", "payrollnumber", "dossiernummer", "dossiernr", "zaaknummer",
    "zaaknr", "caseno", "casenumber", "kenmerk", "onskenmerk", "uwkenmerk", "referentie",
    "referentienummer", "reference", "referenceno", "ref", "refnr", "aktenzeichen", "diplomanummer",
    "diplomanr", "certificaatnummer", "certificatenumber", "certificateno", "certificatenr",
    "waardedocument", "volgnummer", "serienummer", "serialno", "serialnumber", "barcode", "brin",
    "brinnummer", "crebo", "crebonummer", "croho", "isat", "agb", "agbcode", "agbnummer", "ubn", "anummer",
    "administratienummer", "aanvraagnummer", "applicationnumber", "wbtv", "rbtv", "rbtvnummer",
    "wbtvnummer", "repertorium", "postbus", "pobox", "kvkinschrijving", "steuernummer",
    "sozialversicherungsnummer", "steuerid", "insurancenumber", "nationalinsurancenumber", "numerodetva",
    "siret", "siren", "pesel", "nip", "regon", "cnp", "nif", "dni", "nie", "codicefiscale",
    "numerodesecuritesociale", "lidmaatschapsnummer", "lidnummer", "membershipnumber", "transactienummer",
    "betalingskenmerk", "kaart", "artikelnummer", "projectnummer", "vergunningnummer", "licensenumber",
    "licenseno", "meldcode", "examennummer", "kandidaatnummer", "candidatenumber", "vestigingsnummer",
    "organisatienummer", "rechtspersonennummer", "organisationnumber", "instellingsnummer",
    "pensioennummer",
)  # fmt: skip
_NO = "no"
_NAMED_BY_NO = {
    "personalno": "personal", "personalnr": "personal", "persoonsnr": "persoons",
    "nopersonnel": "personnel", "numpersonnel": "personnel",
}  # fmt: skip
"""Labels of which two letters make a label of an everyday word: with both misread ("Personalia", "du
personnel") the word is what it seems.
"""
_GENERIC = ("nr", "no", "nummer", "number", "num", "numero", "nummernr", "id", "code", "nrs")

_KINDS: dict[str, LabelKind] = {
    **dict.fromkeys(_GENERIC, LabelKind.GENERIC),
    **dict.fromkeys(_OTHER, LabelKind.OTHER),
    **dict.fromkeys(_FISCAL, LabelKind.FISCAL),
    **dict.fromkeys(_FOREIGN, LabelKind.FOREIGN),
    **dict.fromkeys((label.removesuffix("mer") for label in _BSN if label.endswith("nummer")), LabelKind.BSN),
    **dict.fromkeys(_BSN, LabelKind.BSN),
}
_NUMBER_WORD = re.compile(r"\w{3,}(?:nummer|nummern|number|nr)$|^(?:nummer|numero|number)\w{4,}$")
# Letters that Tesseract reads for those of the shortest label; RSN and BSC stay out (RSIN, degrees).
_SHORT_BSN = re.compile(r"[b86][s5$][nhm]|[eb]5n|bs[nñ]|b[.]?s[.]?n")
_DIGIT_LETTERS = str.maketrans("0134568|$", "oleasbbls")
_SIGNS = {code: None for code in range(128) if not chr(code).isalnum() and chr(code) not in "|$"}


def fold(text: str) -> str:
    """Letters and digits only, lower case, without accents."""
    if text.isascii():  # nearly every word; a page has hundreds
        return text.lower().translate(_SIGNS)
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum() or c in "|$")


def label_kind(text: str) -> LabelKind | None:
    """What kind of label these words are, None if they are none.

    >>> label_kind("Burgerservicenurnmer")
    <LabelKind.BSN: 4>
    >>> label_kind("Personalnummer")
    <LabelKind.OTHER: 0>
    >>> label_kind("heeft") is None
    True
    """
    return kind_of_folded(fold(text), single=" " not in text.strip())


def kind_of_folded(key: str, *, single: bool) -> LabelKind | None:
    """What kind of label words are that were folded and put together; `single`: it is one word."""
    kind = _named(key)
    return _kind_of_word(key) if kind is None and single else kind


@remembered(8192)
def _named(key: str) -> LabelKind | None:
    """The kind of the label that this is, a letter or two misread."""
    if not _can_be_label(key):
        return None
    if key in _KINDS:
        return _KINDS[key]
    if _SHORT_BSN.fullmatch(key):
        return LabelKind.BSN
    key = key.translate(_DIGIT_LETTERS)
    return _KINDS[key] if key in _KINDS else _nearest(key)


@remembered(8192)
def _kind_of_word(key: str) -> LabelKind | None:
    """OTHER for a word that names a number of some kind, whatever kind."""
    number = _can_be_label(key) and _NUMBER_WORD.search(key.translate(_DIGIT_LETTERS))
    return LabelKind.OTHER if number else None


def _can_be_label(key: str) -> bool:
    """Whether it is as long as labels are, and half of it letters."""
    return 2 <= len(key) <= LONGEST_KEY and sum(map(str.isdigit, key)) * 2 <= len(key)


def _nearest(key: str) -> LabelKind | None:
    """The kind of the label within the allowed number of misread letters; of equals, the less sure one."""
    found: tuple[float, LabelKind] | None = None
    letters, known = _letters(key), _known()
    for label in _sharing_a_part(key):
        kind, allowed, others = known[label]
        if (letters & ~others).bit_count() > allowed or (others & ~letters).bit_count() > allowed:
            continue
        distance = edit_distance(key, label, limit=allowed)
        if distance == len(_NO) and _NAMED_BY_NO.get(label, label) in key:
            continue
        if distance is not None and (found is None or (distance, kind) < found):
            found = (distance, kind)
    return found[1] if found else None


def _sharing_a_part(key: str) -> set[str]:
    """The labels of about this length that a key can be: a label cut into one part more than letters may be
    misread in it keeps one of the parts as it is.
    """
    parts = _parts(len(key))
    return {
        label
        for start in range(len(key) - _PART + 1)
        for part, label in parts.get(key[start : start + _PART], ())
        if key.startswith(part, start)
    }


@cache
def _parts(length: int) -> dict[str, list[tuple[str, str]]]:
    """The parts of the labels that a key of this length can be, with their label, by their first letters."""
    found: dict[str, list[tuple[str, str]]] = {}
    for label, (_, allowed, _) in _known().items():
        if abs(len(label) - length) <= allowed:
            cuts = [round(len(label) * n / (allowed + 1)) for n in range(allowed + 2)]
            for start, end in pairwise(cuts):
                found.setdefault(label[start : start + _PART], []).append((label[start:end], label))
    return found


@cache
def _known() -> dict[str, tuple[LabelKind, int, int]]:
    """Of each label in which letters may be misread its kind, how many, and the set of its letters."""
    return {
        label: (kind, allowed, _letters(label))
        for label, kind in _KINDS.items()
        if (allowed := _allowed(len(label)))
    }


def _letters(key: str) -> int:
    """The set of characters of a key as bits; one misread letter adds at most one and drops at most one."""
    bits = 0
    for char in key:
        bits |= 1 << (ord(char) & 63)
    return bits


def _allowed(length: int) -> int:
    """Letters that may be misread in a label of this length."""
    if length < 7:
        return 0
    return 1 if length < 10 else 2 if length < 17 else 3


def edit_distance(a: str, b: str, *, limit: int) -> int | None:
    """Levenshtein distance, None if it is above `limit`. By Myers' bit vectors.

    >>> edit_distance("nummer", "nurnmer", limit=2)
    2
    """
    if not a or not b:
        distance = max(len(a), len(b))
        return distance if distance <= limit else None
    places: dict[str, int] = {}
    for i, char in enumerate(a):
        places[char] = places.get(char, 0) | 1 << i
    every, last, distance = (1 << len(a)) - 1, 1 << len(a) - 1, len(a)
    up, down = every, 0
    for char in b:
        equal = places.get(char, 0)
        diagonal = (((equal & up) + up) ^ up) | equal | down
        plus, minus = down | (every & ~(diagonal | up)), up & diagonal
        if plus & last:
            distance += 1
        elif minus & last:
            distance -= 1
        plus, minus = (plus << 1 | 1) & every, minus << 1 & every
        up, down = minus | (every & ~(equal | down | plus)), plus & (equal | down)
    return distance if distance <= limit else None
