"""A programme file as it comes: bytes to text, text to values; what cannot be read says its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from incubator.workflows.files import positions
from incubator.workflows.files.syntax import Slip, not_closed, slip
from incubator.workflows.problems import path_of

MOST_BYTES = 1_000_000
MOST_VALUES = 60_000
MOST_EDITIONS = 100
DEEPEST = 100  # tables and lists within each other
LONGEST_KEY = 40  # parts of a dotted key
TRIES = 25  # slips of writing that are told at once
_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
_QUOTED = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_SAVE = "save it as UTF-8: most editors offer it under “Save as”, “Encoding”"
_ONE = "one file holds one programme"
Told = tuple[int, str]  # line, and why with what to write instead


class Unreadable(Exception):
    """What is wrong, line by line."""

    def __init__(self, *told: Told) -> None:
        self.told = told
        super().__init__("; ".join(why for _, why in told))


@dataclass
class Read:
    """The values, the text they stand in, and the slips of writing that were passed over."""

    data: dict[str, Any]
    text: str
    slips: dict[int, Slip] = field(default_factory=dict)
    dates: dict[int, str] = field(default_factory=dict)  # those that no calendar has

    def positions(self) -> positions.Positions:
        return positions.of_toml(self.text)


def text_of(data: bytes, *, size: int | None = None) -> str:
    """Unreadable when it is too long or not UTF-8. `size`: of the file, where not all of it was read."""
    size = len(data) if size is None else size
    if size > MOST_BYTES:
        most = f"{MOST_BYTES / 1e6:.0f} MB"
        raise Unreadable(
            (1, f"the file holds {size / 1e6:.1f} MB — keep it under {most}: one file, one programme")
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        raise Unreadable((1, f"the file is saved as UTF-16 — {_SAVE}"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_not_utf8(data, error.start)) from None


def _not_utf8(data: bytes, at: int) -> Told:
    line = data.count(b"\n", 0, at) + 1
    byte = at - data.rfind(b"\n", 0, at)
    old = data[at : at + 1].decode("cp1252", "replace")
    seen = f" (“{old}” in Latin-1)" if old.isprintable() and old != "\ufffd" else ""
    return line, f"byte {byte} of this line, 0x{data[at]:02X}{seen}, is not UTF-8 text — {_SAVE}"


def read(text: str) -> Read:
    """Every slip that concerns one line alone is told, and the rest of the file is read all the same."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n") + "\n"
    if len(text) > MOST_BYTES:
        text_of(text.encode("utf-8", "replace"))
    if not text.strip():
        raise Unreadable((1, "the file is empty — write a programme as docs/add-a-programme.md shows"))
    _check_keys(text)
    found = Read({}, text)
    for _ in range(max(2, min(TRIES, 3 * MOST_BYTES // len(text)))):
        try:
            found.data = tomllib.loads(found.text)
        except RecursionError:
            raise _unreadable(found, (_deepest_line(text), _TOO_DEEP)) from None
        except tomllib.TOMLDecodeError as error:
            _pass_over(found, str(error))
        else:
            _check_size(found)
            return found
    raise _unreadable(found)


_TOO_DEEP = f"lists and tables stand more than {DEEPEST} deep in each other — write them side by side"


def _pass_over(found: Read, error: str) -> None:
    """The line with the slip is written otherwise; Unreadable when that does not help."""
    if error.startswith("Invalid date") and _dates_as_texts(found):
        return
    lines = found.text.split("\n")
    at = _LINE.search(error)
    number = int(at[1]) if at else positions.first_error(found.text)
    what = slip(lines[number - 1], error, column=int(at[2]) if at else 1)
    if _is_toml(lines[number - 1]) and not what.is_twice:
        number = _opened(found.text, number)
        what = not_closed(lines[number - 1])
    if what.instead is None or number in found.slips:
        found.slips.setdefault(number, what)
        raise _unreadable(found)
    found.slips[number] = what
    found.text = "\n".join([*lines[: number - 1], what.instead, *lines[number:]])


def _unreadable(found: Read, *more: Told) -> Unreadable:
    at = found.positions()
    slips = ((line, f"{path_of(at.key_on(line, one.key))}: {one.why}") for line, one in found.slips.items())
    return Unreadable(*sorted([*slips, *more]))


def _is_toml(line: str) -> bool:
    try:
        return bool(tomllib.loads(line))
    except tomllib.TOMLDecodeError:
        return False


def _opened(text: str, line: int) -> int:
    """The line where the brackets open that are still open at this one."""
    depths = [after for _, after in _depths("\n".join(text.split("\n")[: line - 1]))]
    return next(
        (number for number in range(len(depths), 0, -1) if number == 1 or depths[number - 2] == 0), line
    )


def _dates_as_texts(found: Read) -> bool:
    """A date that does not exist becomes a text, so that its key is named with the other problems."""
    raw, parts, last = found.text.encode("utf-8", "replace"), [], 0
    wrong = [one for one in positions.dates_in(found.text) if not _is_a_date(one.written)]
    for one in wrong:
        found.dates[one.line] = one.written
        parts += [raw[last : one.first], b'"', raw[one.first : one.last], b'"']
        last = one.last
    found.text = b"".join([*parts, raw[last:]]).decode("utf-8", "replace")
    return bool(wrong)


def _is_a_date(written: str) -> bool:
    try:
        return bool(tomllib.loads(f"x = {written}"))
    except tomllib.TOMLDecodeError:
        return False


def _check_keys(text: str) -> None:
    """A key of thousands of parts would keep the reader busy for hours."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > LONGEST_KEY and _QUOTED.sub("", line.split("#")[0]).count(".") > LONGEST_KEY:
            raise Unreadable(
                (number, f"a key has more than {LONGEST_KEY} parts — write it as a table of its own")
            )


def _check_size(found: Read) -> None:
    """Counted without recursion, so that a hostile file is refused like any other."""
    waiting: list[tuple[Any, int]] = [(found.data, 1)]
    count = 0
    while waiting:
        one, depth = waiting.pop()
        inner: Iterable[Any] = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        waiting += [(part, depth + 1) for part in inner]
        count += 1
        if depth > DEEPEST:
            raise Unreadable((_deepest_line(found.text), _TOO_DEEP))
    editions = found.data.get("edition")
    if isinstance(editions, list) and len(editions) > MOST_EDITIONS:
        line = found.positions().line(("edition", MOST_EDITIONS))
        raise Unreadable(
            (line, f"this is edition {MOST_EDITIONS + 1} — keep at most {MOST_EDITIONS} in one file")
        )
    if count > MOST_VALUES:
        raise Unreadable(
            (1, f"the file holds {count} values — keep it under {MOST_VALUES}: one file, one programme")
        )


def _deepest_line(text: str) -> int:
    """Where the brackets stand deepest."""
    depths = [within for within, _ in _depths(text)]
    return depths.index(max(depths)) + 1


def _depths(text: str) -> Iterator[tuple[int, int]]:
    """Of each line, how deep its brackets lead, and how deep it leaves them."""
    depth = 0
    for line in text.split("\n"):
        bare = _QUOTED.sub("", line)
        opened, closed = (sum(bare.count(mark) for mark in marks) for marks in ("[{", "]}"))
        within, depth = depth + opened, max(0, depth + opened - closed)
        yield within, depth
