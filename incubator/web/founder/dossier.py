"""One application as its founder may see it: what she was told, never what waits to be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from incubator.actions.closings import closing_of, closing_of_call
from incubator.store.queries import applications, founders
from incubator.store.queries.answers import current_answers
from incubator.store.queries.editions import edition_of
from incubator.web.work import now, session, signed_in
from incubator.words import Words
from incubator.workflows.application import state_told
from incubator.workflows.deadlines import Closing
from incubator.workflows.programme import Edition, Programme
from incubator.workflows.questions import Question, Task

if TYPE_CHECKING:
    from incubator.store.applications import Application

TAKEN_BACK = ("accepted", "rejected", "redirected", "ineligible")  # decided once, being decided again
REOPENABLE = ("withdrawn", "expired")
TOLD = ("accepted", "confirmed", "entered", "rejected", "redirected", "declined")
UNDECIDED = ("draft", "submitted", "info_requested", "eligible", "in_review", "shortlisted")


@dataclass(frozen=True)
class Dossier:
    """`state` is the state told: while a decision waits, the one before it."""

    application: Application
    programme: Programme
    edition: Edition
    state: str
    closing: Closing
    at: datetime

    @property
    def ref(self) -> str:
        return self.application.ref

    @property
    def title(self) -> Words:
        call = self.application.call
        return Words(call.name_en, call.name_fr)

    @property
    def reception(self) -> str:
        """open, late (within the grace) or closed."""
        return self.closing.receives(self.at)

    @property
    def confirms(self) -> bool:
        return "confirmation" in self.edition.stages

    @property
    def may_reopen(self) -> bool:
        lapsed = self.application.outcome == "accepted"
        return self.state in REOPENABLE and self.reception != "closed" and not lapsed

    @property
    def may_withdraw(self) -> bool:
        """A place that is offered is given up instead."""
        moves = self.edition.machine.moves_from(self.state, "founder")
        return self.state != "accepted" and any(move.name == "withdraw" for move in moves)

    @property
    def is_told(self) -> bool:
        """The decision is told and over: its note may be read. A waiting list hides the next one's."""
        return self.state in TOLD and self.application.notified_at is not None

    @cached_property
    def has_changes(self) -> bool:
        """Changed since the latest sending: to be sent again."""
        sent_at = self.application.sent_at
        if self.state != "submitted" or sent_at is None:
            return False
        saved = founders.last_saved(session(), self.application.id)
        return saved is not None and saved > sent_at

    @cached_property
    def answers(self) -> dict[str, Any]:
        return current_answers(session(), self.application.id)

    def shown(self) -> list[tuple[Task, tuple[Question, ...]]]:
        """The tasks with the questions that are asked, given the answers."""
        return [(task, task.shown(self.answers)) for task in self.edition.tasks]


def dossier_of(ref: str) -> Dossier:
    """Hers, or it does not exist."""
    application = applications.by_ref_for_founder(session(), signed_in(), ref)
    return tell(application, closing=closing_of(session(), application))


def tell(application: Application, *, closing: Closing, before: dict[str, str] | None = None) -> Dossier:
    """`before`: the states told of several, when they were asked for together."""
    programme, edition = edition_of(session(), application.call.edition_id)
    if application.state == "decided" and before is None:
        before = founders.states_before_deciding(session(), [application])
    last = (before or {}).get(application.id, application.decided_from or "in_review")
    state = "decided" if is_held(application) else application.state
    told = state_told(state, "in_review" if last in TAKEN_BACK else last)
    return Dossier(application, programme, edition, told, closing, now())


def is_held(application: Application) -> bool:
    """Notified, but still within the time in which it can be taken back: nobody is told yet."""
    return application.notified_at is not None and application.notified_at > now()


def own_dossiers() -> list[Dossier]:
    """All of them in a fixed number of queries."""
    found = applications.mine(session(), signed_in())
    before = founders.states_before_deciding(session(), found)
    given = founders.time_given(session(), found)
    return [tell(one, closing=closing_of_call(one.call, given.get(one.id)), before=before) for one in found]
