"""All that the rules look at, read for many applications at once, in one statement."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Date,
    Select,
    String,
    Text,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from incubator.actions.closings import closing_with
from incubator.actions.eligibility.records import Records, records_of
from incubator.store.applications import Answer, Application, ClosingExtension
from incubator.store.editions import edition_of
from incubator.store.enrolments import Enrolment
from incubator.store.facts import RecordedFact
from incubator.store.many import among
from incubator.store.people import Person
from incubator.store.tables import Instant
from incubator.store.verdicts import Judgement, Waiver
from incubator.workflows.deadlines import Closing
from incubator.workflows.eligibility import WaiverNote
from incubator.workflows.eligibility.gathering import Established
from incubator.workflows.enrolment import OPEN
from incubator.workflows.programme import Edition


@dataclass(frozen=True, slots=True)
class Known:
    """Each by the application's id; `enrolments` by the venture's: (programme, state, application)."""

    answers: Mapping[str, dict[str, Any]]
    enrolments: Mapping[str, list[tuple[str, str, str | None]]]
    first_days: Mapping[str, date]
    judgements: Mapping[str, dict[str, bool]]
    waivers: Mapping[str, dict[str, WaiverNote]]
    closings: Mapping[str, Closing]
    established: Mapping[str, dict[str, Established]]  # what the team recorded, by the venture’s id
    records: Records

    def history_of(self, application: Application) -> dict[str, Any]:
        """The programmes it is in, completed, took part in; what came of this application does not count."""
        others = [
            (programme, state)
            for programme, state, entered_by in self.enrolments.get(application.venture_id, [])
            if entered_by != application.id
        ]
        earlier = self.records.participations_of(application.venture_id, but=application.id)
        return {
            "open_enrolments": tuple(key for key, state in others if state in OPEN),
            "completed_programmes": tuple(key for key, state in others if state == "completed"),
            **({"participations": earlier} if earlier is not None else {}),
        }

    def told_at(self, application: Application) -> datetime | None:
        """When the outcome of an earlier participation is told."""
        return self.records.told_at(application.venture_id, but=application.id)

    def entered(self, first_days: Mapping[str, date]) -> Known:
        """As it is once these applications have entered on those days."""
        return replace(self, first_days={**self.first_days, **first_days})


def known_of(session: Session, applications: Sequence[Application], *, at: datetime) -> Known:
    """As many applications as one likes: the database is asked once."""
    ids = {application.id for application in applications}
    ventures = {application.venture_id for application in applications}
    found: dict[str, list[Any]] = defaultdict(list)
    gathered = func.json_object_agg if session.get_bind().dialect.name == "postgresql" else _json_group
    for row in session.execute(_everything(sorted(ids), sorted(ventures), gathered)):
        found[row.what].append(row)
    enrolled = sorted(found["enrolment"], key=lambda row: (row.day, row.id))
    return Known(
        answers=_answers(ids, found["answer"]), enrolments=_enrolments(enrolled),
        first_days={row.who: row.day for row in enrolled if row.who},
        judgements=_judgements(_in_order(found["judgement"])),
        waivers=_waivers(_in_order(found["waiver"])),
        closings=_closings(applications, _in_order(found["closing"])),
        established=_established(found["fact"]),
        records=records_of(session, sorted(ventures), _editions(session, applications), at=at),
    )  # fmt: skip


def _editions(session: Session, applications: Sequence[Application]) -> list[Edition]:
    return [edition_of(session, one)[1] for one in sorted({a.call.edition_id for a in applications})]


def _in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.since, row.id))


def _json_group(key: Any, value: Any) -> Any:
    """As SQLite calls it."""
    return func.json_group_object(key, func.json(value))


def _everything(
    ids: Collection[str], ventures: Collection[str], gathered: Callable[[Any, Any], Any]
) -> CompoundSelect[Any]:
    """One list of unlike things: what it is, about what, and the columns that kind of thing has.

    Answers are many: those of one application come as one object.
    """
    answers = _part(
        "answer", func.min(Answer.id), Answer.application_id, _NO_TEXT,
        text=gathered(Answer.question, Answer.value),
    ).group_by(Answer.application_id)  # fmt: skip
    judged = _part(
        "judgement", Judgement.id, Judgement.application_id, Judgement.rule, text=Judgement.holds,
        since=Judgement.judged_at,
    )  # fmt: skip
    waived = _part(
        "waiver", Waiver.id, Waiver.application_id, Waiver.rule, text=Waiver.reason, who=Person.name,
        at=func.coalesce(Waiver.decided_at, Waiver.asked_at), since=Waiver.asked_at,
    ).outerjoin_from(Waiver, Person, Person.id == Waiver.decided_by)  # fmt: skip
    closings = _part(
        "closing", ClosingExtension.id, ClosingExtension.application_id, _NO_TEXT,
        text=ClosingExtension.reason, at=ClosingExtension.closes_at, since=ClosingExtension.granted_at,
    )  # fmt: skip
    enrolments = _part(
        "enrolment", Enrolment.id, Enrolment.venture_id, Enrolment.programme, text=Enrolment.state,
        who=Enrolment.application_id, day=Enrolment.starts_on,
    )  # fmt: skip
    recorded = _part(
        "fact", RecordedFact.id, RecordedFact.venture_id, RecordedFact.name, text=RecordedFact.value,
        who=RecordedFact.source,
    )  # fmt: skip
    return union_all(
        answers.where(among(Answer.application_id, ids), Answer.replaced_at.is_(None)),
        judged.where(among(Judgement.application_id, ids)),
        waived.where(among(Waiver.application_id, ids), Waiver.state == "granted"),
        closings.where(among(ClosingExtension.application_id, ids)),
        enrolments.where(among(Enrolment.venture_id, ventures)),
        recorded.where(among(RecordedFact.venture_id, ventures), RecordedFact.replaced_at.is_(None)),
    )


# every part has every column, and PostgreSQL wants to know of what type the empty ones are
_NO_TEXT, _NO_DAY, _NO_INSTANT = cast(null(), String), cast(null(), Date), cast(null(), Instant)


def _part(
    what: str, row: Any, about: Any, name: Any, *, text: Any, who: Any = _NO_TEXT, day: Any = _NO_DAY,
    at: Any = _NO_INSTANT, since: Any = _NO_INSTANT,
) -> Select[Any]:  # fmt: skip
    return select(
        literal(what).label("what"), row.label("id"), about.label("about"), name.label("name"),
        cast(text, Text).label("text"), who.label("who"), day.label("day"), at.label("at"),
        since.label("since"),
    )  # fmt: skip


def _answers(ids: Collection[str], rows: Sequence[Any]) -> dict[str, dict[str, Any]]:
    """The current answers of each; nobody is left out."""
    found: dict[str, dict[str, Any]] = {application_id: {} for application_id in ids}
    for row in rows:
        found[row.about] = json.loads(row.text)
    return found


def _established(rows: Sequence[Any]) -> dict[str, dict[str, Established]]:
    found: dict[str, dict[str, Established]] = defaultdict(dict)
    for row in rows:
        found[row.about][row.name] = (json.loads(row.text), row.who)
    return found


def _enrolments(rows: Sequence[Any]) -> dict[str, list[tuple[str, str, str | None]]]:
    enrolments: dict[str, list[tuple[str, str, str | None]]] = defaultdict(list)
    for row in rows:
        enrolments[row.about].append((row.name, row.text, row.who))
    return enrolments


def _judgements(rows: Sequence[Any]) -> dict[str, dict[str, bool]]:
    """The latest judgement of each rule."""
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for row in rows:
        found[row.about][row.name] = row.text in ("true", "1")
    return found


def _waivers(rows: Sequence[Any]) -> dict[str, dict[str, WaiverNote]]:
    found: dict[str, dict[str, WaiverNote]] = defaultdict(dict)
    for row in rows:
        found[row.about][row.name] = WaiverNote(by=row.who or "", at=row.at, reason=row.text)
    return found


def _closings(applications: Sequence[Application], rows: Sequence[Any]) -> dict[str, Closing]:
    """The newest time given to each one counts."""
    own = {row.about: row for row in rows}
    shared = {one.call_id: _closing(one, None) for one in {a.call_id: a for a in applications}.values()}
    return {
        one.id: _closing(one, own[one.id]) if one.id in own else shared[one.call_id] for one in applications
    }


def _closing(application: Application, given: Any | None) -> Closing:
    return closing_with(application.call, given and given.at, given and given.text)
