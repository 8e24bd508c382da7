"""The words of translators: by what a text says that it is a translation, and by what that it is a sworn one.

Source: domain, section 2 (marks of a sworn translation), widened with the titles that other states give to
translators under oath (Directive 2010/64/EU leaves the name of the profession to each of them). Stems as in
`phrases`; no wording is required, so a declaration is put together from its parts: who (a translator), under
what oath or appointment, says what (faithful, complete) of what (a translation).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from verification.languages.phrases import Phrasebook, Token, within_one
from verification.languages.tables import table
from verification.wording import find_wording

_FROM = frozenset({
    "uit", "vanuit", "van", "from", "du", "de", "des", "d", "depuis", "aus", "von", "vom", "dal", "dall",
    "do", "del", "desde", "din", "z", "ze", "iz", "s", "fra", "fran", "од", "с", "з",
})  # fmt: skip
_INTO = frozenset({
    "in", "into", "naar", "to", "vers", "en", "au", "ins", "nach", "al", "all", "a", "para", "la", "na", "u",
    "v", "til",
    "till", "i",
})  # fmt: skip
# Right after a title they say what the person works with: "sworn translator in the Hungarian language".
_WORKS_IN = frozenset({"in", "en", "a", "la", "na", "u", "v", "i", "para"})
_WRITTEN = (
    "redig", "libelle", "opgesteld", "gesteld", "geschreven", "written", "drawn", "verfasst", "abgefasst",
    "redact", "redatt", "sporzadz", "intocmit", "original", "orygina", "origineel", "urschrift",
)  # fmt: skip
_NEAR = 6  # words between the parts of one phrase ("vertaling uit het Pools")
_SENTENCE = 30  # words that one declaration spans
_HEADING_WORDS = 6  # a heading has no more
_SHORT_LINE = 9  # words of a line that is a heading or stands under a signature, not a sentence
_TOP_TOKENS = 6  # of a page with next to no text
_BEFORE_LANGUAGE = 4  # words between "from" and the language ("from the official Polish language")
_NAMED = 12  # words between a translator and the language that he is sworn in for
_SHORT_TITLES = ("sworn", "juree", "jurado", "jurada")
_SHORT_LABELS = ("rbtv", "wbtv")
_LABEL_LETTERS, _REGISTER_DIGITS = 4, 6  # Rbtv and Wbtv numbers are plain integers (domain, section 2)
_STARTING = frozenset({"translation", "translator", "register", "certified", "titled"})


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
    works: bool = False  # it speaks of a translation, not only of the person who makes them
    partial: bool = False  # it says that part of the source was left out


@cache
def _parts() -> Phrasebook:
    return Phrasebook(table("translators"))


@cache
def _languages() -> Phrasebook:
    return Phrasebook(table("language_words"))


Places = Mapping[str, list[tuple[int, int]]]


NO_MARKS = Marks(False, False, False, False, None, None, ())


def find_marks(tokens: Sequence[Token], lines: Sequence[int]) -> Marks:
    """The marks of a translation in the tokens of a page; `lines` is the line number of each token."""
    places = _places(tokens)
    if not _STARTING & places.keys():
        return NO_MARKS
    languages = [(hit.key, hit.first, hit.last) for hit in _languages().find(tokens)]
    source, target, pair_at = _language_pair(tokens, places, languages)
    shown = _Page(tokens, lines, places, [at for _, at, _ in languages])
    sworn_at = _sworn(shown, pair_at)
    declared_at = [*pair_at, *_headings(shown), *_declarations(shown)]
    disowned_at = [*places.get("own-work", ()), *_denied_oath(places)]
    evidence = tuple(sworn_at or disowned_at or declared_at)
    return Marks(
        declared=bool(evidence),
        sworn=bool(sworn_at) and not disowned_at,
        disowned=bool(disowned_at),
        agency="agency" in places,
        source=source,
        target=target,
        evidence=evidence,
        works=bool(_works(places)) or _renders(shown),
        partial="partial" in places,
    )


def certifies_a_copy(texts: Sequence[Sequence[Token]]) -> bool:
    """Whether a translator speaks of a copy and nobody of a translation (domain, section 1).

    `texts` are the tokens of a page and of its stamps: the title stands in the one, the wording in the other.
    """
    places = [_places(tokens) for tokens in texts]
    if not any("translator" in found for found in places):
        return False
    if any(_works(found) for found in places):
        return False
    return any(find_wording([token.text for token in tokens]) for tokens in texts)


def _places(tokens: Sequence[Token]) -> dict[str, list[tuple[int, int]]]:
    places: dict[str, list[tuple[int, int]]] = {}
    for hit in _parts().find(tokens):
        places.setdefault(hit.key, []).append((hit.first, hit.last))
    return places


def _works(places: Places) -> set[tuple[int, int]]:
    """Where a text speaks of a translation, and not of the person who makes it or of an agency."""
    return set(places.get("translation", ())) - set(places.get("translator", ()))


@dataclass(frozen=True, slots=True)
class _Page:
    """The tokens of a page with their lines, and where the parts of a declaration stand."""

    tokens: Sequence[Token]
    lines: Sequence[int]
    places: Places
    languages: Sequence[int]

    def of(self, *keys: str) -> list[tuple[int, int]]:
        return [place for key in keys for place in self.places.get(key, ())]

    def line_of(self, token: int) -> tuple[int, int]:
        """First and last token of the line."""
        first = last = token
        while first > 0 and self.lines[first - 1] == self.lines[token]:
            first -= 1
        while last + 1 < len(self.lines) and self.lines[last + 1] == self.lines[token]:
            last += 1
        return first, last


def _language_pair(
    tokens: Sequence[Token], places: Places, languages: Sequence[tuple[str, int, int]]
) -> tuple[str | None, str | None, list[tuple[int, int]]]:
    """The languages named after "from" and "into" near a word for translation or translator."""
    source = target = None
    where: list[tuple[int, int]] = []
    works = places.get("translation", [])
    anchors = [*works, *places.get("translator", ()), *places.get("declare", ())]
    for code, first, last in languages:
        if not any(abs(first - at[0]) <= _SENTENCE // 2 for at in anchors):
            continue
        title = max((at[1] + 1 for at in places.get("translator", ()) if at[1] < first), default=0)
        begin = max(first - _BEFORE_LANGUAGE, title)  # "as a translator for Spanish": that "a" is no "into"
        before = [token.text for token in tokens[max(0, begin) : first]]
        if title and begin == title and before[:1] and before[0] in _WORKS_IN:
            before = before[1:]
        after = [token.text for token in tokens[last + 1 : last + 2]]
        if any(word.startswith(_WRITTEN) for word in [*before, *after]):  # "an original written in Polish"
            source = source or code
            continue
        for word in reversed(before):
            if word in _FROM and source is None and code != target:
                source = code
                near = _nearest((first, last), works, _NEAR)
                if near and not _spoiled(near, places):
                    where.append(_span(near, (first, last)))
                break
            if word in _INTO and target is None and code != source:
                target = code
                break
    return source, target, where


def _sworn(page: _Page, pair_at: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where somebody calls himself sworn, names an oath, a court or a register beside being a translator."""
    persons = page.of("translator")
    who = page.of("translator", "translation")
    # What stands beside, how far off it may stand, and what must stand there.
    rows = (("sworn", 5, who), ("oath", _SENTENCE, who), ("register", _SENTENCE, who), ("court", 14, persons))
    found = []
    for key, reach, beside in rows:
        for place in page.of(key):
            near = _nearest(place, beside, reach)
            if near is None or _spoiled(place, page.places):
                continue
            if key == "court" and _nearest(place, page.of("licensed", "sworn"), 10) is None:
                continue
            if key == "register" or _spoken_for(place, page, pair_at):
                found.append(_span(place, near))
    for place in page.of("titled"):
        if _nearest(place, page.of("declare", "faithful"), _SENTENCE) and not _spoiled(place, page.places):
            found.append(place)
    for place in page.of("certified"):
        if _nearest(place, page.of("translator", "faithful"), _SENTENCE * 4) and not _spoiled(
            place, page.places
        ):
            found.append(place)
    return found or _misread_titles(page)


