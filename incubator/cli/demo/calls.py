"""The demo's calls: one past and one in review for the Shaker, an open Booster, the Growth Hub, a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from incubator.actions import calls as call_actions
from incubator.actions.calls import CallFields
from incubator.cli.demo.stage import Stage
from incubator.store.calls import Call
from incubator.store.editions import published
from incubator.store.people import Person
from incubator.words import Words


@dataclass(frozen=True, slots=True)
class Intake:
    """Days count from today: negative ones are past."""

    programme: str
    edition: str
    code: str
    name: Words
    opens: int
    closes: int
    dates: dict[str, int | None]
    places: int | None = None
    is_draft: bool = False


SEASON = {
    "shaker_past": Intake(
        "shaker", "1", "SHK-{last:02d}B", Words("Shaker, previous cohort", "Shaker, promotion précédente"),
        -300, -250, {"results_on": -215, "entry_on": -170}, places=8,
    ),
    "shaker": Intake(
        "shaker", "1", "SHK-{this:02d}A", Words("Shaker, this season", "Shaker, cette saison"),
        -70, -20, {"committee_on": 9, "results_on": 14, "entry_on": 35}, places=6,
    ),
    "shaker_next": Intake(
        "shaker", "1", "SHK-{this:02d}B", Words("Shaker, next season", "Shaker, prochaine saison"),
        -5, 33, {"committee_on": 60, "results_on": 70, "entry_on": 95}, places=8,
    ),
    "booster_past": Intake(
        "booster", "7", "BST-{last:02d}A", Words("Booster, previous cohort", "Booster, promotion précédente"),
        -330, -280, {"results_on": -240, "entry_on": -213}, places=6,
    ),
    "booster_2019": Intake(
        "booster", "2019", "BST-{this:02d}Z",
        Words("Booster, first edition of the rules", "Booster, première édition des règles"),
        -45, 5, {"committee_on": 20, "results_on": 30, "entry_on": 60}, places=4,
    ),
    "booster": Intake(
        "booster", "7", "BST-{this:02d}A", Words("Booster, this season", "Booster, cette saison"),
        -30, 12, {"committee_on": 40, "results_on": 50, "entry_on": 75}, places=6,
    ),
    "growth_hub": Intake(
        "growth-hub", "1", "GRH-{this:02d}A",
        Words("Growth Hub, all year round", "Growth Hub, toute l’année"),
        -600, 200, {"entry_on": None},
    ),
    "draft": Intake(
        "shaker", "1", "SHK-{next:02d}A", Words("Shaker, a season in preparation",
            "Shaker, une saison en préparation"),
        100, 150, {"results_on": 190, "entry_on": 220}, is_draft=True,
    ),
}  # fmt: skip


def code_of(intake: Intake, year: int) -> str:
    """SHK-27A: next year's season is the one that runs now."""
    return intake.code.format(last=year % 100, this=(year + 1) % 100, next=(year + 2) % 100)


def open_call(stage: Stage, intake: Intake, manager: Person) -> Call:
    edition = published(stage.session, intake.programme, intake.edition)
    if edition is None:
        raise RuntimeError(f"{intake.programme} {intake.edition} does not ship")
    values = CallFields(
        code=code_of(intake, stage.today.year),
        name_fr=intake.name.fr,
        name_en=intake.name.en,
        opens_at=stage.whole(intake.opens, 9),
        closes_at=stage.whole(intake.closes, 14),
        places=intake.places,
        contact_name=manager.name,
        contact_email=manager.email,
        **_days(stage, intake),
    )
    made_at = stage.whole(min(intake.opens, 0) - 7, 11)
    call = call_actions.create(stage.session, edition, values, actor=manager, at=made_at)
    if not intake.is_draft:
        call_actions.publish(stage.session, call, actor=manager, at=stage.whole(min(intake.opens, 0) - 3, 11))
    return call


def _days(stage: Stage, intake: Intake) -> dict[str, Any]:
    return {name: None if days is None else stage.on(days) for name, days in intake.dates.items()}
