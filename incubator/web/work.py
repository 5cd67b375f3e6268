"""One unit of work per request: reading for GET, writing for the rest, committed once.

`session()` gives the request's session. On GET and HEAD the database itself refuses
writes. On the other methods nothing is kept unless the view carries `@unit_of_work` and
succeeds: an error, or an answer of 400 and above (a form shown again), undoes it all.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, TypeVar, overload
from zoneinfo import ZoneInfo

from flask import Flask, g, make_response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from incubator.errors import IncubatorError
from incubator.ids import Ids
from incubator.web.site import site

if TYPE_CHECKING:
    from incubator.store.people import Person

READS = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class _Undone(Exception):
    """Leaves the database's `with` so that it rolls back."""


def session() -> Session:
    """The session of this request, opened when first asked for."""
    if "session" not in g:
        database = site().database
        _open(database.reading() if request.method in READS or g.get("is_over") else database.writing())
    return g.session  # type: ignore[no-any-return]  # flask.g is untyped


def actor() -> Person | None:
    """The person signed in, or nobody."""
    return getattr(current_user, "person", None)


def signed_in() -> Person:
    """The person signed in, on pages the access table keeps for those who are."""
    person = actor()
    assert person is not None, "this endpoint is public: use actor()"
    return person


def now() -> datetime:
    """The instant this request is judged by: asked once, the same to its end."""
    if "now" not in g:
        g.now = site().clock.now()
    return g.now  # type: ignore[no-any-return]  # flask.g is untyped


def today() -> date:
    return now().astimezone(ZoneInfo(site().settings.zone)).date()


def ids() -> Ids:
    return site().ids


@overload
def unit_of_work(view: View) -> View: ...
@overload
def unit_of_work(*, keep_when_refused: bool) -> Callable[[View], View]: ...
def unit_of_work(view: View | None = None, *, keep_when_refused: bool = False) -> Any:
    """Commit once when the view succeeds; `keep_when_refused` also keeps counted tries."""
    if view is None:
        return partial(unit_of_work, keep_when_refused=keep_when_refused)

    @wraps(view)
    def committed(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        try:
            response = make_response(view(*args, **kwargs))
        except IncubatorError:
            close(keep=keep_when_refused)
            raise
        close(keep=response.status_code < 400 or keep_when_refused)
        return response

    return committed


def close(*, keep: bool = False, because: Exception | None = None) -> IncubatorError | None:
    """End the unit of work; what comes after (an error page) only reads.

    Told the error that ended it, the database may know a kinder word for it: a lost race, a silence.
    """
    opened: AbstractContextManager[Session] | None = g.pop("opened", None)
    g.pop("session", None)
    g.pop("_login_user", None)  # the person belonged to that session: ask again in the next
    g.is_over = True
    if opened is None:
        return None
    if keep:
        opened.__exit__(None, None, None)
        return None
    cause = because or _Undone()
    try:
        opened.__exit__(type(cause), cause, cause.__traceback__)
    except IncubatorError as refusal:
        return refusal
    return None


def install(app: Flask) -> None:
    @app.teardown_request
    def undo_what_was_not_kept(_error: BaseException | None) -> None:
        close()


def _open(manager: AbstractContextManager[Session]) -> None:
    g.session = manager.__enter__()
    g.opened = manager
