"""Who applies where, and how far each has come: one story per application."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from incubator.actions import applications
from incubator.actions import ventures as venture_actions
from incubator.actions.eligibility import judgements, waivers
from incubator.actions.people.demo_accounts import FOUNDERS, STAFF
from incubator.actions.ventures import VentureFacts
from incubator.cli.demo.companies import COMPANIES
from incubator.cli.demo.stage import Stage
from incubator.store.applications import Application
from incubator.store.calls import Call

TOO_OLD = timedelta(days=55)


def apply(
    stage: Stage,
    key: str,
    call: Call,
    *,
    at: int,
    skip: int = 0,
    registered_on: date | None = None,
    **given: Any,
) -> Application:
    """Start, answer and send (unless tasks are skipped), so many days ago."""
    company, founder = COMPANIES[key], stage.person(FOUNDERS[key])
    began = stage.at(at - 3)
    venture = stage.venture_of(founder)
    if venture is None:
        facts = VentureFacts(name=company.name, registered_on=registered_on, sector=company.sector)
        venture = venture_actions.create(stage.session, facts, lead=founder, at=began)
    application = applications.start(stage.session, call, actor=founder, at=began, venture=venture)
    if registered_on is not None:
        given = {"applicant": "legal_person", "registered_on": registered_on.isoformat(), **given}
    stage.fill(application, company, at=began, skip=skip, **given)
    if not skip:
        applications.send(stage.session, application, actor=founder, at=stage.at(at))
    return application


def tell_selection(stage: Stage, calls: dict[str, Call]) -> None:
    _shaker(stage, calls["shaker"])
    _booster(stage, calls["booster"])
    _too_old(stage, calls["booster_2019"])


def _shaker(stage: Stage, call: Call) -> None:
    """Closed three weeks ago: in review, decided, on the waiting list, withdrawn, outside the call."""
    manager = stage.person(STAFF[0])
    sent = {
        key: apply(stage, key, call, at=-22)
        for key in ("nuclea", "osmogene", "virogel", "keratype", "ambrecell")
    }
    for key, application in sent.items():
        stage.move(application, "find_eligible", manager, at=stage.at(-18))
        if key != "keratype":
            stage.move(application, "start_review", manager, at=stage.at(-15))
    stage.person(FOUNDERS["keratype"]).bounced_at = stage.at(-8)
    _decide(stage, sent["nuclea"], "accept", at=-6, note="Le comité a été convaincu par vos résultats.")
    _decide(
        stage,
        sent["ambrecell"],
        "waitlist",
        at=-6,
        note="Votre projet est solide ; les places sont limitées.",
    )
    stage.move(sent["virogel"], "accept", manager, at=stage.at(-1), note="Un projet clair et mesuré.")


def _decide(stage: Stage, application: Application, move: str, *, at: int, note: str) -> None:
    manager = stage.person(STAFF[0])
    stage.move(application, move, manager, at=stage.at(at), note=note)
    stage.move(application, "notify", manager, at=stage.at(at + 1))


def _booster(stage: Stage, call: Call) -> None:
    """Open: one to check, one invited, one draft with two tasks left, one with a very long name."""
    manager = stage.person(STAFF[0])
    two_years = stage.today - relativedelta(months=20)
    sylvabiome = apply(stage, "sylvabiome", call, at=-9, registered_on=two_years, private_funds=80_000)
    judgements.judge(
        stage.session, sylvabiome, rule="growth", holds=True, reason="Marché européen, brevet déposé.",
        actor=manager, at=stage.at(-7),
    )  # fmt: skip
    for move in ("find_eligible", "start_review", "shortlist"):
        stage.move(sylvabiome, move, manager, at=stage.at(-6))
    apply(
        stage,
        "longname",
        call,
        at=-2,
        registered_on=stage.today - relativedelta(years=4),
        private_funds=350_000,
    )
    apply(stage, "algofer", call, at=-1, skip=2, registered_on=stage.today - relativedelta(months=8))


def _too_old(stage: Stage, call: Call) -> None:
    """The first edition of the rules: 55 days too old on the day it is sent; a waiver is asked."""
    manager, sent_on = stage.person(STAFF[0]), stage.on(-4)
    registered_on = sent_on - TOO_OLD - relativedelta(years=2)
    halobiote = apply(stage, "halobiote", call, at=-4, registered_on=registered_on, private_funds=240_000)
    waivers.ask(
        stage.session, halobiote, rule="age", actor=manager, at=stage.at(-2),
        reason="Deux mois de retard dus à la cession du brevet par l’université.",
    )  # fmt: skip
