"""Sign a decision, where the edition asks for a signature before anyone is told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from incubator.actions.journal import record
from incubator.actions.people.authority import needs, roles_on
from incubator.errors import Refused, Stale
from incubator.store.applications import Application
from incubator.store.editions import edition_of
from incubator.store.people import Person
from incubator.words import Words

NOT_ASKED = Words(
    "This programme’s decisions need no signature: notify them directly.",
    "Les décisions de ce programme n’ont pas besoin de signature : notifiez-les directement.",
)
NOT_DECIDED = Words(
    "There is no decision to sign on this application any more: somebody changed it.",
    "Il n’y a plus de décision à signer sur cette candidature : elle a été modifiée.",
)


def sign(session: Session, application: Application, *, version: int, actor: Person, at: datetime) -> None:
    """The signature holds for the decision as it was read: the version says which."""
    _, edition = edition_of(session, application.call.edition_id)
    if edition.signs is None:
        raise Refused(NOT_ASKED)
    needs(roles_on(session, application, actor=actor), edition.signs)
    if application.state != "decided" or application.version != version:
        raise Stale(NOT_DECIDED)
    if application.signed_at is not None:
        return
    record(
        session, application, action="sign", actor=actor, at=at, from_state="decided", to_state="decided",
        data={"outcome": application.outcome},
    )  # fmt: skip
    application.signed_at, application.signed_by = at, actor.id
    session.flush()
