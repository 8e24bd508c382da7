"""What the words of a mark say: a certified copy, the holder's own statement, an apostille, a translation.

Wording is told by two ideas that stand close together, a copy and its being true to the original, in any of
the languages and in any order: no fixed phrase is required (domain, sections 1 and 3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from verification.fuzzy import find, fold
from verification.remember import remembered

_REACH = 11  # words between the two ideas
_MARGIN = 11  # words on either side that are looked at for who speaks

_COPY = re.compile(
    r"^(?:foto|photo|kleuren|farb)?(?:kopie|kopieen|kopia|kopii|kopie\w?|copie|copies|copy|copia|copiei|"
    r"copias|afschrift\w*|abschrift\w*|"
    r"ablichtung\w*|fotokopi\w*|photocop\w*|fotocop\w*|kopij\w*|masolat\w*|odpis\w*|duplicat\w*|"
    r"duplikat\w*|suret\w*|ornegi\w*|"
    r"копи\w*|копі\w*|препис\w*|αντιγραφ\w*|kopien|kopi|kopio|jaljennos|koopia|arakiri|kserokopi\w*|opis|"
    r"prepis\w*|przepis\w*|vervielfaltigung\w*|reproducti\w*|kopyasi\w*|fotokopisi\w*|replica|"
    r"ausfertigung\w*|xerokopi\w*|kserokopi\w*)$"
)
_STRONG_TRUE = re.compile(
    r"^(?:gewaarmerkt\w*|gewaarmekt\w*|eensluidend\w*|gelijkluidend\w*|conform|conforme\w*|conformit\w*|"
    r"conformity|beglaubigt\w*|"
    r"beglaubigung\w*|ubereinstimm\w*|uberein|gleichlaut\w*|zgodnosc\w*|zgodny|compulsad\w*|compulsa|"
    r"cotejad\w*|legalizat\w*|"
    r"eslenmis\w*|aslina|aslinin|aslidir|overeen|overeenstemm\w*|overeenkom\w*|waarmerk\w*|certificeer\w*|"
    r"gelegaliseerd\w*|"
    r"vidimus|vidimiert|vidimace|vidimov\w*|authenti\w*|autentic\w*|autenticad\w*|overen\w*|osvedc\w*|"
    r"hiteles\w*|bekraeft\w*|bevidn\w*|"
    r"вярн\w*|верн\w*|вірн\w*|завер\w*|завір\w*|згідн\w*|ακριβ\w*|επικυρ\w*|bestyrk\w*|bekreft\w*|rett|ratt|"
    r"souhlas\w*|suhlas\w*|concuerda\w*|conferme|konform\w*|megegyez\w*|gibidir|aynidir|ovjeren\w*|"
    r"istovjet\w*|skladn\w*|istovet\w*|overava\w*|vidimer\w*|oikeaksi|kinnita\w*|tikra\w*|pareiz\w*|"
    r"poswiadczon\w*|uwierzyteln\w*|notariell|conformed)$"
)
_TRUE = re.compile(
    r"^(?:certif\w*|accurate|likeness|unaltered|true|faithful|exact|correct|attest\w*|genuine|identical|identiek\w*|identisch\w*|"
    r"verified|verifi\w*|gecontroleerd|gelijk|echt\w*|"
    r"waar|waarheidsgetrouw\w*|getrouw\w*|juist\w*|fidele|fiel|exacta?|vraie|veritable|poswiadcz\w*|"
    r"stwierdz\w*|potwierdz\w*|stimmt|bestatig\w*|"
    r"bescheinig\w*|richtig\w*|echtheit|vollstandig\w*|onayl\w*|tasdik\w*|aynidir|same|corresponds?|"
    r"matches|agrees|"
    r"vergeleken|compared|verglichen|compare|akkoord|bevestig\w*|confirm\w*|sealed)$"
)
_ORIGINAL = re.compile(
    r"^(?:origine\w*|original\w*|oryginal\w*|originaal|urschrift\w*|aslina|aslinin|asli|aslidir|"
    r"ursprung\w*|eredeti\w*|оригинал\w*|"
    r"оригінал\w*|подлинник\w*|πρωτοτυπ\w*|aslinda|aslini|aslinin|originaalisi\w*|preloz\w*|predlozen\w*|izvornik\w*)$"
)
_SEEN = re.compile(
    r"^(?:gezien|seen|sighted|vu|vue|presente\w*|presented|produced|shown|getoond\w*|overgelegd\w*|"
    r"vorgelegt\w*|vorgelegen|"
    r"gesehen|vista|visto|exhib\w*|examined|inspected|before)$"
)
_TRANSLATION = re.compile(
    r"^(?:vertaling\w*|vertaal\w*|translation\w*|translated|traduction\w*|ubersetz(?!er)\w*|traduccion\w*|"
    r"traduzione|traducao|tlumaczeni\w*|"
    r"traducer\w*|ceviri\w*|tercume\w*|preklad(?!atel)\w*|forditas\w*|перевод(?!чик)\w*|переклад(?!ач)\w*|превод(?!ач)\w*)$"
)
_LIMITING = re.compile(
    r"^(?:geldig|valid|gultig|valable|ungultig|ongeldig|invalid|alleen|uitsluitend|slechts|nur|only|"
    r"uniquement|"
    r"niet|not|nicht|geen|no|kein\w*|sans|without|zonder|ohne|moet|must|muss|doit|required|verplicht|"
    r"hoeft|aanvragen|opvragen|verkrijgbaar|"
    r"valido|niewazn\w*|bewaar|keep|conservez|aucun|requests?|aanvraag|voorlegg\w*)$"
)
# Long words of these ideas, found with a wrong character too.
_MISREAD = {
    "sure": (
        "gewaarmerkt",
        "eensluidend",
        "gelijkluidend",
        "beglaubigt",
        "beglaubigung",
        "ubereinstimmung",
        "conforme",
        "conformite",
        "ubereinstimmt",
        "overeenkomt",
        "overeenstemt",
        "zgodnosc",
        "compulsado",
        "legalizat",
    ),
    "true": ("certified", "certifiee", "certifie", "attested", "poswiadczam"),
    "copy": ("afschrift", "abschrift", "ablichtung", "photocopie", "photocopy", "fotokopie", "fotocopia"),
    "original": ("origineel", "original", "oryginalem", "urschrift", "originele"),
}
# Wordings of fixed form that name no copy or no original (folded).
_SET_PHRASES = re.compile(
    r"\b(?:(?<!est )(?<!and )certifiee?s? conformes?|vu et certifie|amtlich beglaubigt|offentlich beglaubigt|"
    r"asli gibidir|aslinin aynisidir|publica forma|oikeaksi todist\w*|vidimeras|ratt avskrift\w*|"
    r"gezien en (?:akkoord|goedgekeurd) (?:met|bevonden)|gezien voor waarmerking|"
    r"(?:original|origineel) (?:document )?(?:seen|sighted|gezien|vu|gesehen)|"
    r"pravost\w* kopij\w*|za zgodnosc|conform cu originalul|concuerda con|es copia|e copia conforme)\b"
)
# "A copy of my diploma": the holder's words, though nothing says that it is true to the original.
_OWN_COPY = re.compile(
    r"\b(?:foto|photo)?(?:kopie|copy|copie|kopia|copia) (?:is )?(?:van|of|de|meine[sr]|von|del?|di|"
    r"mojego|dyplomu) ?(?:my|mijn|mon|ma|meine[smr]?|mi|mio|mia|meu|mea|mojego|mojej)\b"
)
# The holder speaks: the paper is "mine", "in my possession", said by the holder or the undersigned person.
_HOLDER = re.compile(
    r"\b(?:(?:my|mijn|mon|ma|meinem?r?|mi|mio|moj\w*) (?:own |eigen |propre )?(?:original|origineel|"
    r"originele|diplom\w*|possession|bezit|besitz|document\w*|"
    r"certificat\w*|papier\w*|paper\w*|bulletin|getuigschrift|zeugnis\w*|urkunde\w*|statement|verklaring|"
    r"oryginal\w*|attestation|degree|copy|kopie)|"
    r"in (?:my|mijn|meinem) |en ma possession|que je (?:detiens|possede|conserve|garde)|je detiens|i "
    r"(?:hold|possess|own|keep|have the original)|"
    r"die ik (?:bezit|heb|in bezit)|dat ik (?:bezit|zelf|in bezit|in mijn)|ik bezit|which i (?:hold|"
    r"possess|own|have)|that i (?:hold|possess|own|have)|"
    r"the (?:holder|owner) of this|holder of th|houder van (?:dit|het)|houdster|titulaire d|"
    r"inhaber(?:in)? d|eigenaar van|"
    r"sur l honneur|naar (?:eer|waarheid)|eer en geweten|eerlijk|nach bestem wissen|eidesstattlich|an "
    r"eides statt|to the best of my knowledge|"
    r"upon my honou?r|verklaart? zelf|ikzelf|zelf gemaakt|zelf gekopieerd|i myself|moi meme|ich selbst|"
    r"made by me|door mij gemaakt|"
    r"que poseo|en mi poder|w moim posiadaniu|ktory posiadam|pe care il detin|in mio possesso|ik ben in "
    r"het bezit|self certified|"
    r"self attested|self declaration|eigen verklaring|the applicant|undersigned applicant|de aanvrager|"
    r"l interesse|der antragsteller|diploma holder|diplomahouder|own signature|eigen handtekening|"
    r"(?:door|von|by|par) (?:mijzelf|mezelf|mij zelf|mir selbst|myself|moi meme)|"
    r"(?:made|gemaakt) (?:by|door) (?:me|mij|myself)|por minha honra|bajo juramento|posesia mea|"
    r"em minha posse|"
    r"bende (?:oldug|bulun)\w*|a mia mani|moge (?:origineel|original) tonen)"
)
_FIRST_PERSON = re.compile(
    r"\b(?:i|ik|je|ich|yo|io|eu|ja|undersigned|ondergetekende|soussigne\w*|unterzeichne\w*|abajo "
    r"firmante|sottoscritt\w*|"
    r"nizej podpisan\w*|subsemnat\w*)\b"
)
_DECLARES = re.compile(
    r"\b(?:declare\w*|verkla\w*|erklar\w*|versicher\w*|affirm\w*|oswiadcz\w*|declar\w*|dichiar\w*|"
    r"assur\w*|garand\w*|"
    r"hereby state|state that|solemnly|beloof)\b"
)
_FIELDS = (
    r"acting in the capacity|agissant en qualite|in der eigenschaft|actuando en calidad|in de "
    r"hoedanigheid|che agisce in qualita|wystepujac\w* w charakterze|in calitate de",
    r"bears the (?:seal|stamp)|est revetu du|versehen mit|revestido del|voorzien van (?:het|de) |is "
    r"voorzien|reca il (?:sigillo|timbro)|opatrzony pieczeci",
    r"has been signed|a ete signe|unterschrieben|ha sido suscrito|is ondertekend|e stato firmato|zostal "
    r"podpisany|a fost semnat",
    r"this public document|le present acte public|diese offentliche urkunde|el presente documento|deze "
    r"openbare akte|niniejszy dokument",
)
_HAGUE = re.compile(
    r"convention de la haye|hague convention|5 octobre 1961|octobre 1961|5 october 1961|haags "
    r"apostilleverdrag|la haye du"
)
_APOSTILLE = re.compile(r"\bap[o0c]sti[l1i]{1,2}[ea]?\w?\b|\bapostil\w*")


class Speech(StrEnum):
    """Who speaks in a wording about a copy."""

    CERTIFIER = "certifier"
    HOLDER = "holder"  # certainly: "mine", "in my possession"
    PERSON = "person"  # somebody who declares in the first person, without naming an office


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording about a copy: indices of its first and last word, who speaks, how sure."""

    first: int
    last: int
    speech: Speech
    sure: bool  # plain certification words, not only "true" beside "copy"


