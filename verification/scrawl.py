"""Statements written by hand: told by a few ideas that come through a poor reading.

No model reads handwriting here; Tesseract gives words with letters wrong or lost. Of a statement about a
copy ("ik verklaar dat deze kopie gelijk is aan het origineel dat ik bezit") enough comes through to tell what
it is about, if words are compared by how many letters differ, and several ideas stand together in words that
were read with doubt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from verification.fuzzy import fold
from verification.remember import remembered

_WORDS = 45  # of one statement
_IDEAS = 3  # different ones that make a statement
_IDEAS_SIGNED = 2  # ... above the name of the holder
_DOUBT = 0.65  # mean confidence of the words that carry them: print is read better
_PRINT = 0.9  # confidence from which a word is print
_WRONG, _WRONG_LONG = 0.34, 0.38  # share of the letters that may differ; in words from eight letters on
_LONG = 8
_OWNERS = 7  # letters of a word that only an owner writes: "possession"
_VOCABULARY: Mapping[str, tuple[str, ...]] = {
    "copy": (
        "kopie", "copy", "copie", "kopia", "fotokopie", "photocopy", "photocopie", "afschrift", "abschrift",
    ),
    "original": ("origineel", "originele", "original", "originaal", "originalen", "oryginalem"),
    "true": (
        "gelijk", "overeenkomt", "conform", "conforme", "identiek", "true", "identical", "ubereinstimmt",
        "identisch", "zgodna", "echte", "juiste", "faithful", "exact",
    ),
    "declare": (
        "verklaar", "hierbij", "declare", "hereby", "confirm", "bevestig", "erklare",
        "versichere", "bestatige", "hiermit", "atteste", "oswiadczam", "ondergetekende", "soussigne",
        "undersigned",
    ),
    "mine": (
        "bezit", "possession", "mypossession", "mapossession", "besitz", "besitze", "detiens", "possede",
        "posiadam", "eigen", "mijzelf", "honneur", "thuis", "zelf",
    ),
}  # fmt: skip

# Too short to be told with a wrong letter ("zijn", "sein").
_WHOLE = frozenset({"own", "mijn", "mine", "meines", "meiner", "meinem"})


def find_statement(words: Sequence[tuple[str, float]], *, signed: bool = False) -> tuple[int, int] | None:
    """The first and last index of a holder's handwritten statement in words with their confidences (0..1).

    `signed` looks for what is enough where the holder's own name stands below: fewer ideas, nobody's "mine".

    >>> text = "verklane ik Spskin Postnn dl deze kopi zeik is a wet oigineel Dol ik in wijn bezit"
    >>> find_statement([(word, 0.5) for word in text.split()])
    (0, 16)
    >>> find_statement([(word, 0.95) for word in text.split()]) is None
    True
    """
    found = [
        (index, idea)
        for index, (word, _) in enumerate(words)
        for part in fold(word).split()  # "l'original"
        if (idea := _idea(part))
    ]
    for start, (first, _) in enumerate(found):
        if words[first][1] >= _PRINT:  # "the board declares" of the document itself begins none
            continue
        near = [hit for hit in found[start:] if hit[0] < first + _WORDS]
        if _doubtful(words, [index for index, _ in near]) and _tells(words, near, signed=signed):
            return first, near[-1][0]
    return None


def _doubtful(words: Sequence[tuple[str, float]], places: Sequence[int]) -> bool:
    """Whether some words, or all from the first to the last of them, were read with doubt."""
    over = range(places[0], places[-1] + 1)
    return any(sum(words[at][1] for at in part) < _DOUBT * len(part) for part in (places, over))


def _tells(words: Sequence[tuple[str, float]], near: Sequence[tuple[int, str]], *, signed: bool) -> bool:
    """Whether words that carry ideas, by place and idea, make a statement of the holder."""
    ideas = {idea for _, idea in near}
    if signed:
        return len(ideas) >= _IDEAS_SIGNED and bool(ideas & {"copy", "original", "true"})
    of_paper = bool(ideas & {"copy", "original"})
    owners = {words[at][0] for at, idea in near if idea == "mine" and len(words[at][0]) >= _OWNERS}
    if len(owners) > 1 or (owners and of_paper):
        return True
    return len(ideas) >= _IDEAS and of_paper and bool(ideas & {"mine", "declare"})


@remembered(8192)
def _idea(token: str) -> str | None:
    """The idea that a word carries, the nearest first."""
    if token in _WHOLE:
        return "mine"
    if len(token) < 4:
        return None
    best: tuple[float, str] | None = None
    for idea, terms in _VOCABULARY.items():
        for term in terms:
            if abs(len(term) - len(token)) > _WRONG_LONG * len(term):
                continue
            share = distance(token, term) / len(term)
            if share <= (_WRONG_LONG if len(term) >= _LONG else _WRONG) and (best is None or share < best[0]):
                best = share, idea
    return best[1] if best else None


def distance(a: str, b: str) -> int:
    """How many letters must be changed, added or left out to make one word the other.

    >>> distance("hoekeng", "hoekema")
    2
    """
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]
