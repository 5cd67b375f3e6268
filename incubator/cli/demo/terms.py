"""Who is in a programme: how they came in, what their mentors logged, what they asked for."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta
from sqlalchemy import select

from incubator.actions import applications, decisions, enrolments, extensions
from incubator.actions.enrolments import coaching
from incubator.actions.people import invitations
from incubator.actions.people.demo_accounts import FOUNDERS, MENTORS, STAFF
from incubator.cli.demo.selection import apply
from incubator.cli.demo.stage import Stage
from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.editions import edition_of
from incubator.store.enrolments import Enrolment
from incubator.store.people import Person
from incubator.workflows.programme import Edition

TOPICS = (
    "Plan de financement",
    "Propriété intellectuelle",
    "Accès au marché",
    "Préparer l’oral",
    "Feuille de route",
)


def tell_terms(stage: Stage, calls: dict[str, Call]) -> None:
    shaker, months = calls["shaker_past"], relativedelta(months=6)
    lumozyme = enter(stage, "lumozyme", shaker, starts_on=stage.on(13) - months)
    pepticoat = enter(stage, "pepticoat", shaker, starts_on=stage.on(40) - months)
    myceloop = enter(stage, "myceloop", shaker, starts_on=stage.on(25) - months)
    cryonide = enter(stage, "cryonide", shaker, starts_on=stage.on(20) - months)
    manager = stage.person(STAFF[0])
    _log(stage, lumozyme, "lumozyme", half_days=[1, 2, 1, 1], waiting=1)
    _log(stage, pepticoat, "pepticoat", half_days=[2, 2, 1], waiting=0)
    _extend(stage, pepticoat, "pepticoat", at=-20, is_granted=True)
    _extend(stage, myceloop, "myceloop", at=-3, is_granted=False)
    enrolments.leave(
        stage.session,
        cryonide,
        actor=manager,
        at=stage.at(-50),
        reason="L’équipe rejoint un autre laboratoire.",
    )
    genophare = enter(
        stage, "genophare", calls["booster_past"], starts_on=stage.on(1) - relativedelta(months=7)
    )
    _log(stage, genophare, "genophare", half_days=[2] * 18 + [1], waiting=2)
    proteolys = enter(
        stage, "proteolys", calls["growth_hub"], starts_on=stage.on(0) - relativedelta(months=13)
    )
    stage.session.flush()
    assert proteolys.state == "active"


def enter(stage: Stage, key: str, call: Call, *, starts_on: date) -> Enrolment:
    """The whole way in, on past days: applied, checked, decided, confirmed, entered, started."""
    manager, director = stage.person(STAFF[0]), stage.person(STAFF[2])
    back = (starts_on - stage.today).days
    is_company = call.programme != "shaker"
    registered_on = starts_on - relativedelta(months=16) if is_company else None
    given = {"private_funds": 120_000} if is_company else {}
    application = apply(stage, key, call, at=_sent(stage, call, back), registered_on=registered_on, **given)
    for move in application_path(edition_of(stage.session, call.edition_id)[1]):
        stage.move(application, move, manager, at=stage.at(back - 22))
    sign_if_asked(stage, application, director, at=back - 21)
    stage.move(application, "notify", manager, at=stage.at(back - 20))
    applications.confirm(stage.session, application, actor=application.lead, at=stage.at(back - 12))
    stage.move(application, "enter", manager, at=stage.at(back - 8), starts_on=starts_on)
    enrolment = stage.session.scalars(
        select(Enrolment).where(Enrolment.application_id == application.id)
    ).one()
    enrolments.start(stage.session, enrolment, actor=manager, at=stage.at(back, 9))
    return enrolment


def application_path(edition: Edition) -> tuple[str, ...]:
    """The moves from sent to decided, through every stage of the edition."""
    moves = {
        "check": "find_eligible",
        "review": "start_review",
        "interview": "shortlist",
        "decision": "accept",
    }
    return tuple(moves[stage] for stage in edition.stages if stage in moves)


def sign_if_asked(stage: Stage, application: Application, director: Person, *, at: int) -> None:
    _, edition = edition_of(stage.session, application.call.edition_id)
    if edition.signs is not None:
        decisions.sign(
            stage.session, application, version=application.version, actor=director, at=stage.at(at)
        )


def _sent(stage: Stage, call: Call, back: int) -> int:
    """A little before the call closed, or forty days before the first day where it never does."""
    closed = (call.closes_at.date() - stage.today).days
    return closed - 5 if closed < 0 else back - 40


def _log(stage: Stage, enrolment: Enrolment, key: str, *, half_days: list[int], waiting: int) -> None:
    """Spread over the term so far; the last `waiting` ones are still to be confirmed."""
    founder, first = stage.person(FOUNDERS[key]), (enrolment.starts_on - stage.today).days
    step = max(1, (-first - 3) // len(half_days))
    for mentor in (MENTORS[0], MENTORS[1]):
        invitations.follow(
            stage.session, enrolment.venture_id, mentor=stage.person(mentor), actor=stage.person(STAFF[0]),
            at=stage.at(first),
        )  # fmt: skip
    for number, halves in enumerate(half_days):
        is_waiting = number >= len(half_days) - waiting
        ago = number - len(half_days) - 1 if is_waiting else min(-8, first + 1 + number * step)
        day = coaching.log(
            stage.session, enrolment, on=stage.on(ago), half_days=halves, topic=TOPICS[number % len(TOPICS)],
            actor=stage.person(MENTORS[number % 2]), at=stage.at(ago, 17),
        )  # fmt: skip
        if not is_waiting:
            coaching.confirm(stage.session, day, actor=founder, at=stage.at(ago + 1, 9))


def _extend(stage: Stage, enrolment: Enrolment, key: str, *, at: int, is_granted: bool) -> None:
    why = "Il nous manque une série de mesures pour déposer le brevet ; quatre mois suffiront sans doute."
    asked = extensions.ask(
        stage.session, enrolment, why=why, actor=stage.person(FOUNDERS[key]), at=stage.at(at)
    )
    if is_granted:
        extensions.grant(
            stage.session, asked, reason="Des résultats solides, un plan "
                                         "précis.", actor=stage.person(STAFF[0]),
            at=stage.at(at + 4),
        )  # fmt: skip
