"""Which reminders go to whom, and when: at 08:00 on a working day, never after they are useful.

The plan is a pure function of a snapshot. The same plan drives the ledger, the forecast page
and the tests, so what is foretold is what is sent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from pydantic import BaseModel, ConfigDict, Field

from incubator.words import Words, joined
from incubator.workflows.offsets import Offset
from incubator.workflows.working_days import working_day

Anchor = Literal[
    "call_closing",  # the closing instant of an unsent draft
    "confirm_by",  # an accepted founder confirms the place before this
    "information_due",  # the day answers asked for are due
    "enrolment_start",  # the first day of a term
    "enrolment_end",  # the last day of a term
    "review_due",  # the day of the yearly review
    "coaching_logged",  # a mentor logged a day that the founder has not confirmed
    "coaching_low",  # few coaching days are left since then
    "coaching_unused",  # much of the term is over and little coaching was used
]
ANCHORS: tuple[Anchor, ...] = get_args(Anchor)
Recipients = Literal["founders", "lead", "managers", "mentor", "director"]

ANCHOR_WORDS: Mapping[Anchor, Words] = {
    "call_closing": Words("the call closes, while the draft is not sent",
                          "la clôture de l’appel, tant que le brouillon n’est pas envoyé"),
    "confirm_by": Words("a place must be confirmed", "la date limite de confirmation de la place"),
    "information_due": Words("the answers asked for are due", "la date limite des réponses demandées"),
    "enrolment_start": Words("the first day", "le premier jour"),
    "enrolment_end": Words("the last day", "le dernier jour"),
    "review_due": Words("the yearly review", "le bilan annuel"),
    "coaching_logged": Words("a coaching day is logged, while it is not confirmed",
                             "la saisie d’une journée de coaching, tant qu’elle n’est pas confirmée"),
    "coaching_low": Words("few coaching days are left", "le passage à peu de journées de coaching restantes"),
    "coaching_unused": Words("much of the term is over and little coaching was used",
                             "le constat que le parcours avance et que le coaching est peu utilisé"),
}  # fmt: skip
_RECIPIENTS: Mapping[Recipients, Words] = {
    "founders": Words("the founders", "l’équipe fondatrice"),
    "lead": Words("the lead founder", "la personne porteuse du projet"),
    "managers": Words("the programme managers", "les responsables du programme"),
    "mentor": Words("the mentor", "le ou la mentor"),
    "director": Words("the director", "la direction"),
}

# What has happened already stays worth saying for a while.
_STAYS_USEFUL: Mapping[Anchor, Offset] = {
    "coaching_logged": Offset(days=7), "coaching_low": Offset(days=30), "coaching_unused": Offset(days=30),
}  # fmt: skip


class ReminderRule(BaseModel):
    """One line of a programme file: which reminder, how long before or after what, to whom."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str = Field(pattern=r"^[a-z][a-z0-9_]{1,23}$", description="Which letter is sent: its code.")
    anchor: Anchor = Field(description="The date it is counted from.")
    offset: Offset = Field(description="How long before or after that date.")
    to: tuple[Recipients, ...] = Field(("founders",), min_length=1, description="Who gets it.")
    once: bool = Field(False, description="One time only, even if the date moves afterwards.")
    useless_after: Offset | None = Field(
        None, description="From that date, how long it is still worth sending; else until the date itself."
    )

    @property
    def deadline(self) -> Offset:
        """Until when the reminder is of use, from the anchor."""
        return self.useless_after or _STAYS_USEFUL.get(self.anchor, Offset())

    @property
    def is_too_late(self) -> bool:
        """It would come when it is of no use any more; on the day itself it still comes in time."""
        if self.offset == self.deadline:
            return self.offset.hours != 0
        return self.offset.in_hours > self.deadline.in_hours

    @property
    def words(self) -> Words:
        """The rule as managers read it: "7 days before the call closes, to the founders"."""
        return _RULE.format(
            moment=self.offset.words.format(what=ANCHOR_WORDS[self.anchor]),
            to=joined([_RECIPIENTS[group] for group in self.to]),
        )


