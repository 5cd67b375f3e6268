"""From a draft to the programme: what each stage adds, and what stops a move."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest

from incubator.errors import DefinitionError, NotAllowed, Refused
from incubator.words import Words
from incubator.workflows.application import (
    NOTIFY_MOVE,
    OUTCOME_OF,
    STAGES,
    ApplicationSituation,
    application_machine,
    state_told,
)  # fmt: skip
from incubator.workflows.deadlines import closing
from incubator.workflows.machine import Machine

FULL = application_machine(STAGES, decides="manager", signs="director")
SHORT = application_machine(("decision",))
CLOSES = datetime(2027, 3, 30, 12, 0, tzinfo=UTC)
CLOSING = closing(closes_at=CLOSES, grace=timedelta(minutes=10))
BEFORE, IN_GRACE, AFTER = CLOSES - timedelta(seconds=1), CLOSES, CLOSES + timedelta(minutes=10)

EVERY_CHOICE = [
    chosen
    for size in range(1, len(STAGES) + 1)
    for chosen in combinations(STAGES, size)
    if "decision" in chosen
]


def decide(state: str, move: str, *, by: str, machine: Machine = FULL, **known: object) -> str:
    situation = ApplicationSituation(**known)  # type: ignore[arg-type]  # a test names the fields it needs
    return machine.decide(state, move, roles=frozenset({by}), situation=situation).target


def codes_of_guards(state: str, move: str, *, machine: Machine = FULL) -> list[str]:
    return [guard.code for guard in machine.move(state, move).guards]


def refusal_of(
    state: str, move: str, *, by: str, machine: Machine = FULL, **known: object
) -> tuple[str, ...]:
    with pytest.raises(Refused) as refusal:
        decide(state, move, by=by, machine=machine, **known)
    return tuple(reason.en for reason in refusal.value.reasons)


@pytest.mark.parametrize("stages", EVERY_CHOICE)
def test_every_choice_of_stages_is_a_sound_lifecycle(stages: tuple[str, ...]) -> None:
    machine = application_machine(stages, signs="director")

    codes = {state.code for state in machine.states}

    assert ("eligible" in codes) == ("check" in stages)
    assert ("in_review" in codes) == ("review" in stages)
    assert ("shortlisted" in codes) == ("interview" in stages)
    assert ("confirmed" in codes) == ("confirmation" in stages)


@pytest.mark.parametrize(
    ("stages", "decides", "signs", "problem"),
    [
        (("check", "jury", "decision"), "manager", None, "There is no stage “jury”"),
        (("decision", "check"), "manager", None, "Each stage comes once, in this order"),
        (("check", "check", "decision"), "manager", None, "Each stage comes once, in this order"),
        (("check", "review"), "manager", None, "The stages need a “decision”"),
        ((), "manager", None, "The stages need a “decision”"),
        (("decision",), "king", None, "“decides” names no known role: king."),
        (("decision",), "manager", "queen", "“signs” names no known role: queen."),
    ],
)
def test_wrong_stages_say_what_is_wrong(
    stages: tuple[str, ...], decides: str, signs: str | None, problem: str
) -> None:
    with pytest.raises(DefinitionError) as refusal:
        application_machine(stages, decides, signs)

    assert refusal.value.words.en.startswith(problem)


def test_whole_way_from_draft_to_programme() -> None:
    way = [
        ("send", "founder", {"closing": CLOSING, "at": BEFORE}),
        ("request_information", "manager", {}),
        ("answer_information", "founder", {}),
        ("find_eligible", "manager", {"verdict": "met"}),
        ("start_review", "manager", {}),
        ("shortlist", "manager", {}),
        ("accept", "manager", {"places_left": 1}),
        ("notify_accepted", "manager", {"outcome": "accepted", "is_signed": True}),
        ("confirm", "founder", {"confirm_by": AFTER, "at": BEFORE}),
        ("enter", "manager", {"starts_on": date(2027, 6, 1)}),
    ]
    state, passed = "draft", []

    for move, role, known in way:
        state = decide(state, move, by=role, **known)
        passed.append(state)

    assert passed == [
        "submitted", "info_requested", "submitted", "eligible", "in_review", "shortlisted", "decided",
        "accepted", "confirmed", "entered",
    ]  # fmt: skip


def test_shortest_programme_decides_on_what_was_sent() -> None:
    decided = decide("submitted", "accept", by="manager", machine=SHORT)
    told = decide("decided", "notify_accepted", by="manager", machine=SHORT, outcome="accepted")
    entered = decide(told, "enter", by="manager", machine=SHORT, starts_on=date(2027, 6, 1))

    assert (decided, told, entered) == ("decided", "accepted", "entered")


@pytest.mark.parametrize(("at", "is_received"), [(BEFORE, True), (IN_GRACE, True), (AFTER, False)])
def test_sending_is_received_until_the_end_of_the_grace(at: datetime, is_received: bool) -> None:
    if is_received:
        assert decide("draft", "send", by="founder", closing=CLOSING, at=at) == "submitted"
        assert refusal_of("draft", "expire", by="system", closing=CLOSING, at=at) == (
            "The call is still open: the draft can still be sent.",
        )
    else:
        (reason,) = refusal_of("draft", "send", by="founder", closing=CLOSING, at=at)
        assert reason == (
            "Closes on Tuesday 30 March 2027 at 14:00 (Paris time), as the call says. "
            "It is now too late to send; "
            "what you wrote is kept. Write to the contact of the call if something went wrong."
        )
        assert decide("draft", "expire", by="system", closing=CLOSING, at=at) == "expired"


def test_sending_late_with_answers_missing_gives_both_reasons() -> None:
    missing = (Words("the need", "le besoin"), Words("the team", "l’équipe"))

    reasons = refusal_of("draft", "send", by="founder", closing=CLOSING, at=AFTER, missing=missing)

    assert len(reasons) == 2
    assert reasons[1] == "Still to do before sending: the need and the team."


def test_sending_again_while_the_call_is_open_is_an_update() -> None:
    target = decide("submitted", "send", by="founder", closing=CLOSING, at=BEFORE)

    assert target == "submitted"
    assert FULL.move("submitted", "send").sends == "updated"


@pytest.mark.parametrize(
    ("verdict", "beginning"),
    [
        ("unmet", "A rule is not met: ask for a waiver"),
        ("unknown", "A rule cannot be judged yet: ask the founders"),
        (None, "The rules have not been judged yet"),
    ],
)
def test_only_met_rules_make_an_application_eligible(verdict: str | None, beginning: str) -> None:
    unmet = (Words("55 days too old.", "55 jours de trop."),) if verdict == "unmet" else ()

    (reason,) = refusal_of("submitted", "find_eligible", by="manager", verdict=verdict, unmet=unmet)

    assert reason.startswith(beginning)
    assert reason.endswith("55 days too old.") == (verdict == "unmet")


def test_nobody_is_turned_away_on_rules_that_are_met() -> None:
    assert refusal_of("submitted", "find_ineligible", by="manager", verdict="met") == (
        "Every rule is met: continue with the application; what is not a rule is for the decision.",
    )
    assert decide("submitted", "find_ineligible", by="manager", verdict="unmet") == "ineligible"
    assert decide("ineligible", "withdraw_decision", by="director") == "submitted"


@pytest.mark.parametrize("outcome", list(OUTCOME_OF.values()))
def test_notification_says_the_decision_taken_and_nothing_else(outcome: str) -> None:
    move = NOTIFY_MOVE[outcome]
    other = "rejected" if outcome != "rejected" else "accepted"

    assert decide("decided", move, by="manager", outcome=outcome, is_signed=True) == outcome
    assert refusal_of("decided", move, by="manager", outcome=other, is_signed=True) == (
        "The decision taken is another one: reload the page to see it.",
    )
    assert FULL.move("decided", move).sends == outcome


def test_notification_waits_for_the_signature_where_somebody_signs() -> None:
    unsigned = application_machine(STAGES)

    assert refusal_of("decided", "notify_rejected", by="manager", outcome="rejected") == (
        "This decision needs a signature by the director before anyone is told: ask for it.",
    )
    assert (
        decide("decided", "notify_rejected", by="manager", machine=unsigned, outcome="rejected") == "rejected"
    )


def test_edition_says_who_decides() -> None:
    jury_decides = application_machine(STAGES, decides="juror")

    assert decide("shortlisted", "accept", by="juror", machine=jury_decides) == "decided"
    with pytest.raises(NotAllowed):
        decide("shortlisted", "accept", by="manager", machine=jury_decides)


def test_acceptance_needs_a_place() -> None:
    assert refusal_of("shortlisted", "accept", by="manager", places_left=0)[0].startswith("No place is left")
    assert decide("shortlisted", "waitlist", by="manager", places_left=0) == "decided"
    assert decide("waitlisted", "accept", by="manager", places_left=1) == "decided"


@pytest.mark.parametrize(
    ("decided_from", "move", "target"),
    [
        (None, "revise", "shortlisted"),
        ("shortlisted", "revise", "shortlisted"),
        ("in_review", "revise_review", "in_review"),
        ("waitlisted", "revise_waitlist", "waitlisted"),
    ],
)
def test_decision_is_revised_where_it_was_taken(decided_from: str | None, move: str, target: str) -> None:
    assert decide("decided", move, by="manager", decided_from=decided_from) == target

    for other in {"revise", "revise_review", "revise_waitlist"} - {move}:
        assert refusal_of("decided", other, by="manager", decided_from=decided_from) == (
            "The decision was taken at another stage: go back to that stage.",
        )


def test_nobody_is_accepted_before_the_last_stage() -> None:
    sources = {move.source for move in FULL.moves if move.name == "accept"}

    assert sources == {"shortlisted", "waitlisted"}


@pytest.mark.parametrize("outcome", list(OUTCOME_OF.values()))
def test_only_the_director_withdraws_a_notified_decision_and_says_why(outcome: str) -> None:
    move = FULL.move(outcome, "withdraw_decision")

    assert (move.roles, move.needs_reason, move.target) == (frozenset({"director"}), True, "decided")
    assert move.sends == "decision_withdrawn"


SENT = [
    "submitted", "info_requested", "eligible", "in_review", "shortlisted", "decided", "accepted", "confirmed",
    "waitlisted",
]  # fmt: skip


@pytest.mark.parametrize("state", SENT)
def test_founder_withdraws_from_every_open_state_once_sent(state: str) -> None:
    assert decide(state, "withdraw", by="founder") == "withdrawn"


@pytest.mark.parametrize("state", ["withdrawn", "expired"])
def test_withdrawn_and_expired_reopen_only_while_the_call_is_open(state: str) -> None:
    assert decide(state, "reopen", by="founder", closing=CLOSING, at=BEFORE) == "draft"
    assert len(refusal_of(state, "reopen", by="founder", closing=CLOSING, at=AFTER)) == 1


def test_place_is_confirmed_before_its_date_and_lapses_from_it() -> None:
    known = {"confirm_by": CLOSES}

    assert decide("accepted", "confirm", by="founder", at=BEFORE, **known) == "confirmed"
    assert len(refusal_of("accepted", "expire_place", by="system", at=BEFORE, **known)) == 1
    assert len(refusal_of("accepted", "confirm", by="founder", at=CLOSES, **known)) == 1
    assert decide("accepted", "expire_place", by="system", at=CLOSES, **known) == "expired"
    assert refusal_of("expired", "reopen", by="founder", at=CLOSES, outcome="accepted")[0].startswith(
        "This place"
    )


def test_entry_waits_for_its_conditions_and_a_first_day() -> None:
    condition = Words("The company must exist.", "L’entreprise doit exister.")

    reasons = refusal_of("confirmed", "enter", by="manager", entry_findings=(condition,))

    assert reasons == (
        "Not everything needed at entry is there: The company must exist.",
        "Choose the first day of the programme first.",
    )
    assert FULL.moves_from("accepted", "manager") == tuple(
        move for move in FULL.moves_from("accepted") if move.name in ("expire_place", "cancel")
    )


def test_while_a_decision_waits_the_founder_sees_what_was_told_before() -> None:
    assert state_told("decided", "waitlisted") == "waitlisted"
    assert state_told("accepted", "in_review") == "accepted"


def test_guards_of_the_main_moves_are_in_the_table() -> None:
    assert codes_of_guards("draft", "send") == ["call_open", "nothing_missing"]
    assert codes_of_guards("decided", "notify_accepted") == ["outcome", "signed"]
    assert codes_of_guards("confirmed", "enter") == ["entry_conditions", "start_day"]
