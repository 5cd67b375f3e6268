"""Applications under rules of every shape: groups, later conditions, opinions, dates that run out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from incubator.store import Answer, Application, Call, add
from tests import cast, scenes
from tests.conftest import NOW

ENTRY = date(2026, 9, 1)
RUNS_OUT = date(2026, 3, 14)  # registered two years before
RULES = """
[[edition.eligibility]]
id = "age"
rule = "date"
fact = "registered_on"
under = "2 years"
at = "now"

[[edition.eligibility]]
id = "small"
rule = "any"
of = [
  { rule = "amount", fact = "private_funds", at_most = "200000 EUR" },
  { rule = "all", of = [
    { rule = "choice", fact = "sector", one_of = ["health"] },
    { rule = "judgement", id = "promise", words = { en = "A promising team", fr = "Une équipe qui promet" } },
  ] },
]

[[edition.eligibility]]
id = "lease"
rule = "choice"
fact = "sector"
one_of = ["health"]
at = "entry"
owner = "manager"
words = { en = "A lease is signed", fr = "Un bail est signé" }

[[edition.eligibility]]
id = "project_only"
rule = "date"
fact = "registered_on"
before = "then"
at = "call_closing"
when = { rule = "choice", fact = "applicant_kind", is = "natural_person" }

[[edition.eligibility]]
id = "growth"
rule = "judgement"
severity = "target"
words = { en = "A strong growth potential", fr = "Un fort potentiel de croissance" }
"""


def call(session: Session, *, rules: str = RULES, key: str = "rules", **given: Any) -> Call:
    """Of the Booster, closing at the end of March."""
    edition = scenes.edition(session, "booster", key=key, more=rules)
    values = {"edition_id": edition.id, "entry_on": ENTRY, "code": "BST-26R", "slug": "bst-26r", **given}
    made = scenes.call(session, "booster", **values)
    assert isinstance(made, Call)
    return made


def sent(
    session: Session, of: Call, *, name: str = "Halobiote", state: str = "submitted",
    registered_on: date | None = date(2024, 3, 14), funds: int | None = 240_000, sector: str = "environment",
    **given: Any,
) -> Application:  # fmt: skip
    """A company that is two years old twelve days from now."""
    venture = scenes.venture(session, name)
    venture.kind, venture.registered_on, venture.private_funds_eur = "company", registered_on, funds
    venture.sector = sector
    values = {"submitted_at": NOW - timedelta(days=1), "sent_at": NOW - timedelta(days=1), **given}
    made = scenes.application(session, of, venture, state=state, lead_id=cast.founder(session).id, **values)
    scenes.steps(session, made, state)
    add(session, Answer(application_id=made.id, question="pitch", value="Des enzymes", written_at=NOW))
    session.flush()
    assert isinstance(made, Application)
    return made
