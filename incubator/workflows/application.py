"""The lifecycle of an application, built from the stages its programme names.

One grammar: a programme chooses among check, review, interview, decision and confirmation;
the rest (sending, asking for information, withdrawing, expiring) is the same for all. Accept
and refuse go first to "decided": nobody outside the staff sees anything until notified.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from incubator.errors import DefinitionError
from incubator.words import Words, joined
from incubator.workflows import conditions as when
from incubator.workflows.conditions import ApplicationSituation
from incubator.workflows.machine import ROLES, Kind, Machine, Move, State, Tone

__all__ = [
    "NOTIFY_MOVE", "OUTCOME_OF", "STAGES", "UNDECIDED", "ApplicationSituation", "application_machine",
    "state_told",
]  # fmt: skip

STAGES = ("check", "review", "interview", "decision", "confirmation")
OUTCOME_OF = {"accept": "accepted", "waitlist": "waitlisted", "reject": "rejected", "redirect": "redirected"}
UNDECIDED = ("submitted", "info_requested", "eligible", "in_review", "shortlisted", "waitlisted")
NOTIFY_MOVE = {outcome: f"notify_{outcome}" for outcome in OUTCOME_OF.values()}

_KINDS: dict[str, Kind] = {
    "draft": "waiting_founder", "submitted": "waiting_us", "info_requested": "waiting_founder",
    "eligible": "waiting_us", "in_review": "waiting_us", "shortlisted": "waiting_us",
    "decided": "waiting_us", "accepted": "waiting_founder", "confirmed": "waiting_us",
    "waitlisted": "open",
    "entered": "closed_well", "rejected": "closed_otherwise", "ineligible": "closed_otherwise",
    "declined": "closed_otherwise", "redirected": "closed_otherwise", "withdrawn": "closed_otherwise",
    "expired": "closed_otherwise", "cancelled": "closed_otherwise",
}  # fmt: skip
_STATE_AFTER = {"check": "eligible", "review": "in_review", "interview": "shortlisted"}
_TONE_OF: dict[str, Tone] = {
    "accepted": "good", "waitlisted": "plain", "rejected": "bad", "redirected": "plain",
}  # fmt: skip

_FOUNDER, _SYSTEM = frozenset({"founder"}), frozenset({"system"})
_MANAGER, _DIRECTOR = frozenset({"manager"}), frozenset({"director"})


@lru_cache(maxsize=256)
def application_machine(
    stages: tuple[str, ...], decides: str = "manager", signs: str | None = None
) -> Machine:
    """The machine of a programme: `decides` makes accept and reject, `signs` signs before notifying."""
    _check_stages(stages, decides, signs)
    moves = (
        *_sending(),
        *(_checking() if "check" in stages else ()),
        *_screening(stages),
        *_deciding(stages, frozenset({decides})),
        *_notifying(signs),
        *_entering(stages),
        *_ending(_open_states(stages)),
    )
    used = {"draft"} | {move.target for move in moves}
    states = tuple(State(code, _kind(code, stages)) for code in _KINDS if code in used)
    return Machine(name="application", states=states, moves=moves, start="draft")


def state_told(state: str, last_told: str) -> str:
    """What the founder sees: while a decision waits, the state told before it (also a waiting list)."""
    return last_told if state == "decided" else state


def _kind(code: str, stages: tuple[str, ...]) -> Kind:
    """Without a confirmation, an accepted application waits for us: a manager enters it."""
    return "waiting_us" if code == "accepted" and "confirmation" not in stages else _KINDS[code]


def _check_stages(stages: tuple[str, ...], decides: str, signs: str | None) -> None:
    known = joined([Words(stage, stage) for stage in STAGES])
    for stage in stages:
        if stage not in STAGES:
            raise DefinitionError(_UNKNOWN_STAGE.format(stage=stage, known=known), field="stages")
    if any(STAGES.index(one) >= STAGES.index(two) for one, two in pairwise(stages)):
        raise DefinitionError(_STAGE_ORDER.format(known=known), field="stages")
    if "decision" not in stages:
        raise DefinitionError(_NO_DECISION, field="stages")
    for field, role in (("decides", decides), ("signs", signs)):
        if role is not None and role not in ROLES:
            raise DefinitionError(_UNKNOWN_ROLE.format(field=field, role=role), field=field)


def _path(stages: tuple[str, ...]) -> tuple[str, ...]:
    """The states an application goes through before the decision, sending first."""
    return ("submitted", *(_STATE_AFTER[stage] for stage in stages if stage in _STATE_AFTER))


def _open_states(stages: tuple[str, ...]) -> tuple[str, ...]:
    confirmed = ("confirmed",) if "confirmation" in stages else ()
    return ("info_requested", *_path(stages), "decided", "waitlisted", "accepted", *confirmed)


def _sending() -> tuple[Move, ...]:
    sending = (when.CALL_OPEN, when.NOTHING_MISSING)
    return (
        Move("send", "draft", "submitted", _FOUNDER, sending, tone="good", sends="received"),
        Move("send", "submitted", "submitted", _FOUNDER, sending, sends="updated"),
        Move("expire", "draft", "expired", _SYSTEM | _MANAGER, (when.CALL_CLOSED,), sends="closed_unsent"),
        Move("reopen", "withdrawn", "draft", _FOUNDER, (when.CALL_OPEN,)),
        Move("reopen", "expired", "draft", _FOUNDER, (when.CALL_OPEN, when.NO_LAPSED_PLACE)),
        Move("request_information", "submitted", "info_requested", _MANAGER, sends="info_needed"),
        Move("answer_information", "info_requested", "submitted", _FOUNDER,
             (when.NOTHING_MISSING,), sends="updated"),
    )  # fmt: skip


def _checking() -> tuple[Move, ...]:
    """Answers may never come, or come by telephone: both sources can be judged."""
    sources = ("submitted", "info_requested")
    return (
        *(Move("find_eligible", s, "eligible", _MANAGER, (when.RULES_MET,), tone="good") for s in sources),
        *(
            Move("find_ineligible", s, "ineligible", _MANAGER, (when.RULES_NOT_MET,),
                 needs_reason=True, tone="bad", sends="not_eligible")
            for s in sources
        ),
        Move("withdraw_decision", "ineligible", "submitted", _DIRECTOR,
             needs_reason=True, sends="decision_withdrawn"),
    )  # fmt: skip


def _screening(stages: tuple[str, ...]) -> tuple[Move, ...]:
    path = _path(stages)
    letters = {"in_review": ("start_review", "in_review"), "shortlisted": ("shortlist", "interview_invite")}
    return tuple(
        Move(letters[target][0], source, target, _MANAGER, tone="good", sends=letters[target][1])
        for source, target in pairwise(path)
        if target in letters
    )


def _deciding(stages: tuple[str, ...], decider: frozenset[str]) -> tuple[Move, ...]:
    """Nobody is accepted before the last stage; from the review on, one may be turned down."""
    *before, last = _path(stages)
    early = ("in_review",) if "in_review" in before else ()
    ways = {"revise": (last, when.decided_from(None, last))}
    if early:
        ways["revise_review"] = ("in_review", when.decided_from("in_review"))
    ways["revise_waitlist"] = ("waitlisted", when.decided_from("waitlisted"))
    return (
        Move("accept", last, "decided", decider, (when.PLACE_LEFT,), tone="good"),
        Move("accept", "waitlisted", "decided", decider, (when.PLACE_LEFT,), tone="good"),
        Move("waitlist", last, "decided", decider),
        *(Move("reject", s, "decided", decider, tone="bad") for s in (*early, last, "waitlisted")),
        *(Move("redirect", s, "decided", decider) for s in (*early, last, "waitlisted")),
        *(Move(name, "decided", target, decider, (guard,)) for name, (target, guard) in ways.items()),
    )


def _notifying(signs: str | None) -> tuple[Move, ...]:
    signed = (when.signed(signs),) if signs else ()
    return tuple(
        move
        for outcome in OUTCOME_OF.values()
        for move in (
            Move(NOTIFY_MOVE[outcome], "decided", outcome, _MANAGER | _DIRECTOR,
                 (when.OUTCOME[outcome], *signed), tone=_TONE_OF[outcome], sends=outcome),
            Move("withdraw_decision", outcome, "decided", _DIRECTOR,
                 needs_reason=True, sends="decision_withdrawn"),
        )
    )  # fmt: skip


def _entering(stages: tuple[str, ...]) -> tuple[Move, ...]:
    confirms = "confirmation" in stages
    ready = "confirmed" if confirms else "accepted"
    confirm = Move("confirm", "accepted", "confirmed", _FOUNDER, (when.PLACE_KEPT,), tone="good",
                   sends="confirmed")  # fmt: skip
    lapse = Move("expire_place", "accepted", "expired", _SYSTEM | _MANAGER, (when.PLACE_LAPSED,), tone="bad",
                 sends="place_expired")  # fmt: skip
    return (
        *((confirm, lapse) if confirms else ()),
        Move("decline", "accepted", "declined", _FOUNDER, tone="bad", sends="declined"),
        Move("enter", ready, "entered", _MANAGER, (when.ENTRY_CONDITIONS, when.START_DAY), tone="good",
             sends="welcome"),
    )  # fmt: skip


def _ending(sent: tuple[str, ...]) -> tuple[Move, ...]:
    staff = _MANAGER | _DIRECTOR
    return (
        *(Move("withdraw", s, "withdrawn", _FOUNDER, tone="bad", sends="withdrawn") for s in sent),
        Move("cancel", "draft", "cancelled", staff, needs_reason=True, tone="bad"),
        *(Move("cancel", s, "cancelled", staff, needs_reason=True, tone="bad", sends="cancelled")
          for s in sent),
    )  # fmt: skip


_UNKNOWN_STAGE = Words(
    "There is no stage “{stage}”: choose among {known}.",
    "L’étape « {stage} » n’existe pas : choisissez parmi {known}.",
)
_STAGE_ORDER = Words(
    "Each stage comes once, in this order: {known}.",
    "Chaque étape vient une seule fois, dans cet ordre : {known}.",
)
_NO_DECISION = Words(
    "The stages need a “decision”: without it nobody could be accepted.",
    "Il faut une étape « decision » : sans elle, personne ne pourrait être retenu.",
)
_UNKNOWN_ROLE = Words(
    "“{field}” names no known role: {role}.", "« {field} » ne nomme aucun rôle connu : {role}."
)
