"""Make a call from a published edition; change it while it is a draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from incubator.actions import journal, locks
from incubator.actions.calls.fields import CallFields, columns_of
from incubator.actions.people import authority
from incubator.actions.replanning import replan
from incubator.errors import Refused
from incubator.store.calls import Call, EditionRow
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.words import Words

FIXED_ONCE_PUBLISHED = ("code", "slug", "zone", "opens_at", "closes_at", "grace_minutes")


def create(session: Session, edition: EditionRow, values: CallFields, *, actor: Person, at: datetime) -> Call:
    """A draft only the staff sees."""
    authority.needs(authority.staff_roles(actor, edition.programme), "manager", "admin")
    columns = columns_of(values)
    _check_free(session, columns, but=None)
    call = Call(
        **columns, programme=edition.programme, edition_id=edition.id, state="draft", created_at=at,
        last_number=0,
    )  # fmt: skip
    add(session, call)
    session.flush()
    journal.record(session, call, action="create", actor=actor, at=at, to_state="draft")
    return call


def edit(
    session: Session, call: Call, values: CallFields, *, actor: Person, at: datetime,
    seen_version: int | None = None,
) -> Call:  # fmt: skip
    """Everything while draft; once published only names, places, contact and the later dates."""
    locks.lock_seen(session, call, seen_version)
    authority.needs(authority.staff_roles(actor, call.programme), "manager", "admin")
    columns = columns_of(values)
    _check_free(session, columns, but=call.id)
    changed = {key: value for key, value in columns.items() if value != getattr(call, key)}
    for key in FIXED_ONCE_PUBLISHED:
        if call.state == "published" and key in changed:
            raise Refused(_EXTEND_INSTEAD if key == "closes_at" else _FIXED, field=key)
    data = journal.changes({key: getattr(call, key) for key in changed}, changed)
    for key, value in changed.items():
        setattr(call, key, value)
    session.flush()
    if changed:
        journal.record(session, call, action="edit", actor=actor, at=at, data=data)
        replan(session, call, at=at)
    return call


def _check_free(session: Session, columns: dict[str, Any], *, but: str | None) -> None:
    query = select(Call.code, Call.slug).where(
        or_(Call.code == columns["code"], Call.slug == columns["slug"])
    )
    taken = session.execute(query.where(Call.id != but) if but else query).first()
    if taken is not None:
        field = "code" if taken.code == columns["code"] else "slug"
        raise Refused(_TAKEN, field=field)


_TAKEN = Words(
    "Another call has this code or address: choose another one.",
    "Un autre appel porte déjà ce code ou cette adresse : choisissez-en un autre.",
)
_EXTEND_INSTEAD = Words(
    "A published closing is only moved by extending the call: everyone is then told.",
    "Une clôture publiée ne se déplace qu’en prolongeant l’appel : tout le monde est alors prévenu.",
)
_FIXED = Words(
    "This can no longer change: the call is published and people rely on it.",
    "Ceci ne peut plus changer : l’appel est publié et l’on s’y fie.",
)
