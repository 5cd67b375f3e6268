"""Who sees what: each list and each row, asked by every member of the cast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from incubator.errors import NotFound
from incubator.store import Person
from incubator.store.queries import (
    applications,
    batches,
    calls,
    enrolments,
    extensions,
    letters,
    reminders,
    ventures,
    waivers,
)
from tests import cast, scenes
from tests.conftest import NOW

STAFF_OF_SHAKER = {"manager", "manager_of_all", "director", "admin"}
STAFF_OF_BOOSTER = {"other_manager", "manager_of_all", "director", "admin"}
MEMBERS = {"founder", "colleague"}


@pytest.fixture
def scene(session: Session) -> dict[str, Any]:
    """One venture of founder and colleague in the Shaker; the stranger's in the Booster."""
    people = cast.everybody(session)
    ours = scenes.venture(session, "Lumen Bio")
    theirs = scenes.venture(session, "Autre Bio", members=(people["stranger"],))
    shaker, booster = scenes.call(session), scenes.call(session, "booster", state="draft")
    mine = scenes.application(session, shaker, ours)
    other = scenes.application(session, booster, theirs)
    enrolment = scenes.enrolment(session, ours)
    scenes.mentorship(session, people["mentor"], ours)
    return {
        "people": people, "ours": ours, "theirs": theirs, "mine": mine, "other": other,
        "shaker": shaker, "booster": booster, "enrolment": enrolment,
        "extension": scenes.extension(session, enrolment),
        "waiver": scenes.waiver(session, mine),
        "letter": scenes.letter(session, people["founder"], mine),
        "reminder": scenes.reminder(session, people["founder"], enrolment, state="queued"),
        "day": scenes.coaching_day(session, enrolment, people["mentor"]),
    }  # fmt: skip


def seers(scene: dict[str, Any], ask: Callable[[Person], Any]) -> set[str]:
    """Those of the cast for whom `ask` finds something."""
    found = set()
    for name, person in scene["people"].items():
        try:
            if ask(person):
                found.add(name)
        except NotFound:
            continue
    return found


def test_one_application_is_seen_by_its_members_and_its_staff(
    session: Session, scene: dict[str, Any]
) -> None:
    ref = scene["mine"].ref

    assert seers(scene, lambda p: applications.by_ref(session, p, ref)) == STAFF_OF_SHAKER | MEMBERS
    assert seers(scene, lambda p: applications.by_ref_for_staff(session, p, ref)) == STAFF_OF_SHAKER
    assert seers(scene, lambda p: applications.by_ref_for_founder(session, p, ref)) == MEMBERS
    assert seers(scene, lambda p: applications.chosen(session, p, [ref])) == STAFF_OF_SHAKER


def test_the_table_and_mine_hold_what_is_theirs(session: Session, scene: dict[str, Any]) -> None:
    mine, other = scene["mine"], scene["other"]
    tables = {name: applications.table(session, p).rows for name, p in scene["people"].items()}
    own = {name: applications.mine(session, p) for name, p in scene["people"].items()}

    assert {name: rows for name, rows in tables.items() if rows} == {
        "manager": [mine], "other_manager": [other], "manager_of_all": [other, mine],
        "director": [other, mine], "admin": [other, mine],
    }  # fmt: skip
    assert {name: rows for name, rows in own.items() if rows} == {
        "founder": [mine], "colleague": [mine], "stranger": [other],
    }  # fmt: skip


def test_a_manager_who_is_also_a_founder_has_two_sides(session: Session, scene: dict[str, Any]) -> None:
    manager = scene["people"]["other_manager"]
    scenes.venture(session, "Double Bio", members=(manager,))
    own = scenes.application(session, scene["shaker"], ventures.mine(session, manager)[0])

    assert applications.mine(session, manager) == [own]
    assert applications.table(session, manager).rows == [scene["other"]]
    with pytest.raises(NotFound):
        applications.by_ref_for_staff(session, manager, own.ref)


def test_somebody_disabled_sees_nothing(session: Session, scene: dict[str, Any]) -> None:
    for person in scene["people"].values():
        person.disabled_at = NOW

    assert seers(scene, lambda p: applications.by_ref(session, p, scene["mine"].ref)) == set()
    assert seers(scene, lambda p: enrolments.by_id(session, p, scene["enrolment"].id)) == set()


