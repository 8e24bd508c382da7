"""Readings as they may be written down: every digit of a BSN masked, and what was seen of one kept beside.

Source: design, Privacy ("recognised text is masked before it is written"). The identity check needs the
digits, which are in memory while a document is read and never after. So it looks then, and keeps places
without digits, for each kind of document that makes a difference to where it looks. Text under a mask or
hidden in the file serves that check only, and is not kept at all.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from verification.bsn_across import across
from verification.checks.identity_places import sights_of
from verification.covering import places_to_cover
from verification.masking import mask_digits, mask_line, mask_text
from verification.model import (
    Box,
    Code2D,
    DocumentReading,
    Hidden,
    Kind,
    MaskedReading,
    Page,
    PageSource,
    Problem,
    Sight,
    Word,
)
from verification.reading.geometry import overlap
from verification.reading.worker import place_of

log = logging.getLogger(__name__)

KINDS = (Kind.IDENTITY, Kind.PAY_SLIP, Kind.OTHER)  # all further kinds are looked at like `other`
STEP = "sight"  # in Page.problems: nobody looked for a BSN while it could be read
_ON_PLACE = 0.2  # share of a word's box on the place of a BSN from which on its digits are masked too
_LINKS = ("http://", "https://")


def masked(reading: DocumentReading) -> MaskedReading:
    """The reading without a digit of any BSN, and what was seen of one. Never raises for what it holds: where
    nobody could look, the identity check will be undetermined."""
    try:
        sights = sights_of(reading) if reading.opened else {}
    except Exception as exc:  # noqa: BLE001 - the identity check becomes undetermined
        log.error("%s crashed: %s", STEP, place_of(exc))
        sights = {}
        reading = _with_problem(reading)
    pages = tuple(_page(page, _places(page.number, sights)) for page in reading.pages)
    kept = replace(
        reading,
        name=mask_text(reading.name),
        pages=pages,
        problems=tuple(_problem(problem) for problem in reading.problems),
        hidden=tuple(_hidden(item) for item in reading.hidden),
        signatures=tuple(replace(one, signer=mask_text(one.signer)) for one in reading.signatures),
    )
    return MaskedReading(kept, MappingProxyType(sights))


def sight_for(kept: MaskedReading, kind: Kind) -> Sight:
    """What was seen, looking at the document as one of this kind; nothing where nobody could look, which its
    pages then tell."""
    nothing = Sight(False, (), (), (), ())
    return kept.sights.get(kind if kind in KINDS else Kind.OTHER, nothing)


def joined(parts: Sequence[MaskedReading], *, size: int, page_count: int) -> MaskedReading:
    """Masked readings of ranges of pages as one document. Where a part has no sights, the whole has none."""
    whole = merged([part.reading for part in parts], size=size, page_count=page_count)
    seen = [part.sights for part in parts if part.reading.opened]
    if not all(seen):
        return MaskedReading(_with_problem(whole), MappingProxyType({}))
    kinds = KINDS if seen else ()
    return MaskedReading(whole, MappingProxyType({kind: _together(kind, seen) for kind in kinds}))


def merged(readings: Sequence[DocumentReading], *, size: int, page_count: int) -> DocumentReading:
    """Readings of ranges of pages, or of several photographs, as one document of `size` bytes.

    Pages are numbered through the whole document already (`renumbered`).
    """
    pages = {page.number: page for reading in readings for page in reading.pages}
    problems: list[Problem] = []
    for reading in readings:
        problems += [problem for problem in reading.problems if problem not in problems]
    hashes = {reading.sha256 for reading in readings}
    content = [page for page in pages.values() if page.source is not PageSource.BLANK]
    return replace(
        readings[0],
        sha256=hashes.pop() if len(hashes) == 1 else None,
        size=size,
        page_count=page_count,
        pages=tuple(pages[number] for number in sorted(pages)),
        born_digital=bool(content) and all(page.born_digital for page in content),
        problems=tuple(problems),
        hidden=tuple(item for reading in readings for item in reading.hidden),
        signatures=tuple(one for reading in readings for one in reading.signatures),
        opened=any(reading.opened for reading in readings),
    )


def renumbered(reading: DocumentReading, before: int) -> DocumentReading:
    """The reading as part of a document with so many pages before it."""
    if not before:
        return reading

    def moved(number: int | None) -> int | None:
        return None if number is None else number + before

    return replace(
        reading,
        pages=tuple(
            replace(
                page,
                number=page.number + before,
                hidden=tuple(replace(item, page=moved(item.page)) for item in page.hidden),
            )
            for page in reading.pages
        ),
        problems=tuple(replace(one, page=moved(one.page)) for one in reading.problems),
        hidden=tuple(replace(item, page=moved(item.page)) for item in reading.hidden),
    )


def _together(kind: Kind, parts: Sequence[Mapping[Kind, Sight]]) -> Sight:
    sights = [part[kind] for part in parts]
    whole = Sight(
        identity=any(one.identity for one in sights),
        readable=tuple(place for one in sights for place in one.readable),
        uncovered=tuple(pair for one in sights for pair in one.uncovered),
        doubtful=tuple(place for one in sights for place in one.doubtful),
        masked=tuple(place for one in sights for place in one.masked),
        open_labels=tuple(number for one in sights for number in one.open_labels),
        leading=tuple(place for one in sights for place in one.leading),
    )
    return across(whole)  # a label at the end of one range may speak of the number that begins the next


def _with_problem(reading: DocumentReading) -> DocumentReading:
    """Told on the first page, as every step over a whole document."""
    if not reading.pages or STEP in reading.pages[0].problems:
        return reading
    first, *others = reading.pages
    return replace(reading, pages=(replace(first, problems=(*first.problems, STEP)), *others))


def _places(number: int, sights: Mapping[Kind, Sight]) -> list[Box]:
    """Where on a page a BSN stands or may stand, whatever the document is."""
    found = [
        place
        for one in sights.values()
        for place in (*one.readable, *one.doubtful, *(place for place, _ in one.uncovered))
    ]
    return [place.box for place in found if place.page == number and place.box is not None]


def _page(page: Page, places: Sequence[Box]) -> Page:
    return replace(
        page,
        covers=tuple(dict.fromkeys((*places_to_cover(page), *places))),
        words=_words(page.words, places),
        numbers=_words(page.numbers, places),
        masks=tuple(replace(mask, recovered="") for mask in page.masks),
        codes=tuple(_code(code) for code in page.codes),
        mrz=tuple(
            replace(
                zone,
                lines=tuple(mask_digits(line) for line in zone.lines),
                document_number=mask_digits(zone.document_number),
                optional=mask_digits(zone.optional),
            )
            for zone in page.mrz
        ),
        hidden=tuple(_hidden(item) for item in page.hidden),
    )


def _words(words: Sequence[Word], places: Sequence[Box]) -> tuple[Word, ...]:
    """Masked line by line, as numbers may be set in several words; and wherever a BSN was seen, however it is
    set."""
    lines: dict[int, list[int]] = {}
    for at, word in enumerate(words):
        lines.setdefault(word.line, []).append(at)
    texts = [word.text for word in words]
    for line in lines.values():
        for at, text in zip(line, mask_line([words[at].text for at in line]), strict=True):
            texts[at] = text
    return tuple(
        replace(word, text=mask_digits(text) if _on_any(word.box, places) else text)
        for word, text in zip(words, texts, strict=True)
    )


def _on_any(box: Box, places: Sequence[Box]) -> bool:
    return any(overlap(box, place) > _ON_PLACE for place in places)


def _code(code: Code2D) -> Code2D:
    """Of a code on paper only a link serves a check; the code of an identity document holds a BSN."""
    text = mask_text(code.text) if code.text.startswith(_LINKS) else mask_digits(code.text)
    return replace(code, text=text)


def _hidden(item: Hidden) -> Hidden:
    return replace(item, text="")


def _problem(problem: Problem) -> Problem:
    return replace(problem, params={key: mask_text(value) for key, value in problem.params.items()})
