"""An installation with one of everything, or with thirty: the same pages, more rows."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from incubator.actions import files
from incubator.ids import digest
from incubator.store import (
    Answer,
    Application,
    AssessmentRow,
    Call,
    ClosingExtension,
    Enrolment,
    Entry,
    InformationRequest,
    Invitation,
    Judgement,
    Membership,
    Pause,
    SignIn,
    Standing,
    add,
)
from incubator.store.editions import edition_of, publish
from incubator.workflows.catalogue import load
from tests import cast, remembered, scenes
from tests.actions import stories
from tests.conftest import NOW
from tests.web.conftest import begin
from tests.web.founder_scenes import EDITION

PEOPLE = {
    "founder": cast.founder, "manager": cast.manager, "director": cast.director, "admin": cast.admin,
    "mentor": cast.mentor, "juror": cast.juror,
}  # fmt: skip
INVITED = "x" * 43
RULE = """
[[edition.eligibility]]
id = "r{one}"
rule = "judgement"
severity = "target"
words = {{ fr = "Une qualité", en = "A quality" }}
"""


def build(session: Session, number: int, uploads: Path) -> dict[str, str]:
    """What each argument of an address stands for; the first of everything has all there is about it."""
    for name, make in PEOPLE.items():
        begin(session, make(session), f"token of {name}")
    call = _call(session, number, slug="central", code="CEN-27")
    sent = [_applied(session, call, one, "submitted") for one in range(number)]
    enrolled = [_enrolment(session, application, one) for one, application in enumerate(sent)]
    for one in range(number):
        _elsewhere(session, number, one)
        _about_people(session, one)
    first, enrolment = sent[0], enrolled[0]
    for one, application in enumerate(sent):
        _lapsing(session, application)
        _about_application(session, first, one)
        _about_enrolment(session, enrolment, one)
        _reminded(session, application, one)
    batch = scenes.batch(session, cast.manager(session), call, *sent)
    for application in sent:
        scenes.letter(session, cast.founder(session), application, batch_id=batch.id)
    return {
        "lang": "en", "key": "shaker", "filename": "css/shell.css", "token": INVITED, "task": "files",
        "fact": "holdings",
        "slug": call.slug, "ref": first.ref, "venture_id": first.venture_id, "enrolment_id": enrolment.id,
        "batch_id": batch.id, "refs": "&".join(f"ref={one.ref}" for one in sent),
        **_ids_of_one(session, first, enrolment, uploads), **_in_other_states(session, number),
    }  # fmt: skip


def _applied(session: Session, call: Call, one: int, state: str) -> Application:
    """Each of a venture and a co-founder of its own, all of them the founder's too."""
    mate = cast.person(session, f"Mate {one}", "founder")
    venture = scenes.venture(session, f"Venture {one}", members=(cast.founder(session), mate))
    application = scenes.application(session, call, venture, state=state)
    scenes.steps(session, application, state)
    for question, value in (("pitch", "A test for all"), ("people", 3)):
        add(session, Answer(application_id=application.id, question=question, value=value, written_at=NOW))
    return application


def _lapsing(session: Session, application: Application) -> None:
    """Found in order, and by time alone soon no longer."""
    by = {"application_id": application.id, "verdict": "met"}
    row = AssessmentRow(
        **by, at=NOW, occasion="sent", edition_id=application.call.edition_id, facts={},
        findings={"edition": "many", "findings": []},
    )  # fmt: skip
    add(session, row)
    session.flush()
    session.add(Standing(**by, assessment_id=row.id, assessed_at=NOW, lapses_on=date(2026, 3, 20)))
    session.flush()


def _enrolment(session: Session, application: Application, one: int) -> Enrolment:
    mentor, venture = cast.mentor(session), application.venture
    enrolment = scenes.enrolment(
        session, venture, edition_id=application.call.edition_id, starts_on=date(2025, 11, 1)
    )
    scenes.steps(session, enrolment, "planned", "active")
    scenes.mentorship(session, mentor, venture)
    scenes.coaching_day(session, enrolment, mentor, topic=f"Brevets {one}")
    scenes.extension(session, enrolment)
    return enrolment


def _call(session: Session, number: int, **given: Any) -> Call:
    """On an edition with as many rules as there are rows, and a reminder that is near."""
    rules = "".join(RULE.format(one=one) for one in range(number))
    closing = remembered.rule("close_7d", "call_closing", "20 days before")
    read = load(EDITION.replace("every-kind", "many") + rules + closing, "shaker.toml")
    edition = publish(session, read, read.editions[0], at=NOW)
    return scenes.call(session, edition_id=edition.id, entry_on=date(2026, 6, 1), **given)