@dataclass(frozen=True, slots=True)
class ReminderSubject:
    """A snapshot of one thing to be reminded of. One kind of snapshot serves every rule:

    | what                     | kind           | anchors it holds while the work is not done         |
    | an unsent draft          | application    | call_closing: the closing instant for this one      |
    | an accepted application  | application    | confirm_by: the instant                             |
    | answers asked for        | application    | information_due: the day                            |
    | an enrolment             | enrolment      | enrolment_start, enrolment_end: first and last day; |
    |                          |                | review_due: the day of the next review;             |
    |                          |                | coaching_low, coaching_unused: since when           |
    | a coaching day           | coaching_day   | coaching_logged: the instant it was logged          |

    Work that is done drops its anchor, or sets `is_done`: then nothing is planned for it. A date
    (rather than an instant) lasts to the end of that day. `since` is when the anchors became what
    they are (the draft was started, the date was moved): what was due before is not planned.
    """

    kind: str
    id: str
    anchors: Mapping[Anchor, datetime | date]
    people: Mapping[Recipients, Sequence[str]]  # who is in each group, by id
    is_done: bool = False
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlannedReminder:
    """One reminder to one person; `occurrence` names the date it speaks of, so moving it plans anew."""

    kind: str
    subject_kind: str
    subject_id: str
    to: str
    occurrence: str
    due_at: datetime
    useless_after: datetime


def plan(
    rules: Iterable[ReminderRule], subject: ReminderSubject, *, zone: str = "Europe/Paris"
) -> tuple[PlannedReminder, ...]:
    """Every reminder of this subject, past ones too, in the order they are due; instants in UTC.

    Where a weekend brings two reminders of one date together, only the nearest to it is planned.
    """
    if subject.is_done:
        return ()
    held = [rule for rule in rules if rule.anchor in subject.anchors]
    kinds = Counter(rule.kind for rule in held)
    found = [
        (rule, reminder)
        for rule in held
        for reminder in _for_rule(rule, subject, ZoneInfo(zone), is_repeated=kinds[rule.kind] > 1)
    ]
    nearest: dict[tuple[Anchor, str, datetime], int] = {}
    for rule, reminder in found:
        moment = (rule.anchor, reminder.to, reminder.due_at)
        nearest[moment] = max(rule.offset.in_hours, nearest.get(moment, rule.offset.in_hours))
    kept = [r for rule, r in found if nearest[rule.anchor, r.to, r.due_at] == rule.offset.in_hours]
    return tuple(sorted(kept, key=lambda reminder: (reminder.due_at, reminder.kind, reminder.to)))


def _for_rule(
    rule: ReminderRule, subject: ReminderSubject, zone: ZoneInfo, *, is_repeated: bool
) -> Iterator[PlannedReminder]:
    anchor = subject.anchors[rule.anchor]
    useless = _useless(anchor, rule.deadline, zone)
    follows = rule.offset.in_hours > 0 or rule.anchor in _STAYS_USEFUL
    due = _due(anchor, rule.offset, useless, zone, follows=follows)
    if subject.since is not None and due < subject.since:
        return
    moment = "once" if rule.once else f"{_instant(anchor, zone):%Y-%m-%dT%H:%M:%SZ}"
    step = f"{rule.kind}{rule.offset}" if is_repeated else rule.kind  # one kind may come several times
    for person in dict.fromkeys(person for group in rule.to for person in subject.people.get(group, ())):
        yield PlannedReminder(
            kind=rule.kind, subject_kind=subject.kind, subject_id=subject.id, to=person,
            occurrence=f"{step}@{moment}", due_at=due, useless_after=useless,
        )  # fmt: skip


def _due(
    anchor: datetime | date, offset: Offset, useless: datetime, zone: ZoneInfo, *, follows: bool
) -> datetime:
    """08:00 on the working day on or before; never before what it follows, nor after it is of use."""
    if offset.hours:
        return _instant(anchor, zone) + timedelta(hours=offset.hours)
    target = _local_day(anchor, zone) + relativedelta(months=offset.months, days=offset.days)
    due = _morning(working_day(target), zone)
    if follows and due < _instant(anchor, zone):
        return _morning(working_day(target + timedelta(days=1), later=True), zone)
    while due >= useless:
        due = _morning(working_day(due.astimezone(zone).date() - timedelta(days=1)), zone)
    return due


def _useless(anchor: datetime | date, deadline: Offset, zone: ZoneInfo) -> datetime:
    """The anchor itself, or so long after it; a day is over at its midnight."""
    last = _local_day(anchor, zone) + relativedelta(months=deadline.months, days=deadline.days)
    if isinstance(anchor, datetime):
        same_hour = datetime.combine(last, anchor.astimezone(zone).timetz().replace(tzinfo=None), zone)
        return same_hour.astimezone(UTC) + timedelta(hours=deadline.hours)
    return datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)


def _local_day(anchor: datetime | date, zone: ZoneInfo) -> date:
    return anchor.astimezone(zone).date() if isinstance(anchor, datetime) else anchor


def _instant(anchor: datetime | date, zone: ZoneInfo) -> datetime:
    start = anchor if isinstance(anchor, datetime) else datetime.combine(anchor, time(), zone)
    return start.astimezone(UTC)


def _morning(on: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, time(8), zone).astimezone(UTC)


_RULE = Words("{moment}, to {to}", "{moment}, à l’attention de : {to}")
