"""docs/machines.md: the life of an application and of an enrolment, drawn and as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from babel.messages.catalog import Catalog
from flask import Flask

from incubator.cli import KEY
from incubator.cli.catalogues import FOLDER, merged
from incubator.cli.documents.markdown import head, table, whole
from incubator.running import Running
from incubator.words import LANGUAGES
from incubator.workflows.enrolment import ENROLMENT
from incubator.workflows.machine import Machine

INTRODUCTION = """\
A programme file names the stages of a programme; `incubator/workflows/application.py` makes the life of
its applications from them. Each drawing has the same moves as the table below it. A state is shown
under its code; what people read is beside it, in English and in French.
"""
KINDS = {
    "open": "open",
    "waiting_founder": "waits for the founders",
    "waiting_us": "waits for us",
    "closed_well": "closed, and well",
    "closed_otherwise": "closed",
}
Told = Mapping[str, Catalog]


def page(app: Flask) -> str:
    running: Running = app.extensions[KEY]
    return whole(_lines(running))


def _lines(running: Running) -> Iterator[str]:
    told = {language: merged(FOLDER, language) for language in LANGUAGES}
    yield from head("States and moves")
    yield from (*INTRODUCTION.splitlines(), "")
    for programme in running.catalogue.programmes:
        for machine, editions in _alike([(one.machine, one.key) for one in programme.editions]):
            which = f"edition {editions[0]}" if len(editions) == 1 else f"editions {' and '.join(editions)}"
            yield from _described(f"An application to the {programme.name.en} ({which})", machine, told)
    yield from _described("An enrolment in any programme", ENROLMENT, told)


def _alike(machines: list[tuple[Machine, str]]) -> list[tuple[Machine, list[str]]]:
    """Editions of the same stages live the same life: it is told once."""
    found: list[tuple[Machine, list[str]]] = []
    for machine, edition in machines:
        same = next((editions for known, editions in found if known == machine), None)
        if same is None:
            found.append((machine, [edition]))
        else:
            same.append(edition)
    return found


def _described(title: str, machine: Machine, told: Told) -> Iterator[str]:
    yield from (f"## {title}", "", "```mermaid", machine.mermaid().rstrip(), "```", "")
    names = ("from", "move", "to", "who", "what must hold", "reason", "letter")
    rows = ((*_row[:5], "asked" if _row.needs_reason else "", _row.sends) for _row in machine.rows())
    yield from table(names, rows)
    states = (
        (f"`{state.code}`", KINDS[state.kind], *_names(machine, state.code, told)) for state in machine.states
    )
    yield from table(("state", "kind", "in English", "in French"), states)


def _names(machine: Machine, state: str, told: Told) -> tuple[str, str]:
    english, french = (told[language].get(f"state.{machine.name}.{state}") for language in ("en", "fr"))
    return str(english.string if english else ""), str(french.string if french else "")