def find_wording(words: list[str]) -> list[Wording]:
    """The wordings about copies in a list of raw words, in order and without overlaps.

    >>> [w.speech.value for w in find_wording("Voor eensluidend afschrift".split())]
    ['certifier']
    >>> [w.speech.value for w in find_wording("ik verklaar dat dit een kopie is van mijn diploma".split())]
    ['holder']
    >>> find_wording("Certified true translation of the original".split())
    []
    """
    tokens = _tokens(words)
    set_phrases = _set_phrases(tokens)
    found: list[Wording] = []
    for position, (token, index) in enumerate(tokens):
        if found and index <= found[-1].last:
            continue
        hit = _wording_at(tokens, position, token)
        if hit is None or not hit.sure:
            hit = set_phrases.get(position) or hit
        if hit is not None:
            found.append(hit)
    return found


def _set_phrases(tokens: list[tuple[str, int]]) -> dict[int, Wording]:
    """Wordings of fixed form, by the position of their first token."""
    text = " ".join(token for token, _ in tokens)
    found = {}
    for match in [*_SET_PHRASES.finditer(text), *_OWN_COPY.finditer(text)]:
        first, last = text[: match.start()].count(" "), text[: match.end()].count(" ")
        near = [t for t, _ in tokens[max(0, first - 4) : last + 5]]
        if any(_TRANSLATION.match(t) or _LIMITING.match(t) for t in near):
            continue
        around = [t for t, _ in tokens[max(0, first - _MARGIN) : last + 1 + _MARGIN]]
        found[first] = Wording(tokens[first][1], tokens[last][1], _speech(" ".join(around)), sure=True)
    return found


