"""What every table shares: names of constraints, instants in UTC, ids given from outside."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Dialect, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An instant, always aware and in UTC: SQLite forgets zones, so they are given back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_DOCUMENT = JSON(none_as_null=True)  # an absent document is NULL, as anywhere else


class Table(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        dict[str, Any]: _DOCUMENT,
        list[Any]: _DOCUMENT,
    }


class Identified:
    """Ids are opaque text, drawn by the injected source and given by `store.add`."""

    id: Mapped[str] = mapped_column(String(26), primary_key=True)


class Versioned:
    """A row that people change: the version they saw must still be the one they change."""

    version: Mapped[int] = mapped_column(nullable=False, default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy gives the class
        return {"version_id_col": cls.version}


def one_of(column: str, values: tuple[str, ...]) -> str:
    """The CHECK text that keeps a column inside a closed set."""
    return f"{column} IN ({', '.join(repr(v) for v in values)})"
