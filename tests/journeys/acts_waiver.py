"""Beside her: a company 55 days too old, and a director who says in writing why it may come in."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import expect

from tests.journeys import answers, stage
from tests.journeys.story import Story

CODE = "BST-35Z"
APPLIES = date(2035, 10, 9)
REGISTERED = date(APPLIES.year - 2, APPLIES.month, APPLIES.day) - timedelta(days=55)
ANNIVERSARY = REGISTERED.replace(year=REGISTERED.year + 2)
ASKED, GRANTED = "Un brevet cédé avec deux mois de retard.", "La cession ne dépendait pas de l’équipe."


def a_company_is_too_old(story: Story) -> None:
    """The self-check says so with the arithmetic; he applies all the same."""
    he, form = story.he, stage.edition(story.house, "booster", "2019")
    story.it_is(APPLIES)
    given = {**answers.BOOSTER, "registered_on": REGISTERED}
    he.find_call(stage.call_name(CODE)[he.language])
    he.check_herself(form, given)
    he.sees_heading(he.say("Not this call"))
    _arithmetic(story)
    he.follow(he.say("Apply all the same"))
    he.sign_in()
    ref = story.refs["too old"] = he.start()
    for task in form.tasks:
        he.answer_task(ref, task, given)
    he.send(ref)
    he.open(f"/applications/{ref}/eligibility")
    _arithmetic(story)


def _arithmetic(story: Story) -> None:
    days = {"fr": "55 jours", "en": "55 days"}[story.he.language]
    story.he.reads(days, story.he.say.day(REGISTERED), story.he.say.day(ANNIVERSARY))


def it_enters_because_the_director_says_so(story: Story) -> None:
    he, manager, director, ref = story.he, story.manager, story.director, story.refs["too old"]
    manager.look_at_move(ref, "find_eligible")
    expect(manager.page.locator(".group-will")).to_have_count(0)
    manager.ask_waiver(ref, "age", ASKED)
    assert ref in story.house.letter(director.email, "waiver_asked")
    director.waive(GRANTED)
    for move in ("find_eligible", "start_review", "shortlist", "accept"):
        manager.move(ref, move)
    director.sign(ref)
    manager.move(ref, "notify")
    story.it_is(date(2035, 11, 19), 11)
    story.house.letter(he.email, "accepted")
    he.sign_in()
    he.confirm_place(ref)
    manager.move(ref, "enter")


def the_reason_can_be_read_years_later(story: Story) -> None:
    """By those who work here; the founders read that the rule was waived, not why."""
    he, manager, ref = story.he, story.manager, story.refs["too old"]
    manager.open(f"/a/{ref}/eligibility")
    manager.reads(GRANTED, "Hélène Garrigue", manager.say.day(REGISTERED))
    he.sign_in()
    he.open(f"/applications/{ref}/eligibility")
    he.reads(he.say.label("state.waiver.granted"))
    he.sees_nothing_of(GRANTED)
    he.sees_nothing_of(ASKED)
