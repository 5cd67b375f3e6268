"""Ids, secrets and codes: the only place that asks for randomness."""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode
from random import Random

from incubator.clock import Clock, SystemClock

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # no i, l, o, u: read aloud without mistakes
_RANDOM_BITS = 80


class Ids:
    """Ids that sort by the time they were made, and secrets nobody can guess."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._last = 0

    def new(self) -> str:
        """26 characters; always greater than the one before from the same source."""
        value = (self._milliseconds() << _RANDOM_BITS) | self._bits(_RANDOM_BITS)
        if value >> _RANDOM_BITS <= self._last >> _RANDOM_BITS:
            value = self._last + 1 + self._bits(32)
        self._last = value
        return _encode(value)

    def secret(self) -> str:
        """43 characters, safe in an address."""
        return urlsafe_b64encode(self._bits(256).to_bytes(32, "big")).rstrip(b"=").decode()

    def code(self) -> str:
        """Six digits, to be typed from a mail."""
        return f"{self._below(1_000_000):06d}"

    def _milliseconds(self) -> int:
        return int(self._clock.now().timestamp() * 1000)

    def _bits(self, number: int) -> int:
        return secrets.randbits(number)

    def _below(self, limit: int) -> int:
        return secrets.randbelow(limit)


class SeededIds(Ids):
    """The same ids, secrets and codes for the same seed: for tests and the demo only."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._random = Random(seed)  # noqa: S311 - the same every time is the point
        self._made = 0

    def _milliseconds(self) -> int:
        self._made += 1
        return self._made

    def _bits(self, number: int) -> int:
        return self._random.getrandbits(number)

    def _below(self, limit: int) -> int:
        return self._random.randrange(limit)


def digest(text: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(text.encode()).hexdigest()


def _encode(value: int) -> str:
    return "".join(_ALPHABET[(value >> shift) & 31] for shift in range(125, -1, -5))
