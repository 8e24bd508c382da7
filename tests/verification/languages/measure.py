"""How often the language route is right: `python -m tests.verification.languages.measure [tune|held-out]`.

Prints, per kind of page, n, the share named exactly, how often another language was taken for an accepted
one, and the commonest misses. The figures stand in docs/decisions/0006-language-route.md.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from tests.verification.languages.material import HELD_OUT, LABELS, NAMES, PLACES, TUNE
from tests.verification.languages.pages import page_of, wrapped
from verification.languages import page_language
from verification.model import Page

FOUR = ("nl", "en", "fr", "de")
VALUES = [*NAMES, *PLACES, "12-05-2014", "0612345678", "36"]
HEADS = (
    "MINISTERIE VAN VOLKSGEZONDHEID\nUniversitair Medisch Centrum Groningen",
    "MINISTRY OF HEALTH\nUniversity Hospital of Leeds",
    "MINISTÈRE DE LA SANTÉ\nHôpital universitaire de Lyon",
    "MINISTERIUM FÜR GESUNDHEIT\nUniversitätsklinikum Heidelberg",
)
OTHERS = ("pl", "es", "ro", "tr", "it", "hu", "ar", "uk", "el", "pt", "fy", "af", "lb", "ca")
Case = tuple[str, Page]  # codes joined by "+", and the page


class Cases:
    """Pages of every kind from one half of the material, in an order that the seed fixes."""

    def __init__(self, sentences: dict[str, list[str]], *, seed: int) -> None:
        self.sentences = sentences
        self.rng = random.Random(seed)

    def text(self, code: str, letters: int) -> list[str]:
        found: list[str] = []
        while sum(map(len, found)) < letters:
            found += self.rng.sample(self.sentences[code], len(self.sentences[code]))
        while sum(map(len, found[:-1])) >= letters:
            found.pop()
        return found

    def noisy(self, text: str, share: float) -> str:
        """Each letter wrong or lost with this probability."""
        letters = "abcdefghijklmnoprstuvwxzil1| "
        return "".join(
            self.rng.choice(letters) if c.isalpha() and self.rng.random() < share else c for c in text
        )

    def pages(self, letters: int, share: float, *, upper: bool = False) -> Iterator[Case]:
        for code in self.sentences:
            for _ in range(12 if code in FOUR else 3):
                text = self.noisy(wrapped(self.text(code, letters)), share)
                yield code, page_of(text.upper() if upper else text)

    def lines(self) -> Iterator[Case]:
        for code, lines in self.sentences.items():
            yield from ((code, page_of(line)) for line in lines)

    def forms(self, size: int, separator: str, *, filled: bool = True) -> Iterator[Case]:
        for code, labels in LABELS.items():
            for _ in range(25 if code in FOUR else 6):
                rows = self.rng.sample(labels, size)
                text = "\n".join(
                    f"{row}{separator}{self.rng.choice(VALUES) if filled else '.....'}" for row in rows
                )
                yield code, page_of(text)

    def mixed(self, how: str) -> Iterator[Case]:
        for one in FOUR:
            for other in OTHERS:
                left, right = self.text(one, 500), self.text(other, 500)
                yield f"{one}+{other}", page_of(_joined(left, right, how))

    def mixed_forms(self, separator: str) -> Iterator[Case]:
        for one in FOUR:
            for other in sorted(LABELS.keys() - {one}):
                rows = self.rng.sample(list(zip(LABELS[one], LABELS[other], strict=True)), 10)
                text = "\n".join(f"{a}{separator}{b}: {self.rng.choice(VALUES)}" for a, b in rows)
                yield f"{one}+{other}", page_of(text)

    def headed(self) -> Iterator[Case]:
        for head, own in zip(HEADS, FOUR, strict=True):
            for code in sorted(self.sentences.keys() - {own}):
                yield code, page_of(f"{head}\n\n{wrapped(self.text(code, 700))}")

    def names(self) -> Iterator[Case]:
        for _ in range(20):
            yield "und", page_of("\n".join(self.rng.sample(NAMES, 3) + self.rng.sample(PLACES, 3)))


def _joined(left: list[str], right: list[str], how: str) -> str:
    if how == "paragraphs":
        return f"{wrapped(left)}\n\n{wrapped(right)}"
    if how == "line by line":
        return "\n".join(f"{a}\n{b}" for a, b in zip(left, right, strict=False))
    columns = zip(wrapped(left, columns=38).split("\n"), wrapped(right, columns=38).split("\n"), strict=False)
    return "\n".join(f"{a:<48}{b}" for a, b in columns)


def measure(name: str, cases: Iterable[Case]) -> None:
    """Print one row."""
    misses: Counter[tuple[str, str]] = Counter()
    count = taken = 0
    for want, page in cases:
        language = page_language(page)
        got = "+".join(sorted(language.languages)) if "+" in want else str(language.main)
        count += 1
        if set(got.split("+")) != set(want.split("+")):
            misses[want, got] += 1
            taken += "+" not in want and want not in FOUR and got in FOUR
    right = 1 - misses.total() / count
    print(f"{name:34s} n={count:4d} right {right:7.2%} taken for accepted {taken:3d} {misses.most_common(6)}")


def main() -> None:
    """Every row on one half of the material."""
    half = sys.argv[1] if len(sys.argv) > 1 else "held-out"
    cases = Cases(TUNE if half == "tune" else HELD_OUT, seed=11)
    for letters, share in ((1400, 0.0), (1400, 0.1), (400, 0.05)):
        measure(f"pages of {letters}, {share:.0%} wrong", cases.pages(letters, share))
    measure("pages of 600 in capitals", cases.pages(600, 0.0, upper=True))
    measure("lines", cases.lines())
    for size in (10, 4):
        for shown, separator in (("colon", ": "), ("gap", " " * 8), ("space", " ")):
            measure(f"forms, {size} labels, {shown}", cases.forms(size, separator))
        measure(f"forms, {size} labels, empty", cases.forms(size, ": ", filled=False))
    for how in ("paragraphs", "columns", "line by line"):
        measure(f"bilingual, {how}", cases.mixed(how))
    measure("bilingual forms, slash", cases.mixed_forms(" / "))
    measure("bilingual forms, two lines", cases.mixed_forms("\n"))
    measure("letterhead in another language", cases.headed())
    measure("names and addresses only", cases.names())


if __name__ == "__main__":
    main()
