"""The programme files of an installation: read from disk, with every problem of every file told together."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from incubator.workflows.catalogue import Catalogue, ProgrammeFileError, load, together
from incubator.workflows.files.loading import lines_of
from incubator.workflows.files.reading import MOST_BYTES, Unreadable, text_of
from incubator.workflows.problems import Problem
from incubator.workflows.programme import Programme


def shipped(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


def read(file: Path, *, name: str = "") -> Programme:
    """ProgrammeFileError says what is wrong, a file that cannot be opened included."""
    return load(_text(file, name or str(file)), name or str(file))


def read_all(files: Iterable[Path], *, is_folder: bool = False) -> tuple[list[Programme], list[str]]:
    """What can be read, and every problem. Those of a folder are named by their file and fit together."""
    found: dict[Path, Programme] = {}
    lines: list[str] = []
    broken: set[str] = set()
    for file in files:
        try:
            found[file] = read(file, name=_name(file, is_folder))
        except ProgrammeFileError as error:
            lines += error.lines
            broken.add(file.stem)
    return list(found.values()), [*lines, *(_contradictions(found, broken) if is_folder else ())]


def _contradictions(found: Mapping[Path, Programme], broken: set[str]) -> Iterator[str]:
    problems: dict[int, list[Problem]] = {}
    for number, where, why in together(list(found.values()), besides=broken):
        problems.setdefault(number, []).append((where, why))
    for number, file in enumerate(found):
        if number in problems:
            yield from lines_of(_text(file, file.name), file.name, problems[number])


def catalogue(folder: Path) -> Catalogue:
    """All or nothing: one problem in one file, and none of them is loaded."""
    programmes, lines = read_all(shipped(folder), is_folder=True)
    if lines:
        raise ProgrammeFileError(lines)
    return Catalogue(programmes)


def _name(file: Path, is_folder: bool) -> str:
    return file.name if is_folder else str(file)


def _text(file: Path, name: str) -> str:
    try:
        about = file.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ProgrammeFileError([f"{name}:1: this is no file — put a file of text in its place"])
        with file.open("rb") as opened:
            return text_of(opened.read(MOST_BYTES + 1), size=about.st_size)
    except OSError as error:
        why = error.strerror or str(error)
        raise ProgrammeFileError(
            [f"{name}:1: cannot be opened: {why} — let the application read it"]
        ) from None
    except Unreadable as error:
        raise ProgrammeFileError(f"{name}:{line}: {why}" for line, why in error.told) from None
