"""Pages no link leads to: refused forms, refusals, addresses of letters, results of a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.shots.scenes import NEWCOMER, Scene
from tests.shots.viewers import Viewer

NOTHING: Mapping[str, str] = {}
START = {"public": "/fr/", "founder": "/home", "manager": "/today", "director": "/today", "admin": "/people",
         "mentor": "/mentor", "juror": "/reviews"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stop:
    """An address; `typed` is sent with the form that is there, every other field emptied."""

    name: str
    path: str
    status: int = 200
    typed: Mapping[str, str] | None = None


def refused(name: str, path: str, typed: Mapping[str, str] = NOTHING, status: int = 422) -> Stop:
    return Stop(f"{name} refused", path, status, typed)


def starts(viewer: Viewer, scene: Scene) -> tuple[str, ...]:
    """Where the way through the pages begins: the root, the own door, and what is far from both."""
    more: dict[str, tuple[str, ...]] = {
        "public": ("/sign-in", scene.letters["sign_in"], scene.letters["invitation"], *_self_checks(scene)),
        "manager": (
            f"/a/{scene.refs['Algofer']}/summary", f"/a/{scene.refs['Halobiote']}/eligibility",
            f"/calls/{scene.calls['busy']}/applications", _many(scene, "find_eligible"),
            *(f"/batches/{batch}" for batch in scene.batches),
        ),
        "director": (_many(scene, "start_review"), f"/batches/{scene.batches[0]}"),
    }  # fmt: skip
    account = ("/account",) if viewer.email else ()
    return ("/", START[viewer.role], *more.get(viewer.key, ()), *account)


def stops(viewer: Viewer, scene: Scene) -> list[Stop]:
    """What is looked at after the links are followed."""
    by_viewer = {"public": _public, "founder-draft": _draft, "founder": _founder, "manager": _manager,
                 "founder-new": _newcomer, "mentor": _mentor}  # fmt: skip
    found = by_viewer[viewer.key](scene) if viewer.key in by_viewer else []
    if viewer.role in ("founder", "mentor", "juror") and not viewer.own:
        found.append(Stop("errors.403", "/today", 403))
    return found


def _many(scene: Scene, move: str) -> str:
    rows = "&".join(f"ref={ref}" for ref in scene.crowd)
    return f"/calls/{scene.calls['busy']}/move?move={move}&{rows}"


def _self_checks(scene: Scene) -> tuple[str, ...]:
    """Yes, no, and not quite."""
    check = f"/fr/calls/{scene.calls['shaker']}/check?done=1"
    return (
        f"{check}&q_applicant=natural_person&q_sector=health&q_employer_knows=yes&q_time_given=full",
        f"{check}&q_applicant=legal_person&q_sector=other",
    )


def _public(scene: Scene) -> list[Stop]:
    return [
        Stop("account.sign_in.code", "/sign-in", 200, {"email": NEWCOMER}),
        refused("account.sign_in.ask", "/sign-in", {"email": "nobody"}),
        Stop("errors.404", "/fr/calls/nothing-here", 404),
        Stop("errors.410", "/auth/used-long-ago", 410),
    ]


def _draft(scene: Scene) -> list[Stop]:
    ref = scene.refs["Algofer"]
    return [
        Stop("errors.404", "/applications/NOT-26A-0001", 404),
        refused("founder.tasks.show", f"/applications/{ref}/tasks/company", {"finished": "yes"}),
    ]


def _founder(scene: Scene) -> list[Stop]:
    return [
        refused("account.profile.show", "/account/profile", {"name": ""}),
        refused("founder.extensions.ask", f"/programme/{scene.enrolments['Lumozyme']}/extension"),
    ]


def _newcomer(scene: Scene) -> list[Stop]:
    return [Stop("public.calls.apply", f"/fr/calls/{scene.calls['booster']}/apply")]


def _manager(scene: Scene) -> list[Stop]:
    busy = scene.calls["busy"]
    return [
        refused("staff.calls.new", "/calls/new"),
        refused("staff.calls.edit", f"/calls/{busy}/edit"),
        refused("staff.calls.extend", f"/calls/{scene.calls['booster']}/extend"),
        refused("staff.closings.extend", f"/a/{scene.refs['Algofer']}/more-time"),
        refused("staff.enrolments.pause", f"/enrolments/{scene.enrolments['Genophare']}/pause"),
        refused("staff.people.invite", "/people/invite", {"email": "nobody"}),
        Stop("staff.applications.index none", f"/calls/{busy}/applications?search=xyzzy"),
        Stop("errors.404", "/enrolments/nothing-here", 404),
    ]


def _mentor(scene: Scene) -> list[Stop]:
    return [refused("mentor.companies.show", f"/mentor/{scene.enrolments['Genophare']}")]
