"""A company that does not exist yet: it applies, is accepted, and enters once it is registered."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import expect

from incubator.words import weekday
from tests.journeys import answers, stage
from tests.journeys.pages.visitor import plain
from tests.journeys.story import Story

CODE = "BST-35A"
APPLIES, DECIDED = date(2035, 10, 8), date(2035, 11, 19)
REGISTERED = date(2035, 12, 10)
ENTRY = stage.ENTRY["booster"]
TOLD = {key: value for key, value in answers.BOOSTER.items() if key != "kbis"}  # there is none yet
FORMING = {**TOLD, "applicant": "project_of_company_in_formation"}


def tell(story: Story) -> None:
    the_check_says_no_then_perhaps_then_yes(story)
    she_applies_without_a_company(story)
    she_is_accepted(story)
    the_entry_waits_for_the_company(story)
    she_registers_it(story)
    she_enters(story)


def the_check_says_no_then_perhaps_then_yes(story: Story) -> None:
    """What is due at the entry stands apart and holds nothing up."""
    she, form = story.she, stage.edition(story.house, "booster", "7")
    asked = {question.key: question for question in form.self_check()}
    story.it_is(APPLIES)
    she.find_call(stage.call_name(CODE)[she.language])
    she.follow(she.say("Check if you can apply (1 minute)"))
    she.answer(asked["applicant"], "natural_person")
    she.press(she.say("See the result"))
    she.sees_heading(she.say("Not this call"))
    she.answer(asked["applicant"], FORMING["applicant"])
    she.answer(asked["sector"], "health")
    she.press(she.say("See the result"))
    she.sees_heading(she.say("Probably, to be confirmed"))
    answer = she.say("Answer “%(question)s”", question=asked["prototype"].label[she.language])
    link = she.page.get_by_role("link", name=plain(answer))
    expect(link).to_have_attribute("href", "#q-prototype")
    she.answer(asked["prototype"], True)
    she.answer(asked["private_funds"], 120_000)
    she.press(she.say("See the result"))
    she.sees_heading(she.say("You can apply"))
    she.reads(she.say("Due later"), weekday(ENTRY, she.language))


def she_applies_without_a_company(story: Story) -> None:
    she, form = story.she, stage.edition(story.house, "booster", "7")
    she.follow(she.say("Start an application"))
    she.sign_in()
    ref = story.refs["forming"] = she.start()
    for task in form.tasks:
        she.answer_task(ref, task, FORMING)
    she.open(f"/applications/{ref}")
    _still_to_do(story)
    she.send(ref)
    she.open(f"/applications/{ref}")
    _still_to_do(story)


def _still_to_do(story: Story) -> None:
    """The task, its day, and the one thing to do."""
    she = story.she
    she.reads(
        she.say("Due later"), weekday(ENTRY, she.language), she.say.label("sees_to.founders", "founder"),
        she.say.label("state.condition.open"), she.say("Give the registration date of your company"),
    )  # fmt: skip


def she_is_accepted(story: Story) -> None:
    she, manager, director, ref = story.she, story.manager, story.director, story.refs["forming"]
    story.it_is(DECIDED)
    manager.sign_in()
    for move in ("find_eligible", "start_review", "shortlist", "accept"):
        manager.move(ref, move)
    director.sign_in()
    director.sign(ref)
    manager.move(ref, "notify")
    story.it_is(DECIDED, 10, 30)
    story.house.letter(she.email, "accepted")
    she.sign_in()
    she.confirm_place(ref)
    she.open(f"/applications/{ref}")
    _still_to_do(story)


def the_entry_waits_for_the_company(story: Story) -> None:
    """The consequence page says what is missing, by when, and what to do."""
    manager, ref = story.manager, story.refs["forming"]
    manager.look_at_move(ref, "enter")
    expect(manager.page.locator(".group-will")).to_have_count(0)
    to_do = {"en": "Ask the founders to see to it", "fr": "Demandez à l’équipe fondatrice de s’en occuper"}
    manager.reads(weekday(ENTRY, manager.language), to_do[manager.language])


def she_registers_it(story: Story) -> None:
    """From her home page, by the button; then the task is done."""
    she, ref = story.she, story.refs["forming"]
    story.it_is(REGISTERED, 17)
    she.sign_in()
    she.open("/home")
    she.follow(she.say("Give the registration date of your company"))
    she.fill(she.say("Became a company on"), she.say.day(REGISTERED))
    she.press(she.say("Save"), exact=True)
    she.open(f"/applications/{ref}")
    she.reads(she.say("Due later"), she.say.label("state.condition.met"))
    expect(
        she.page.get_by_role("link", name=she.say("Give the registration date of your company"))
    ).to_have_count(0)


def she_enters(story: Story) -> None:
    she, manager, ref = story.she, story.manager, story.refs["forming"]
    manager.sign_in()
    manager.move(ref, "enter")
    story.it_is(REGISTERED, 17, 30)
    story.house.letter(she.email, "welcome")
    she.open_programme("Booster")
    she.sees(she.say.label("state.enrolment.planned", "founder"))