def _misread_titles(page: _Page) -> list[tuple[int, int]]:
    """Short titles with one letter misread, where only a title can stand: "swom translator", "Rbiv 30221"."""
    found = []
    for place in page.of("translator"):
        for at in (place[0] - 1, place[1] + 1):
            text = page.tokens[at].text if 0 <= at < len(page.tokens) else ""
            if text not in _SHORT_TITLES and any(within_one(text, title) for title in _SHORT_TITLES):
                found.append((min(at, place[0]), max(at, place[1])))
    for at, token in enumerate(page.tokens[:-1]):
        number = page.tokens[at + 1].text
        labelled = (
            any(within_one(token.text, label) for label in _SHORT_LABELS)
            and len(token.text) == _LABEL_LETTERS
        )
        if labelled and number.isdigit() and len(number) <= _REGISTER_DIGITS:
            found.append((at, at + 1))
    return [place for place in found if not _spoiled(place, page.places)]


def _spoken_for(place: tuple[int, int], page: _Page, pair_at: Sequence[tuple[int, int]]) -> bool:
    """Whether it stands in a declaration, a heading or under a signature, not in a story."""
    if _nearest(place, [*page.of("declare", "faithful", "register", "self"), *pair_at], _SENTENCE):
        return True
    first, last = page.line_of(place[0])
    return last - first < _SHORT_LINE


