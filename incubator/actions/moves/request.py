"""What somebody asked to be done to one or many applications."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from incubator.workflows.application import NOTIFY_MOVE
from incubator.workflows.machine import Machine

Sending = Literal["hold", "now", "none"]


@dataclass(frozen=True)
class MoveRequest:
    """`reason` is for the history, `note` for the founder.

    The moves `notify` and `revise` stand for the one that fits each application.
    """

    move: str
    reason: str = ""
    note: str = ""
    sending: Sending = "hold"
    starts_on: date | None = None
    questions: tuple[str, ...] = ()
    due_on: date | None = None

    def move_for(self, machine: Machine, *, outcome: str | None, decided_from: str | None) -> str:
        """The machine's name of the move for an application decided so, from there."""
        if self.move == "notify":
            return NOTIFY_MOVE.get(outcome or "", "notify_accepted")
        if self.move == "revise":
            ways = (way for way in machine.moves_from("decided") if way.name.startswith("revise"))
            return next((way.name for way in ways if way.target == decided_from), "revise")
        return self.move

    def leaves_at(self, at: datetime, hold: timedelta) -> datetime:
        """When its letters leave, and what it notifies may be read."""
        return at if self.sending == "now" else at + hold

    def as_json(self) -> dict[str, Any]:
        document = asdict(self)
        for key in ("starts_on", "due_on"):
            document[key] = document[key] and document[key].isoformat()
        document["questions"] = list(self.questions)
        return document

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> MoveRequest:
        values = dict(document)
        for key in ("starts_on", "due_on"):
            values[key] = date.fromisoformat(values[key]) if values.get(key) else None
        values["questions"] = tuple(values.get("questions") or ())
        return cls(**values)
