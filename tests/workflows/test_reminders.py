"""Reminders at 08:00 on working days, once for each date, while they are of use."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import ValidationError

from incubator.workflows.offsets import Offset
from incubator.workflows.reminders import (
    PlannedReminder,
    ReminderRule,
    ReminderSubject,
    plan,
)  # fmt: skip
from incubator.workflows.working_days import public_holidays, working_day

CLOSES = datetime(
    2027, 3, 30, 12, 0, tzinfo=UTC
)  # the Tuesday after Easter, 14:00 in Paris; new hour on the 28th
INES, TOMAS, MARC = "ines", "tomas", "marc"


def rule(kind: str, anchor: str, offset: str, **more: object) -> ReminderRule:
    return ReminderRule.model_validate({"kind": kind, "anchor": anchor, "offset": offset, **more})


CLOSE_7D = rule("close_7d", "call_closing", "-7 days")
CLOSE_2D = rule("close_2d", "call_closing", "2 days before")
CLOSE_2H = rule("close_2h", "call_closing", "-2 hours")


def draft(closes_at: datetime = CLOSES, **more: object) -> ReminderSubject:
    known: dict[str, object] = {"anchors": {"call_closing": closes_at}, "people": {"founders": [INES]}} | more
    return ReminderSubject(kind="application", id="a1", **known)  # type: ignore[arg-type]  # named by each test


def enrolment(**anchors: date) -> ReminderSubject:
    people = {"founders": [INES, TOMAS], "lead": [INES], "managers": [MARC]}
    return ReminderSubject(kind="enrolment", id="e1", anchors=anchors, people=people)  # type: ignore[arg-type]  # same


def due(rule: ReminderRule, subject: ReminderSubject) -> datetime:
    (planned,) = plan([rule], subject)
    return planned.due_at


def utc(day: int, hour: int, month: int = 3) -> datetime:
    return datetime(2027, month, day, hour, 0, tzinfo=UTC)


def test_reminder_is_planned_with_its_date_and_its_end() -> None:
    planned = plan([CLOSE_7D], draft())

    assert planned == (
        PlannedReminder(
            kind="close_7d", subject_kind="application", subject_id="a1", to=INES,
            occurrence="close_7d@2027-03-30T12:00:00Z", due_at=utc(23, 7), useless_after=CLOSES,
        ),
    )  # fmt: skip


def test_weekend_and_change_of_clocks_move_it_earlier_to_eight_in_paris() -> None:
    assert due(CLOSE_2D, draft()) == utc(26, 7)  # Sunday 28 becomes Friday 26, winter time
    assert due(CLOSE_2D, draft(CLOSES + timedelta(days=2))) == utc(30, 6)  # a Tuesday, summer time


@pytest.mark.parametrize(
    ("last_day", "due_at"),
    [
        (date(2027, 4, 5), utc(26, 7)),  # Easter Monday, then the weekend: Friday
        (date(2027, 5, 13), utc(5, 6, month=5)),  # Ascension Day: the eve
        (date(2027, 7, 21), utc(13, 6, month=7)),  # 14 July: the eve
    ],
)
def test_public_holiday_moves_it_earlier(last_day: date, due_at: datetime) -> None:
    assert (
        due(rule("end_7", "enrolment_end", "-7 days", to=["lead"]), enrolment(enrolment_end=last_day))
        == due_at
    )


def test_two_brought_together_by_a_weekend_are_one() -> None:
    monday = CLOSES + timedelta(days=13)
    close_1d = rule("close_1d", "call_closing", "-1 day")

    planned = plan([close_1d, CLOSE_7D, CLOSE_2D], draft(monday))

    assert [(reminder.kind, reminder.due_at) for reminder in planned] == [
        ("close_7d", utc(5, 6, month=4)), ("close_1d", utc(9, 6, month=4)),
    ]  # fmt: skip


def test_hours_are_exact_even_on_a_sunday() -> None:
    sunday = datetime(2027, 4, 4, 20, 0, tzinfo=UTC)

    assert due(CLOSE_2H, draft(sunday)) == sunday - timedelta(hours=2)


def test_on_the_day_it_still_comes_before_an_early_closing() -> None:
    early = datetime(2027, 3, 31, 5, 0, tzinfo=UTC)  # 07:00 in Paris
    on_the_day = rule("close_0d", "call_closing", "0 days")

    assert due(on_the_day, draft(early)) == utc(30, 6)
    assert due(on_the_day, draft()) == utc(30, 6)


def test_day_lasts_to_its_midnight() -> None:
    (planned,) = plan(
        [rule("end_0", "enrolment_end", "0 days", to=["lead"])], enrolment(enrolment_end=date(2027, 3, 30))
    )

    assert planned.useless_after == utc(30, 22)
    assert planned.occurrence == "end_0@2027-03-29T22:00:00Z"


def test_moving_the_date_makes_another_occurrence() -> None:
    (before,), (after,) = plan([CLOSE_7D], draft()), plan([CLOSE_7D], draft(CLOSES + timedelta(days=7)))

    assert (before.occurrence, after.occurrence) == (
        "close_7d@2027-03-30T12:00:00Z", "close_7d@2027-04-06T12:00:00Z"
    )  # fmt: skip


def test_once_stays_once_when_the_date_moves() -> None:
    once = rule("coaching_low", "coaching_low", "0 days", to=["lead"], once=True)

    occurrences = {
        plan([once], enrolment(coaching_low=on))[0].occurrence for on in (date(2027, 3, 2), date(2027, 4, 2))
    }

    assert occurrences == {"coaching_low@once"}


def test_one_kind_may_come_several_times() -> None:
    rules = [rule("close", "call_closing", offset) for offset in ("-7 days", "-2 days")]

    planned = plan(rules, draft())

    assert [reminder.occurrence for reminder in planned] == [
        "close-7 days@2027-03-30T12:00:00Z", "close-2 days@2027-03-30T12:00:00Z",
    ]  # fmt: skip


def test_what_is_done_or_has_no_date_plans_nothing() -> None:
    assert plan([CLOSE_7D, CLOSE_2D], draft(is_done=True)) == ()
    assert plan([CLOSE_7D, CLOSE_2D], draft(anchors={})) == ()
    assert plan([CLOSE_7D], enrolment(enrolment_end=date(2027, 3, 30))) == ()


def test_what_was_due_before_the_draft_began_is_not_planned() -> None:
    planned = plan([CLOSE_7D, CLOSE_2D], draft(since=utc(24, 9)))

    assert [reminder.kind for reminder in planned] == ["close_2d"]


def test_everybody_is_reminded_once_in_the_order_of_the_days() -> None:
    rules = [
        rule("end_7", "enrolment_end", "-1 week", to=["founders", "lead", "managers"]),
        rule("end_60", "enrolment_end", "-60 days", to=["lead"]),
    ]

    planned = plan(rules, enrolment(enrolment_end=date(2027, 3, 30)))

    assert [(reminder.kind, reminder.to) for reminder in planned] == [
        ("end_60", INES), ("end_7", INES), ("end_7", MARC), ("end_7", TOMAS),
    ]  # fmt: skip


def test_reminder_after_something_never_comes_before_it() -> None:
    friday = datetime(2027, 4, 9, 15, 0, tzinfo=UTC)
    people = {"lead": [INES]}
    logged = ReminderSubject("coaching_day", "d1", {"coaching_logged": friday}, people)  # type: ignore[arg-type]  # same

    (after_one,) = plan([rule("session_confirm", "coaching_logged", "1 day after", to=["lead"])], logged)
    (after_five,) = plan([rule("session_confirm", "coaching_logged", "+5 days", to=["lead"])], logged)

    assert after_one.due_at == utc(12, 6, month=4)
    assert after_five.due_at == utc(14, 6, month=4)
    assert after_five.useless_after == friday + timedelta(days=7)


def test_useless_date_may_be_told() -> None:
    late = rule("review_late", "review_due", "3 days after", to=["lead"], useless_after="10 days")

    (planned,) = plan([late], enrolment(review_due=date(2027, 3, 30)))

    assert (planned.due_at, planned.useless_after) == (utc(2, 6, month=4), utc(9, 22, month=4))


@pytest.mark.parametrize(
    ("reminder", "is_too_late"),
    [
        (rule("late", "call_closing", "1 day after"), True),
        (rule("late", "call_closing", "2 hours after"), True),
        (rule("late", "coaching_logged", "8 days after"), True),
        (rule("late", "call_closing", "-1 day", useless_after="-2 days"), True),
        (rule("late", "call_closing", "2 hours after", useless_after="2 hours after"), True),
        (rule("late", "call_closing", "1 hour after", useless_after="1 hour after"), True),
        (rule("on_the_day", "call_closing", "0 days"), False),
        (rule("on_the_day", "call_closing", "1 day after", useless_after="1 day after"), False),
        (rule("on_the_day", "call_closing", "24 hours after", useless_after="1 day after"), False),
        (rule("session_confirm", "coaching_logged", "7 days after"), False),
        (CLOSE_7D, False),
        (CLOSE_2H, False),
    ],
)
def test_a_reminder_is_too_late_when_it_is_of_no_use_any_more(
    reminder: ReminderRule, is_too_late: bool
) -> None:
    assert reminder.is_too_late is is_too_late


@pytest.mark.parametrize("offset", ["", "soon", "7", "-7 days before", "7 fortnights", "1.5 days", 7])
def test_unknown_moment_is_refused_with_an_example(offset: object) -> None:
    with pytest.raises(ValidationError, match="write for example “7 days before”"):
        rule("close", "call_closing", offset)  # type: ignore[arg-type]  # what a file may hold


@pytest.mark.parametrize("text", ["-7 days", "5 days", "-24 hours", "0 days", "1 months", "-2 months"])
def test_moment_is_written_as_it_is_read(text: str) -> None:
    assert str(Offset.parse(text)) == text


def test_rule_reads_as_a_sentence() -> None:
    words = rule("end_60", "enrolment_end", "2 months before", to=["founders", "managers"]).words

    assert words.en == "2 months before: the last day, to the founders and the programme managers"
    assert words.fr.replace("\u00a0", " ") == (
        "2 mois avant : le dernier jour, "
        "à l’attention de : l’équipe fondatrice et les responsables du programme"
    )


def test_holidays_of_a_year_are_eleven() -> None:
    days = sorted(public_holidays(2027))

    assert [f"{day:%d/%m}" for day in days] == [
        "01/01", "29/03", "01/05", "06/05", "08/05", "17/05", "14/07", "15/08", "01/11", "11/11", "25/12",
    ]  # fmt: skip
    assert working_day(date(2027, 1, 1)) == date(2026, 12, 31)
    assert working_day(date(2027, 5, 6), later=True) == date(2027, 5, 7)
