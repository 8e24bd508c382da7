"""Letters of other scripts that were read as Latin ones."""

import numpy as np
import pytest

from verification.reading.ocr.garbled import doubtful, garbled, only, other_script
from verification.reading.ocr.tokens import Osd, Token

PAGE = np.zeros((600, 800), np.uint8)
LETTERHEAD = "Kliniek De Linde"
CYRILLIC = "HacToALUM SEE 4TO MeAMUMHCKaA CecTpa npopa6orana Haweu 6onbhuue TPN ropa Haweu 6onbhuue"
ARABIC = "jan A flo du Oyen EA Bal Hate G Gal Wilde GOLF Lo all Ob ei Nw Lou ple Wall be Jets"
DUTCH = "Hierbij verklaren wij dat mevrouw in de genoemde periode bij ons heeft gewerkt als verpleegkundige"


def _tokens(*lines: tuple[str, float]) -> tuple[Token, ...]:
    return tuple(
        Token(text, 10 + 30 * place, 20 * number, 35 + 30 * place, 20 * number + 12, confidence, number, 0)
        for number, (line, confidence) in enumerate(lines)
        for place, text in enumerate(line.split())
    )


def _script(tokens: tuple[Token, ...], osd: Osd | None, *, crisp: bool = True) -> str | None:
    return other_script(PAGE, tokens, detect=lambda picture: osd, crisp=lambda: crisp)


CYRL, ARAB, LATIN = (
    Osd(0, 3.0, "Cyrillic", 13.0),
    Osd(0, 7.0, "Arabic", 7.0),
    Osd(0, 5.0, "Latin", 5.0),
)


@pytest.mark.parametrize(
    ("body", "confidence", "osd", "crisp", "expected"),
    [
        (CYRILLIC, 68.0, CYRL, True, "Cyrl"),
        (ARABIC, 45.0, ARAB, True, "Arab"),
        (ARABIC, 30.0, None, True, "Zyyy"),
        (ARABIC, 30.0, None, False, None),  # a bad scan of anything
        (ARABIC, 68.0, ARAB, True, None),  # read with confidence, and no word is garbled
        (DUTCH, 40.0, LATIN, True, None),
        (DUTCH, 92.0, CYRL, True, None),  # the detection calls Latin pages Cyrillic now and then
        (CYRILLIC, 68.0, Osd(180, 3.0, "Cyrillic", 13.0), True, None),
    ],
)
def test_the_body_tells_the_script(
    body: str, confidence: float, osd: Osd | None, crisp: bool, expected: str | None
) -> None:
    tokens = _tokens((LETTERHEAD, 95.0), (body, confidence))
    assert _script(tokens, osd, crisp=crisp) == expected


def test_half_a_page_of_dutch_prose_keeps_its_script() -> None:
    assert _script(_tokens((DUTCH, 94.0), (CYRILLIC, 60.0)), CYRL) is None


def test_only_the_doubtful_lines_are_shown_to_the_detection() -> None:
    tokens = _tokens((LETTERHEAD, 95.0), (CYRILLIC, 60.0))
    assert {token.line for token in doubtful(tokens)} == {1}
    shown = only(PAGE, doubtful(tokens))
    assert shown[:20].min() == 255
    assert shown[20:32].min() == 0


@pytest.mark.parametrize(
    "word", ["Verpleegkundige", "McDonald's"[2:], "B1-niveau", "ÉCOLE", "2015-SBF-0381", "d'Études"]
)
def test_ordinary_words_are_not_garbled(word: str) -> None:
    assert not garbled(word)
