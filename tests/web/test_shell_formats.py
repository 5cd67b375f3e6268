"""Dates, money and lengths as a reader expects them, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask, g

from incubator.web import formats
from incubator.web.bars import budget_bar, term_bar
from incubator.web.forms.fields import control_type, read_instant
from incubator.words import NARROW, WIDE

NOW = datetime(2027, 3, 18, 9, 42, tzinfo=UTC)  # Thursday, 10:42 in Paris
N, W = NARROW, WIDE


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (NOW + timedelta(days=12), "in 12 days", f"dans{W}12{W}jours"),
        (date(2027, 3, 30), "in 12 days", f"dans{W}12{W}jours"),
        (date(2027, 3, 19), "tomorrow", "demain"),
        (date(2027, 3, 18), "today", "aujourd’hui"),
        (date(2027, 3, 17), "yesterday", "hier"),
        (date(2027, 3, 16), "2 days ago", f"il{W}y{W}a{W}2{W}jours"),
        (NOW + timedelta(hours=48), "in 2 days", f"dans{W}2{W}jours"),
        (NOW + timedelta(hours=47, minutes=59), "in 47 hours", f"dans{W}47{W}heures"),
        (NOW + timedelta(hours=1), "in 1 hour", f"dans{W}1{W}heure"),
        (NOW + timedelta(minutes=59), "in 59 minutes", f"dans{W}59{W}minutes"),
        (NOW + timedelta(seconds=5), "in 1 minute", f"dans{W}1{W}minute"),
        (NOW - timedelta(hours=3), "3 hours ago", f"il{W}y{W}a{W}3{W}heures"),
        (NOW + timedelta(days=4000), "in 4,000 days", f"dans{W}4{N}000{W}jours"),
    ],
)
def test_how_far_away_is_exact(value: date | datetime, english: str, french: str) -> None:
    words = formats.relative_words(value, NOW, "Europe/Paris")

    assert (words.en, words.fr) == (english, french)


def test_the_day_of_the_clock_change_is_one_day() -> None:
    before = datetime(2027, 3, 27, 23, 30, tzinfo=UTC)  # Sunday 28, 00:30 in Paris; 23 hours long

    assert formats.relative_words(date(2027, 3, 29), before, "Europe/Paris").en == "tomorrow"


@pytest.mark.parametrize(
    ("template", "english", "french"),
    [
        ("{{ at|instant }}", "Thursday 18 March 2027 at 10:42 (Paris time)",
         f"jeudi 18 mars 2027 à 10{W}h{W}42 (heure de Paris)"),
        ("{{ at|instant('Asia/Seoul') }}", "Thursday 18 March 2027 at 18:42 (Seoul time)",
         f"jeudi 18 mars 2027 à 18{W}h{W}42 (heure de Seoul)"),
        ("{{ at|day }}", "18 March 2027", "18 mars 2027"),
        ("{{ at|weekday }}", "Thursday 18 March 2027", "jeudi 18 mars 2027"),
        ("{{ at|short_day }}", "18 Mar 2027", "18/03/2027"),
        ("{{ at|clock_time }}", "10:42", f"10{W}h{W}42"),
        ("{{ 1250000|euros }}", "€1,250,000", f"1{N}250{N}000{W}€"),
        ("{{ 37|half_days }}", f"18.5{W}days", f"18,5{W}jours"),
        ("{{ 2|half_days }}", f"1{W}day", f"1{W}jour"),
        ("{{ 3|half_days }}", f"1.5{W}days", f"1,5{W}jour"),
        ("{{ 0|half_days }}", f"0{W}days", f"0{W}jour"),
        ("{{ label('state.application.decided', 'founder') }}", "Being reviewed", "En évaluation"),
        ("{{ label('state.application.withdrawn', 'founder') }}", "Withdrawn", "Retirée"),
        ("{{ source_label('answer:private_money') }}", "Answers", "Réponses"),
        ("{{ reference_label('2027-03-30') }}", "On a fixed date", "À date fixe"),
        ("{{ none|words }}", "", ""),
    ],
)  # fmt: skip
def test_a_template_speaks_the_readers_language(app: Flask, template: str, english: str, french: str) -> None:
    said = []
    compiled = app.jinja_env.from_string(template)  # once: nothing may be computed with the first reader
    for language in ("en", "fr"):
        with app.test_request_context():
            g.language = language
            said.append(compiled.render(at=NOW))

    assert said == [english, french]


@pytest.mark.parametrize(
    "text",
    [
        "2027-03-30T14:00",
        "30/3/2027 14:00",
        "30 mars 2027 à 14 h 00",
        "30 March 2027 at 14:00",
        "30.3.2027 14h",
    ],
)
def test_an_instant_is_read_as_people_write_it(text: str) -> None:
    assert read_instant(text, "Europe/Paris") == datetime(2027, 3, 30, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2027-03-28T02:30", "30/3/2027", "14:00", "31/2/2027 14:00", "30/3/2027 25:00", "", "soon",
        "30/3/2027" + " " * 60 + "14:00",
    ],
)  # fmt: skip
def test_an_instant_that_does_not_exist_is_refused(text: str) -> None:
    assert not _is_understood(text)


def _is_understood(text: str) -> bool:
    try:
        read_instant(text, "Europe/Paris")
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("value", "kind"), [("", "date"), ("2027-03-30", "date"), ("30 mars", "text"), ("2027-03-30 ", "text")]
)
def test_a_date_that_was_not_understood_is_shown_as_typed(value: str, kind: str) -> None:
    assert control_type("date", value) == kind


def test_a_term_bar_counts_both_its_days() -> None:
    bar = term_bar(date(2027, 6, 1), date(2027, 6, 10), today_on=date(2027, 6, 5))

    assert (bar.main.x, bar.main.width, bar.today) == (0, 100, 40)
    assert (bar.day_number, bar.day_count) == (5, 10)


def test_an_extension_follows_the_term_and_what_is_asked_follows_it() -> None:
    bar = term_bar(
        date(2027, 6, 1), date(2027, 6, 10), today_on=date(2027, 7, 30),
        extended_on=date(2027, 6, 15), asked_on=date(2027, 6, 20),
    )  # fmt: skip

    assert (bar.main.width, bar.extension, bar.asked) == (50, bar.extension, bar.asked)
    assert bar.extension is not None
    assert bar.asked is not None
    assert [(span.x, span.width) for span in (bar.extension, bar.asked)] == [(50, 25), (75, 25)]
    assert bar.today is None


def test_a_budget_bar_shows_what_is_left_and_what_is_too_much() -> None:
    assert [budget_bar(40, confirmed=21, logged=4).left, budget_bar(10, confirmed=11).left] == [15, -1]
    assert budget_bar(None, confirmed=3).left is None
    assert [span.width for span in budget_bar(40, confirmed=20, logged=4).parts] == [50, 10]
    assert [span.width for span in budget_bar(0, confirmed=0).parts] == [0, 0]
