"""The second half: a company, the Booster, twenty days of coaching, one extension and no second."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import expect

from incubator.words import Words, day, half_days, weekday
from tests.journeys import answers, stage
from tests.journeys.pages.visitor import plain
from tests.journeys.story import Story

CODE, NAME = "BST-35A", "Lumen Bio"
REGISTERED = date(2035, 9, 17)
APPLIES = date(2035, 10, 8)
BEGINS = stage.ENTRY["booster"]
LAST_DAY, EXTENDED = date(2037, 1, 6), date(2038, 1, 6)
ONLY_ONCE = Words(
    "Booster can be extended once, by 12 months each: this was granted on {}.",
    "Booster peut être prolongé une fois, de 12 mois à chaque fois : c’est accordé depuis le {}.",
)
TOPIC = Words("Funding plan", "Plan de financement")


def she_creates_a_company(story: Story) -> None:
    she = story.she
    story.it_is(APPLIES)
    she.sign_in()
    she.open("/home")
    she.follow(story.venture)
    she.fill(she.say("Name of the project or company"), NAME)
    she.fill(she.say("Became a company on"), she.say.day(REGISTERED))
    she.fill(she.say("SIREN"), "732829320")
    she.press(she.say("Save"), exact=True)
    she.reads(NAME, she.say("Registered on %(on)s: calls see a company.", on=she.say.day(REGISTERED)))
    story.venture = NAME


def nothing_is_asked_twice(story: Story) -> None:
    """The form of the Booster holds what the Shaker was told and what the company's record says."""
    she, form = story.she, stage.edition(story.house, "booster", "7")
    she.find_call(stage.call_name(CODE)[she.language])
    she.press(she.say("Apply now"))
    ref = story.refs["booster"] = she.reference()
    told = {key: answers.SHAKER[key] for key in answers.TOLD_ONCE}
    told |= {"applicant": "legal_person", "registered_on": REGISTERED}
    for task in form.tasks:
        she.open_task(ref, task)
        for question in task.questions:
            if question.key in told:
                she.holds(question, told[question.key])
            elif question.key in answers.BOOSTER:
                she.answer(question, answers.BOOSTER[question.key])
        she.finish_task()
    she.send(ref)
    assert ref in story.house.letter(she.email, "received", number=2)


def her_rules_are_judged(story: Story) -> None:
    """With reasons and dates: for her, and for those who decide."""
    she, manager, ref = story.she, story.manager, story.refs["booster"]
    three_years = REGISTERED.replace(year=REGISTERED.year + 3)
    she.open(f"/applications/{ref}")
    she.follow(she.say("The rules, and what we found"))
    she.reads(she.say.day(REGISTERED), she.say.day(three_years), she.say.day(APPLIES))
    story.it_is(date(2035, 11, 19))
    manager.sign_in()
    manager.judge(ref, "growth", "Un marché européen.")
    manager.open(f"/a/{ref}/eligibility")
    manager.reads(
        manager.say.day(REGISTERED), manager.say.day(three_years), manager.say.day(BEGINS),
        manager.say.label("result.met"),
    )  # fmt: skip


def she_is_admitted_once_signed(story: Story) -> None:
    she, manager, director, ref = story.she, story.manager, story.director, story.refs["booster"]
    for move in ("find_eligible", "start_review", "shortlist", "accept"):
        manager.move(ref, move)
    manager.look_at_move(ref, "notify")
    expect(manager.page.locator(".group-will")).to_have_count(0)  # nobody is told before it is signed
    director.sign_in()
    director.sign(ref)
    director.sees_nothing_of(ref)
    manager.move(ref, "notify")
    story.it_is(date(2035, 11, 19), 10, 30)
    story.house.letter(she.email, "accepted", number=2)
    she.sign_in()
    she.confirm_place(ref)
    manager.move(ref, "enter")


def the_shaker_ends_completed(story: Story) -> None:
    she = story.she
    story.it_is(BEGINS, 9)
    she.sign_in()
    she.open_programme("Booster")
    story.reload_until(she, she.say.label("state.enrolment.active", "founder"))
    she.open_programme("Shaker")
    she.sees(she.say.label("state.enrolment.completed", "founder"))
    story.house.letter(she.email, "promoted_next")


def the_budget_runs_down(story: Story) -> None:
    """Twenty days are forty half-days; the forty-first is refused."""
    she, mentor, say = story.she, story.mentor, story.mentor.say
    story.it_is(date(2036, 6, 30), 17)
    mentor.sign_in()
    mentor.open_company(NAME)
    mentor.follow(NAME) if mentor.path == "/mentor" else None
    for number in range(19):
        mentor.log(BEGINS + timedelta(days=7 * number), half_days=2, topic=TOPIC[mentor.language])
    mentor.log(date(2036, 6, 2), half_days=1, topic=TOPIC[mentor.language])
    _left(story, 1)
    mentor.log(date(2036, 6, 3), half_days=1, topic=TOPIC[mentor.language])
    _left(story, 0)
    mentor.log(date(2036, 6, 4), half_days=1, topic=TOPIC[mentor.language])
    expect(mentor.page.locator(".note-error")).to_be_visible()
    assert plain(say("There is a problem")) in mentor.text()
    _left(story, 0)
    story.it_is(date(2036, 7, 1), 10)
    story.house.letter(she.email, "coaching_low")
    story.it_is(date(2036, 7, 8), 9)
    she.sign_in()
    she.open_programme("Booster")
    story.reload_until(she, f"{she.say('Confirmed:')} {half_days(40, she.language)}")


def _left(story: Story, number: int) -> None:
    """As the mentor's page says it."""
    expect(story.mentor.page.locator(".budget-left strong")).to_contain_text(
        half_days(number, story.mentor.language)
    )


def one_extension_and_no_second(story: Story) -> None:
    she, manager = story.she, story.manager
    story.it_is(date(2036, 11, 6), 12)
    she.sign_in()
    ends, ends_later = day(LAST_DAY, she.language), day(EXTENDED, she.language)
    assert not [text for kind, text in story.house.letters(she.email) if kind == "end_60" and ends in text]
    story.it_is(date(2036, 11, 7), 12)
    story.house.letter(she.email, "end_60", says=ends)
    she.open_programme("Booster")
    she.follow(she.say("Ask for more time"))
    she.reads(weekday(EXTENDED, she.language))
    she.fill(she.say("Why do you need more time?"), "Un essai de plus.")
    she.press(she.say("Send the request"))
    manager.sign_in()
    manager.grant_extension(NAME, "Un essai décisif.")
    story.it_is(date(2036, 11, 7), 12, 30)
    story.house.letter(she.email, "extension_decided", says=ends_later)
    story.it_is(date(2037, 11, 7), 12)
    story.house.letter(she.email, "end_60", says=ends_later)
    she.sign_in()
    she.open_programme("Booster")
    expect(she.page.get_by_role("link", name=she.say("Ask for more time"))).to_have_count(0)
    granted = she.say.day(date(2036, 11, 7))
    she.reads(ONLY_ONCE[she.language].format(granted))
