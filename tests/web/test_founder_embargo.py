"""A decision that is not notified yet: no page of the founder says a word of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from incubator.actions.eligibility import facts
from incubator.store import Application, Judgement, add
from tests import cast, scenes
from tests.conftest import NOW
from tests.web import rule_scenes
from tests.web.conftest import SignInAs, Writing
from tests.web.founder_scenes import main_of, open_call

PAGES = ("", "/check", "/sent", "/eligibility", "/withdraw", "/tasks/science", "/confirm", "/decline")
PATHS = ("/home", *(f"/applications/{{ref}}{page}" for page in PAGES))


def pages_of(client: FlaskClient, ref: str) -> list[str]:
    """What the founder reads on each of them."""
    return [main_of(client.get(path.format(ref=ref), follow_redirects=True)) for path in PATHS]


@pytest.mark.parametrize("outcome", ["accepted", "waitlisted", "rejected", "redirected"])
@pytest.mark.parametrize("before", ["submitted", "in_review", "waitlisted"])
def test_every_page_is_the_same_to_the_letter(
    sign_in: SignInAs, writing: Writing, before: str, outcome: str
) -> None:
    with writing() as session:
        call = open_call(session, closes_at=NOW - timedelta(days=1))
        made = scenes.application(session, call, scenes.venture(session), state=before, sent_at=NOW)
        scenes.steps(session, made, "draft", "submitted", before)
    client = sign_in(cast.founder)
    undecided = pages_of(client, made.ref)

    with writing() as session:
        session.add(made)
        made.state, made.outcome, made.decided_at = "decided", outcome, NOW + timedelta(days=3)
        made.state_since, made.decision_note, made.notified_at = made.decided_at, "Bravo.", None
        row = Judgement(application_id=made.id, rule="potential", holds=False, reason="Weak.", judged_at=NOW)
        add(session, row)
        scenes.steps(session, made, before, "decided", at=made.decided_at)
    decided = pages_of(client, made.ref)

    assert decided == undecided


@pytest.mark.parametrize("verb", ["confirm", "decline", "reopen"])
def test_no_button_answers_otherwise(sign_in: SignInAs, writing: Writing, verb: str) -> None:
    with writing() as session:
        call = open_call(session)
        first = scenes.application(session, call, scenes.venture(session), state="in_review")
        other = scenes.application(session, call, scenes.venture(session, "Osmogène"), state="decided")
        scenes.steps(session, other, "submitted", "in_review", "decided")
    client = sign_in(cast.founder)

    undecided, decided = (client.post(f"/applications/{one.ref}/{verb}") for one in (first, other))

    assert undecided.status_code == decided.status_code
    assert undecided.text.count(first.ref) == decided.text.count(other.ref)


TIMED = """
[[edition.eligibility]]
id = "fresh"
rule = "date"
fact = "registered_on"
under = "3 years"
at = "notification"
"""


OPINION = '{ rule = "judgement", id = "promise", words = { en = "A good team", fr = "Une bonne équipe" } }'
ON_CONDITION = """
[[edition.eligibility]]
id = "small"
rule = "amount"
fact = "private_funds"
at_most = "200000 EUR"
WHEN = OPINION

