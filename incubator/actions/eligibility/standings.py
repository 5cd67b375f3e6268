"""Look again at applications whose facts, dates or jury have changed: nothing is judged in silence.

What is found is compared with what was kept. Only where the two differ is an assessment kept anew, and
the difference written in the journal. What has been decided is not judged again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, cast

from sqlalchemy import Table, bindparam, null, select, update
from sqlalchemy.orm import Session, joinedload, lazyload, load_only

from incubator.actions import journal, locks
from incubator.actions.eligibility.assessed import Assessed
from incubator.actions.eligibility.assessments import (
    assess_all,
    assess_known,
    row_of,
    store_assessments,
)
from incubator.actions.eligibility.keeping import NOTHING_DUE, Values, columns_of, watched
from incubator.actions.eligibility.known import known_of
from incubator.actions.eligibility.marks import mark
from incubator.actions.people import authority
from incubator.store.applications import Application
from incubator.store.many import among
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.store.ventures import Venture
from incubator.store.verdicts import AssessmentRow, Standing
from incubator.workflows.application import UNDECIDED
from incubator.workflows.eligibility.differences import Difference, Kept, Watched, differences

__all__ = ["Change", "Looked", "ask", "assess_first", "compare", "look_again", "mark"]
TABLE, APPLICATION = cast(Table, Standing.__table__), cast(Table, Application.__table__)
LIGHT = (
    load_only(
        Application.id, Application.ref, Application.state, Application.call_id, Application.venture_id,
        Application.submitted_at, Application.notified_at, Application.version,
    ),
    lazyload(Application.lead),
    joinedload(Application.call),
    joinedload(Application.venture).options(
        load_only(
            Venture.kind, Venture.registered_on, Venture.siren, Venture.private_funds_eur, Venture.sector
        ),
        lazyload(Venture.members),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One application of which something else is found than was kept."""

    ref: str
    before: str  # verdicts
    after: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of one page: how many were looked at, how many decided ones left as they were."""

    looked: int = 0
    left: int = 0
    changes: tuple[Change, ...] = ()


@dataclass(slots=True)
class _Look:
    """One application: how it stands and how it will, what is found now, what differs."""

    application: Application
    standing: Values
    new: Values
    found: Assessed | None  # let go at once where nothing differs: hundreds of them are slow to hold
    differs: tuple[Difference, ...] = ()


def look_again(
    session: Session, application_ids: Collection[str], *, at: datetime, only_due: bool = False
) -> Looked:
    """One page, together. Those somebody works on right now are passed over: they stay due.

    `only_due`: those that nobody has looked at meanwhile.
    """
    standing = _taken(session, application_ids, at=at if only_due else None)
    found = _light(session, standing)
    waiting = [one for one in found if one.state in UNDECIDED]
    decided = [one.id for one in found if one.state not in UNDECIDED]
    _leave(session, [one for one in decided if standing[one]["look_at"] is not None])
    looks = _look(session, waiting, standing, at=at)
    _keep(session, looks, at=at)
    return Looked(len(looks), len(decided), _changes(looks))


def ask(session: Session, application: Application, *, actor: Person, at: datetime) -> Change | None:
    """Somebody asks for it, whatever has been decided: what is found is kept, the state stays."""
    locks.lock(session, application)
    authority.needs(authority.roles_on(session, application, actor=actor), "manager", "director")
    standing = _taken(session, [application.id], at=None, waits=True)
    looks = _look(session, [application] if standing else [], standing, at=at, because="asked")
    _keep(session, looks, at=at, actor=actor, because="asked")
    return next(iter(_changes(looks)), None)


def assess_first(session: Session, application_ids: Collection[str], *, at: datetime) -> int:
    """Those that wait for a decision and were never assessed; how many there were."""
    query = (
        select(Application)
        .outerjoin(Standing, Standing.application_id == Application.id)
        .where(among(Application.id, application_ids), Application.state.in_(UNDECIDED))
        .where(Standing.application_id.is_(None))
        .order_by(Application.id)
        .with_for_update(of=Application, key_share=True, skip_locked=True)
    )
    applications = session.scalars(query.options(*LIGHT)).all()
    if applications:
        found = assess_all(session, applications, at=at)
        store_assessments(session, applications, found, occasion="looked_again", at=at)
    return len(applications)


def compare(session: Session, application_ids: Collection[str], *, at: datetime) -> Looked:
    """The same as a rehearsal: nothing is written, nothing is taken."""
    query = select(TABLE).where(among(TABLE.c.application_id, application_ids))
    standing = {row["application_id"]: dict(row) for row in session.execute(query).mappings()}
    found = _light(session, standing)
    waiting = [one for one in found if one.state in UNDECIDED]
    looks = _look(session, waiting, standing, at=at)
    return Looked(len(looks), len(found) - len(waiting), _changes(looks))


def _taken(
    session: Session, ids: Collection[str], *, at: datetime | None, waits: bool = False
) -> dict[str, Values]:
    """How they stand, for us alone until the end: what changes meanwhile waits, and marks them after us.

    Both rows, as a move takes the application and a mark the standing.
    """
    query = (
        select(TABLE)
        .join(Application, Application.id == TABLE.c.application_id)
        .where(among(TABLE.c.application_id, ids))
        .order_by(TABLE.c.application_id)
        .with_for_update(of=[TABLE, APPLICATION], key_share=True, skip_locked=not waits)
    )
    rows = session.execute(query if at is None else query.where(TABLE.c.look_at <= at)).mappings()
    return {row["application_id"]: dict(row) for row in rows}


def _light(session: Session, ids: Collection[str]) -> Sequence[Application]:
    """Read after they were taken, so that it is what stands; only the columns that rules look at."""
    query = select(Application).where(among(Application.id, ids)).order_by(Application.id)
    return session.scalars(query.options(*LIGHT)).all() if ids else ()


def _look(
    session: Session, applications: Sequence[Application], standing: Mapping[str, Values], *, at: datetime,
    because: str = "time",
) -> list[_Look]:  # fmt: skip
    if not applications:
        return []
    watching: dict[str, Watched] = {}
    known = known_of(session, applications, at=at)
    looks = []
    for one in applications:
        found, stands = assess_known(session, [one], known, at=at)[one.id], standing[one.id]
        new = columns_of(one, found, watching=watching, at=at)
        is_same = new["fingerprint"] == stands["fingerprint"]
        looks.append(_Look(one, stands, new, None if is_same else found))
    _differ(session, looks, watching=watching, because=because)
    return looks


def _differ(session: Session, looks: Sequence[_Look], *, watching: dict[str, Watched], because: str) -> None:
    """What was kept is read and compared where the fingerprints are not the same."""
    kept = _kept(session, [one for one in looks if one.found])
    for one in looks:
        if one.found:
            why = one.standing["due_because"] or because
            watch = watched(one.application, one.found, watching=watching)
            held, found = kept[one.application.id], one.found.assessment
            one.differs = differences(held, found, facts=one.found.facts, watched=watch, because=why)


def _kept(session: Session, looks: Sequence[_Look]) -> dict[str, Kept]:
    """The assessments that stand: large, and read only where something seems to differ."""
    former = {one.application.id: not one.standing["fingerprint"] for one in looks}
    ids = [one.standing["assessment_id"] for one in looks]
    facts = null() if all(former.values()) else AssessmentRow.facts  # of former ones they are not compared
    row = AssessmentRow
    query = select(row.application_id, row.at, row.findings, facts).where(among(row.id, ids))
    rows = session.execute(query).all() if ids else ()
    return {of: Kept(at, findings, facts or {}, former[of]) for of, at, findings, facts in rows}


def _keep(
    session: Session, looks: Sequence[_Look], *, at: datetime, actor: Person | None = None,
    because: str = "time",
) -> None:  # fmt: skip
    """Rows for what differs; for the others only what has to be known of the next look."""
    changed = [one for one in looks if one.differs]
    occasion = "asked" if actor else "looked_again"
    rows = {
        one.application.id: add(session, row_of(one.application, one.found, occasion=occasion, at=at))
        for one in changed
        if one.found
    }
    entry = partial(journal.entry, action="look_again", actor=actor, at=at)
    said = {one.application.id: _said(one, rows[one.application.id], because) for one in changed}
    journal.record_all(session, [entry(one.application, data=said[one.application.id]) for one in changed])
    for one in looks:
        one.new |= NOTHING_DUE
        one.new["assessment_id"] = (
            rows[one.application.id].id if one.differs else one.standing["assessment_id"]
        )
    _write(session, [one for one in looks if _is_news(one)])


def _said(one: _Look, row: AssessmentRow, because: str) -> dict[str, Any]:
    """For the journal: keys and names of facts, never their values."""
    return {
        "assessment": row.id, "because": one.standing["due_because"] or because,
        "from": one.standing["verdict"], "to": row.verdict,
        "differences": [difference.as_json() for difference in one.differs],
    }  # fmt: skip


def _is_news(one: _Look) -> bool:
    return any(one.standing[key] != value for key, value in one.new.items() if key != "assessed_at")


def _write(session: Session, looks: Sequence[_Look]) -> None:
    if not looks:
        return
    change = update(TABLE).where(TABLE.c.application_id == bindparam("of_id"))
    new: Values = {key: bindparam(f"new_{key}") for key in looks[0].new}
    values = [
        {"of_id": one.application.id, **{f"new_{key}": value for key, value in one.new.items()}}
        for one in looks
    ]
    session.connection().execute(change.values(**new), values)


def _leave(session: Session, ids: Sequence[str]) -> None:
    """Decided: no longer in the queue. That something changed since stays to be seen."""
    if ids:
        session.execute(update(TABLE).where(TABLE.c.application_id.in_(ids)).values(look_at=None))


def _changes(looks: Sequence[_Look]) -> tuple[Change, ...]:
    return tuple(
        Change(one.application.ref, one.standing["verdict"], one.new["verdict"], one.differs)
        for one in looks
        if one.differs
    )
