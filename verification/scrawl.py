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
_DOUBT = 0.65  # mean confidence of the words that carry them: print is read better
_WRONG = 0.34  # share of the letters that may differ
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
        "bezit", "possession", "besitz", "besitze", "detiens", "possede", "posiadam", "eigen", "mijzelf",
    ),
}  # fmt: skip

# Too short to be told with a wrong letter ("zijn", "sein").
_WHOLE = frozenset({"own", "mijn", "mine", "meines", "meiner", "meinem"})


def find_statement(words: Sequence[tuple[str, float]]) -> tuple[int, int] | None:
    """The first and last index of a holder's handwritten statement in words with their confidences (0..1).

    >>> text = "verklane ik Spskin Postnn dl deze kopi zeik is a wet oigineel Dol ik in wijn bezit"
    >>> find_statement([(word, 0.5) for word in text.split()])
    (0, 16)
    >>> find_statement([(word, 0.95) for word in text.split()]) is None
    True
    """
    found = [(index, idea) for index, (word, _) in enumerate(words) if (idea := _idea(fold(word)))]
    for start, (first, _) in enumerate(found):
        near = [hit for hit in found[start:] if hit[0] < first + _WORDS]
        ideas = {idea for _, idea in near}
        sure = sum(words[index][1] for index, _ in near) / len(near)
        own = bool(ideas & {"mine", "declare"}) and bool(ideas & {"copy", "original"})
        if own and len(ideas) >= _IDEAS and sure < _DOUBT:
            return first, near[-1][0]
    return None


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
            if abs(len(term) - len(token)) > _WRONG * len(term):
                continue
            share = _distance(token, term) / len(term)
            if share <= _WRONG and (best is None or share < best[0]):
                best = share, idea
    return best[1] if best else None


def _distance(a: str, b: str) -> int:
    """How many letters must be changed, added or left out to make one word the other."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]