def is_apostille_heading(line: str) -> bool:
    """Whether a line is the heading of an apostille, or names its convention."""
    folded = fold(line)
    return bool(_HAGUE.search(folded)) or (bool(_APOSTILLE.search(folded)) and len(folded.split()) <= 4)


def apostille_fields(text: str) -> int:
    """How many of the set phrases of an apostille (fields 1 to 4) stand in a text."""
    folded = fold(text)
    return sum(bool(re.search(field, folded)) for field in _FIELDS) + bool(_HAGUE.search(folded))


def speaks_of_translation(text: str) -> bool:
    """Whether a text is about a translation."""
    return any(_TRANSLATION.match(token) for token in fold(text).split())


def _tokens(words: list[str]) -> list[tuple[str, int]]:
    out = []
    for index, word in enumerate(words):
        out += [(token, index) for token in fold(word).split()]
    return out


def _wording_at(tokens: list[tuple[str, int]], position: int, token: str) -> Wording | None:
    """The wording whose first idea is this token, if the other follows within reach."""
    first = _ideas(token)
    if not first:
        return None
    for after in range(position + 1, min(len(tokens), position + 1 + _REACH)):
        second = _ideas(tokens[after][0])
        sure = _pair(first, second)
        if sure is None:
            continue
        around = [t for t, _ in tokens[max(0, position - _MARGIN) : after + 1 + _MARGIN]]
        between = [t for t, _ in tokens[max(0, position - 4) : after + 5]]
        if any(_TRANSLATION.match(t) for t in between):
            return None
        if any(_LIMITING.match(t) for t in between):
            return None
        speech = _speech(" ".join(around))
        if speech is Speech.CERTIFIER and "declares" in first | second and not sure:
            continue
        return Wording(tokens[position][1], tokens[after][1], speech, sure)
    return None