def test_calls_and_drafts(session: Session, scene: dict[str, Any]) -> None:
    shaker, booster = scene["shaker"], scene["booster"]

    assert seers(scene, lambda p: calls.by_slug(session, shaker.slug, p)) == set(scene["people"])
    assert seers(scene, lambda p: calls.by_slug(session, booster.slug, p)) == STAFF_OF_BOOSTER
    assert seers(scene, lambda p: calls.by_slug_for_staff(session, shaker.slug, p)) == STAFF_OF_SHAKER
    assert seers(scene, lambda p: shaker in calls.all_for_staff(session, p)) == STAFF_OF_SHAKER
    assert calls.by_slug(session, shaker.slug) is shaker
    with pytest.raises(NotFound):
        calls.by_slug(session, booster.slug)


def test_an_enrolment_is_seen_from_three_sides(session: Session, scene: dict[str, Any]) -> None:
    held, day = scene["enrolment"], scene["day"]
    everyone = STAFF_OF_SHAKER | MEMBERS | {"mentor"}

    assert seers(scene, lambda p: enrolments.by_id(session, p, held.id)) == everyone
    assert seers(scene, lambda p: enrolments.coaching_day(session, p, day.id)) == everyone
    assert seers(scene, lambda p: enrolments.for_staff(session, p).rows) == STAFF_OF_SHAKER
    assert seers(scene, lambda p: enrolments.by_id_for_staff(session, p, held.id)) == STAFF_OF_SHAKER
    assert seers(scene, lambda p: enrolments.mine(session, p)) == MEMBERS
    assert seers(scene, lambda p: enrolments.by_id_for_founder(session, p, held.id)) == MEMBERS
    assert seers(scene, lambda p: enrolments.for_mentor(session, p)) == {"mentor"}
    assert seers(scene, lambda p: enrolments.by_id_for_mentor(session, p, held.id)) == {"mentor"}


def test_a_mentorship_that_ended_shows_nothing(session: Session, scene: dict[str, Any]) -> None:
    mentor = scene["people"]["mentor"]
    scenes.mentorship(session, mentor, scene["theirs"], ended_at=NOW)

    assert ventures.mentored(session, mentor) == [scene["ours"]]
    assert ventures.mentors(session, scene["theirs"].id) == []
    with pytest.raises(NotFound):
        ventures.by_id(session, mentor, scene["theirs"].id)


def test_a_venture_is_seen_by_members_mentors_and_the_staff_of_its_programmes(
    session: Session, scene: dict[str, Any]
) -> None:
    ours = scene["ours"].id

    seen = seers(scene, lambda p: ventures.by_id(session, p, ours))
    assert seen == STAFF_OF_SHAKER | MEMBERS | {"mentor"}
    assert seers(scene, lambda p: ventures.by_id_for_founder(session, p, ours)) == MEMBERS


def test_what_hangs_on_an_application_or_enrolment_follows_it(
    session: Session, scene: dict[str, Any]
) -> None:
    extension, waiver, letter = scene["extension"].id, scene["waiver"].id, scene["letter"].id

    assert seers(scene, lambda p: extensions.waiting(session, p)) == STAFF_OF_SHAKER
    assert seers(scene, lambda p: extensions.by_id_for_staff(session, p, extension)) == STAFF_OF_SHAKER
    assert seers(scene, lambda p: extensions.by_id(session, p, extension)) == STAFF_OF_SHAKER | MEMBERS
    assert seers(scene, lambda p: waivers.waiting(session, p)) == STAFF_OF_SHAKER
    assert seers(scene, lambda p: waivers.by_id(session, p, waiver)) == STAFF_OF_SHAKER
    assert seers(scene, lambda p: letters.outbox(session, p).rows) == STAFF_OF_SHAKER
    assert seers(scene, lambda p: letters.by_id(session, p, letter)) == STAFF_OF_SHAKER
    assert seers(scene, lambda p: reminders.log(session, p).rows) == STAFF_OF_SHAKER


def test_a_batch_is_seen_by_the_staff_of_its_call(session: Session, scene: dict[str, Any]) -> None:
    batch = scenes.batch(session, scene["people"]["manager"], scene["shaker"], scene["mine"])

    assert seers(scene, lambda p: batches.by_id(session, p, batch.id)) == STAFF_OF_SHAKER
    assert seers(scene, lambda p: batches.latest(session, p).rows) == STAFF_OF_SHAKER
