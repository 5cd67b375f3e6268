"""docs/letters.md: every letter, who gets it, when, and its subject in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask import Flask

from incubator.cli.documents.markdown import codes, head, table, whole
from incubator.notices import LETTERS, Letter
from incubator.notices.rendering import TEMPLATES

INTRODUCTION = """\
A letter is a class in `incubator/notices/` and its words in `incubator/templates/letters/`, one file
for each language: the subject, the text, and why the reader gets it. It is written in the reader’s
language when it is queued, in the same transaction as what it tells. Letters of a move wait for the
hold, so that the move can be undone; the others leave at once.

In the subjects, `{…}` is a value, and `[…/…]` one of several wordings.
"""
TO_AND_WHEN = re.compile(r"To (?P<to>[^:]+): (?P<when>.+)\.")
_VALUE = re.compile(r"\{\{ ?(\w+)[^}]*\}\}")


def page(_app: Flask) -> str:
    return whole(_lines())


def _lines() -> Iterator[str]:
    yield from head("Letters")
    yield from (*INTRODUCTION.splitlines(), "")
    names = ("letter", "to", "when", "subject in English", "subject in French")
    yield from table(names, (_row(kind, LETTERS[kind]) for kind in sorted(LETTERS)))
    secret = codes(kind for kind in sorted(LETTERS) if LETTERS[kind].is_secret)
    yield f"Letters with a link that opens an account are shown on no page: {secret}."


def _row(kind: str, letter: type[Letter]) -> tuple[str, ...]:
    to, when = to_and_when(letter)
    return (f"`{kind}`", to, when, _subject(kind, "en"), _subject(kind, "fr"))


def to_and_when(letter: type[Letter]) -> tuple[str, str]:
    """From the letter's docstring: "To the founders: when their application is sent." """
    found = TO_AND_WHEN.fullmatch(letter.__doc__ or "")
    if found is None:
        raise ValueError(f"{letter.__name__} does not say in its docstring “To whom: when.”")
    return found["to"], found["when"]


def _subject(kind: str, language: str) -> str:
    """The template's first line, its conditions told as a choice of wordings."""
    title = (TEMPLATES / f"{kind}.{language}.txt").read_text("utf-8").partition("\n")[0]
    title = re.sub(r"\{% ?if[^%]*%\}", "[", title)
    title = re.sub(r"\{% ?(elif[^%]*|else) ?%\}", "/", title)
    return _VALUE.sub(r"{\1}", re.sub(r"\{% ?endif ?%\}", "]", title))
