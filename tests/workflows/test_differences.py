"""What differs between two assessments: rule by rule, why, and in words of both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from incubator.workflows.catalogue import load
from incubator.workflows.eligibility import References, WaiverNote, assess, read_facts
from incubator.workflows.eligibility.difference_words import BECAUSE, WHYS, told
from incubator.workflows.eligibility.differences import WHYS as CODES
from incubator.workflows.eligibility.differences import Difference, Kept, Watched, differences
from tests.actions.standing_scenes import COMMITTEE, RULES, TWO_YEARS
from tests.scenes import PROGRAMME

LATER = RULES.replace('at = "committee"', 'at = "entry"')  # put off until that day
EDITION = load(PROGRAMME.format(programme="shaker", key="1", more=LATER), "shaker.toml").editions[0]
WATCHED = Watched(EDITION)
SENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KNOWN: dict[str, Any] = {
    "applicant_kind": "legal_person", "registered_on": "2024-06-15", "private_funds": 50_000,
    "open_enrolments": [], "ties": [],
}  # fmt: skip


def compared(
    now: datetime = SENT, *, entry: date | None = COMMITTEE, because: str | None = None,
    waived: bool = False, **changed: Any,
) -> list[Difference]:  # fmt: skip
    """What was found when it was sent, against what is found now with these facts changed."""
    before, after = read_facts(KNOWN), read_facts({**KNOWN, **changed})
    sent = References(submission=SENT, entry=COMMITTEE)
    first = assess(EDITION, before, sent, now=SENT, zone="Europe/Paris")
    kept = Kept(SENT, first.as_json("shaker", "1"), before.model_dump(mode="json", exclude_defaults=True))
    note = WaiverNote(by="Hélène", at=now, reason="Soit.")
    found = assess(
        EDITION, after, References(submission=SENT, entry=entry), now=now, zone="Europe/Paris",
        waivers={"money": note} if waived else {},
    )  # fmt: skip
    return list(differences(kept, found, facts=after, watched=WATCHED, because=because))


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)


def test_equal_gives_none() -> None:
    assert compared() == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {"private_funds": 250_000},
            [Difference("money", "met", "unmet", ("fact",), ("private_funds",))],
        ),
        (
            {"private_funds": 60_000},
            [Difference("money", "met", "met", ("fact",), ("private_funds",))],
        ),
        ({"judgements": {"growth": False}}, [Difference("growth", "unknown", "unmet", ("judgement",))]),
        (
            {"entry": date(2026, 5, 1)},
            [Difference("pitched", "met", "met", ("moved",), (), "entry")],
        ),
        ({"now": at(COMMITTEE)}, [Difference("pitched", "met", "met", ("due",))]),
        (
            {"now": at(TWO_YEARS)},
            [
                Difference("young", "met", "unmet", ("time",)),
                Difference("pitched", "met", "met", ("due",)),
            ],
        ),
        (
            {"now": at(date(2026, 3, 9)), "waived": True},
            [Difference("money", "met", "met", ("waiver",))],
        ),
        (
            {"ties": [{"kind": "is", "to": "juror"}], "because": "jury"},
            [Difference("no_ties", "met", "unmet", ("fact",), ("ties",))],
        ),
    ],
    ids=["fact", "same-result", "judgement", "moved", "due", "time", "waiver", "ties"],
)  # fmt: skip
def test_each_change_is_told_by_its_reason(given: dict[str, Any], expected: list[Difference]) -> None:
    assert compared(**given) == expected


def test_differences_come_in_the_order_of_the_edition() -> None:
    changed = compared(at(TWO_YEARS), private_funds=250_000, open_enrolments=["booster"])

    assert [one.rule for one in changed] == ["young", "money", "pitched", "not_inside"]


def test_a_difference_is_the_same_after_the_journal() -> None:
    for one in compared(at(TWO_YEARS), private_funds=250_000, entry=date(2026, 5, 1)):
        assert Difference.from_json(one.as_json()) == one


def test_a_sentence_says_the_rule_both_results_and_why() -> None:
    young, money, pitched = told(compared(at(TWO_YEARS), private_funds=250_000), EDITION)

    assert young.en == "“Company under 2 years old”: met before, not met now. Time has passed."
    assert plain(money.fr) == (
        "« Fonds privés levés à ce jour : au plus 200 000 € » : remplie avant, non remplie maintenant. "
        "Nouvelle valeur : les fonds privés levés à ce jour."
    )
    assert pitched.en == "“Who applies: a company”: met as before. The date it goes by has come."


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_every_reason_has_its_words() -> None:
    assert set(CODES) == set(WHYS)
    assert all(words.en and words.fr for words in (*WHYS.values(), *BECAUSE.values()))


def test_a_rule_of_another_edition_is_told_as_such() -> None:
    kept = Kept(SENT, {"edition": "0", "findings": [{"id": "gone", "result": "met", "deferred": False}]}, {})
    found = assess(EDITION, read_facts(KNOWN), References(submission=SENT), now=SENT, zone="Europe/Paris")

    changed = differences(kept, found, facts=read_facts(KNOWN), watched=WATCHED)

    assert {one.why for one in changed} == {("edition",)}
    assert (changed[-1].rule, changed[-1].before, changed[-1].after) == ("gone", "met", None)
    assert told(changed, EDITION)[-1].en.startswith("“gone”: met before, no such rule now.")
