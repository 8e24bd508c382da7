"""Which translation is of what: sources and translations paired by what they say.

Neither the name of a file nor the order of pages counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from verification import coverage
from verification.carried import carried_over, misread
from verification.certifier_places import certifier_places, in_places
from verification.facts import Fact, FactKind, Facts, facts_of
from verification.languages.pages import ACCEPTED_FIRST
from verification.languages.scripts import languages_of_script
from verification.model import Document, Page
from verification.parts import Part, parts_of
from verification.remember import forgotten

_PAIR = 0.35  # share of a source's facts that the translation of it repeats at the least
_SURE_PAIR = 0.75  # a second source is paired only from here
# Share of the letters of its source that a translation has at the least, its declaration included: part of
# a page may be table or form; of several pages one can be left out that repeats names and dates of others.
_SHORTEST, _SHORTEST_OF_PAGES = 0.45, 0.8
_FEW = 2  # facts shared that a pair needs
_READ, _READ_WELL = 0.6, 0.85  # confidence of the words of a fact
_LONG_FIGURES = 4  # digits
_MARK = re.compile(r"(?:^|\s)(\d{1,2}(?:[.,]\d)?)\s*[|.]?$")
_SMALL = re.compile(r"(?<![\d.,/])\d{1,2}(?:[.,]\d)?(?![\d/])")
_LEAST_LIST = 4  # lines
_LEAST_PAGE = 80  # letters below which a page says too little to be missed
UNKNOWN_SCRIPT = "Zyyy"  # ISO 15924: nobody can say, so it may be any
_CHILDHOOD = 15  # years between a birth and the first paper of a profession


@dataclass(frozen=True, slots=True)
class Pair:
    """A translation with one of its sources, and what the source has that the translation does not."""

    translation: Part
    source: Part
    missing: tuple[Fact, ...]
    missing_pages: tuple[int, ...]
    shorter: bool  # the translation is far shorter than its source
    compared: bool  # False where the source could not be read here, so that a person must compare


@dataclass(frozen=True)
class Study:
    """What a bundle holds: the parts of each of its documents (by place), and the pairs among them."""

    documents: tuple[Document, ...]
    parts: tuple[tuple[Part, ...], ...]
    pairs: tuple[Pair, ...]

    def parts_of(self, document: Document) -> tuple[Part, ...]:
        """The parts of one document of the bundle."""
        return next(
            parts for other, parts in zip(self.documents, self.parts, strict=True) if other is document
        )


class _Last:
    """The bundle studied last: two checks ask for it per document, and comparing takes all of them."""

    study: Study | None = None

    @classmethod
    def forget(cls) -> None:
        cls.study = None


forgotten(_Last.forget)


def study(document: Document, bundle: Sequence[Document]) -> Study:
    """The parts and pairs of a bundle; the document itself is added if the bundle lacks it."""
    documents = tuple(bundle) if any(other is document for other in bundle) else (document, *bundle)
    last = _Last.study
    if last is not None and list(map(id, last.documents)) == list(map(id, documents)):
        return last
    parts = tuple(parts_of(other) if other.reading.opened else () for other in documents)
    every = [part for own in parts for part in own]
    pairs = [
        _compare(translation, source)
        for translation in every
        if translation.translation
        for source in _sources_of(translation, every)
    ]
    _Last.study = Study(documents, parts, tuple(pairs))
    return _Last.study


def _sources_of(translation: Part, parts: Sequence[Part]) -> list[Part]:
    scored: list[tuple[float, int, Part]] = []
    for part in parts:
        if part.translation or part.language == translation.language or not part.pages:
            continue
        share, count = _best_likeness(part, translation.facts)
        named = translation.made_from is not None and part.language == translation.made_from
        if part.document is translation.document:
            share, count = share + 0.3, count + 1
        if named:
            share, count = share + 0.1, count + (0 if part.facts.all else _FEW)
        if not part.readable and translation.made_from not in ACCEPTED_FIRST:
            count += 1
        if share >= _PAIR and count >= _FEW:
            scored.append((share, len(scored), part))
    scored.sort(key=lambda item: (-item[0], item[1]))
    if not scored:
        return _only_unread(translation, parts) or _of_excerpt(translation, parts)
    return [part for place, (share, _, part) in enumerate(scored) if place == 0 or share >= _SURE_PAIR]


def _only_unread(translation: Part, parts: Sequence[Part]) -> list[Part]:
    """The one text of the bundle that could not be read here, if the translation can be of it."""
    unread = [
        part
        for part in parts
        if not part.translation and not part.readable and any(language.content for language in part.languages)
    ]
    if len(unread) != 1:
        return []
    scripts = {page.script for page in unread[0].pages if page.script} - {UNKNOWN_SCRIPT}
    named = translation.made_from
    fits = named is None or not scripts or any(named in languages_of_script(script) for script in scripts)
    return unread if fits else []


def _of_excerpt(translation: Part, parts: Sequence[Part]) -> list[Part]:
    """The one text in the language it was made from, for a translation that repeats too little of it to tell.

    It says that part was left out, or it stands in the same file and names the same institution.
    """
    named = [
        part
        for part in parts
        if not part.translation and part.readable and part.language == translation.made_from is not None
    ]
    if len(named) != 1:
        return []
    holder = {token for fact in named[0].facts.names for token in fact.text.split()}
    shared = len((named[0].facts.capitals & translation.facts.capitals) - holder)
    if named[0].document is translation.document:
        return named if shared >= _FEW or translation.partial else []
    return named if shared and translation.partial else []


def _best_likeness(source: Part, translation: Facts) -> tuple[float, int]:
    """That of the page that is most like it: the others may be what was left out."""
    pages = [facts_of((page,)) for page in source.pages] if len(source.pages) > 1 else []
    return max(likeness(facts, translation) for facts in (source.facts, *pages))


def likeness(source: Facts, translation: Facts) -> tuple[float, int]:
    """Share (0..1) of what sets the source apart that the translation repeats, and how many facts those are.

    All papers of one applicant share a name and a birth date, so those do not pair them.
    """
    weights = {FactKind.DATE: 2.0, FactKind.NUMBER: 1.0}
    telling = [fact for fact in source.all if fact.kind in weights and fact is not _birth_date(source)]
    held = [fact for fact in telling if carried_over(fact, translation)]
    names = len(source.capitals & translation.capitals)
    if not telling:
        common = [fact for fact in source.all if carried_over(fact, translation)]
        return (0.5 if common or names >= _FEW else 0.0), len(common) + names
    share = sum(weights[fact.kind] for fact in held) / sum(weights[fact.kind] for fact in telling)
    return share, len(held) + min(names, 1 if held else 0)


def _birth_date(facts: Facts) -> Fact | None:
    """The earliest date, if it lies a childhood before the latest."""
    ordered = sorted(facts.dates, key=lambda fact: min(fact.days))
    if len(ordered) < 2 or min(ordered[-1].days).year - min(ordered[0].days).year < _CHILDHOOD:
        return None
    return ordered[0]


def _compare(translation: Part, source: Part) -> Pair:
    """What the source has and the translation lacks."""
    target = translation.facts
    readable = source.readable
    wanted = _to_be_translated(source, translation)
    facts = source.facts if len(wanted) == len(source.pages) else facts_of(wanted)
    missing = [
        fact for fact in facts.all if _sure(fact, readable=readable) and not carried_over(fact, target)
    ]
    missing = [
        fact
        for fact in missing
        if not misread(fact, source.facts, target, sure=readable and fact.confidence >= _READ_WELL)
    ]
    if missing:
        places = certifier_places(wanted)  # a translator may leave out what stands there
        missing = [fact for fact in missing if not (fact.box and in_places(fact.page, fact.box, places))]
    marks = _small_numbers(translation.pages)
    unrepeated = coverage.missing_pages(wanted, translation.pages) if readable else ()
    pages = tuple(
        page.number
        for page in wanted
        if page.number in unrepeated
        or (len(wanted) > 1 and _page_missing(page, target, readable=readable))
        or (len(wanted) > 1 and _list_missing(page, marks))
    )
    least = _SHORTEST if len(wanted) == 1 else _SHORTEST_OF_PAGES
    shorter = readable and target.letters < least * facts.letters
    return Pair(translation, source, tuple(missing), pages, shorter, readable)


def _to_be_translated(source: Part, translation: Part) -> tuple[Page, ...]:
    """The pages of a source, without those that need no translation: a notary's sheet in Dutch."""
    own, made_into = source.language, translation.made_into
    return tuple(
        page
        for page, language in zip(source.pages, source.languages, strict=True)
        if language.main == own or language.main not in {*ACCEPTED_FIRST, made_into, None}
    )