[[edition.eligibility]]
id = "late"
rule = "any"
at = "entry"
owner = "founders"
of = [
  { rule = "amount", fact = "private_funds", at_most = "200000 EUR", WHEN = SECOND },
  { rule = "choice", fact = "sector", one_of = ["food"] },
]
"""


@pytest.mark.parametrize("when", ["when", "unless"])
@pytest.mark.parametrize("funds", [100_000, 240_000, None])
def test_a_rule_that_hangs_on_an_opinion_tells_nothing_of_it(
    sign_in: SignInAs, writing: Writing, when: str, funds: int | None
) -> None:
    rules = ON_CONDITION.replace("WHEN", when).replace("OPINION", OPINION)
    rules = rules.replace("SECOND", OPINION.replace("promise", "second"))
    with writing() as session:
        call = rule_scenes.call(session, rules=rules, key="opinion")
        made = rule_scenes.sent(session, call, state="in_review", funds=funds)
    client = sign_in(cast.founder)
    seen = [pages_of(client, made.ref)]

    for holds in (True, False):
        with writing() as session:
            given = {"holds": holds, "reason": "Seen.", "judged_at": NOW + timedelta(minutes=1 + holds)}
            for rule in ("promise", "second"):
                add(session, Judgement(application_id=made.id, rule=rule, **given))
        seen.append(pages_of(client, made.ref))

    assert seen[1] == seen[0]
    assert seen[2] == seen[0]


TIES = """
[[edition.eligibility]]
id = "no_ties"
rule = "count"
of = "ties"
where = { to = "juror" }
at_most = 0
"""


@pytest.mark.parametrize("ties", [[], [{"to": "juror", "kind": "family"}], [{"to": "expert"}]])
def test_no_rule_tells_which_ties_with_the_jury_were_found(
    sign_in: SignInAs, writing: Writing, ties: list[dict[str, str]]
) -> None:
    with writing() as session:
        made = rule_scenes.sent(session, rule_scenes.call(session, rules=TIES, key="ties"), state="in_review")
    client = sign_in(cast.founder)
    before = pages_of(client, made.ref)

    with writing() as session:
        venture = session.get_one(Application, made.id).venture
        facts.record(session, venture, {"ties": ties}, source="staff", actor=None, at=NOW)

    after = pages_of(client, made.ref)
    assert after == before


NEVER = """
[[edition.eligibility]]
id = "never"
rule = "count"
of = "participations"
where = { state = "rejected" }
at_most = 0
"""


def test_no_rule_tells_what_a_co_founder_did_in_another_venture(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = rule_scenes.sent(
            session, rule_scenes.call(session, rules=NEVER, key="never"), state="in_review"
        )
    client = sign_in(cast.founder)
    before = pages_of(client, made.ref)

    with writing() as session:
        elsewhere = scenes.venture(session, "Elsewhere", members=(cast.colleague(session),))
        scenes.application(session, scenes.call(session, "shaker"), elsewhere, state="rejected")

    after = pages_of(client, made.ref)
    assert after == before


def test_no_rule_tells_when_the_results_are_about_to_leave(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = rule_scenes.sent(
            session, rule_scenes.call(session, rules=TIMED, key="timed"), state="in_review"
        )
    client, path = sign_in(cast.founder), f"/applications/{made.ref}/eligibility"
    undecided = main_of(client.get(path))

    with writing() as session:
        session.add(made)
        made.state = made.outcome = "rejected"
        made.decided_from, made.notified_at = "in_review", NOW + timedelta(minutes=15)

    assert main_of(client.get(path)) == undecided


def test_once_notified_the_reasons_are_read(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = scenes.application(
            session, open_call(session), scenes.venture(session), state="rejected", decision_note="Too early."
        )

    shown = sign_in(cast.founder).get(f"/applications/{made.ref}").text

    assert "Not selected" in shown
    assert "Too early." in shown


def test_a_decision_taken_back_hides_its_reasons_again(sign_in: SignInAs, writing: Writing) -> None:
    with writing() as session:
        made = scenes.application(
            session, open_call(session), scenes.venture(session), state="decided", notified_at=NOW,
            decision_note="Too early.",
        )  # fmt: skip
        scenes.steps(session, made, "in_review", "decided", "rejected", "decided")

    shown = sign_in(cast.founder).get(f"/applications/{made.ref}").text

    assert "Being reviewed" in shown
    assert "Too early." not in shown


@pytest.mark.parametrize("outcome", ["accepted", "waitlisted", "rejected", "redirected"])
def test_a_notification_that_can_still_be_undone_is_not_told(
    sign_in: SignInAs, writing: Writing, outcome: str
) -> None:
    with writing() as session:
        call = open_call(session, closes_at=NOW - timedelta(days=1))
        made = scenes.application(session, call, scenes.venture(session), state="in_review", sent_at=NOW)
        scenes.steps(session, made, "draft", "submitted", "in_review")
    client = sign_in(cast.founder)
    undecided = pages_of(client, made.ref)

    with writing() as session:
        session.add(made)
        made.state, made.outcome, made.decided_from = outcome, outcome, "in_review"
        made.decision_note, made.notified_at = "Bravo.", NOW + timedelta(minutes=15)
        made.confirm_by = NOW + timedelta(days=14)
    notified = pages_of(client, made.ref)

    assert notified == undecided
