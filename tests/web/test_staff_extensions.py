"""An extension is decided with both ends in sight."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from incubator.store import Extension, LetterRow
from tests import cast, scenes
from tests.conftest import NOW
from tests.web.conftest import SignInAs, Writing
from tests.web.staff_scenes import enrolled

WHY = "Une série de mesures manque."


def asked(writing: Writing, *, granted: int = 0) -> str:
    with writing() as session:
        enrolment = enrolled(session)
        for _number in range(granted):
            scenes.extension(session, enrolment, state="granted", decided_at=NOW)
        session.refresh(enrolment)
        return str(scenes.extension(session, enrolment, why=WHY).id)


def test_both_decisions_are_seen_ahead(sign_in: SignInAs, writing: Writing) -> None:
    text = sign_in(cast.manager).get(f"/extensions/{asked(writing)}").text

    assert WHY in text
    assert "Last day: 30 September 2026" in text
    assert "Last day: 31 March 2026" in text


def test_granting_moves_the_last_day_and_writes_to_the_founders(sign_in: SignInAs, writing: Writing) -> None:
    extension_id = asked(writing)
    client = sign_in(cast.manager)

    answer = client.post(
        f"/extensions/{extension_id}", data={"decision": "grant", "version": "1", "reason": ""}
    )

    assert answer.status_code == 303
    with writing() as session:
        assert session.get_one(Extension, extension_id).state == "granted"
        letters = session.scalars(select(LetterRow).where(LetterRow.kind == "extension_decided")).all()
        assert sorted(letter.to_email for letter in letters) == [
            "ines.maurel@example.org", "tomas.brandt@example.org",
        ]  # fmt: skip


def test_refusing_needs_a_reason(sign_in: SignInAs, writing: Writing) -> None:
    extension_id = asked(writing)
    client = sign_in(cast.manager)

    answer = client.post(f"/extensions/{extension_id}", data={"decision": "refuse", "version": "1"})

    assert answer.status_code == 422
    assert "Please write the reason" in answer.text
    with writing() as session:
        assert session.get_one(Extension, extension_id).state == "asked"


def test_a_grant_beyond_the_policy_is_refused_with_the_rules_sentence(
    sign_in: SignInAs, writing: Writing
) -> None:
    extension_id = asked(writing, granted=1)
    client = sign_in(cast.manager)

    shown = client.get(f"/extensions/{extension_id}")
    answer = client.post(f"/extensions/{extension_id}", data={"decision": "grant", "version": "1"})

    assert "The rules do not allow it" in shown.text
    assert answer.status_code == 422
    assert "Shaker can be extended once, by 6 months each" in answer.text


def test_a_decision_on_an_old_page_is_not_taken(sign_in: SignInAs, writing: Writing) -> None:
    extension_id = asked(writing)

    answer = sign_in(cast.manager).post(
        f"/extensions/{extension_id}", data={"decision": "grant", "version": "9"}
    )

    assert answer.status_code == 409


def test_the_list_shows_who_waits_and_what_was_decided(sign_in: SignInAs, writing: Writing) -> None:
    client = sign_in(cast.manager)
    empty = client.get("/extensions").text
    asked(writing)
    with writing() as session:
        enrolment = enrolled(session, name="Corvo", state="completed", ended_on=date(2026, 2, 1))
        scenes.extension(session, enrolment, state="refused", decided_at=NOW, reason="Too late.")

    text = client.get("/extensions").text

    assert "No request waits." in empty
    assert [word for word in ("Lumen Bio", "Corvo", "Too late.") if word not in text] == []
