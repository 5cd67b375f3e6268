"""How old a company is, and whether it exists: the dates, the arithmetic and the sentences."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from incubator.words import Words
from tests.workflows.eligible import NOON, finding

UNDER_TWO = {"rule": "company_age", "under": "2 years"}
EXISTS = {"rule": "company_exists", "at": "entry", "owner": "founders"}
ENTRY = date(2027, 9, 1)


def test_a_company_55_days_too_old_is_told_so_with_the_arithmetic() -> None:
    found = finding(UNDER_TWO, registered_on="2025-02-03")

    assert found.result == "unmet"
    assert found.on == date(2027, 3, 30)
    assert found.flips_on is None
    assert found.required == Words("Company under 2 years old", "Entreprise de moins de 2\u00a0ans")
    assert found.found == Words("3 February 2025", "3 février 2025")
    assert found.words == Words(
        "Registration on 3 February 2025 + 2 years = 3 February 2027; "
        "if sent on 30 March 2027: 55 days over.",
        "Immatriculation le 3 février 2025 + 2\u00a0ans = 3 février 2027\u202f; "
        "pour un envoi le 30 mars 2027\u00a0: 55\u00a0jours de trop.",
    )
    assert found.mend == Words(
        "The last day that would have done was 2 February 2027.",
        "Le dernier jour possible était le 2 février 2027.",
    )


def test_a_young_company_is_told_when_it_lapses() -> None:
    found = finding(UNDER_TWO, registered_on="2025-04-01")

    assert (found.result, found.flips_on) == ("met", date(2027, 4, 1))
    assert found.words.en == (
        "Registration on 1 April 2025 + 2 years = 1 April 2027; if sent on 30 March 2027: 2 days left."
    )
    assert found.mend is None
    assert found.turn == Words(
        "Time alone changes this: no longer met from Thursday 1 April 2027 on.",
        "Le temps seul change ce résultat\u00a0: plus rempli à partir du jeudi 1er avril 2027.",
    )
    assert found.words.fr.endswith("envoi le 30 mars 2027\u00a0: il reste 2\u00a0jours.")


@pytest.mark.parametrize(
    ("registered_on", "under", "result", "anniversary"),
    [
        ("2025-03-31", "2 years", "met", date(2027, 3, 31)),  # the day before the anniversary
        ("2025-03-30", "2 years", "unmet", None),  # the anniversary itself
        ("2025-03-30", "24 months", "unmet", None),
        ("2026-12-31", "3 months", "met", date(2027, 3, 31)),
        ("2027-03-30", "1 day", "met", date(2027, 3, 31)),
        ("2027-06-01", "2 years", "met", date(2029, 6, 1)),  # registered after the day: not old
    ],
)
def test_under_an_age_holds_until_the_day_before(
    registered_on: str, under: str, result: str, anniversary: date | None
) -> None:
    found = finding({"rule": "company_age", "under": under}, registered_on=registered_on)

    assert (found.result, found.flips_on) == (result, anniversary)


@pytest.mark.parametrize(
    ("on", "result"), [("2026-02-27", "met"), ("2026-02-28", "unmet"), ("2026-03-01", "unmet")]
)
def test_the_anniversary_of_29_february_is_28_february(on: str, result: str) -> None:
    found = finding(UNDER_TWO, now=datetime.fromisoformat(f"{on}T10:00+01:00"), registered_on="2024-02-29")

    assert found.result == result


def test_on_the_anniversary_the_sentence_says_that_very_day() -> None:
    found = finding(UNDER_TWO, registered_on="2025-03-30")

    assert found.words.en.endswith(
        "+ 2 years = 30 March 2027; if sent on 30 March 2027: the limit is reached on that very day."
    )


def test_the_day_is_the_local_one() -> None:
    """23:30 UTC on the eve is already the anniversary in Paris."""
    late = datetime(2027, 3, 29, 23, 30, tzinfo=UTC)

    assert finding(UNDER_TWO, now=late, registered_on="2025-03-30").result == "unmet"


def test_one_year_is_singular_and_eighteen_months_are_months() -> None:
    year = finding({"rule": "company_age", "under": "1 year"}, registered_on="2026-01-01")
    months = finding({"rule": "company_age", "under": "18 months"}, registered_on="2025-01-01")

    assert " + 1 year = 1 January 2027;" in year.words.en
    assert " + 18 months = 1 July 2026;" in months.words.en


@pytest.mark.parametrize("kind", [None, "legal_person", "natural_person", "project_of_company_in_formation"])
def test_an_age_that_is_not_known_is_unknown(kind: str | None) -> None:
    found = finding(UNDER_TWO, applicant_kind=kind)

    assert (found.result, found.flips_on) == ("unknown", None)


def test_a_future_date_asks_whether_it_will_hold_then() -> None:
    rule = {**UNDER_TWO, "at": "entry", "owner": "manager"}

    found = finding(rule, registered_on="2025-08-15", entry=ENTRY)

    assert (found.result, found.deferred, found.on) == ("unmet", True, ENTRY)
    assert found.words.en == (
        "Registration on 15 August 2025 + 2 years = 15 August 2027; entry on 1 September 2027: 17 days over."
    )
    assert found.mend is not None
    assert found.mend.en == (
        "The last day that would have done was 14 August 2027. To be settled by Wednesday 1 September 2027, "
        "the first day of the programme; the programme manager sees to it."
    )


@pytest.mark.parametrize(
    ("registered_on", "by_that_day", "before_that_day"),
    [("2027-08-31", "met", "met"), ("2027-09-01", "met", "unmet"), ("2027-09-02", "unmet", "unmet")],
)
def test_existing_by_a_day_and_before_it_differ_on_that_day(
    registered_on: str, by_that_day: str, before_that_day: str
) -> None:
    by = finding(EXISTS, registered_on=registered_on, entry=ENTRY)
    before = finding({**EXISTS, "before": True}, registered_on=registered_on, entry=ENTRY)

    assert (by.result, before.result) == (by_that_day, before_that_day)


def test_a_company_registered_too_late_is_told_by_how_much() -> None:
    by = finding(EXISTS, registered_on="2027-09-02", entry=ENTRY)
    today = finding({**EXISTS, "at": "now"}, registered_on="2027-09-02")
    before = finding({**EXISTS, "at": "now", "before": True}, registered_on="2027-09-02")

    assert (by.flips_on, by.result) == (None, "unmet")  # the day of entry does not move by itself
    assert (today.flips_on, before.flips_on) == (date(2027, 9, 2), date(2027, 9, 3))
    assert "entry on 1 September 2027: 1 day too late." in by.words.en


@pytest.mark.parametrize(
    ("kind", "result"),
    [
        ("natural_person", "unknown"),
        ("project_of_company_in_formation", "unknown"),
        ("legal_person", "met"),
        (None, "unknown"),
    ],
)
def test_a_company_that_may_still_be_formed_is_unknown(kind: str | None, result: str) -> None:
    assert finding(EXISTS, applicant_kind=kind, entry=ENTRY).result == result


def test_no_company_on_the_day_itself_is_unmet() -> None:
    on_the_day = datetime(2027, 9, 1, 8, 0, tzinfo=NOON.tzinfo)

    found = finding(EXISTS, now=on_the_day, applicant_kind="natural_person", entry=ENTRY)

    assert (found.result, found.deferred) == ("unmet", False)


def test_a_day_that_is_not_set_leaves_open_what_it_may_change() -> None:
    registered = finding(EXISTS, registered_on="2025-02-03")
    planned = finding(EXISTS, registered_on="2027-05-01")
    old = finding({**UNDER_TWO, "at": "entry", "owner": "founders"}, registered_on="2025-02-03")
    young = finding({**UNDER_TWO, "at": "entry", "owner": "founders"}, registered_on="2026-02-03")

    assert (registered.result, registered.deferred, registered.on) == ("met", True, None)
    assert (planned.result, planned.flips_on) == ("unknown", date(2027, 5, 1))
    assert (old.result, old.flips_on) == ("unmet", None)
    assert (young.result, young.flips_on) == ("unknown", date(2028, 2, 3))
    assert "the first day of the programme is not set yet: it depends on that day." in young.words.en
