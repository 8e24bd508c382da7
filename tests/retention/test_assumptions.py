"""What is open in the schedule stands on the page of assumptions, and the other way round."""

from __future__ import annotations

from retention.assumptions import assumptions
from retention.loading import shipped
from retention.schedule import Mark


def test_every_mark_of_the_schedule_is_an_assumption() -> None:
    lines = shipped().versions[-1].classes
    for mark, wanted in (
        (Mark.OPEN, lambda line: line.open_marks),
        (Mark.CONCLUDED, lambda line: Mark.CONCLUDED in (line.period_mark, line.start_mark)),
    ):
        named = {one for found in assumptions() if found.mark is mark for one in found.classes}
        assert {one for one, line in lines.items() if wanted(line)} <= named


def test_what_has_no_category_is_told() -> None:
    (categories,) = [one for one in assumptions() if one.id == "categories"]
    lines = shipped().versions[-1].classes.values()
    assert set(categories.classes) == {one.id for one in lines if not one.category and one.period is not None}


def test_each_has_an_owner_a_date_and_both_languages() -> None:
    found = assumptions()
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert one.on.year >= 2026
        assert set(one.owner) == set(one.text) == {"nl", "en"}
        assert one.mark is not Mark.STATED
