"""Write down what the team established about a venture: read in a document, in a register, in a cap table."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions import journal, locks
from incubator.actions.people import authority
from incubator.errors import Refused, Stale
from incubator.store.facts import RecordedFact
from incubator.store.losses import CHANGED
from incubator.store.people import Person
from incubator.store.rows import add
from incubator.store.ventures import Venture
from incubator.words import Words
from incubator.workflows.eligibility.facts import FACTS, Facts, read_facts
from incubator.workflows.eligibility.sorts import called

SOURCES = ("registry", "staff")  # read in an official register; read or heard by the team
OF_THE_HOUSE = ("open_enrolments", "completed_programmes")  # read in the programmes’ own records
LONGEST = 2_000  # characters of a note
MOST = 200  # entries of one list
ROOM = 100_000  # characters of one fact, as it is written down
_UNREADABLE = re.compile(r"\\u00[01]|[\x7f-\x9f\ud800-\udfff]")  # controls, as JSON writes them; halves
NOT_ASKED: Mapping[str, str] = {}


def record(
    session: Session, venture: Venture, values: Mapping[str, Any], *, source: str, actor: Person | None,
    at: datetime, note: str = "", seen: Mapping[str, str] = NOT_ASKED,
) -> tuple[str, ...]:  # fmt: skip
    """Each under its name in the catalogue, as a facts file writes it; None takes one back.

    The names that changed come back. Refused when a value does not fit, NotAllowed for the venture’s people,
    Stale when another row stands than the one that was `seen`: name -> its id, empty for none.
    """
    authority.needs(
        authority.roles_on_venture(session, venture, actor=actor), "manager", "director", "admin", "system"
    )
    kept = _checked(values, source)
    locks.lock(session, venture)
    standing = {row.name: row for row in current(session, venture)}
    if any(row_id != _id(standing.get(name)) for name, row_id in seen.items()):
        raise Stale(CHANGED)
    changed = sorted(name for name, value in kept.items() if _value(standing.get(name)) != value)
    for name in changed:
        if name in standing:
            standing[name].replaced_at = at
    session.flush()  # the earlier value must be closed before the new one is current
    for name in changed:
        if kept[name] is not None:
            add(session, _row(venture, name, kept[name], source=source, note=note, actor=actor, at=at))
    if changed:
        data = {"facts": changed, "source": source}
        journal.record(session, venture, action="record_facts", actor=actor, at=at, reason=note, data=data)
    return tuple(changed)


def current(session: Session, venture: Venture) -> Sequence[RecordedFact]:
    """What stands, by name."""
    query = select(RecordedFact).where(
        RecordedFact.venture_id == venture.id, RecordedFact.replaced_at.is_(None)
    )
    return session.scalars(query.order_by(RecordedFact.name)).all()


def _checked(values: Mapping[str, Any], source: str) -> dict[str, Any]:
    """As the catalogue writes them: 200000 becomes "200000 EUR"."""
    if source not in SOURCES:
        raise Refused(Words(f"“{source}” is no source.", f"« {source} » n’est pas une source."))
    facts = read_facts({name: value for name, value in values.items() if value is not None})
    for name in values:
        if name not in FACTS or name in OF_THE_HOUSE:
            raise Refused((_OF_THE_HOUSE if name in OF_THE_HOUSE else _NOT_A_FACT).format(name=name))
    written = facts.model_dump(mode="json", include=set(values), exclude_none=True)
    for name, value in written.items():
        _check_room(name, value)
    return {name: written.get(name) for name in values}


def _check_room(name: str, value: Any) -> None:
    """Every page about the venture reads all of it, and a change keeps what stood."""
    if isinstance(value, list) and len(value) > MOST:
        raise Refused(_TOO_MANY.format(name=called(Facts, name), most=str(MOST)))
    written = json.dumps(value, ensure_ascii=False)
    if len(written) > ROOM:
        raise Refused(_TOO_LONG.format(name=called(Facts, name)))
    if _UNREADABLE.search(written):
        raise Refused(_NOT_TEXT.format(name=called(Facts, name)))


def _id(row: RecordedFact | None) -> str:
    return row.id if row else ""


def _value(row: RecordedFact | None) -> Any:
    return row.value if row else None


def _row(
    venture: Venture, name: str, value: Any, *, source: str, note: str, actor: Person | None, at: datetime
) -> RecordedFact:
    return RecordedFact(
        venture_id=venture.id, name=name, value=value, source=source, note=note.strip()[:LONGEST],
        recorded_by=actor.id if actor else None, recorded_at=at,
    )  # fmt: skip


_TOO_MANY = Words(
    "A list holds at most {most} entries ({name}): put together those that count alike.",
    "Une liste contient au plus {most} éléments ({name}) : regroupez ceux qui comptent de la même façon.",
)
_TOO_LONG = Words(
    "This is too long to be kept ({name}): shorten the texts.",
    "C’est trop long pour être conservé ({name}) : raccourcissez les textes.",
)
_NOT_TEXT = Words(
    "A text holds signs that no page can show ({name}): write it again.",
    "Un texte contient des signes qu’aucune page ne peut afficher ({name}) : écrivez-le de nouveau.",
)
_NOT_A_FACT = Words(
    "“{name}” is no fact of the catalogue: answers are given in the form, judgements on the application.",
    "« {name} » n’est pas un fait du catalogue : les réponses se donnent dans le formulaire, les avis sur la "
    "candidature.",
)
_OF_THE_HOUSE = Words(
    "“{name}” is read in the programmes’ own records: correct the enrolment instead.",
    "« {name} » se lit dans les dossiers des programmes : corrigez plutôt l’inscription.",
)
