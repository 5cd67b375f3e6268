"""Put the stories on an empty database, in one unit of work: either all of them or none."""

from __future__ import annotations

from random import Random

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from incubator.actions.people.demo_accounts import FOUNDERS, MENTORS, STAFF
from incubator.actions.programmes import import_editions
from incubator.actions.reminders import queue_due, reconcile
from incubator.cli.demo.calls import SEASON, open_call
from incubator.cli.demo.selection import tell_selection
from incubator.cli.demo.stage import Stage
from incubator.cli.demo.terms import tell_terms
from incubator.running import Running
from incubator.store.letters import LetterRow, ReminderRow
from incubator.store.people import Person


def is_empty(running: Running) -> bool:
    with running.database.reading() as session:
        return session.scalars(select(Person.id).limit(1)).first() is None


def holds_the_demo(running: Running) -> bool:
    with running.database.reading() as session:
        invented = [account.email for account in (*STAFF, *MENTORS, *FOUNDERS.values())]
        return session.scalar(select(Person.id).where(Person.email.in_(invented)).limit(1)) is not None


def load(running: Running, *, seed: int) -> None:
    now = running.clock.now()
    with running.database.writing() as session:
        import_editions(session, running.catalogue, now)
        stage = Stage(session, now, running.settings.instance / "uploads", Random(seed))  # noqa: S311 - inventions
        for account in (*STAFF, *MENTORS, *FOUNDERS.values()):
            stage.person(account)
        manager = stage.person(STAFF[0])
        calls = {key: open_call(stage, intake, manager) for key, intake in SEASON.items()}
        tell_terms(stage, calls)
        tell_selection(stage, calls)
        reconcile(session, at=now)
        _let_the_past_be_past(session, stage)


def _let_the_past_be_past(session: Session, stage: Stage) -> None:
    """What was due on past days left on its day; only what is due from now on is still to leave."""
    while queue_due(session, at=stage.now).queued:
        session.flush()
    reminders = select(ReminderRow).where(ReminderRow.letter_id.is_not(None))
    for reminder in session.scalars(reminders):
        if reminder.letter is not None:
            reminder.letter.created_at = reminder.letter.send_after = reminder.due_at
    session.flush()
    was_due = LetterRow.send_after <= stage.now
    left = update(LetterRow).where(LetterRow.state == "queued", was_due)
    session.execute(left.values(state="sent", done_at=LetterRow.send_after))
