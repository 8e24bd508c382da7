"""Names that the file tells of itself, for the check of what a bar took away.

Source: domain, section 4, row "Metadata". A name is told apart from a title or an institution by what leads
it in ("betreft", "dossier van"), or because a bookmark, title or replaced text says nothing else. Whoever
made the document or the program is no one that a bar hides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from verification.model import Box, Mask, Page, Word

_PART = r"(?:van|de|der|den|het|'t|ter|ten|te|von|la|el|di|da|dos)"
_WORD = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:[-'’][A-ZÀ-ÖØ-Þa-zß-öø-ÿ]+)*"
_FIRST = rf"(?:(?:[A-Z]\.\s?){{1,4}}|{_WORD}\s+(?:{_WORD}\s+)?)"
_NAME = rf"{_FIRST}(?:{_PART}\s+)*{_WORD}"
_SURE = rf"(?:(?:[A-Z]\.\s?){{1,4}}(?:{_PART}\s+)*|{_FIRST}(?:{_PART}\s+)+){_WORD}"  # no title in capitals
_PERSON = r"naam|name|betreft|pati[eë]nt|cli[eë]nt|werknemer|medewerker|employee|mevrouw|mevr|mw|dhr|de heer"
_LED_IN = re.compile(rf"\b(?i:{_PERSON})\b[.:]?\s+({_NAME})")
_ENDING = re.compile(rf"\b(?i:van|voor|dossier)\s+({_NAME})\s*$")
_ALONE = re.compile(rf"\s*({_SURE})\s*")
_BY = re.compile(r"^(?:author|creator|producer|company|manager|software|copyright)\b", re.IGNORECASE)
_KEY = re.compile(r"^(?:title|subject|keywords|description):\s*", re.IGNORECASE)
_OFFICE = re.compile(
    r"school|universit|colleg|academ|acad[eé]m|ziekenhuis|hospital|klini|centr|center|sticht|zorg|gemeente|minist"
    r"|instit|praktijk|apothe|groep|group|bureau|vereniging|microsoft|adobe|acrobat|word|document|scan|page|pagina"
    r"|register|verklaring|diploma|getuigschrift|overeenkomst|loon|amsterdam|rotterdam|utrecht|haag|nederland",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"bsn|service|sofi|nummer|number|nr\b|no\b|num[eé]ro", re.IGNORECASE)
ROW = 0.5  # of its height: how far the words beside a bar may stand above or below its middle
NEAR = 12.0  # times its height: how far before a bar the word that names it stands


def names_in(text: str) -> Iterator[str]:
    """The names that metadata tell, without those of makers, institutions and programs."""
    for line in text.splitlines():
        if _BY.match(line):
            continue
        line = _KEY.sub("", line)
        alone = _ALONE.fullmatch(line)
        found = [alone] if alone else [*_LED_IN.finditer(line), *_ENDING.finditer(line)]
        yield from (match.group(1) for match in found if not _OFFICE.search(match.group(1)))


def hides_a_name(page: Page, bars: Sequence[Mask]) -> bool:
    """Whether some bar of a page may cover a name: none stands before it that asks for a number."""
    return any(not _NUMBER.search(_before(bar.box, page.words)) for bar in bars)


def _before(box: Box, words: Sequence[Word]) -> str:
    """What stands before a bar on its line."""
    high = box[3] - box[1]
    middle = (box[1] + box[3]) / 2
    row = [
        word
        for word in words
        if word.box[1] - ROW * high <= middle <= word.box[3] + ROW * high
        and box[0] - NEAR * high <= word.box[2] <= box[0] + high
    ]
    return " ".join(word.text for word in row)
