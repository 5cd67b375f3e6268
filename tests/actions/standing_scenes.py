"""Applications assessed when sent, by rules of which some look at today, the committee or the jury."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions.eligibility.assessments import store_assessment
from incubator.store import Application, AssessmentRow, Call, Entry, Standing
from incubator.store.editions import published
from tests import scenes
from tests.conftest import NOW

REGISTERED_ON = date(2024, 6, 15)
TWO_YEARS = date(2026, 6, 15)
COMMITTEE = date(2026, 4, 10)
RULES = """
[[edition.eligibility]]
id = "young"
rule = "date"
fact = "registered_on"
under = "2 years"
at = "now"

[[edition.eligibility]]
id = "money"
rule = "amount"
fact = "private_funds"
at_most = "200000 EUR"

[[edition.eligibility]]
id = "pitched"
rule = "choice"
fact = "applicant_kind"
one_of = ["legal_person"]
at = "committee"
owner = "founders"

[[edition.eligibility]]
id = "growth"
rule = "judgement"
severity = "target"
words = { en = "High growth potential", fr = "Fort potentiel de croissance" }

[[edition.eligibility]]
id = "not_inside"
rule = "choice"
severity = "warn"
fact = "open_enrolments"
none_of = ["booster"]

[[edition.eligibility]]
id = "no_ties"
rule = "count"
severity = "target"
of = "ties"
where = { kind = "is", to = ["juror"] }
at_most = 0
"""


def call(session: Session, **given: Any) -> Call:
    held = session.scalar(select(Call).limit(1))
    if held is not None:
        return held
    edition = published(session, "shaker", "standing") or scenes.edition(session, key="standing", more=RULES)
    made = scenes.call(session, **{"edition_id": edition.id, "committee_on": COMMITTEE, **given})
    assert isinstance(made, Call)
    return made


def waiting(
    session: Session, name: str = "Lumen Bio", *, registered_on: date = REGISTERED_ON, **given: Any
) -> Application:
    """Sent and assessed at NOW: a company, young until the day it turns two."""
    venture = scenes.venture(session, name)
    venture.kind, venture.registered_on, venture.private_funds_eur = "company", registered_on, 50_000
    application = scenes.application(session, call(session), venture, **given)
    scenes.steps(session, application, "draft", application.state)
    store_assessment(session, application, occasion="sent", at=NOW)
    return application


def standing(session: Session, application: Application) -> Standing:
    return session.get_one(Standing, application.id, populate_existing=True)


def kept(session: Session, application: Application) -> list[tuple[str, str]]:
    """Occasion and verdict of each assessment kept, the oldest first."""
    query = select(AssessmentRow.occasion, AssessmentRow.verdict).order_by(AssessmentRow.at, AssessmentRow.id)
    rows = session.execute(query.where(AssessmentRow.application_id == application.id))
    return [(occasion, verdict) for occasion, verdict in rows]


def told(session: Session, application: Application) -> list[dict[str, Any]]:
    """What the journal holds of new looks."""
    query = select(Entry.data).where(Entry.subject_id == application.id, Entry.action == "look_again")
    return list(session.scalars(query.order_by(Entry.seq)))
