"""Whether a translation repeats a date, number or name of its source, across endings and misread figures.

Source: domain, section 2 ("A complete translation carries over the names, dates and numbers of its source").
"""

from __future__ import annotations

from verification.facts import Fact, FactKind, Facts

# Figures that are taken for each other.
_LOOK_ALIKE = frozenset({"06", "08", "09", "14", "17", "27", "35", "38", "39", "49", "56", "58", "68", "89"})


def carried_over(fact: Fact, translation: Facts) -> bool:
    """Whether a translation repeats a fact of its source."""
    if fact.kind is FactKind.DATE:
        return _date_carried(fact, translation)
    if fact.kind is FactKind.NUMBER:
        return _number_carried(fact.text, translation)
    return any(_name_carried(token, translation.tokens) for token in fact.text.split())


def _date_carried(fact: Fact, translation: Facts) -> bool:
    if any(fact.days & other.days for other in translation.dates):
        return True
    return len(fact.text) >= 6 and fact.text in translation.digits  # the same figures, misread separators


def _number_carried(digits: str, translation: Facts) -> bool:
    if any(digits == other.text for other in translation.numbers):
        return True
    if len(digits) >= 4:
        return digits in translation.digits
    return any(digits in other.text for other in translation.dates) or digits in translation.digits


def misread(fact: Fact, source: Facts, translation: Facts, *, sure: bool) -> bool:
    """Whether a date not surely read is one of the translation but for a figure that looks like another.

    That date must be missing in the source, or it would be another one.
    """
    if sure or fact.kind is not FactKind.DATE:
        return False
    known = {day for own in source.dates for day in own.days}
    others = (day for date_ in translation.dates if not date_.days & known for day in date_.days)
    return any(_alike(f"{day:%d%m%Y}", f"{own:%d%m%Y}") for day in others for own in fact.days)


def _alike(a: str, b: str) -> bool:
    """Whether two numbers of the same length differ in one figure, by one that looks like it."""
    wrong = ["".join(sorted((x, y))) for x, y in zip(a, b, strict=True) if x != y]
    return len(wrong) == 1 and wrong[0] in _LOOK_ALIKE


def _name_carried(token: str, tokens: frozenset[str]) -> bool:
    """The token, or one that shares its beginning: endings change with case and language."""
    if token in tokens:
        return True
    stem = token[: max(4, len(token) - 3)]
    return any(other.startswith(stem) and abs(len(other) - len(token)) <= 3 for other in tokens)
