"""What applicants wrote and what the rules found: a few dozen applications made by the product's own code.

The same texts and findings are then given to many applications: as heavy as real ones, quick to make.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from incubator.cli.demo.answers import answer_to
from incubator.cli.demo.companies import COMPANIES
from incubator.notices import Letter, Rendered, render
from incubator.notices.applying import Received
from incubator.notices.checking import InReview
from incubator.words import Words
from incubator.workflows.eligibility import References, assess, facts_from_answers
from incubator.workflows.programme import Edition, Programme

NUMBER = 48
COMPANY, REF = "COMPANYNAME", "REFERENCE"  # in the letters, where each application has its own
LINES = 3  # a long answer says three times as much as the demo's


@dataclass(frozen=True)
class Variant:
    """One kind of applicant: the record of the company, the answers, what is found on the day it is sent."""

    kind: str
    registered_on: date | None
    private_funds_eur: int
    sector: str
    answers: dict[str, Any]
    verdict: str
    facts: dict[str, Any]
    findings: dict[str, Any]


def variants(programme: Programme, edition: Edition, *, sent_at: datetime) -> tuple[Variant, ...]:
    return tuple(_variant(programme, edition, number, sent_at=sent_at) for number in range(NUMBER))


@lru_cache
def letter(kind: str, language: str, call: Words, sent_at: datetime) -> Rendered:
    """As the product writes it; the company's name and the reference are put in afterwards."""
    about: dict[str, Any] = {"ref": REF, "call": call, "venture": COMPANY}
    written: Letter = Received(**about, sent_at=sent_at) if kind == "received" else InReview(**about)
    return render(
        written, language, origin="http://127.0.0.1:8000", organisation="Biocluster",
        reply_to="programmes@example.org", name="Agnès Abadie",
    )  # fmt: skip


def _variant(programme: Programme, edition: Edition, number: int, *, sent_at: datetime) -> Variant:
    random = Random(number)
    companies = tuple(COMPANIES.values())
    company = companies[number % len(companies)]
    registered_on = sent_at.date() - timedelta(days=random.randint(30, 1800)) if number % 6 else None
    funds = random.choice((0, 40_000, 120_000, 260_000, 900_000))
    answers = {
        question.key: _longer(answer_to(question, company, "fr", random), question.kind)
        for question in edition.questions
        if question.kind != "file"
    }
    answers |= {
        "applicant": "legal_person" if registered_on else "project_of_company_in_formation",
        "registered_on": registered_on.isoformat() if registered_on else None,
        "private_funds": funds,
        "prototype": number % 5 != 0,
    }
    known = {question.key for question in edition.questions if question.is_shown(answers)}
    answers = {key: value for key, value in answers.items() if key in known and value is not None}
    record = {
        "kind": "company" if registered_on else "project", "registered_on": registered_on,
        "private_funds_eur": funds, "sector": company.sector, "siren": None,
    }  # fmt: skip
    past = {"open_enrolments": (), "completed_programmes": ()}
    facts = facts_from_answers(edition, answers, venture=record, history=past)
    references = References(submission=sent_at, call_closing=sent_at)
    found = assess(edition, facts, references, now=sent_at, zone="Europe/Paris")
    return Variant(
        kind=str(record["kind"]), registered_on=registered_on, private_funds_eur=funds, sector=company.sector,
        answers=answers, verdict=found.verdict, facts=facts.model_dump(mode="json"),
        findings=found.as_json(programme.key, edition.key),
    )  # fmt: skip


def _longer(value: Any, kind: str) -> Any:
    return "\n\n".join([value] * LINES) if kind == "long_text" else value