@remembered(8192)
def _ideas(token: str) -> frozenset[str]:
    found = set()
    for name, pattern in (
        ("copy", _COPY),
        ("sure", _STRONG_TRUE),
        ("true", _TRUE),
        ("original", _ORIGINAL),
        ("seen", _SEEN),
        ("declares", _DECLARES),
    ):
        if pattern.match(token):
            found.add(name)
    if not found and len(token) >= 7:
        found = {
            name
            for name, terms in _MISREAD.items()
            if any(abs(len(term) - len(token)) < 3 and find(term, token) for term in terms)
        }
    return frozenset(found)


def _pair(first: frozenset[str], second: frozenset[str]) -> bool | None:
    """True for plain certification, False for weaker wording, None if the two ideas make none."""
    both = (first, second)

    def pair(a: str, b: str) -> bool:
        return (a in both[0] and b in both[1]) or (b in both[0] and a in both[1])

    if pair("copy", "sure") or pair("sure", "original"):
        return True
    if pair("copy", "true") or pair("copy", "original"):
        return True
    if pair("seen", "original") or pair("true", "original") or pair("declares", "copy"):
        return False
    return None


def _speech(around: str) -> Speech:
    if _HOLDER.search(around):
        return Speech.HOLDER
    if _FIRST_PERSON.search(around) and _DECLARES.search(around):
        return Speech.PERSON
    return Speech.CERTIFIER
