"""What an act did, row by row, and the way back while the letters wait."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from incubator.actions import moves
from incubator.store.queries import batches as batch_queries
from incubator.store.queries import calls as call_queries
from incubator.store.queries import letters as letter_queries
from incubator.web.pages import page, succeed
from incubator.web.site import site
from incubator.web.work import close, now, session, signed_in
from incubator.words import Words

UNDONE = Words(
    "Undone. Every row is as it was; the history keeps both.",
    "C’est annulé. Chaque dossier est revenu en l’état ; l’historique garde les deux.",
)


def show(batch_id: str) -> ResponseReturnValue:
    batch = batch_queries.by_id(session(), signed_in(), batch_id)
    letters = letter_queries.of_batch(session(), signed_in(), batch_id)
    can_undo = batch.undone_at is None and now() < batch.hold_until
    return page(
        batch=batch, rows=batch_queries.rows_seen(session(), signed_in(), batch), letters=letters,
        can_undo=can_undo, slug=call_queries.slug_of(session(), batch.call_id),
    )  # fmt: skip


def undo(batch_id: str) -> ResponseReturnValue:
    """All of its rows that can still return do."""
    batch_queries.by_id(session(), signed_in(), batch_id)
    actor_id = signed_in().id
    close(keep=True)
    moves.undo(site().database, batch_id, actor_id=actor_id, at=now())
    succeed(UNDONE)
    return redirect(url_for("staff.batches.show", batch_id=batch_id), 303)
