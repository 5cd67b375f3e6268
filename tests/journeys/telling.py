"""The story from its first page to its last; each test tells it in its own way."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.journeys import acts_booster, acts_growth, acts_shaker, acts_waiver
from tests.journeys.installation import installed
from tests.journeys.story import Story


def told(
    folder: Path, browser: Browser, language: str, *, has_javascript: bool = True, database_url: str = ""
) -> None:
    """On an installation of its own: pages, worker, mail server, clock."""
    with installed(folder / "instance", database_url=database_url) as house:
        story = Story.prepared(house, browser, language, has_javascript=has_javascript)
        with house.started():
            tell(story)
            story.end()


def tell(story: Story) -> None:
    acts_shaker.a_call_is_published(story)
    acts_shaker.she_sees_whether_it_is_for_her(story)
    acts_shaker.she_applies_over_two_sittings(story)
    acts_shaker.she_is_admitted_and_then_told(story)
    acts_shaker.she_enters_and_is_coached(story)
    acts_shaker.six_months_pass_and_she_gets_more_time(story)

    acts_booster.she_creates_a_company(story)
    acts_booster.nothing_is_asked_twice(story)
    acts_waiver.a_company_is_too_old(story)
    acts_booster.her_rules_are_judged(story)
    acts_booster.she_is_admitted_once_signed(story)
    acts_waiver.it_enters_because_the_director_says_so(story)
    acts_booster.the_shaker_ends_completed(story)
    acts_booster.the_budget_runs_down(story)
    acts_booster.one_extension_and_no_second(story)

    acts_growth.she_goes_on_to_the_growth_hub(story)
    acts_waiver.the_reason_can_be_read_years_later(story)
