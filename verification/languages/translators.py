"""The words of translators: by what a text says that it is a translation, and by what that it is a sworn one.

Source: domain, section 2 (marks of a sworn translation), widened with the titles that other states give to
translators under oath (Directive 2010/64/EU leaves the name of the profession to each of them). Stems as in
`phrases`; no wording is required, so a declaration is put together from its parts: who (a translator), under
what oath or appointment, says what (faithful, complete) of what (a translation).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from verification.languages.names import LANGUAGE_WORDS
from verification.languages.phrases import Phrasebook, Token, matches

_PARTS: Mapping[str, tuple[str, ...]] = {
    "translation": (
        "vertaling", "vertaald", "vertaalt$", "vertaal$", "overgezet", "translation", "translated", "translate$",
        "traduction", "traduit", "ubersetzung", "ubersetzt", "uebersetz", "traduccion", "traducid", "traducao",
        "traduzid", "tlumaczeni", "przetlumacz", "traduzione", "tradotto", "tradotta", "traducere", "tradus",
        "traducerea", "tercume", "ceviri", "cevrilm", "preklad$", "prekladu$", "prelozen", "prijevod", "prevod$",
        "prevoda$", "preveden", "fordit", "oversaettelse", "oversat$", "oversettelse", "oversatt$", "oversattning",
        "kaannos", "kaantan", "tolge$", "tolgi", "tulkojum", "vertim", "isvers", "perkthim", "terjemahan",
        "ban dich", "traduccio$", "переклад", "перевод", "превод", "μεταφρασ", "ترجمة", "מתורגם", "תרגום",
    ),
    "translator": (
        "vertaler", "vertaalster", "tolk$", "translator", "interpreter", "traducteur", "traductrice", "interprete",
        "ubersetzer", "uebersetzer", "dolmetsch", "traductor", "traductora", "tlumacz$", "tlumacza", "tlumaczka",
        "tlumaczk", "traduttore", "traduttrice", "tradutor", "traducator", "interpret$", "tercuman", "cevirmen",
        "tlumocni", "tlmocni", "prekladatel", "tumac", "prevoditel", "prevodilac", "prevajal", "tolmac", "fordito",
        "oversaetter", "translator$", "oversettar", "oversetter", "oversattar", "oversattare", "kaantaja",
        "kielenkaant", "tulk$", "tulks$", "vertej", "vandetolk", "tolkija", "perkthyes", "penerjemah", "перекладач",
        "переводчик", "преводач", "преводил", "μεταφραστ", "مترجم", "expert$",
    ),
    "sworn": (
        "beedigd", "beeedigd", "gezworen", "geswore", "sworn", "assermente", "jure$", "juree$", "jures$",
        "beeidigt", "vereidigt", "beeidet", "beeidigte", "ermachtigt", "bestellte", "bestellter", "jurado",
        "jurada", "jurat$", "jurada$", "przysiegl", "przysieg", "giurat", "asseverat", "asseverazion",
        "ajurament", "jurament", "yeminli", "soudni$", "soudniho$", "sudny$", "sudna$", "sudni$", "sudska$",
        "sudski$", "sudskog$", "sodni$", "sodna$", "statsautoris", "auktoriser", "auktoris", "vandetolk", "zverinat",
        "prisiek", "prisaz", "заклет", "присяжн", "hiteles", "hites", "ορκωτ", "محلف",
    ),
    "licensed": (
        "autorizat", "autoriz", "autoris", "authori", "licensed", "appointed", "admitted", "aangesteld",
        "toegelaten", "erkend", "ingeschreven", "registered", "inscrit", "agree$", "agreee$", "eingetragen",
        "zugelassen", "nombrad", "habilitad", "wpisan", "ustanowion", "imenovan", "jmenovan", "vymenovan", "iscritt",
        "abilitat", "nomead", "ovlasten", "postavlen", "kinevez", "certified",
    ),
    "oath": (
        "eed$", "eedsaflegging", "eedaflegging", "beroepseed", "ambtseed", "ede$", "oath", "affidavit",
        "affirmation", "serment", "eid$", "eides", "eidesstatt", "diensteid", "berufseid", "juramento", "giuramento",
        "juramant", "juramintu", "prisah", "prisega", "prisegom", "przysieg", "yemin", "ed$", "lofte$", "eskut",
    ),
    "court": (
        "rechtbank", "gerechtshof", "hof van beroep", "court", "tribunal", "landgericht", "oberlandesgericht",
        "kammergericht", "amtsgericht", "cour d appel", "cour de cassation", "sad okregowy", "sadu okregowego",
        "ministra sprawiedliwosci", "minister sprawiedliwosci", "ministerul justitiei", "ministerului justitiei",
        "ministry of justice", "minister of justice", "ministere de la justice", "ministerie van justitie",
        "minister van justitie", "ministerio de asuntos exteriores", "ministerio", "tribunale", "krajsk soud",
        "krajskeho soudu", "krajskym soudem", "krajsky sud", "zupanijsk", "okruzno sodisce", "noter$", "justice",
        "justiz", "notary", "notaris", "notar$", "prefecture", "first instance",
    ),
    "register": (
        "rbtv", "wbtv", "btv$ nummer", "vti", "vtn", "register beedigde", "register van beedigde",
        "register of sworn", "registre national des traducteurs", "bureau btv", "nationaal register voor beedigd",
        "expert pres la cour", "expert judiciaire", "experte judiciaire", "ne varietur", "repertorium",
        "repertorium nr", "rep nr", "lista tlumaczy przysieglych", "tp$",
    ),
    "faithful": (
        "getrouw", "getrouwe", "waarheidsgetrouw", "volledig", "juist$", "juiste", "nauwkeurig", "overeenstemming",
        "eensluidend", "faithful", "true$", "accurate", "complete$", "correct", "exact", "truthful", "conform",
        "fidele", "conforme", "complet", "integral", "richtig", "vollstandig", "ubereinstimm", "genau", "wortgetreu",
        "fiel$", "fiel", "exacta", "completa", "zgodn", "wiern", "fedele", "corrispond", "dogru", "aslina", "verne$",
        "doslovn", "presn", "tocn", "potpun", "hu$", "megegyez", "rigtig", "riktig", "overensstemm", "oikea",
    ),
    "declare": (
        "verklaar", "verklaart", "bevestig", "certif", "declare", "declar", "attest", "affirm", "confirm", "swear",
        "soussign", "ondergetekende", "undersigned", "bestatig", "bescheinig", "versicher", "beglaubig",
        "unterzeichn", "doy fe", "poswiadcz", "zaswiadcz", "stwierdzam", "subsemnat", "sottoscritt", "abaixo",
        "atest", "onay", "tasdik", "potvrz", "potvrd", "stvrdz", "tanusit", "igazol", "bekraeft", "intyga",
        "bekreft", "todist", "ikrafter", "undertegnede", "infrascrit",
    ),
    "certified": (
        "beglaubigte ubersetzung", "bestatigte ubersetzung", "traduction certifiee conforme",
        "traduction conforme a l original", "tlumaczenie poswiadczone", "poswiadczone tlumaczenie",
        "tlumaczenie uwierzytelnione", "uwierzytelnione tlumaczenie", "hiteles fordit", "overeny preklad",
        "uradne overeny", "ovjereni prijevod", "overen prevod", "traducere legalizata", "traduzione asseverata",
        "bekraeftet oversaettelse", "авторизованный перевод",
    ),
    "negation": (
        "geen$", "niet$", "noch", "zonder", "onbeedigd", "not$", "no$", "non$", "never", "without", "unsworn",
        "nonsworn", "unofficial", "nicht", "kein", "keine", "unbeglaubigt", "unvereidigt", "pas$", "sans$", "sin$",
        "nie$", "nem$", "fara$", "nao$", "senza", "ikke", "inte", "neni", "nije", "degil",
    ),
    "wish": (
        "op verzoek leverbaar", "op aanvraag", "aanvragen", "verplicht", "dient$", "nodig", "vereist", "moet$",
        "toevoegen", "meesturen", "required", "must$", "request", "needed", "should$", "please", "provide", "attach",
        "erforderlich", "benotigt", "beizufugen", "muss$", "doit$", "exige", "joindre", "requis", "fournir",
    ),
    "own-work": (
        "vertaald door mij", "door mij vertaald", "zelf vertaald", "eigen vertaling", "door mijzelf", "door mezelf",
        "translated by me$", "translated by myself", "translated it myself", "my own translation", "own translation",
        "traduit par moi", "traduit moi meme", "ma propre traduction", "traduction libre", "vrije vertaling",
        "von mir ubersetzt", "von mir selbst ubersetzt", "selbst ubersetzt", "eigene ubersetzung",
        "inoffizielle ubersetzung", "unofficial translation", "onofficiele vertaling", "informal translation",
        "free translation", "google translate", "deepl$", "machine translation", "machinevertaling",
        "automatische vertaling", "working translation", "werkvertaling", "traduction non officielle",
        "tlumaczenie wlasne", "traduccion propia", "maschinelle ubersetzung", "courtesy translation",
    ),
    "agency": (
        "vertaalbureau", "vertaal bureau", "vertalingsbureau", "translation agency", "translation services",
        "translation service", "translations ltd", "translation company", "translation bureau", "language services",
        "agence de traduction", "bureau de traduction", "ubersetzungsburo", "ubersetzungsbuero",
        "ubersetzungsagentur", "biuro tlumaczen", "agencia de traducc", "agenzia di traduz", "birou de traduc",
        "tercume burosu", "iso 17100",
    ),
}  # fmt: skip

_BOOK = Phrasebook(_PARTS)
_LANGUAGES = Phrasebook(LANGUAGE_WORDS)
_FROM = frozenset(
    "uit vanuit from du de des d depuis aus von vom dal dall do del desde din z ze iz s fra fran од с з".split()
)
_INTO = frozenset(
    "in into naar to vers en au ins nach al all a para la in ins na u v til till i vertaald".split()
)
_NEAR = 6  # words between the parts of one phrase ("vertaling uit het Pools")
_SENTENCE = 30  # words that one declaration spans
_HEADING_WORDS = 6  # a heading has no more


@dataclass(frozen=True, slots=True)
class Marks:
    """What a page says about being a translation. Token places are into the tokens given.

    `declared` says that it is a translation at all; `sworn` by somebody under oath; `disowned` that it is
    expressly not. `evidence` are the token ranges that led to it.
    """

    declared: bool
    sworn: bool
    disowned: bool
    agency: bool
    source: str | None  # language code it says it was made from
    target: str | None  # language code it says it was made into
    evidence: tuple[tuple[int, int], ...]


def find_marks(tokens: Sequence[Token], lines: Sequence[int]) -> Marks:
    """The marks of a translation in the tokens of a page; `lines` is the line number of each token."""
    places: dict[str, list[tuple[int, int]]] = {}
    for hit in _BOOK.find(tokens):
        places.setdefault(hit.key, []).append((hit.first, hit.last))
    if not ({"translation", "translator", "register", "certified"} & places.keys()):
        return Marks(False, False, False, False, None, None, ())
    source, target, pair_at = _language_pair(tokens, places)
    sworn_at = _sworn(tokens, places)
    declared_at = _declared(tokens, lines, places, pair_at) or sworn_at
    disowned_at = _plain(places, "own-work", tokens) + _negated_sworn(tokens, places)
    agency_at = _plain(places, "agency", tokens)
    declared = bool(declared_at or disowned_at)
    evidence = tuple(sworn_at or disowned_at or declared_at)
    sworn = bool(sworn_at) and not disowned_at
    return Marks(declared, sworn, bool(disowned_at), bool(agency_at), source, target, evidence)


def _plain(places: Mapping[str, list[tuple[int, int]]], key: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    return [place for place in places.get(key, []) if place[1] < len(tokens)]


def _language_pair(
    tokens: Sequence[Token], places: Mapping[str, list[tuple[int, int]]]
) -> tuple[str | None, str | None, list[tuple[int, int]]]:
    """The languages named after "from" and "into" near a word for translation or translator."""
    source = target = None
    where: list[tuple[int, int]] = []
    anchors = [*places.get("translation", ()), *places.get("translator", ()), *places.get("declare", ())]
    for hit in _LANGUAGES.find(tokens):
        if not any(abs(hit.first - at[0]) <= _SENTENCE // 2 for at in anchors):
            continue
        before = [token.text for token in tokens[max(0, hit.first - 4) : hit.first]]
        for word in reversed(before):
            if word in _FROM and source is None and hit.key != target:
                source = hit.key
                near = [at for at in places.get("translation", ()) if abs(hit.first - at[0]) <= _NEAR]
                where += [(min(at[0], hit.first), max(at[1], hit.last)) for at in near[:1]]
                break
            if word in _INTO and target is None and hit.key != source:
                target = hit.key
                break
    return source, target, where


def _sworn(tokens: Sequence[Token], places: Mapping[str, list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """Where somebody calls himself sworn, names an oath, a court or a register beside being a translator."""
    who = [*places.get("translator", ()), *places.get("translation", ())]
    persons = places.get("translator", [])
    found = []
    for place in places.get("sworn", ()):
        near = _nearest(place, who, 5)
        if near and not _spoiled(place, places):
            found.append(_span(place, near))
    for key, reach in (("oath", _SENTENCE), ("court", 14)):
        for place in places.get(key, ()):
            near = _nearest(place, persons, reach)
            if near and not _spoiled(place, places) and (key == "oath" or _licensed_by(place, places)):
                found.append(_span(place, near))
    for place in places.get("register", ()):
        near = _nearest(place, [*persons, *places.get("translation", [])], _SENTENCE)
        if near and not _spoiled(place, places):
            found.append(_span(place, near))
    for place in places.get("certified", ()):
        near = _nearest(place, [*persons, *places.get("faithful", [])], _SENTENCE * 4)
        if near and not _spoiled(place, places):
            found.append(place)
    return found


def _licensed_by(court: tuple[int, int], places: Mapping[str, list[tuple[int, int]]]) -> bool:
    """Whether a court or ministry stands with a word of appointment."""
    return _nearest(court, [*places.get("licensed", ()), *places.get("sworn", ())], 10) is not None


def _spoiled(place: tuple[int, int], places: Mapping[str, list[tuple[int, int]]]) -> bool:
    """Whether the words before say "not", or the sentence only asks for a sworn translation."""
    denied = any(0 < place[0] - at[1] <= 4 for at in places.get("negation", ()))
    wished = any(-8 <= at[0] - place[1] <= 8 for at in places.get("wish", ()))
    declared = any(abs(at[0] - place[0]) <= _SENTENCE for at in places.get("declare", ()))
    return denied or (wished and not declared)


def _negated_sworn(tokens: Sequence[Token], places: Mapping[str, list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """"No sworn translation", "niet beëdigd": places where being sworn is denied."""
    del tokens
    who = [*places.get("translator", ()), *places.get("translation", ())]
    return [
        place
        for place in places.get("sworn", ())
        if _nearest(place, who, 5) and any(0 < place[0] - at[1] <= 3 for at in places.get("negation", ()))
    ]


def _declared(
    tokens: Sequence[Token],
    lines: Sequence[int],
    places: Mapping[str, list[tuple[int, int]]],
    pair_at: list[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Where the text says that it is a translation: a heading, a language pair, a declaration."""
    found = list(pair_at)
    for place in places.get("translation", ()):
        if _spoiled(place, places):
            continue
        line = [at for at in range(len(tokens)) if lines[at] == lines[place[0]]]
        if len(line) <= 3 and place[0] < len(tokens) // 4:
            found.append((line[0], line[-1]))
        faithful = _nearest(place, places.get("faithful", []), 10)
        declares = _nearest(place, places.get("declare", []), _SENTENCE)
        if faithful and declares:
            found.append(_span(place, faithful))
    return found


def _nearest(
    place: tuple[int, int], others: Sequence[tuple[int, int]], reach: int
) -> tuple[int, int] | None:
    """The closest of the others within so many words, the place itself left out."""
    near = [(abs(other[0] - place[0]), other) for other in others if other != place]
    best = min(near, default=None)
    return best[1] if best and best[0] <= reach else None


def _span(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    return (min(left[0], right[0]), max(left[1], right[1]))


def rbtv_number(text: str) -> str | None:
    """The number next to the label Rbtv or Wbtv (a plain integer of up to six digits; domain, section 2)."""
    match = re.search(r"(?i)\b[rw]btv\b\D{0,25}?(\d{1,6})(?!\d)", text)
    return match[1] if match else None


__all__ = ["Marks", "find_marks", "matches", "rbtv_number"]
