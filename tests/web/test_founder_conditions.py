"""What is due after the sending: a task with its day and one next action, shown until the entry."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from incubator.actions.eligibility import waivers
from incubator.actions.eligibility.judgements import judge
from incubator.clock import FixedClock
from incubator.store import Application
from incubator.store.editions import publish
from incubator.workflows.catalogue import load
from tests import cast, scenes
from tests.conftest import NOW
from tests.web.conftest import SignInAs, Writing
from tests.web.founder_scenes import EDITION, PDF, main_of, upload
from tests.web.public_scenes import plain

ENTRY = date(2026, 6, 1)
RULES = """
[[edition.eligibility]]
id = "exists"
rule = "date"
fact = "registered_on"
by = "then"
at = "entry"
owner = "founders"

[[edition.eligibility]]
id = "cv"
rule = "document"
document = "cv"
at = "entry"
owner = "founders"

[[edition.eligibility]]
id = "fit"
rule = "judgement"
at = "entry"
owner = "manager"
words = { fr = "Une place au laboratoire", en = "A place in the laboratory" }
"""
GIVE_DATE, GIVE_FILE = "Give the registration date of your company", "Give the file “Your CV”"
DAY = "Monday 1 June 2026"


def made(session: Session, state: str = "draft") -> Application:
    read = load(EDITION.replace("every-kind", "later") + RULES, "shaker.toml")
    edition = publish(session, read, read.editions[0], at=NOW)
    call = scenes.call(session, edition_id=edition.id, entry_on=ENTRY, contact_email="nadia.rey@example.org")
    application = scenes.application(session, call, scenes.venture(session), state=state)
    scenes.steps(session, application, "draft", "submitted", "in_review", state)
    assert isinstance(application, Application)
    return application


def later_of(text: str) -> str:
    """The section of what is due later."""
    return plain(text[text.index('id="later"') :].split("</section>")[0])


def test_each_has_its_day_its_owner_and_one_thing_to_do(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        ref = made(session).ref

    said = later_of(sign_in(cast.founder).get(f"/applications/{ref}").text)

    assert said.count(f"Due on {DAY} (in 91 days)") == 3
    assert said.count("yours to do") == 2
    assert (
        "A place in the laboratory Due on Monday 1 June 2026 (in 91 days) – seen to by the programme" in said
    )
    assert (said.count(GIVE_DATE), said.count(GIVE_FILE), said.count("To do")) == (1, 1, 2)


def test_the_links_lead_to_the_page_of_the_company_and_to_the_question(
    sign_in: SignInAs, writing: Writing
) -> None:
    with writing() as session:
        application = made(session)
        ref, venture = application.ref, application.venture_id
    client = sign_in(cast.founder)

    shown = client.get(f"/applications/{ref}").text

    assert f'href="/company/{venture}#registered_on"' in shown
    assert f'href="/applications/{ref}/tasks/files#q-cv"' in shown
    assert 'id="registered_on"' in client.get(f"/company/{venture}").text
    assert 'id="q-cv"' in client.get(f"/applications/{ref}/tasks/files").text


def test_what_is_done_is_said_to_be_done(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        application = made(session)
        application.venture.registered_on, application.venture.kind = date(2026, 2, 20), "company"
        ref = application.ref
    client = sign_in(cast.founder)
    upload(client, f"/applications/{ref}/tasks/files", PDF)

    said = later_of(client.get(f"/applications/{ref}").text)

    assert (said.count("Done"), said.count("To do")) == (2, 0)
    assert (GIVE_DATE in said, GIVE_FILE in said) == (False, False)


@pytest.mark.parametrize(
    "state", ["submitted", "in_review", "decided", "accepted", "confirmed", "waitlisted"]
)
def test_it_is_shown_until_the_entry(sign_in: SignInAs, writing: Writing, state: str) -> None:
    with writing() as session:
        ref = made(session, state).ref

    assert GIVE_DATE in later_of(sign_in(cast.founder).get(f"/applications/{ref}").text)


@pytest.mark.parametrize("state", ["entered", "rejected", "withdrawn", "expired", "declined"])
def test_it_is_gone_once_all_is_over(sign_in: SignInAs, writing: Writing, state: str) -> None:
    with writing() as session:
        ref = made(session, state).ref

    assert 'id="later"' not in sign_in(cast.founder).get(f"/applications/{ref}").text


def test_a_file_that_no_page_takes_any_more_goes_to_the_contact(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        ref = made(session, "confirmed").ref

    said = later_of(sign_in(cast.founder).get(f"/applications/{ref}").text)

    assert (GIVE_FILE in said, "Send it to your contact for this call." in said) == (False, True)


def test_with_a_place_the_next_step_is_what_is_still_to_bring(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        application = made(session, "confirmed")
        ref, venture = application.ref, application.venture_id
    client = sign_in(cast.founder)

    home, shown = client.get("/home"), client.get(f"/applications/{ref}")

    button = f'<a class="btn btn-primary" href="/company/{venture}#registered_on"'
    assert button in home.text
    assert button in shown.text
    assert f"Needed by {DAY} (in 91 days)." in plain(home.text)


def test_an_opinion_given_early_and_a_waiver_stay_inside_the_house(
    sign_in: SignInAs, writing: Writing
) -> None:
    with writing() as session:
        application = made(session, "submitted")
        ref = application.ref
    client = sign_in(cast.founder)
    before = [main_of(client.get(f"/applications/{ref}{page}")) for page in ("", "/eligibility")]
    with writing() as session:
        held = session.get_one(Application, application.id)
        manager = cast.manager(session)
        judge(session, held, rule="fit", holds=False, reason="Non.", actor=manager, at=NOW)
        asked = waivers.ask(session, held, rule="exists", reason="x", actor=manager, at=NOW)
        waivers.grant(session, asked, reason="x", actor=cast.director(session), at=NOW)

    after = [main_of(client.get(f"/applications/{ref}{page}")) for page in ("", "/eligibility")]

    assert before == after


def test_after_its_day_it_is_still_there(sign_in: SignInAs, writing: Writing, clock: FixedClock) -> None:
    with writing() as session:
        ref = made(session, "confirmed").ref
    client = sign_in(cast.founder)
    clock.set(NOW + timedelta(days=95))

    said = later_of(client.get(f"/applications/{ref}").text)

    assert f"Due on {DAY} (4 days ago)" in said
    assert GIVE_DATE in said


def test_the_page_of_the_company_says_what_a_date_changes(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        venture = made(session, "confirmed").venture_id

    text = sign_in(cast.founder).get(f"/company/{venture}").text

    assert "All the rules of this call" in text
    assert "Company registered" in plain(text)


def test_the_page_of_the_rules_keeps_what_is_due_later_apart(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        ref = made(session).ref

    text = sign_in(cast.founder, "fr").get(f"/applications/{ref}/eligibility").text
    now, later = plain(text.split('id="later"')[0]), later_of(text)

    assert "Entreprise immatriculée" in later
    assert "Entreprise immatriculée" not in now
    assert "lundi 1er juin 2026 (dans 91 jours) – à votre charge" in later
    assert "Un fort potentiel" in now
