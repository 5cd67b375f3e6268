"""The real programmes in the store, and calls on them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from incubator.actions.programmes import import_editions
from incubator.store import Call
from incubator.store.editions import published
from tests import scenes
from tests.conftest import NOW

BOOSTER = {
    "edition": "2019",
    "slug": "booster-spring",
    "name_en": "Booster, spring",
    "name_fr": "Booster, printemps",
}
SHAKER = {
    "edition": "1",
    "slug": "shaker-spring",
    "name_en": "Shaker, spring",
    "name_fr": "Shaker, printemps",
}
CALLS = {"booster": BOOSTER, "shaker": SHAKER}


def real_call(app: Flask, session: Session, programme: str, **given: Any) -> Call:
    """Open from the first of the month to 30 March at 14:00, Paris time."""
    values: dict[str, Any] = {
        **CALLS[programme],
        "opens_at": NOW - timedelta(days=1), "closes_at": NOW + timedelta(days=28, hours=3),
        "committee_on": date(2026, 4, 20), "results_on": date(2026, 5, 4), "entry_on": date(2026, 6, 1),
        "places": 6, "contact_email": "call@example.org",
        **given,
    }  # fmt: skip
    import_editions(session, app.extensions["incubator.running"].catalogue, NOW)
    row = published(session, programme, values.pop("edition"))
    assert row is not None
    return scenes.call(session, programme, edition_id=row.id, **values)


def plain(html: str) -> str:
    """What a page says, without tags and with plain spaces."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())