def _elsewhere(session: Session, number: int, one: int) -> None:
    """Calls and programmes of their own; decisions to sign, rules to waive, a form to send."""
    near = _call(session, number, slug=f"central-{one}", code=f"C{one}")
    _applied(session, near, 1000 + one, "draft")
    other = scenes.call(session, f"other-{one}", slug=f"other-{one}", code=f"O{one}")
    edition = scenes.edition(session, "booster", more='signs = "director"')
    signing = scenes.call(session, "booster", edition_id=edition.id, slug=f"signing-{one}", code=f"S{one}")
    for call in (other, signing):
        venture = scenes.venture(session, f"Elsewhere {one}", members=(cast.stranger(session),))
        decided = scenes.application(session, call, venture, state="decided")
        scenes.steps(session, decided, "decided")
        scenes.waiver(session, decided)


def _about_people(session: Session, one: int) -> None:
    expires_at = NOW + timedelta(days=10)
    cast.person(session, f"Guide {one}", "mentor")
    for who in (cast.founder(session), cast.manager(session)):
        sign_in = SignIn(person_id=who.id, token_digest=f"{who.id}-{one}", signed_in_at=NOW)
        sign_in.expires_at = expires_at
        add(session, sign_in)
    invited = Invitation(email=f"guest{one}@example.org", role="juror", invited_at=NOW)
    invited.token_digest, invited.expires_at = digest(f"{INVITED}{one or ''}"), expires_at
    add(session, invited)
    session.flush()


def _about_application(session: Session, application: Application, one: int) -> None:
    """Another of everything that the pages of one application show."""
    mate = cast.person(session, f"Coach {one}", "mentor")
    by = {"application_id": application.id}
    for row in (
        Judgement(**by, rule=f"r{one}", holds=True, reason="Lu.", judged_by=mate.id, judged_at=NOW),
        ClosingExtension(
            **by, closes_at=NOW + timedelta(days=40 + one), reason="Malade", granted_by=mate.id,
            granted_at=NOW,
        ),
        InformationRequest(
            **by, questions=["pitch"], message="Précisez", due_on=date(2026, 3, 20), asked_by=mate.id,
            asked_at=NOW,
        ),
        Entry(
            at=NOW, actor_id=mate.id, subject_kind="application", subject_id=application.id, action="note",
            reason=f"Lu {one}",
        ),
    ):  # fmt: skip
        add(session, row)
    scenes.waiver(session, application, f"r{one}", state="refused", decided_at=NOW, asked_by=mate.id)
    scenes.waiver(session, application, f"r{one}", asked_by=mate.id)
    scenes.letter(session, mate, application)
    scenes.batch(session, mate, application.call, application)
    session.flush()


def _about_enrolment(session: Session, enrolment: Enrolment, one: int) -> None:
    coach = cast.person(session, f"Coach {one}", "mentor")
    scenes.coaching_day(session, enrolment, coach, on=date(2026, 1, 1) + timedelta(days=one))
    scenes.extension(session, enrolment, state="refused", decided_at=NOW, decided_by=coach.id, months=1)
    scenes.mentorship(session, coach, enrolment.venture)
    add(session, Membership(venture_id=enrolment.venture_id, person_id=coach.id, since_at=NOW))
    scenes.letter(session, coach, enrolment)
    scenes.steps(session, enrolment, "active")
    day = date(2025, 12, 1) + timedelta(days=one)
    add(session, Pause(enrolment_id=enrolment.id, from_on=day, to_on=day, reason="Congé", decided_at=NOW))
    session.flush()


def _reminded(session: Session, application: Application, one: int) -> None:
    person = cast.person(session, f"Mate {one}")
    scenes.reminder(session, person, application)
    scenes.reminder(session, person, application, state="queued")


def _ids_of_one(session: Session, first: Application, enrolment: Enrolment, uploads: Path) -> dict[str, str]:
    """Those of which a page shows a single one."""
    mentor = cast.mentor(session)
    sign_in = begin(session, cast.founder(session), "token of founder")
    return {
        "file_id": _file(session, first, uploads), "sign_in_id": sign_in.id,
        "day_id": scenes.coaching_day(session, enrolment, mentor).id,
        "extension_id": next(one.id for one in enrolment.extensions if one.state == "asked"),
        "waiver_id": scenes.waiver(session, first, "alone").id,
        "letter_id": scenes.letter(session, cast.founder(session), first).id,
    }  # fmt: skip


def _in_other_states(session: Session, number: int) -> dict[str, str]:
    """Applications of the founder's for pages that only open at another stage."""
    call = _call(session, number, slug="stages", code="STA-27")
    states = ("draft", "accepted")
    made = {state: _applied(session, call, 2000 + n, state) for n, state in enumerate(states)}
    for application in made.values():
        for one in range(number):
            _about_application(session, application, one)
    _enrolment(session, made["accepted"], number)  # with a single one there is no list of them to show
    return {state: one.ref for state, one in made.items()}


def _file(session: Session, application: Application, uploads: Path) -> str:
    _, edition = edition_of(session, application.call.edition_id)
    question = next(q for task in edition.tasks for q in task.questions if q.kind == "file")
    kept = files.store_file(
        session, application, question, folder=uploads, stream=stories.pdf(), name="cv.pdf",
        actor=application.lead, at=NOW,
    )  # fmt: skip
    return kept.id
