"""The worker's round: take what is due, send it with no transaction open, write down what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from incubator.actions.post import claims
from incubator.actions.post.claims import Claimed
from incubator.clock import Clock
from incubator.notices.mailers import Line, Mailer, Outcome
from incubator.store.database import Database
from incubator.store.notes import Notes

ROUND = 20  # letters claimed at once: what a worker that dies may leave behind


class TakenBack(Exception):
    """The letter is not ours to send any more."""


@dataclass
class Round:
    """What one round did, by outcome."""

    claimed: int = 0
    recovered: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)

    @property
    def is_reachable(self) -> bool:
        return "unreachable" not in self.outcomes

    def note(self, result: str) -> None:
        self.outcomes[result] = self.outcomes.get(result, 0) + 1


def deliver_due(
    database: Database, *, mailer: Mailer, clock: Clock, worker: str, is_dead: Callable[[str], bool],
    limit: int = ROUND, should_stop: Callable[[], bool] = lambda: False,
) -> Round:  # fmt: skip
    """Send up to `limit` due letters. `is_dead` says whether the owner of a claim is gone for certain."""
    done = Round()
    with database.reading() as session:
        owners = claims.owners(session)
        is_due = claims.is_anything_due(session, at=clock.now())
    if owners:
        done.recovered = _recover(database, owners, clock=clock, worker=worker, is_dead=is_dead)
    if not is_due and not done.recovered:
        return done
    with database.writing() as session:
        claimed = claims.claim(session, worker=worker, at=clock.now(), limit=limit)
    done.claimed = len(claimed)
    with mailer.line() as line, database.noting() as notes:
        for number, one in enumerate(claimed):
            if should_stop() or not done.is_reachable:
                with database.writing() as session:
                    claims.release(session, claimed[number:])
                break
            done.note(_deliver(database, notes, line, one, clock=clock))
    return done


def _recover(
    database: Database, owners: tuple[str, ...], *, clock: Clock, worker: str, is_dead: Callable[[str], bool]
) -> int:
    dead = {owner for owner in owners if owner == worker or is_dead(owner)}  # ours: from a round cut short
    with database.writing() as session:
        return claims.recover(session, is_dead=dead.__contains__, at=clock.now())


def _deliver(database: Database, notes: Notes, line: Line, one: Claimed, *, clock: Clock) -> str:
    """One letter; nothing it does keeps the next one from leaving."""

    def handing() -> None:
        if not claims.hand(notes, one, at=clock.now()):
            raise TakenBack

    try:
        outcome = _send(line, one, handing)
    except TakenBack:  # what became useless meanwhile expires when the next round claims
        with database.writing() as session:
            claims.release(session, (one,))
        return "taken_back"
    if outcome.result == "sent" and not one.is_bounced:
        claims.mark_sent(notes, (one,), at=clock.now())
    else:
        with database.writing() as session:
            claims.finish(session, one, outcome, at=clock.now())
    return outcome.result


def _send(line: Line, one: Claimed, handing: Callable[[], None]) -> Outcome:
    if one.is_bounced and not one.is_secret:
        return Outcome("refused", "address_failed_before")
    return line.send(one.mail, handing=handing)