def _spoiled(place: tuple[int, int], places: Places) -> bool:
    """Whether the words before say "not", or the sentence only asks for a translation."""
    denied = any(0 < place[0] - at[1] <= 4 for at in places.get("negation", ()))
    wished = any(-8 <= at[0] - place[1] <= 8 for at in places.get("wish", ()))
    declared = any(abs(at[0] - place[0]) <= _SENTENCE for at in places.get("declare", ()))
    return denied or (wished and not declared)


def _denied_oath(places: Places) -> list[tuple[int, int]]:
    """ "No sworn translation", "niet beëdigd": places where being sworn is denied."""
    who = [*places.get("translator", ()), *places.get("translation", ())]
    return [
        place
        for place in places.get("sworn", ())
        if _nearest(place, who, 6) and any(0 < place[0] - at[1] <= 3 for at in places.get("negation", ()))
    ]


def _renders(page: _Page) -> bool:
    """Whether a translator declares a text faithful and names a language, and nobody speaks of a copy:
    "the preceding text is a faithful rendering", "een juiste weergave"."""
    translators = page.of("translator")
    faithful = [place for place in page.of("faithful") if _nearest(place, translators, _SENTENCE)]
    if not any(_nearest(place, page.of("declare", "self"), _SENTENCE) for place in faithful):
        return False
    named = any(abs(at - place[0]) <= _NAMED for place in translators for at in page.languages)
    return named and not find_wording([token.text for token in page.tokens])


def _headings(page: _Page) -> list[tuple[int, int]]:
    """Lines near the top that begin with the word, or with a language and it ("English translation")."""
    top = max(len(page.tokens) // 4, _TOP_TOKENS)
    found = []
    for place in page.of("translation"):
        first, last = page.line_of(place[0])
        leads = place[0] == first or (
            place[0] - first <= 2 and any(first <= at < place[0] for at in page.languages)
        )
        alone = last - first < _HEADING_WORDS and place[0] - first <= 2
        if (
            place[0] < top
            and leads
            and (alone or last - first < _SHORT_LINE)
            and not _spoiled(place, page.places)
        ):
            found.append((first, last))
    return found


def _declarations(page: _Page) -> list[tuple[int, int]]:
    """Sentences that declare a translation faithful, or speak of themselves as one."""
    found = [place for place in page.of("self") if not _spoiled(place, page.places)]
    for place in page.of("translation"):
        faithful = _nearest(place, page.of("faithful"), 10)
        if faithful and _nearest(place, page.of("declare"), _SENTENCE) and not _spoiled(place, page.places):
            found.append(_span(place, faithful))
    return found


def _nearest(place: tuple[int, int], others: Sequence[tuple[int, int]], reach: int) -> tuple[int, int] | None:
    """The closest of the others within so many words, the place itself left out."""
    near = [(abs(other[0] - place[0]), other) for other in others if other != place]
    best = min(near, default=None)
    return best[1] if best and best[0] <= reach else None


def _span(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    return (min(left[0], right[0]), max(left[1], right[1]))
