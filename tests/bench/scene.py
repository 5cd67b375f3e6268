"""Who visits what: people signed in, and the addresses of the pages that are measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions.people import accounts
from incubator.clock import SystemClock
from incubator.running import Running
from incubator.store import Application, Call, Person
from incubator.store.folding import fold
from tests.bench.season import LARGE, OPEN

COOKIE = "incubator_sign_in"


@dataclass(frozen=True)
class Scene:
    call_id: str
    slug: str  # of the large call
    open_slug: str
    manager: str  # cookies
    founder: str
    enrolled: str
    ref: str  # an application in the middle of the large call
    deep_key: str
    two_words: str
    accents: str
    typo: str
    eligible: tuple[str, ...]  # references, to be moved one by one
    drafts: tuple[tuple[str, str], ...]  # (reference, the founder's cookie), ready to be sent


def scene(running: Running, *, drafts: int) -> Scene:
    with running.database.writing() as session:
        call, other = (
            session.scalars(select(Call).where(Call.code == intake.code)).one() for intake in (LARGE, OPEN)
        )
        reviewed = _in_state(session, call, "in_review")
        one = reviewed[len(reviewed) // 2]
        entered = _in_state(session, call, "entered")[0]
        name = max(one.venture.name.split(), key=len)
        folded = fold(name)
        return Scene(
            call_id=call.id, slug=call.slug, open_slug=other.slug, manager=_manager(session),
            founder=_signed_in(session, one.lead), enrolled=_signed_in(session, entered.lead), ref=one.ref,
            deep_key=f"n~{_deep(session, call)}", two_words=f"{folded} {fold(one.lead.name.split()[-1])}",
            accents=name.upper(), typo=folded[:3] + folded[4:],
            eligible=tuple(row.ref for row in _in_state(session, call, "eligible", limit=100)),
            drafts=tuple(
                (row.ref, _signed_in(session, row.lead)) for row in _in_state(session, other, "draft", drafts)
            ),
        )  # fmt: skip


def _in_state(session: Session, call: Call, state: str, limit: int = 5000) -> Sequence[Application]:
    query = select(Application).where(Application.call_id == call.id, Application.state == state)
    return session.scalars(query.order_by(Application.id).limit(limit)).all()


def _deep(session: Session, call: Call) -> str:
    """Nine tenths down the list."""
    query = select(Application.id).where(Application.call_id == call.id).order_by(Application.id)
    return session.scalars(query.offset(int(call.last_number * 0.9)).limit(1)).one()


def _manager(session: Session) -> str:
    person = session.scalars(select(Person).where(Person.email == "manager@staff.example.org")).one()
    return _signed_in(session, person)


def _signed_in(session: Session, person: Person) -> str:
    """As after the link in the mail was used: a row in the database and its token in a cookie."""
    return f"{COOKIE}={accounts.welcome(session, person, at=SystemClock().now()).token}"
