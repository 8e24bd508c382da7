"""Dates as documents write them, in many languages, to ISO.

"12 maja 2014 r.", "12.05.2014", "May 12, 2014", "2014. május 12.", "12 V 2014", "le 1er mars 2014" and
digits of other scripts. A text can mean more than one day ("05/12/2014"; "listopad" is November in Polish and
October in Croatian), so a date is the set of days it can mean.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from verification.languages.phrases import fold, within_one

# Twelve names per row, January to December, folded; stems are enough, cases and endings follow them.
_MONTH_NAMES = """
januari februari maart april mei juni juli augustus september oktober november december
january february march april may june july august september october november december
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
januar februar marz april mai juni juli august september oktober november dezember
sijecanj veljaca ozujak travanj svibanj lipanj srpanj kolovoz rujan listopad studenoga prosinac
janner feber maerz april mai juni juli august september oktober november dezember
stycz lut marz kwie maj czerw lip sierp wrze pazdzier listopad grud
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik
januar februar marcius aprilis majus junius julius augusztus szeptember oktober november december
led unor brez dub kvet cervn cervenc srp zari rij listopad prosin
januar februar mar april maj jun jul august septemb oktob novemb decemb
sijec velj ozuj trav svib lip srp kolovoz ruj listopad studenog prosin
januar februar marc april maj junij julij avgust septemb oktob novemb decemb
januar februar marts april maj juni juli august september oktober november december
januari februari mars april maj juni juli augusti september oktober november december
tammiku helmiku maalisku huhtiku toukoku kesaku heinaku eloku syysku lokaku marrasku jouluku
jaanuar veebruar marts aprill mai juuni juuli august septemb oktoob novemb detsemb
janvar februar mart april maij junij julij august septembr oktobr novembr decembr
sausi vasari kov baland geguz birzel liep rugpju rugsej spal lapkri gruod
janar shkurt mars prill maj qershor korrik gusht shtator tetor nentor dhjetor
januari februari maret april mei juni juli agustus september oktober november desember
januarie februarie maart april mei junie julie augustus september oktober november desember
gener febrer marc abril maig juny juliol agost setembre octubre novembre desembre
januar februar maerz abrell mee juni juli august september oktober november dezember
января феврал март апрел мая июн июл август сентябр октябр ноябр декабр
январь феврал март апрел май июнь июль август сентябр октябр ноябр декабр
січ лют берез квіт трав черв лип серп верес жовт листопад груд
януари февруари март април май юни юли август септември октомври ноември декември
јануар фебруар март април мај јун јул август септембар октобар новембар децембар
ιανουαρ φεβρουαρ μαρτι απριλι μαι ιουνι ιουλι αυγουστ σεπτεμβρ οκτωβρ νοεμβρ δεκεμβρ
يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر
jan feb mrt apr mei jun jul aug sep okt nov dec
jan feb mar apr may jun jul aug sept oct nov dez
janv fevr mar avr mai juin juil aug sep oct nov dec
i ii iii iv v vi vii viii ix x xi xii
"""

_SEPARATOR = r"\s{0,2}[./\-–·]\s{0,2}"
_NUMERIC = re.compile(rf"(?<!\d)(\d{{1,4}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{2,4}})(?!\d)")
_SPACED = re.compile(r"(?<![\d.,])([0-3]\d) ([01]\d) ((?:19|20)\d\d)(?![\d,])")
_FILLER = r"(?:\s*(?:de|del|di|of|den|d|m|г|р)\b)?\.?,?\s*"
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|e|°|º|ª|a|o)?[.,]?[\s.\-/]*{_FILLER}([^\W\d_]{{1,15}})[.,\-/]?{_FILLER}(\d{{4}})(?!\d)"
)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,12})\.?\s*(\d{1,2})(?:st|nd|rd|th)?\s*,?\s*(?:de\s+)?(\d{4})(?!\d)")
_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\.?\s*gada\s*(\d{1,2})\.\s*([^\W\d_]{3,14})|"
    r"(?<!\d)((?:19|20)\d\d)\.?\s*(?:(?:m|g)\b\.?\s*)?([^\W\d_]{3,14})\.?\s*(\d{1,2})\.?(?!\d)"
)
_EARLIEST, _LATEST = 1900, 2100
_CENTURY_OPTIONS = (1900, 2000)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: the days it can mean, and where it stands (offsets into the text given)."""

    days: frozenset[date]
    start: int
    end: int