def _sure(fact: Fact, *, readable: bool) -> bool:
    """Whether a fact was read well enough to be missed; of a text in other letters only long figures are."""
    if readable:
        return fact.confidence >= _READ
    return (
        fact.confidence >= _READ_WELL and fact.kind is not FactKind.NAME and len(fact.text) >= _LONG_FIGURES
    )


def _marks_in(page: Page) -> Counter[str]:
    """The small numbers that end lines: marks, hours and credits of a list. "84" is 8.4 with its dot lost."""
    ends = (_MARK.search(line) for line in page.text.splitlines())
    return Counter(_bare(found.group(1)) for found in ends if found)


def _small_numbers(pages: Sequence[Page]) -> Counter[str]:
    """Every small number of some pages: of two tables one may be read by rows, the other by columns."""
    return Counter(_bare(number) for page in pages for number in _SMALL.findall(page.text))


def _bare(number: str) -> str:
    return re.sub(r"\D", "", number)


def _list_missing(page: Page, marks: Counter[str]) -> bool:
    """Whether a page is a list of marks most of which are not among those numbers of the translation."""
    own = _marks_in(page)
    return own.total() >= _LEAST_LIST and (own & marks).total() < 0.5 * own.total()


def _page_missing(page: Page, target: Facts, *, readable: bool) -> bool:
    """Whether nothing of a page of the source comes back."""
    own = facts_of((page,))
    if own.letters < _LEAST_PAGE:
        return False
    distinct = [fact for fact in own.all if fact.kind is not FactKind.NAME or readable]
    if len(distinct) < 3:
        return False
    return sum(carried_over(fact, target) for fact in distinct) < 0.34 * len(distinct)
