"""The programme page: term, coaching days, more time."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from incubator.store import CoachingDay, Enrolment, Extension
from tests import cast, scenes
from tests.web.conftest import SignInAs, Writing
from tests.web.founder_scenes import main_of, open_call


def stay(session: Session, *, starts_on: date = date(2025, 10, 1)) -> Enrolment:
    """The last day is 31 March 2026, 29 days away."""
    edition_id = open_call(session).edition_id
    return scenes.enrolment(session, scenes.venture(session), edition_id=edition_id, starts_on=starts_on)


def test_the_term_is_said_with_its_arithmetic(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = stay(session)
    client = sign_in(cast.founder)

    index, shown = client.get("/programme"), client.get(f"/programme/{made.id}")

    assert index.location == f"/programme/{made.id}"
    assert "Last day: Tuesday 31 March 2026" in shown.text
    assert "From 1 October 2025: 6 months. The last day is 31 March 2026." in shown.text
    assert "Day 153 of 182" in shown.text


def test_several_programmes_are_a_list_and_none_is_an_empty_one(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        first = stay(session)
        other = scenes.venture(session, "Osmogène")
        second = scenes.enrolment(session, other, edition_id=first.edition_id, starts_on=date(2026, 1, 1))

    several, none = sign_in(cast.founder).get("/programme"), sign_in(cast.stranger).get("/programme")

    assert all(f"/programme/{one.id}" in several.text for one in (first, second))
    assert "You are not in a programme yet" in none.text


def test_a_coaching_day_is_confirmed(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = stay(session)
        day = scenes.coaching_day(session, made, cast.mentor(session), half_days=3)
    client, url = sign_in(cast.founder), f"/programme/{made.id}"
    button = f"{url}/coaching/{day.id}/confirm"

    before = client.get(url).text
    client.post(button)
    after = client.get(url).text

    assert "18.5\u00a0days" in before
    assert (button in before, button in after) == (True, False)
    with writing() as session:
        assert session.get_one(CoachingDay, day.id).state == "confirmed"


def test_a_wrong_count_needs_its_reason(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = stay(session)
        day = scenes.coaching_day(session, made, cast.mentor(session))
    client, url = sign_in(cast.founder), f"/programme/{made.id}/coaching/{day.id}/dispute"

    silent, told = client.post(url, data={"why": " "}), client.post(url, data={"why": "Half a day."})

    assert (silent.status_code, told.status_code) == (422, 303)
    assert "Half a day." in client.get(f"/programme/{made.id}").text


def test_a_book_is_no_reason(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = stay(session)
        day = scenes.coaching_day(session, made, cast.mentor(session))
        application = scenes.application(session, open_call(session), made.venture)
    client, book = sign_in(cast.founder), {"why": "a" * 2001}
    where = (
        f"/programme/{made.id}/coaching/{day.id}/dispute", f"/programme/{made.id}/extension",
        f"/applications/{application.ref}/withdraw",
    )  # fmt: skip

    answers = [client.post(url, data=book) for url in where]

    assert [answer.status_code for answer in answers] == [422] * 3
    assert all("1 character too many: 2,000 characters at most." in answer.text for answer in answers)
    with writing() as session:
        assert session.get_one(CoachingDay, day.id).state == "logged"


def test_a_day_of_somebody_else_does_not_exist(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = stay(session)
        day = scenes.coaching_day(session, made, cast.mentor(session))

    answers = [
        sign_in(cast.stranger).post(f"/programme/{made.id}/coaching/{day.id}/confirm").status_code,
        sign_in(cast.mentor).post(f"/programme/{made.id}/coaching/{day.id}/confirm").status_code,
        sign_in(cast.founder).post(f"/programme/{made.id}/coaching/nothing/confirm").status_code,
    ]

    assert answers == [404, 404, 404]


def test_more_time_is_asked_with_the_new_last_day_in_sight(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = stay(session)
    client, url = sign_in(cast.founder), f"/programme/{made.id}/extension"

    preview = client.get(url)
    silent = client.post(url, data={"why": ""})
    asked = client.post(url, data={"why": "One proof is missing."})

    assert "Wednesday 30 September 2026" in preview.text
    assert "6 months then an extension of 6 months" in preview.text
    assert "This programme can be extended once." in preview.text
    assert (silent.status_code, asked.status_code) == (422, 303)
    with writing() as session:
        (extension,) = session.get_one(Enrolment, made.id).extensions
        assert (extension.state, extension.months, extension.why) == ("asked", 6, "One proof is missing.")


def test_a_second_extension_is_refused_with_the_rule(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = stay(session, starts_on=date(2025, 4, 1))
        scenes.extension(session, made, state="granted", decided_at=scenes.NOW)
    client, url = sign_in(cast.founder), f"/programme/{made.id}/extension"

    shown, forced = client.get(url), client.post(url, data={"why": "Once more."})

    assert "can be extended once" in main_of(shown)
    assert "<textarea" not in shown.text
    assert forced.status_code == 422
    assert "can be extended once" in main_of(forced)
    with writing() as session:
        assert len(session.get_one(Enrolment, made.id).extensions) == 1
        assert session.query(Extension).count() == 1
