"""docs/findings.md: the JSON answers and the conventions on dates, written from the code itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask

from incubator.cli import KEY
from incubator.cli.documents.markdown import head, table, whole
from incubator.cli.terms import document
from incubator.running import Running
from incubator.workflows.catalogue import Catalogue
from incubator.workflows.eligibility import REFERENCES, References, assess, read_facts
from incubator.workflows.eligibility.references import WORDS
from incubator.workflows.terms import Length, compute_term

EXAMPLE = {
    "registered_on": "2025-02-03",
    "applicant_kind": "legal_person",
    "sources": {"registered_on": "registry"},
}
CONVENTIONS = """\
* “Under 2 years” holds until the day before the second anniversary of the registration date. On the
  anniversary itself the company is 2 years old, and the rule is unmet. A company registered on 29
  February has its anniversary on 28 February in a year without a 29th.
* “At most €200,000” allows the amount itself.
* A company “exists by” a day when it is registered on that day at the latest; “before” that day,
  when it is registered on the eve at the latest.
* The instant of submission is the first sending, even when the application is sent again before the
  closing. The answers judged are the latest ones. Before it is sent, rules on the submission are
  judged as if it were sent now.
* A date used by a rule is the local day, in the zone of the installation.
* A rule due later than now is a deferred condition: it is judged on its own date as far as is
  known, names who sees to it, and does not count in the verdict. It blocks entry, not submission.
  For `eligibility assess`, now is `--at now=…`, otherwise the submission, otherwise the present.
* Unknown is not false: a missing fact gives `unknown`, and an empty answer reads like a missing
  one. A registered company is taken for a legal person where nobody says who applies.
* The verdict is the worst of the `block` rules that are due and not waived: unmet, then unknown,
  then met. Rules of severity `warn` and `target` stand beside it.
* `flips_on` is the first day on which time alone changes the result. Time moves what is not sent yet
  (or is sent right now), what is judged today, and a day of the programme that is not set yet: whenever
  it will be, from today on. Once sent, a rule on the submission no longer changes by itself: null.
* Two currencies are never compared: such an amount is unknown. 1,000 per month is 12,000 per year.
* A list that is left out is unknown; an empty list says there is none. What is not known about an
  entry leaves it open whether it counts: the answer is given where it does not matter.
* Looking back over 3 years from 30 January 2024, 30 January 2021 still counts. So many months of stay
  are as many days as the months before that day have; a day in two places counts once.
* A term runs from its first day to the day before start + length, month ends clamped: 1 June + 6
  months ends on 30 November; 31 August 2026 + 6 months on 27 February 2027, + 12 months on 30
  August 2027, always from the original start. A pause counts both its days and moves the end by as
  many.
"""
FINDING = {
    "id": "the rule’s id in the edition; empty for a part of a group",
    "rule": "the kind of rule",
    "severity": "`block`, `warn` or `target`",
    "result": "`met`, `unmet` or `unknown`",
    "reference": "what the rule is judged on: a name from the list above, or a date of its own",
    "on": "the day used; null when that reference has no date yet",
    "required": "what is asked for, in both languages",
    "found": "what was found, in both languages; null when it is unknown",
    "source": "where the fact comes from",
    "flips_on": "the first day on which time alone changes the result, or null",
    "deferred": "true when the rule is due later than now",
    "owner": "who sees to a deferred condition: `founders`, `manager`, `director`",
    "sentence": "the reason, with its arithmetic, in both languages",
    "parts": "the findings of a group’s rules, or of a rule’s condition",
    "missing": "the facts and questions that would settle what is unknown",
}
ANSWER = {
    "programme": "its key",
    "edition": "the key of the edition whose rules were used",
    "verdict": "`met`, `unmet` or `unknown`",
    "findings": "one for each rule, in the order of the edition",
}
TERM = {
    "start": "the first day",
    "last_day": "the last day",
    "steps": "the length, each extension and each pause: `what`, `months`, `days`, and the `last_day` so far",
    "sentence": "the arithmetic, in both languages",
}


def page(app: Flask) -> str:
    running: Running = app.extensions[KEY]
    return whole([*_dates(), *_answer(running.catalogue), *_term(), *_conventions()])


def _dates() -> Iterator[str]:
    yield from head("Findings and dates")
    yield "What rules look at is in [facts.md](facts.md), what they say in [rules.md](rules.md)."
    yield ""
    yield "## The dates of a rule"
    yield ""
    yield "Given as `--at NAME=ISO`, a day (`2027-09-01`) or an instant (`2027-03-30T14:00+02:00`)."
    yield ""
    yield from table(("name", "what it is"), ((f"`{name}`", WORDS[name].en) for name in REFERENCES))


def _answer(catalogue: Catalogue) -> Iterator[str]:
    yield "## The JSON of `eligibility assess`"
    yield ""
    yield from table(("key", "value"), ((f"`{key}`", said) for key, said in ANSWER.items()))
    yield "A finding:"
    yield ""
    yield from table(("key", "value"), ((f"`{key}`", said) for key, said in FINDING.items()))
    edition = catalogue.edition("booster", "2019")
    at = datetime(2027, 3, 30, 12, tzinfo=UTC)
    found = assess(edition, read_facts(EXAMPLE), References(submission=at), now=at, zone="Europe/Paris")
    yield "The finding on age for the facts above, Booster edition 2019, submitted on 30 March 2027:"
    yield from ("", *_json(found.finding("age").as_json()), "")


def _term() -> Iterator[str]:
    yield "## The JSON of `terms compute`"
    yield ""
    yield from table(("key", "value"), ((f"`{key}`", said) for key, said in TERM.items()))
    term = compute_term(date(2026, 8, 31), Length.parse("6 months"), extensions=(Length.parse("6 months"),))
    yield 'For `terms compute --start 2026-08-31 --length "6 months" --extension "6 months"`:'
    yield from ("", *_json(document(term)), "")


def _conventions() -> Iterator[str]:
    yield "## Conventions"
    yield ""
    yield from CONVENTIONS.splitlines()


def _json(data: Any) -> Iterator[str]:
    yield "```json"
    yield from json.dumps(data, ensure_ascii=False, indent=2, default=_plain).splitlines()
    yield "```"


def _plain(value: Any) -> Any:
    """Words as both languages, days as ISO."""
    if isinstance(value, date):
        return value.isoformat()
    return {field.name: getattr(value, field.name) for field in fields(value)}
