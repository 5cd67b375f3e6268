"""Single statements, each committed by itself: for whoever writes down one small thing after another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.exc import DBAPIError


class Notes:
    """Between two of them no transaction is open, however long it takes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def execute(self, statement: Executable, values: Mapping[str, Any]) -> CursorResult[Any]:
        """Said twice when the connection was cut meanwhile: only for what may be said twice."""
        try:
            return self._execute(statement, values)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            return self._execute(statement, values)

    def _execute(self, statement: Executable, values: Mapping[str, Any]) -> CursorResult[Any]:
        with self._connection.begin():
            return self._connection.execute(statement, values)