def _month_table() -> Mapping[str, frozenset[int]]:
    table: dict[str, set[int]] = defaultdict(set)
    for row in _MONTH_NAMES.strip().splitlines():
        for number, name in enumerate(row.split(), 1):
            table[fold(name)].add(number)
    return {name: frozenset(numbers) for name, numbers in table.items()}


_MONTHS = _month_table()
_SHORT_WHOLE = frozenset(name for name in _MONTHS if len(name) <= 4 and name.isascii())


def month_numbers(word: str) -> frozenset[int]:
    """The months (1..12) a word can name; empty if none. Longest stem first, one wrong letter in a long name.

    >>> sorted(month_numbers("maja")), sorted(month_numbers("Listopada")), sorted(month_numbers("naam"))
    ([5], [10, 11], [])
    """
    folded = fold(word).rstrip(".")
    if folded in _MONTHS:
        return _MONTHS[folded]
    for size in range(len(folded) - 1, 2, -1):
        stem = folded[:size]
        if (
            stem in _MONTHS
            and len(folded) - size <= 5
            and (stem not in _SHORT_WHOLE or _is_case_of(stem, folded))
        ):
            return _MONTHS[stem]
    if len(folded) >= 6:
        near = [numbers for name, numbers in _MONTHS.items() if len(name) >= 6 and within_one(name, folded)]
        if near:
            return frozenset.union(*near)
    return frozenset()


# Short Slavic and Baltic stems take endings ("maja", "lipca"); short Germanic ones do not ("marktplaats").
_ENDED = frozenset({
    "maj", "lip", "srp", "lut", "led", "dub", "rij", "ruj", "kov", "zari", "unor", "brez", "kvet", "trav",
    "svib", "velj", "ozuj", "liep", "spal", "grud", "kwie", "wrze", "marz",
})  # fmt: skip


def _is_case_of(stem: str, word: str) -> bool:
    return len(word) - len(stem) <= (5 if stem in _ENDED else 1)


def western_digits(text: str) -> str:
    """Digits of every script as 0-9 (one character each, so that offsets stay)."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() and _has_digit(c) else c for c in text
    )


def _has_digit(char: str) -> bool:
    return unicodedata.digit(char, None) is not None


def find_dates(text: str) -> list[FoundDate]:
    """All dates in a text, in order, without overlaps."""
    prepared = western_digits(text)
    found: list[FoundDate] = []
    for candidate in _candidates(prepared):
        if candidate.days and not any(
            other.start < candidate.end and candidate.start < other.end for other in found
        ):
            found.append(candidate)
    return sorted(found, key=lambda item: item.start)


def _candidates(text: str) -> Iterator[FoundDate]:
    for match in _DAY_FIRST.finditer(text):
        days = _days(match[3], month_numbers(match[2]), match[1])
        yield FoundDate(days, match.start(), match.end())
    for match in _YEAR_FIRST.finditer(text):
        year, month, day = (match[1], match[3], match[2]) if match[1] else (match[4], match[5], match[6])
        yield FoundDate(_days(year, month_numbers(month), day), match.start(), match.end())
    for match in _MONTH_FIRST.finditer(text):
        days = _days(match[3], month_numbers(match[1]), match[2])
        yield FoundDate(days, match.start(), match.end())
    for pattern in (_NUMERIC, _SPACED):
        for match in pattern.finditer(text):
            days = _numeric_days(
                match[1], match[2], match[3], day_first=pattern is _SPACED or "." in match.group()
            )
            yield FoundDate(days, match.start(), match.end())


def _numeric_days(first: str, second: str, third: str, *, day_first: bool) -> frozenset[date]:
    """Day, month, year; with slashes or dashes also month, day, year; year, month, day."""
    if len(first) == 4:
        return _days(first, frozenset({int(second)}), third) if len(third) <= 2 else frozenset()
    if len(first) > 2 or len(third) == 3:
        return frozenset()
    years = [third] if len(third) == 4 else [str(century + int(third)) for century in _CENTURY_OPTIONS]
    days: set[date] = set()
    for year in years:
        days |= _days(year, frozenset({int(second)}), first)
        if not day_first:  # nobody writes a month, a dot and a day
            days |= _days(year, frozenset({int(first)}), second)
    return frozenset(days)


def _days(year: str, months: frozenset[int], day: str) -> frozenset[date]:
    found = set()
    if not _EARLIEST <= int(year) <= _LATEST:
        return frozenset()
    for month in months:
        try:
            found.add(date(int(year), month, int(day)))
        except ValueError:  # 31 February is no date: not one of its meanings
            continue
    return frozenset(found)
