"""A text is put together when it is read, and reads the same as one written at once."""

from __future__ import annotations

from datetime import date

from incubator.errors import Refused
from incubator.words import Words, both, counted, day, joined
from tests.workflows.eligible import judged

EN, FR = "en", "fr"


def test_nothing_is_written_before_it_is_read() -> None:
    asked: list[str] = []

    def render(language: str) -> str:
        asked.append(language)
        return language

    text = Words("({what})", "[{what}]").format(what=joined([both(render), both(render)]))
    before = list(asked)

    assert text.fr == "[fr et fr]"
    assert (before, asked) == ([], [FR, FR])


def test_text_written_late_equals_the_same_text_written_at_once() -> None:
    late = Words("{days} until {day}", "{days} d’ici au {day}").format(
        days=counted(2, Words("day", "jour"), Words("days", "jours")),
        day=both(lambda language: day(date(2027, 3, 1), language)),
    )
    at_once = Words("2 days until 1 March 2027", "2\u00a0jours d’ici au 1er mars 2027")

    assert (late, hash(late), repr(late)) == (at_once, hash(at_once), repr(at_once))
    assert late.written() == at_once
    assert late != Words("2 days until 1 March 2027", "")


def test_refusal_keeps_what_it_said_when_it_was_raised() -> None:
    closes_on = [date(2027, 3, 30)]
    text = both(lambda language: day(closes_on[0], language))

    refusal = Refused(text, reasons=[text])
    closes_on[0] = date(2028, 1, 1)

    assert (refusal.words.en, refusal.reasons[0].en) == ("30 March 2027", "30 March 2027")


def test_a_rule_that_is_judged_writes_no_sentence() -> None:
    asked: list[str] = []

    def label(language: str) -> str:
        asked.append(language)
        return "Honest"

    question = {"key": "honest", "kind": "yes_no", "label": both(label)}
    rules = (
        {"id": "one", "rule": "declaration", "question": "honest"},
        {"id": "two", "rule": "not", "of": {"rule": "answer", "question": "honest", "equal": True}},
    )
    assessment = judged(*rules, facts={"answers": {"honest": True}}, questions=(question,))
    before = list(asked)

    assert [finding.result for finding in assessment.findings] == ["met", "unmet"]
    assert assessment.findings[0].required.en == "“Honest”: yes"
    assert (before, asked) == ([], [EN])
