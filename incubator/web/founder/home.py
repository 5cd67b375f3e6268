"""What do I do now, and what happens next."""

from __future__ import annotations

from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from incubator.store.queries import calls, ventures
from incubator.web.founder.conditions import before_entry
from incubator.web.founder.dossier import Dossier, own_dossiers
from incubator.web.founder.enrolment_steps import enrolment_step, milestones
from incubator.web.founder.enrolments import OwnEnrolment, own_enrolments
from incubator.web.founder.journeys import Step, road
from incubator.web.founder.next_steps import NextStep, next_step
from incubator.web.pages import page
from incubator.web.work import now, session, signed_in


@dataclass(frozen=True, slots=True)
class Card:
    """An application or an enrolment in a programme, with what happens next."""

    step: NextStep
    dossier: Dossier | None = None
    own: OwnEnrolment | None = None

    @property
    def road(self) -> list[Step]:
        if self.dossier is not None:
            return road(self.dossier)
        return milestones(self.own) if self.own else []


def show() -> ResponseReturnValue:
    """The most urgent first; everything else below it."""
    enrolled_in = own_enrolments()
    # what has become an enrolment is told by it
    entered = {own.enrolment.application_id for own in enrolled_in}
    dossiers = [one for one in own_dossiers() if one.application.id not in entered]
    waiting = before_entry(dossiers)
    cards = [Card(next_step(one, waiting.get(one.application.id, ())), dossier=one) for one in dossiers]
    cards += [Card(enrolment_step(own), own=own) for own in enrolled_in]
    cards.sort(key=lambda card: card.step.rank)
    open_calls = [] if cards else calls.open_calls(session(), now())
    return page(
        first=cards[0] if cards else None, rest=cards[1:], open_calls=open_calls,
        ventures=ventures.mine(session(), signed_in()),
    )  # fmt: skip
