"""The languages of the pages of a document: which, where, how much.

Whole-page detectors name one language of a mixed page with great confidence. So a page is cut into lines (and
lines at wide gaps and slashes, where forms and two-column papers set a second language), each piece votes
with its letters, and what belongs to one language is put together and named again as a whole.
Names, addresses and numbers do not vote (S2 art. 5(5) speaks of the language of a document, not of names).
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from verification.certifier_places import certifier_places, in_places
from verification.languages.function_words import known_words, stands_apart, word_evidence
from verification.languages.pieces import Piece, pieces_of
from verification.languages.route import ENOUGH_LETTERS, agreed, looks_like_text, name_language, weigh
from verification.languages.scripts import TYPICAL_LANGUAGE
from verification.model import Box, DocumentReading, Page, PageSource, Word
from verification.remember import forgotten

ACCEPTED_FIRST = ("nl", "en", "fr", "de")  # accepted by at least one procedure (domain, section 1)
SECOND_SHARE = 0.2  # a second language needs more than a fifth of the letters (libraries, Language)
ENOUGH_LETTERS_ALONE = 45  # letters that name a language by themselves
ENOUGH_LETTERS_KNOWN, ENOUGH_WORDS_KNOWN = 20, 3  # or so few, if so many words are known from that language
POSSIBLE = 0.02  # probability from which a scrap can be of the page's language
SURE_LETTERS, SURE = 30, 0.95  # fewer letters still name a language if every voice is so sure
DOUBTFUL_LETTERS = 100  # fewer letters of a second language that is not sure are looked at again
UNSURE = 0.5  # probability below which a small second language is none
HEAD_SHARE = 0.3  # share of the letters from which lines above the body are a part of it
OWN_WORDS = 2  # different ones, that an accepted language needs beside a bigger one that is not
CONTENT_WORDS = 12  # a page with fewer words (a stamp, a signature, a page number) carries no content


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a page: its place, its language (`und` if too short) and its letters."""

    box: Box
    language: str
    letters: int


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """The languages of one page.

    `main` is an ISO 639 code, "und" where nobody can tell, None for a blank page; on a bilingual page an
    accepted language comes before others. `shares` are (language, share of the letters) of the languages
    with more than a fifth, biggest first. `script` is the ISO 15924 code of a script other than Latin.
    `enough` is False where there is too little text to tell; `content` False where the page carries next to
    no text at all (a stamp, a page number).
    """

    main: str | None
    shares: tuple[tuple[str, float], ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    script: str | None = None
    enough: bool = False
    content: bool = False

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages with more than a fifth of the letters, biggest first."""
        return tuple(code for code, _ in self.shares)


def page_languages(reading: DocumentReading) -> tuple[str | None, ...]:
    """ISO 639 code of the body text per page; "und" where it cannot be told, None for blank pages."""
    return tuple(language.main for language in read_languages(reading.pages))


def read_languages(pages: tuple[Page, ...]) -> tuple[PageLanguage, ...]:
    """The languages of each page; those of a document that was asked for lately are known."""
    for known, languages in tuple(_Lately.read):
        if known is pages:
            return languages
    languages = tuple(page_language(page) for page in pages)
    _Lately.read.append((pages, languages))
    return languages


class _Lately:
    """Documents of one bundle: the recipe and two checks ask for the same pages, which never change."""

    read: ClassVar[deque[tuple[tuple[Page, ...], tuple[PageLanguage, ...]]]] = deque(maxlen=20)


forgotten(_Lately.read.clear)


def page_language(page: Page) -> PageLanguage:
    """The languages of one page."""
    if page.source is PageSource.BLANK or not page.words:
        return PageLanguage(None)
    content = sum(any(map(str.isalpha, word.text)) for word in page.words) >= CONTENT_WORDS
    if page.script is not None and page.script != "Latn":
        return _unreadable_script(page, content)
    pieces = pieces_of(page.words)
    groups = _without_certifier(page, pieces, _name_groups(_group(pieces)))
    total = sum(piece.letters for members in groups.values() for piece in members)
    shares = _without_head(_shares(groups, total), groups)
    if not shares or shares[0][0] == "und" or not _enough(total, groups[shares[0][0]], shares[0][0]):
        return PageLanguage("und", content=content)
    script = next((piece.script for piece in groups[shares[0][0]] if piece.script != "Latn"), None)
    return PageLanguage(
        main=_main(shares),
        shares=shares,
        paragraphs=_paragraphs(groups),
        script=script,
        enough=True,
        content=content,
    )


def _without_certifier(
    page: Page, pieces: Sequence[Piece], groups: dict[str, list[Piece]]
) -> dict[str, list[Piece]]:
    """The groups without what a certifier wrote on a foreign page: his Dutch makes it no Dutch page."""
    sizes = {code: sum(piece.letters for piece in members) for code, members in groups.items()}
    biggest = max(sizes, key=lambda code: sizes[code], default="und")
    if biggest in ACCEPTED_FIRST or not any(code in ACCEPTED_FIRST for code in sizes):
        return groups
    places = certifier_places((page,))
    own = [piece for piece in pieces if not in_places(page.number, union(piece.members), places)]
    return groups if len(own) in (0, len(pieces)) else _name_groups(_group(own))


def _enough(letters: int, members: Sequence[Piece], language: str) -> bool:
    """Whether so much text names a language: 45 letters, 30 if every voice agrees, 20 with three known words,
    12 of another script."""
    if letters >= (ENOUGH_LETTERS_ALONE if members[0].script == "Latn" else ENOUGH_LETTERS):
        return True
    words = [word for piece in members for word in piece.words]
    if letters >= ENOUGH_LETTERS_KNOWN and known_words(words, language) >= ENOUGH_WORDS_KNOWN:
        return True
    return letters >= SURE_LETTERS and agreed(words, language) >= SURE


def _main(shares: tuple[tuple[str, float], ...]) -> str:
    """The biggest, but an accepted language of a bilingual page before one that nobody accepts."""
    return next((code for code, _ in shares if code in ACCEPTED_FIRST), shares[0][0])


def _unreadable_script(page: Page, content: bool) -> PageLanguage:
    """A page that no model of ours can read: its script names the language where it serves only one."""
    assert page.script is not None
    code = TYPICAL_LANGUAGE.get(page.script, "und")
    return PageLanguage(code, ((code, 1.0),), (), page.script, enough=True, content=content)


def _group(pieces: Sequence[Piece]) -> dict[str, list[Piece]]:
    """Pieces by language: each votes, weak ones follow the candidates of the page."""
    votes = [_vote_of(piece) for piece in pieces]
    mass: dict[str, float] = defaultdict(float)
    for piece, scores in zip(pieces, votes, strict=True):
        for code, score in scores.items():
            mass[code] += piece.letters * score
    total = sum(mass.values())
    candidates = {code for code, weight in mass.items() if weight > 0.1 * total}
    groups: dict[str, list[Piece]] = defaultdict(list)
    previous: str | None = None
    for piece, scores in zip(pieces, votes, strict=True):
        known = {code: score for code, score in scores.items() if code in candidates}
        if known:
            previous = max(known, key=lambda key: known[key])
        if previous is not None:
            groups[previous].append(piece)
    return groups


def _vote_of(piece: Piece) -> dict[str, float]:
    """Probability per language of one piece; a short one speaks only by words known from forms."""
    if piece.script != "Latn":
        return {name_language(piece.text).language: 1.0}
    if piece.letters < ENOUGH_LETTERS and not word_evidence(piece.words):
        return {}
    return weigh(piece.words)


def _name_groups(groups: dict[str, list[Piece]]) -> dict[str, list[Piece]]:
    """Name each group again by all of its text: more letters, a surer answer; groups of one name are one."""
    named: dict[str, list[Piece]] = defaultdict(list)
    for code, members in groups.items():
        text = "\n".join(piece.text for piece in members)
        guess = name_language(text)
        language = guess.language if guess.language != "und" else code
        words = [word for piece in members for word in piece.words]
        if (
            not looks_like_text(words, language, confidence=_confidence(members))
            and members[0].script == "Latn"
        ):
            language = "und"
        named[language].extend(members)
    return _absorb_relatives(_absorb_scraps(named))


def _absorb_scraps(named: dict[str, list[Piece]]) -> dict[str, list[Piece]]:
    """A few long words that might be another language are none: a group too small to be named alone, or small
    and doubtful, joins the biggest, unless it has more words of its own language or cannot be the other."""
    biggest = max(named, key=lambda code: sum(piece.letters for piece in named[code]), default="und")
    kept: dict[str, list[Piece]] = {biggest: named[biggest]} if named else {}
    for code, members in named.items():
        if code == biggest:
            continue
        words = [word for piece in members for word in piece.words]
        letters = sum(piece.letters for piece in members)
        scores = weigh(words)
        sure = scores.get(code, 0.0)
        small = letters < ENOUGH_LETTERS_ALONE or (letters < DOUBTFUL_LETTERS and sure < SURE)
        own = known_words(words, code) > known_words(words, biggest)
        scraps = small and not own and (scores.get(biggest, 0.0) >= POSSIBLE or sure < UNSURE)
        if scraps or not _vouched(code, biggest, words):
            kept[biggest] = [*kept[biggest], *members]
        else:
            kept[code] = members
    return kept


def _vouched(code: str, biggest: str, words: Sequence[str]) -> bool:
    """Whether an accepted language beside one that is not has its own words: a foreign page that passes for
    a few loan words ("diploma", "dekan") is seen by nobody."""
    if code not in ACCEPTED_FIRST or biggest in ACCEPTED_FIRST or biggest == "und":
        return True
    own = {word for word in words if known_words((word,), code) and not known_words((word,), biggest)}
    return len(own) >= OWN_WORDS


def _confidence(members: Sequence[Piece]) -> float:
    """The recogniser's mean confidence (0..1), each word by its length."""
    weights = [(len(word.text), word.confidence) for piece in members for word in piece.members]
    return sum(size * value for size, value in weights) / max(1, sum(size for size, _ in weights))


def _absorb_relatives(named: dict[str, list[Piece]]) -> dict[str, list[Piece]]:
    """Lines of Luxembourgish that look German are no second language: a smaller group joins a bigger relative
    unless it has small words of its own."""
    ranked = sorted(named, key=lambda code: -sum(piece.letters for piece in named[code]))
    kept: dict[str, list[Piece]] = {}
    for code in ranked:
        words = [word for piece in named[code] for word in piece.words]
        host = next((other for other in kept if not stands_apart(code, other, words)), code)
        kept[host] = [*kept.get(host, []), *named[code]]
    return kept


def _shares(groups: dict[str, list[Piece]], total: int) -> tuple[tuple[str, float], ...]:
    if not total:
        return ()
    sizes = {code: sum(piece.letters for piece in members) / total for code, members in groups.items()}
    kept = [(code, round(size, 3)) for code, size in sizes.items() if size > SECOND_SHARE]
    ranked = sorted(kept, key=lambda item: -item[1])
    return tuple(item for place, item in enumerate(ranked) if item[0] != "und" or place == 0)


def _without_head(
    shares: tuple[tuple[str, float], ...], groups: dict[str, list[Piece]]
) -> tuple[tuple[str, float], ...]:
    """The shares without that of a head in an accepted language: what a ministry prints above all its papers
    does not carry the content of one."""
    if not shares or shares[0][0] in (*ACCEPTED_FIRST, "und"):
        return shares
    body = min(piece.order for piece in groups[shares[0][0]])
    return tuple(
        (code, share)
        for code, share in shares
        if code not in ACCEPTED_FIRST
        or share >= HEAD_SHARE
        or max(piece.order for piece in groups[code]) > body
    )


def _paragraphs(groups: dict[str, list[Piece]]) -> tuple[Paragraph, ...]:
    """Paragraphs with the language that most of their letters have, in reading order."""
    tagged = [(piece, code) for code, members in groups.items() for piece in members]
    tagged.sort(key=lambda item: item[0].order)
    found = []
    for _, members in groupby(tagged, key=lambda item: item[0].paragraph):
        letters: Counter[str] = Counter()
        boxes: list[Word] = []
        for piece, code in members:
            letters[code] += piece.letters
            boxes.extend(piece.members)
        code, _count = letters.most_common(1)[0]
        found.append(Paragraph(union(boxes), code, letters.total()))
    return tuple(found)


def union(words: Sequence[Word]) -> Box:
    """The box around some words, fractions of the upright page."""
    return (
        min(word.box[0] for word in words),
        min(word.box[1] for word in words),
        max(word.box[2] for word in words),
        max(word.box[3] for word in words),
    )
