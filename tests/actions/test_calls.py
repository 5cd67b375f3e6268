"""A call: made, checked, published, and its closing moved for everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from incubator.actions import applications, calls, programmes
from incubator.actions.calls import CallFields
from incubator.errors import NotAllowed, Refused, Stale
from incubator.store import Call, EditionRow, LetterRow
from incubator.store.editions import published
from tests.actions import stories
from tests.cast import admin, director, founder, manager, other_manager, stranger
from tests.conftest import NOW

FIELDS = CallFields(
    code="SHK-27A", name_fr="Shaker printemps", name_en="Spring Shaker", opens_at=NOW,
    closes_at=datetime(2026, 3, 31, 12, 0, tzinfo=UTC), entry_on=date(2026, 6, 1),
    results_on=date(2026, 4, 30), places=8, contact_email="shaker@example.org",
)  # fmt: skip


def edition(session: Session) -> EditionRow:
    programmes.import_editions(session, stories.CATALOGUE, NOW)
    row = published(session, "shaker", "1")
    assert row is not None
    return row


def made(session: Session, **change: object) -> Call:
    values = replace(FIELDS, **change)  # type: ignore[arg-type]  # as a form might
    return calls.create(session, edition(session), values, actor=manager(session), at=NOW)


def test_a_call_is_made_as_a_draft_from_an_edition(session: Session) -> None:
    call = made(session)

    assert (call.state, call.slug, call.programme) == ("draft", "shk-27a", "shaker")
    assert calls.fields_of(call) == replace(FIELDS, slug="shk-27a")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "shaker 27"}, "code"),
        ({"slug": "Appel 2027!"}, "slug"),
        ({"name_en": " "}, "name_en"),
        ({"zone": "Europe/Evry"}, "zone"),
        ({"closes_at": NOW}, "closes_at"),
        ({"grace_minutes": -1}, "grace_minutes"),
        ({"places": 0}, "places"),
    ],
)
def test_a_wrong_field_is_refused(session: Session, change: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        made(session, **change)

    assert refusal.value.field == field


def test_a_code_is_used_once(session: Session) -> None:
    made(session)

    with pytest.raises(Refused) as refusal:
        made(session, slug="autre")

    assert refusal.value.field == "code"


def test_the_managers_of_the_programme_make_calls(session: Session) -> None:
    for person in (other_manager(session), director(session), founder(session)):
        with pytest.raises(NotAllowed):
            calls.create(session, edition(session), FIELDS, actor=person, at=NOW)

    assert calls.create(session, edition(session), FIELDS, actor=admin(session), at=NOW).state == "draft"


def test_midnight_and_weekends_are_warned_of(session: Session) -> None:
    midnight = replace(FIELDS, closes_at=datetime(2026, 4, 4, 22, 0, tzinfo=UTC), grace_minutes=0)

    words = [warning.en.split(":")[0] for warning in calls.warnings(midnight)]

    assert words == ["It closes at midnight", "It closes at a weekend", "There is no grace"]
    assert calls.warnings(FIELDS) == ()


def test_a_ready_call_is_published_once(session: Session) -> None:
    call = made(session)

    calls.publish(session, call, actor=manager(session), at=NOW)
    calls.publish(session, call, actor=manager(session), at=NOW + stories.days(1))

    assert (call.state, call.published_at) == ("published", NOW)
    assert stories.actions_on(session, call) == ["create", "publish"]


def test_what_is_missing_stops_the_publication(session: Session) -> None:
    call = made(session, contact_email="", entry_on=None, results_on=None)

    with pytest.raises(Refused) as refusal:
        calls.publish(session, call, actor=manager(session), at=NOW)

    assert [words.en for words in refusal.value.reasons] == [
        "A contact address is given for questions.",
        "The first day of the programme is given.",
    ]


def test_a_published_closing_is_extended_not_edited(session: Session) -> None:
    call = made(session)
    calls.publish(session, call, actor=manager(session), at=NOW)

    moved = replace(calls.fields_of(call), closes_at=FIELDS.closes_at + stories.days(1))
    with pytest.raises(Refused, match="extending the call"):
        calls.edit(session, call, moved, actor=manager(session), at=NOW)
    calls.edit(session, call, replace(calls.fields_of(call), places=12), actor=manager(session), at=NOW)

    assert (call.closes_at, call.places) == (FIELDS.closes_at, 12)


def test_two_managers_on_one_draft_are_told(session: Session) -> None:
    call = made(session)
    seen = call.version
    calls.edit(session, call, replace(calls.fields_of(call), places=9), actor=manager(session), at=NOW)

    with pytest.raises(Stale):
        calls.edit(
            session, call, replace(calls.fields_of(call), places=7), actor=manager(session), at=NOW,
            seen_version=seen,
        )  # fmt: skip


def test_extending_tells_the_unsent_and_waits_for_the_hold(session: Session) -> None:
    call = stories.call(session)
    applications.start(session, call, actor=founder(session), at=NOW)
    gone = applications.start(session, call, actor=stranger(session), at=NOW)
    gone.state = "expired"
    later = call.closes_at + stories.days(7)

    shown = calls.preview_extension(session, call, closes_at=later, at=NOW)
    done = calls.extend(
        session, call, closes_at=later, reason="Panne du site.", actor=manager(session), at=NOW
    )

    assert (shown.drafts, shown.expired, len(shown.told)) == (1, 1, 2)
    assert replace(done, version=shown.version) == shown
    assert calls.closing_of_call(call).at == later
    rows = session.query(LetterRow).filter_by(kind="call_extended").all()
    assert {row.to_email for row in rows} == {founder(session).email, stranger(session).email}
    assert {row.send_after for row in rows} == {NOW + timedelta(minutes=15)}


def test_a_closing_only_moves_later(session: Session) -> None:
    call = stories.call(session)

    for at in (call.closes_at, call.closes_at - stories.days(1)):
        with pytest.raises(Refused):
            calls.preview_extension(session, call, closes_at=at, at=NOW)
    with pytest.raises(Refused):
        calls.extend(
            session,
            call,
            closes_at=call.closes_at + stories.days(1),
            reason="",
            actor=manager(session),
            at=NOW,
        )


def test_an_extension_that_passes_the_results_says_so(session: Session) -> None:
    call = stories.call(session, results_on=NOW.date() + stories.days(31))

    shown = calls.preview_extension(session, call, closes_at=call.closes_at + stories.days(7), at=NOW)

    assert "change their date as well" in shown.words[-1].en
