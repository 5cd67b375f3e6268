"""The first half: she finds the call, applies, is admitted, is coached, gets more time."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import expect

from incubator.words import day, weekday
from tests.journeys import answers, stage
from tests.journeys.pages.office import local
from tests.journeys.stage import at
from tests.journeys.story import Story

CODE, CLOSES = "SHK-35A", date(2035, 2, 16)
LAST_DAY, EXTENDED = date(2035, 8, 31), date(2036, 2, 29)


def a_call_is_published(story: Story) -> None:
    manager, name = story.manager, stage.call_name(CODE)
    story.it_is(stage.BEGINS, 9)
    manager.sign_in()
    manager.create_call(
        {
            "Code": CODE, "Name in French": name.fr, "Name in English": name.en,
            "Opens": local(at(stage.BEGINS, 8)), "Closes": local(at(CLOSES, 12)), "Committee": "2035-02-20",
            "Results": "2035-02-26", "First day of the programme": "2035-03-01", "Places": "10",
            "Contact person": "Nadia Rey", "Contact address": stage.MANAGER,
        },
        edition="Shaker – 1",
    )  # fmt: skip
    manager.sees(manager.say("See the public page"))


def she_sees_whether_it_is_for_her(story: Story) -> None:
    she, name = story.she, stage.call_name(CODE)[story.she.language]
    she.find_call(name)
    she.reads(weekday(CLOSES, she.language))
    she.check_herself(stage.edition(story.house, "shaker", "1"), answers.SHAKER)
    she.sees_heading(she.say("You can apply"))
    she.follow(she.say("Start an application"))
    she.sign_in()
    story.refs["shaker"] = she.start()


def she_applies_over_two_sittings(story: Story) -> None:
    she, ref, form = story.she, story.refs["shaker"], stage.edition(story.house, "shaker", "1")
    science = form.task("science")
    assert science is not None
    first = {key: answers.SHAKER[key] for key in ("pitch", "science")}
    she.answer_task(ref, science, first, finished=False)
    she.sign_out()

    story.it_is(date(2035, 1, 11), 20)
    she.sign_in()
    she.open_task(ref, science)
    for question in science.questions:
        if question.key in first:
            she.holds(question, first[question.key])
    for task in form.tasks:
        she.answer_task(ref, task, answers.SHAKER)
    she.send(ref)
    she.reads(ref)
    she.page.reload()
    assert ref in story.house.letter(she.email, "received")
    assert story.letters_of(she, "received") == 1


def she_is_admitted_and_then_told(story: Story) -> None:
    she, manager, ref = story.she, story.manager, story.refs["shaker"]
    story.it_is(date(2035, 2, 19))
    manager.sign_in()
    manager.open("/today")
    manager.sees(ref)
    manager.judge(ref, "original_idea", "Une approche neuve.")
    manager.move(ref, "find_eligible")
    manager.move(ref, "start_review")
    manager.look_at_move(ref, "accept")
    manager.reads(manager.say.label("state.application.decided"), manager.say.label("outcome.accepted"))
    manager.move(ref, "accept", note="Bravo, vraiment.")
    _nothing_is_told(story)
    manager.move(ref, "notify")
    manager.sees(manager.say("Undo this move"))
    assert story.letters_of(she, "accepted") == 0
    story.it_is(date(2035, 2, 19), 10, 16)
    assert "Bravo, vraiment." in story.house.letter(she.email, "accepted")
    she.confirm_place(ref)


def _nothing_is_told(story: Story) -> None:
    """Decided is not notified: no page of hers knows."""
    she, ref = story.she, story.refs["shaker"]
    she.sign_in()
    told = [she.say.label("outcome.accepted"), "Bravo", she.say("Confirm your place")]
    for path in ("/home", f"/applications/{ref}", "/account/dates", "/programme"):
        she.open(path)
        for text in told:
            she.sees_nothing_of(text)
    she.open(f"/applications/{ref}")
    she.sees(she.say.label("state.application.in_review", "founder"))
    assert story.letters_of(she, "accepted") == 0


def she_enters_and_is_coached(story: Story) -> None:
    she, manager, mentor = story.she, story.manager, story.mentor
    story.it_is(date(2035, 2, 26))
    manager.move(story.refs["shaker"], "enter")
    story.it_is(stage.ENTRY["shaker"], 9)
    she.open_programme("Shaker")
    story.reload_until(she, she.say.label("state.enrolment.active", "founder"))
    manager.open("/enrolments")
    story.venture = manager.page.locator("main tbody th a").first.inner_text()
    manager.name_mentor(story.venture, "shaker", "Claire Osei")

    story.it_is(date(2035, 3, 20), 17)
    mentor.sign_in()
    mentor.open_company(story.venture)
    mentor.log(date(2035, 3, 12), half_days=2, topic="Propriété intellectuelle")
    mentor.log(date(2035, 3, 19), half_days=2, topic="Plan de développement")
    she.sign_in()
    she.open_programme("Shaker")
    she.reads("Propriété intellectuelle", "Plan de développement")
    she.confirm_days(2)
    expect(she.page.get_by_role("button", name=she.say("Confirm"))).to_have_count(0)
    confirmed = she.say.label("state.coaching.confirmed", "founder")
    expect(she.row("Propriété intellectuelle")).to_contain_text(confirmed)


def six_months_pass_and_she_gets_more_time(story: Story) -> None:
    she, manager = story.she, story.manager
    story.it_is(date(2035, 7, 1), 12)
    she.sign_in()
    assert story.letters_of(she, "end_60") == 0
    story.it_is(date(2035, 7, 2), 12)
    story.house.letter(she.email, "end_60", says=day(LAST_DAY, she.language))

    she.open_programme("Shaker")
    she.follow(she.say("Ask for more time"))
    she.reads(weekday(LAST_DAY, she.language), weekday(EXTENDED, she.language))
    she.fill(she.say("Why do you need more time?"), "Il manque une série de mesures.")
    she.press(she.say("Send the request"))
    story.house.letter(manager.email, "extension_asked")
    manager.sign_in()
    manager.grant_extension(story.venture, "Des résultats solides.")
    story.it_is(date(2035, 7, 2), 12, 20)
    story.house.letter(she.email, "extension_decided", says=day(EXTENDED, she.language))
    she.open_programme("Shaker")
    she.reads(day(EXTENDED, she.language), "Des résultats solides.")
