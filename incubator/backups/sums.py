"""One number for the rows of a table: the same rows give the same one, in any order and any database."""

from __future__ import annotations

from hashlib import sha256

_MODULUS = 1 << 256


class Sum:
    """The SHA-256 of every line, added up modulo 2^256: a row that differs, lacks or is there twice shows."""

    def __init__(self) -> None:
        self.rows = 0
        self.size = 0
        self._total = 0

    def add(self, line: bytes) -> None:
        self.rows += 1
        self.size += len(line) + 1  # and the end of the line
        self._total += int.from_bytes(sha256(line).digest())

    @property
    def checksum(self) -> str:
        return f"{self._total % _MODULUS:064x}"
