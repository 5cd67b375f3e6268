"""Limits on the forms that sign in or send mail, counted in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from incubator.errors import TooMany
from incubator.ids import digest
from incubator.store.people import Attempt
from incubator.words import Words, counted


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `tries` within `within`, per key."""

    kind: str
    tries: int
    within: timedelta


LINK_PER_ADDRESS = Limit("link_address", 5, timedelta(minutes=15))
LINK_PER_NETWORK = Limit("link_network", 30, timedelta(minutes=15))
CODE_PER_ADDRESS = Limit("code_address", 20, timedelta(hours=24))  # a guess in a million each
INVITE_PER_PERSON = Limit("invite_person", 60, timedelta(minutes=60))


def count(session: Session, limit: Limit, key: str, *, at: datetime) -> None:
    """Count one try, or raise TooMany saying when to come back."""
    key_digest = digest(f"{limit.kind}:{key}")
    _serialise(session, key_digest)
    query = select(func.count(), func.min(Attempt.at)).where(
        Attempt.kind == limit.kind, Attempt.key_digest == key_digest, Attempt.at > at - limit.within
    )
    tries, first_at = session.execute(query).one()
    if tries >= limit.tries:
        raise TooMany(_come_back(first_at + limit.within - at))
    session.add(Attempt(id=session.info["ids"].new(), kind=limit.kind, key_digest=key_digest, at=at))
    session.flush()


def network_of(address: str) -> str:
    """What one visitor cannot leave at will: an IPv4 address, or the /64 of an IPv6 one, without a port.

    What cannot be read counts as one and the same.
    """
    end = address.rfind("]")
    host = address[1:end] if address.startswith("[") and end > 0 else address
    if host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        found = ip_address(host)
    except ValueError:
        return "unreadable"
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((int(found), 64), strict=False))


def forget_old(session: Session, *, at: datetime) -> None:
    """Drop tries too old to matter; the worker calls this."""
    session.query(Attempt).filter(Attempt.at < at - timedelta(days=1)).delete(synchronize_session=False)


def _serialise(session: Session, key_digest: str) -> None:
    """Two tries at once are counted one after the other; SQLite writers already are."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": key_digest})


def _come_back(wait: timedelta) -> Words:
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    span = counted(minutes, Words("minute", "minute"), Words("minutes", "minutes"))
    return Words(
        "Too many tries from here. Please try again in {span}.",
        "Trop de demandes. Merci de réessayer dans {span}.",
    ).format(span=span)
