"""Where the stories are told: the session, today, and short ways to let people act on past days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import applications, files, moves, people
from incubator.actions.moves import MoveRequest
from incubator.actions.people.demo_accounts import Account
from incubator.cli.demo.answers import answer_to
from incubator.cli.demo.companies import Company
from incubator.store.applications import Application
from incubator.store.editions import edition_of
from incubator.store.people import Person
from incubator.store.ventures import Membership, Venture
from incubator.workflows.questions import Question

PARIS = ZoneInfo("Europe/Paris")
HOLD = timedelta(minutes=15)
PAGE = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class Stage:
    """`now` is the clock of the installation: every story ends before it or points after it."""

    session: Session
    now: datetime
    uploads: Path
    random: Random
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.now.astimezone(PARIS).date()

    def on(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def at(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        """So many days from today (negative: ago), at a decent hour; never later than now for the past."""
        when = self.whole(days, hour) + timedelta(minutes=minute)
        return min(when, self.now - timedelta(minutes=30)) if days <= 0 else when

    def whole(self, days: int, hour: int) -> datetime:
        """A day from today at a full hour, whatever the time is now."""
        return datetime.combine(self.on(days), time(hour), tzinfo=PARIS)

    def person(self, account: Account) -> Person:
        if account.email not in self.people:
            joined = self.at(-400)
            person = people.find_or_make(
                self.session, account.email, language=account.language, at=joined, name=account.name
            )
            for role, programme in account.roles:
                people.give_role(self.session, person, role, actor=None, at=joined, programme=programme)
            self.people[account.email] = person
        return self.people[account.email]

    def venture_of(self, person: Person) -> Venture | None:
        query = select(Venture).join(Membership).where(Membership.person_id == person.id)
        return self.session.scalars(query).first()

    def fill(
        self, application: Application, company: Company, *, at: datetime, skip: int = 0, **given: Any
    ) -> None:
        """Answer every task but the last `skip`; `given` overrides answers by question key."""
        _, edition = edition_of(self.session, application.call.edition_id)
        tasks = edition.tasks[: len(edition.tasks) - skip]
        for task in tasks:
            values = {q.key: self._answer(application, q, company, given, at) for q in task.questions}
            applications.save_task(
                self.session, application, task.key, values, actor=application.lead, at=at, finished=True
            )

    def _answer(
        self,
        application: Application,
        question: Question,
        company: Company,
        given: dict[str, Any],
        at: datetime,
    ) -> Any:
        if question.key in given:
            return given[question.key]
        if question.kind == "file":
            return self._file(application, question, at) if question.required else None
        return answer_to(question, company, application.language, self.random)

    def _file(self, application: Application, question: Question, at: datetime) -> dict[str, str]:
        kept = files.store_file(
            self.session, application, question, folder=self.uploads, stream=BytesIO(PAGE),
            name=f"{question.key}.pdf", actor=application.lead, at=at,
        )  # fmt: skip
        return {"file": kept.id}

    def move(self, application: Application, name: str, actor: Person, *, at: datetime, **asked: Any) -> None:
        """A staff move that must succeed: a story that does not hold is a mistake in the demo."""
        request = MoveRequest(name, **asked)
        row = moves.act(self.session, application, request=request, actor=actor, at=at, hold=HOLD)
        if row.result != "moved":
            raise RuntimeError(f"{application.ref}: {name} was {row.result}: {row.reason}")
