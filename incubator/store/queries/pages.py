"""Lists one page at a time: continue after the last row seen, never count, never skip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar
from urllib.parse import quote, unquote

from sqlalchemy import ColumnElement, Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

Row = TypeVar("Row")
Columns = Sequence[InstrumentedAttribute[Any]]
LIMIT = 50
_MARK = "~"
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, and the keys (opaque, safe in an address) of the pages around them."""

    rows: list[Row]
    next_key: str | None = None
    previous_key: str | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    values: tuple[Any, ...]
    is_backward: bool


def page_of(
    session: Session,
    query: Select[Row],
    *,
    by: Columns,
    key: str | None = None,
    limit: int = LIMIT,
    newest_first: bool = False,
) -> Page[Row]:
    """The page after (or before) the key. `by`: columns of the row, never NULL, the last one unique.

    A key that means nothing, or one whose rows are gone, gives the first page.
    """
    place = _read_key(key, by)
    falls = newest_first != (place is not None and place.is_backward)
    asked = query if place is None else query.where(_beyond(by, place.values, falls))
    order = [column.desc() if falls else column.asc() for column in by]
    found = list(session.scalars(asked.order_by(*order).limit(limit + 1)))
    if place is not None and not found:
        return page_of(session, query, by=by, limit=limit, newest_first=newest_first)
    return _page(found, by, place, limit)


def _page(found: list[Row], by: Columns, place: _Place | None, limit: int) -> Page[Row]:
    has_more, rows = len(found) > limit, found[:limit]
    if not rows:
        return Page(rows)
    if place is not None and place.is_backward:
        rows.reverse()
        return Page(rows, _key("n", rows[-1], by), _key("p", rows[0], by) if has_more else None)
    return Page(
        rows,
        next_key=_key("n", rows[-1], by) if has_more else None,
        previous_key=_key("p", rows[0], by) if place is not None else None,
    )


def _beyond(by: Columns, values: tuple[Any, ...], falls: bool) -> ColumnElement[bool]:
    here = tuple_(*by)
    there = tuple_(*(literal(value, column.type) for column, value in zip(by, values, strict=True)))
    return here < there if falls else here > there


def _key(way: str, row: Any, by: Columns) -> str:
    return _MARK.join([way, *(_write(getattr(row, column.key)) for column in by)])


def _write(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%f")
    text = value.isoformat() if isinstance(value, date) else str(value)
    return quote(text, safe="").replace(_MARK, "%7E")


def _read_key(key: str | None, by: Columns) -> _Place | None:
    """Keys come back from the address bar: whatever cannot be read is the first page."""
    way, *texts = (key or "").split(_MARK)
    if way not in ("n", "p") or len(texts) != len(by):
        return None
    try:
        values = tuple(_read(text, column) for text, column in zip(texts, by, strict=True))
    except ValueError:
        return None
    return _Place(values, is_backward=way == "p")


def _read(text: str, column: InstrumentedAttribute[Any]) -> Any:
    kind, text = column.type.python_type, unquote(text)
    if len(text) > _LONGEST or "\0" in text:
        raise ValueError(text)
    if kind is datetime:
        return datetime.strptime(text, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
    if kind is date:
        return date.fromisoformat(text)
    if kind is int and not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(text)
    return kind(text)
