"""What the words of a mark say: a certified copy, or the holder's own statement about one.

Wording is told by two ideas that stand close together, a copy and its being true to the original, in any of
the languages and in any order: no fixed phrase is required (domain, sections 1 and 3).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from verification.copy_ideas import ideas_of, is_limiting, is_translation, parted, set_phrases_in
from verification.fuzzy import fold
from verification.speakers import Speech, declares, speech_of

_REACH = 11  # words between the two ideas
# What a true copy is not: "has not been altered".
_ALTERED = ("alter", "chang", "gewijzig", "verander", "modifi", "geandert", "zmien", "indication")
_MARGIN = 11  # words on either side that are looked at for who speaks

_MY = r"(?:my|mijn|mon|ma|mes|meine[smr]?|mi|mis|mio|mia|meu|minha|mea|mojego|mojej)"
_WITH_ME = (
    r"(?:in (?:my (?:possession|keeping|hands)|mijn bezit|meinem besitz|mio possesso|minha posse)|"
    r"en (?:ma|mi) pos\w+|en mi poder|with me|bij mij|bei mir|chez moi|thuis)"
)
# What only the holder says, though nothing calls the copy true: "a copy of my diploma",
# "a scan that I made of the original", "the original is with me".
_OWN_COPY = re.compile(
    r"\b(?:(?:foto|photo)?(?:kopie|kopien|copy|copies|copie|copies|kopia|copia|scan|scans|photo|foto|afdruk) "
    rf"(?:is |ist )?(?:(?:van|of|de|von|vom|del?|di|dyplomu) )?(?:al |all )?{_MY}\b|"
    r"(?:scan|foto|photo|picture) (?:\w+ ){0,5}(?:van (?:het )?origine\w+|of the original|de l original|"
    r"vom original|des originals)|"
    r"(?:kopie|copy|copie|photocopie|scan|foto|photo|afdruk|ablichtung|abzug) (?:\w+ ){0,3}"
    r"(?:zelf (?:gemaakt|gekopieerd|gescand|afgedrukt)|made by (?:me|myself)|i made|by myself|"
    r"selbst (?:\w+ ){0,5}(?:angefertigt|gemacht|erstellt|kopiert)|door mij(?:zelf)? (?:gemaakt|gekopieerd)|"
    r"faite? par (?:moi|mes soins)|gemaakt door mij\w*)|"
    rf"(?:scan|foto|photo|picture) (?:shows|toont|zeigt|montre) {_MY}\b|"
    r"voor echt (?:verklaard|getekend) door (?:de )?(?:houd|eigena)\w+|"
    r"origin\w+ (?:\w+ )?(?:(?:is|ligt|ist|liegt|befindet|se|bevindt|est|remains?|blijft|bleibt|still|nog|"
    rf"trouve|zich|sich|etant|being|esta) ){{1,3}}(?:\w+ )?{_WITH_ME}\b)"
)


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
    plain = [token for token, _ in tokens]
    found = {}
    for first, last in [*set_phrases_in(plain), *_own_copies(" ".join(plain))]:
        near = plain[max(0, first - 4) : last + 5]
        if any(map(is_translation, near)) or _limited(near):
            continue
        around = plain[max(0, first - _MARGIN) : last + 1 + _MARGIN]
        found[first] = Wording(tokens[first][1], tokens[last][1], speech_of(" ".join(around)), sure=True)
    return found


def _own_copies(text: str) -> list[tuple[int, int]]:
    """Where the holder calls the paper a copy of his or her own, or says where the original is.

    The places of the first and last words.
    """
    return [
        (text[: match.start()].count(" "), text[: match.end()].count(" "))
        for match in _OWN_COPY.finditer(text)
    ]


def speaks_of_translation(text: str) -> bool:
    """Whether a text is about a translation."""
    return any(is_translation(token) for token in fold(text).split())


def _tokens(words: list[str]) -> list[tuple[str, int]]:
    out = []
    for index, word in enumerate(words):
        out += [(part, index) for token in fold(word).split() for part in parted(token)]
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
        if any(is_translation(t) for t in between):
            return None
        if _limited(between):
            return None
        speech = speech_of(" ".join(around))
        if speech is Speech.CERTIFIER and "declares" in first | second and not sure:
            continue
        return Wording(tokens[position][1], tokens[after][1], speech, sure)
    return None


def _ideas(token: str) -> frozenset[str]:
    return ideas_of(token) | {"declares"} if declares(token) else ideas_of(token)


def _limited(words: Sequence[str]) -> bool:
    """Whether words limit or ask; "not altered" does not."""
    return any(
        is_limiting(word) and not any(other.startswith(_ALTERED) for other in words[place + 1 : place + 7])
        for place, word in enumerate(words)
    )


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
