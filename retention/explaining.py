"""Answers in words, in Dutch and English. Facts are kept; sentences are made when they are shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from retention.answers import Answer, Asked, Hold
from retention.periods import Period
from retention.schedule import ClassId, RecordClass, Schedule
from retention.wording import Lang, said, words

NameOf = Callable[[UUID], str]  # what people call a dossier


def day_in_words(day: date, lang: Lang) -> str:
    """A date as people write it.

    >>> day_in_words(date(2065, 3, 3), Lang.NL), day_in_words(date(2065, 3, 3), Lang.EN)
    ('3 maart 2065', '3 March 2065')
    """
    return f"{day.day} {words()['month'][lang][day.month - 1]} {day.year}"


def period_in_words(period: Period, lang: Lang) -> str:
    """A period as people say it.

    >>> period_in_words(Period(years=20), Lang.NL), period_in_words(Period(years=1), Lang.EN)
    ('20 jaar', '1 year')
    """
    counts = (("year", period.years), ("month", period.months), ("day", period.days))
    parts = [f"{count} {words()['unit'][unit][lang][count != 1]}" for unit, count in counts if count]
    return " ".join(parts) or str(words()["unit"]["none"][lang][0])


def explain(answer: Answer, schedule: Schedule, lang: Lang, *, name: NameOf = str) -> str:
    """Why a document is kept and until when, as one sentence.

    `name` gives what people call a dossier.
    """
    parts = _decisive(answer.decisive, schedule, lang)
    if answer.state.value == "known":
        parts += _end(answer.decisive, lang)
    parts += [_hold(one, lang) for one in answer.holds]
    parts += [_other(one, schedule, lang, name) for one in answer.asked[1:]]
    why = no_list(schedule.line(answer.line, answer.decisive.ruling.start), lang)
    if why is not None and answer.line is not ClassId.UNDECIDED:
        parts.append(said("answer", "no-list", lang, why=why))
    return "; ".join(parts)


def no_list(line: RecordClass, lang: Lang) -> str | None:
    """Why a class gets no destruction list; None where it gets one."""
    if line.destroyable:
        return None
    if line.open_marks:
        return said("answer", "open-mark", lang)
    return said("answer", "no-category" if line.period is not None else "no-period", lang)


def _decisive(one: Asked, schedule: Schedule, lang: Lang) -> list[str]:
    ruling, sources = one.ruling, ", ".join(one.sources)
    if ruling.start is None:
        assert ruling.missing is not None
        missing = said("missing", ruling.missing, lang)
        return [said("answer", "not-yet", lang, missing=missing), *_afterwards(one, lang)]
    assert one.period is not None
    line = schedule.line(ruling.line, ruling.start)
    start = said("start", line.start, lang, on=day_in_words(ruling.start, lang))
    if one.period.at_once:
        return [said("answer", "at-once", lang, start=start, sources=sources)]
    first, extended = one.period, []
    if ruling.restricted_on is not None:
        short = schedule.line(ClassId.REGISTER, ruling.start)
        first = short.period or one.period
        on = day_in_words(ruling.restricted_on, lang)
        period = period_in_words(one.period, lang)
        extended = [said("answer", "extended", lang, period=period, on=on, sources=sources)]
    period = period_in_words(first, lang)
    january = [said("answer", "january", lang)] if schedule.from_january else []
    return [said("answer", "from", lang, period=period, start=start, sources=sources), *extended, *january]


def _afterwards(one: Asked, lang: Lang) -> list[str]:
    """What will count once the end is known."""
    if one.period is None or one.period.at_once:
        return []
    given = {"period": period_in_words(one.period, lang), "sources": ", ".join(one.sources)}
    if one.ruling.restricted_on is None:
        return [said("answer", "then", lang, **given)]
    return [said("answer", "restricted", lang, on=day_in_words(one.ruling.restricted_on, lang), **given)]


def _end(one: Asked, lang: Lang) -> list[str]:
    assert one.last_day is not None
    assert one.destroy_from is not None
    destroy = said("answer", "destroy", lang, on=day_in_words(one.destroy_from, lang))
    if one.period is not None and one.period.at_once:
        return [destroy]
    return [said("answer", "ends", lang, on=day_in_words(one.last_day, lang)), destroy]


def _hold(hold: Hold, lang: Lang) -> str:
    kind = said("hold", hold.kind, lang)
    if hold.since is None:
        return said("answer", "held", lang, kind=kind)
    return said("answer", "held-since", lang, kind=kind, on=day_in_words(hold.since, lang))


def _other(one: Asked, schedule: Schedule, lang: Lang, name: NameOf) -> str:
    given = {
        "dossier": name(one.ruling.case),
        "line": schedule.line(one.ruling.line, one.ruling.start).name[lang].lower(),
    }
    if one.last_day is None:
        return said("answer", "also-not-yet", lang, **given)
    return said("answer", "also", lang, on=day_in_words(one.last_day, lang), **given)
