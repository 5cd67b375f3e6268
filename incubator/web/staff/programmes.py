"""The programmes as they decide: rules in sentences, stages, the lifecycle drawn and as a table."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from incubator.drawing import svg
from incubator.errors import NotFound
from incubator.store.queries import editions
from incubator.web.pages import page
from incubator.web.shell import theme
from incubator.web.staff.drawings import dot_of
from incubator.web.work import session
from incubator.workflows.enrolment import ENROLMENT
from incubator.workflows.explanation import sections
from incubator.workflows.programme import Edition, Programme

PAPERS = ("light", "dark")
Found = list[tuple[Programme, Edition]]


def index() -> ResponseReturnValue:
    found: dict[str, Found] = {}
    for _row, programme, edition in editions.all_published(session()):
        found.setdefault(programme.key, []).append((programme, edition))
    return page(found=list(found.values()))


def show(key: str) -> ResponseReturnValue:
    found, programme, edition = _read(key)
    return page(
        found=found, programme=programme, edition=edition, told=sections(edition),
        machine=edition.machine, life=ENROLMENT, papers=_papers(),
    )  # fmt: skip


def draw(key: str) -> ResponseReturnValue:
    """The lifecycle of an application as a picture of its own; the table beside it says the same."""
    _found, _programme, edition = _read(key)
    paper = request.args.get("paper", "light")
    machine = ENROLMENT if request.args.get("of") == "enrolment" else edition.machine
    drawn = svg(dot_of(machine, paper if paper in PAPERS else "light"))
    return Response(drawn, mimetype="image/svg+xml", headers={"Cache-Control": "private, max-age=3600"})


def _read(key: str) -> tuple[Found, Programme, Edition]:
    """The edition named in the address, else the latest one."""
    found = [(p, edition) for _row, p, edition in editions.all_published(session()) if p.key == key]
    named = request.args.get("edition")
    chosen = next((one for one in found if named in (None, one[1].key)), None)
    if chosen is None:
        raise NotFound()
    return found, *chosen


def _papers() -> tuple[str, ...]:
    """On which paper to draw: the theme that was chosen; as the device says, both are offered."""
    return PAPERS if theme() == "auto" else (theme(),)
