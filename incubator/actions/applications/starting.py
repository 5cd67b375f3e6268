"""Open a draft: the same one however often Apply is pressed; nothing is asked twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from incubator.actions import journal, people, ventures
from incubator.actions.applications.carrying import carry_over
from incubator.actions.closings import closing_of_call
from incubator.actions.people import authority
from incubator.actions.replanning import replan
from incubator.errors import Gone, NotFound, Refused
from incubator.store import search
from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.store.ventures import Membership, Venture
from incubator.words import Words, both, instant


def start(
    session: Session, call: Call, *, actor: Person, at: datetime, venture: Venture | None = None
) -> Application:
    """The draft for this call: the existing one, or a new one with what is already known.

    Without a venture, the founder's latest is used, or a new project is made.
    Refused while the call is not open, Gone once it has closed.
    """
    if venture is not None and not authority.is_member(actor, venture):
        raise NotFound()
    session.execute(select(Call.id).where(Call.id == call.id).with_for_update())  # two presses queue here
    existing = _existing(session, call, actor, venture)
    if existing is not None:
        return existing
    _check_open(call, at)
    people.give_role(session, actor, "founder", actor=actor, at=at)
    venture = venture or _latest_venture(session, actor) or _new_project(session, actor, at=at)
    application = Application(
        ref=_next_ref(session, call), call_id=call.id, venture_id=venture.id, lead_id=actor.id,
        state="draft", language=actor.language, created_at=at, state_since=at,
    )  # fmt: skip
    application.search = search.text_of(
        application.ref, venture=venture.name, lead=actor.name, email=actor.email
    )
    add(session, application)
    session.flush()
    search.index(session, application)
    journal.record(session, application, action="start", actor=actor, at=at, to_state="draft")
    carry_over(session, application, actor=actor, at=at)
    replan(session, application, at=at)
    return application


def _existing(session: Session, call: Call, actor: Person, venture: Venture | None) -> Application | None:
    query = select(Application).where(Application.call_id == call.id)
    if venture is not None:
        return session.scalar(query.where(Application.venture_id == venture.id))
    mine = select(Membership.venture_id).where(Membership.person_id == actor.id)
    own = or_(Application.lead_id == actor.id, Application.venture_id.in_(mine))
    return session.scalar(query.where(own).order_by(Application.created_at.desc()).limit(1))


def _check_open(call: Call, at: datetime) -> None:
    if call.state != "published":
        raise NotFound()
    if at < call.opens_at:
        opening = both(lambda language: instant(call.opens_at, call.zone, language))
        raise Refused(
            Words(
                "This call opens on {at}. Come back then: your draft will start here.",
                "Cet appel ouvre le {at}. Revenez à ce moment-là pour commencer votre candidature.",
            ).format(at=opening)
        )
    if closing_of_call(call).receives(at) != "open":
        raise Gone(
            Words(
                "This call has closed. See the calls that are open, or write to us about the next one.",
                "Cet appel est clos. Voyez les appels ouverts, ou écrivez-nous au sujet du prochain.",
            )
        )


def _latest_venture(session: Session, actor: Person) -> Venture | None:
    query = (
        select(Venture)
        .join(Membership, Membership.venture_id == Venture.id)
        .where(Membership.person_id == actor.id)
        .order_by(Membership.since_at.desc(), Venture.id.desc())
        .limit(1)
    )
    return session.scalar(query)


def _new_project(session: Session, actor: Person, *, at: datetime) -> Venture:
    """A name to begin with; the founder changes it on the company page."""
    who = actor.name or actor.email.split("@")[0]
    name = Words("Project of {who}", "Projet de {who}").format(who=who)[actor.language]
    return ventures.create(session, ventures.VentureFacts(name=name), lead=actor, at=at)


def _next_ref(session: Session, call: Call) -> str:
    """SHK-27A-0042: counted in the database, so that no number is given twice."""
    number = session.scalar(
        update(Call)
        .where(Call.id == call.id)
        .values(last_number=Call.last_number + 1)
        .returning(Call.last_number),
        execution_options={"synchronize_session": False},
    )
    session.expire(call, ["last_number"])
    return f"{call.code}-{number:04d}"
