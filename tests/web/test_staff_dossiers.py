"""One application whole: summary, answers, rules with waivers and judgements, history, more time."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from incubator.store import Application, Waiver
from incubator.store.folding import fold
from tests import cast
from tests.actions import stories
from tests.web.conftest import SignInAs, Writing


@pytest.fixture
def ref(writing: Writing) -> str:
    """A Booster application of a company that is too old for edition 2019."""
    with writing() as session:
        application = stories.sent(session, cast.founder(session), programme="booster", edition="2019")
        application.venture.kind, application.venture.registered_on = "company", stories.date(2023, 1, 5)
        return str(application.ref)


def test_every_tab_opens(ref: str, sign_in: SignInAs) -> None:
    client = sign_in(cast.other_manager)

    pages = {tab: client.get(f"/a/{ref}/{tab}") for tab in ("summary", "answers", "eligibility", "history")}

    assert {tab: page.status_code for tab, page in pages.items()} == dict.fromkeys(pages, 200)
    assert "rules are met." in pages["summary"].text
    assert "Une réponse." in pages["answers"].text
    assert "Company under 2 years old" in pages["eligibility"].text
    assert "Rules judged" in pages["history"].text


def test_another_programmes_application_does_not_exist(ref: str, sign_in: SignInAs) -> None:
    client = sign_in(cast.manager)

    assert [client.get(f"/a/{ref}/{tab}").status_code for tab in ("summary", "answers", "history")] == [
        404
    ] * 3


def test_a_judgement_needs_a_reason_and_counts(ref: str, sign_in: SignInAs) -> None:
    client, address = sign_in(cast.other_manager), f"/a/{ref}/judgements"

    silent = client.post(address, data={"rule": "growth", "holds": "yes", "reason": ""})
    told = client.post(address, data={"rule": "growth", "holds": "yes", "reason": "Two letters of intent."})

    assert (silent.status_code, told.status_code) == (422, 303)
    assert "Two letters of intent." in client.get(f"/a/{ref}/history").text


def test_a_waiver_is_asked_then_decided_by_the_director(
    ref: str, sign_in: SignInAs, writing: Writing
) -> None:
    manager, director = sign_in(cast.other_manager), sign_in(cast.director)

    silent = manager.post(f"/a/{ref}/waivers", data={"rule": "age", "reason": ""})
    asked = manager.post(f"/a/{ref}/waivers", data={"rule": "age", "reason": "A patent came late."})
    with writing() as session:
        waiver_id = session.scalars(select(Waiver.id)).one()
    forbidden = manager.post(f"/waivers/{waiver_id}", data={"decision": "grant", "reason": "Yes."})
    granted = director.post(f"/waivers/{waiver_id}", data={"decision": "grant", "reason": "55 days only."})

    statuses = [answer.status_code for answer in (silent, asked, forbidden, granted)]
    assert statuses == [422, 303, 403, 303]
    assert "55 days only." in manager.get(f"/a/{ref}/eligibility").text


def test_a_draft_gets_more_time(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        ref = stories.started(session, cast.founder(session)).ref
    client, address = sign_in(cast.manager), f"/a/{ref}/more-time"

    wrong = client.post(address, data={"closes_at": "one day", "reason": "Ill."})
    given = client.post(address, data={"closes_at": "2026-04-10T12:00", "reason": "Ill."})

    assert (wrong.status_code, given.status_code) == (422, 303)
    assert "Friday 10 April 2026 at 12:00" in client.get(f"/a/{ref}/summary").text


def test_a_sent_application_is_offered_no_more_time(ref: str, sign_in: SignInAs) -> None:
    client = sign_in(cast.other_manager)

    refused = client.post(f"/a/{ref}/more-time", data={"closes_at": "2026-04-10T12:00", "reason": "Ill."})

    assert refused.status_code == 422
    assert "/more-time" not in client.get(f"/a/{ref}/summary").text


def test_search_and_stage_filter_the_table(ref: str, sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        slug = session.scalars(select(Application)).one().call.slug
    client = sign_in(cast.other_manager)

    queries = (f"search={ref}", "search=nobody", "state=submitted", "state=rejected")
    shown = [ref in client.get(f"/calls/{slug}/applications?{query}").text for query in queries]

    assert shown[1:] == [False, True, False]
    assert f"/a/{ref}/summary" in client.get(f"/calls/{slug}/applications?search={ref}").text


def test_a_misspelt_name_is_found_and_said_to_be_only_close(
    ref: str, sign_in: SignInAs, writing: Writing
) -> None:
    with writing() as session:
        one = session.scalars(select(Application)).one()
        slug, name = one.call.slug, one.venture.name
    misspelt = fold(name).split()[0][:-1] + "x"

    text = (
        sign_in(cast.other_manager, language="en").get(f"/calls/{slug}/applications?search={misspelt}").text
    )

    assert f"/a/{ref}/summary" in text
    assert f"Nothing for “{misspelt}”. Shown instead: “{fold(name).split()[0]}”." in text
