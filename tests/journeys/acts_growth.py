"""The end of the story, and the beginning of the next."""

from __future__ import annotations

from datetime import date

from incubator.words import day
from tests.journeys import answers, stage
from tests.journeys.acts_booster import EXTENDED, NAME
from tests.journeys.story import Story

CODE = "GRH-37A"


def she_goes_on_to_the_growth_hub(story: Story) -> None:
    she, manager, form = story.she, story.manager, stage.edition(story.house, "growth-hub", "1")
    she.find_call(stage.call_name(CODE)[she.language])
    she.press(she.say("Apply now"))
    ref = story.refs["growth-hub"] = she.reference()
    for task in form.tasks:
        she.answer_task(ref, task, answers.GROWTH)
    she.send(ref)

    story.it_is(date(2037, 11, 23))
    manager.sign_in()
    for move in ("find_eligible", "start_review", "accept", "notify"):
        manager.move(ref, move)
    story.it_is(date(2037, 11, 23), 10, 30)
    story.house.letter(she.email, "accepted", number=3)
    she.confirm_place(ref)
    manager.move(ref, "enter")

    story.it_is(date(2037, 12, 7), 12)  # thirty days before the Booster would end
    story.house.letter(she.email, "end_30", says=day(EXTENDED, she.language))
    story.it_is(stage.ENTRY["growth-hub"], 9)
    she.sign_in()
    she.open_programme("Growth Hub")
    story.reload_until(she, she.say.label("state.enrolment.active", "founder"))
    manager.open_enrolment(NAME, "booster")
    manager.sees(manager.say.label("state.enrolment.completed"))
