"""One letter of every kind, and a second one where a letter can say two different things."""

from __future__ import annotations

from datetime import UTC, date, datetime

from incubator.notices import Door, Letter, account, applying, checking, decision, programme_life, staff
from incubator.words import Words

CALL = Words("Shaker, spring 2027", "Shaker, printemps 2027")
SHAKER = Words("Shaker", "Shaker")
BOOSTER = Words("Booster", "Booster")
HUB = Words("Growth Hub", "Growth Hub")
CLOSING = datetime(2027, 3, 30, 12, 0, tzinfo=UTC)
BEFORE = datetime(2027, 3, 23, 12, 0, tzinfo=UTC)
TASKS = (Words("The team", "L’équipe"), Words("The science", "La science"))
QUESTIONS = (
    Words("Who owns the patent?", "À qui appartient le brevet ?"),
    Words("Letter of support", "Lettre de soutien"),
)
DOORS = (
    Door(
        name=SHAKER,
        why=Words(
            "it takes projects before the company exists.", "il accueille les projets avant la création."
        ),
        path="/en/programmes/shaker",
    ),
)
ABOUT = {"ref": "SHK-27A-0042", "call": CALL, "venture": "Nucléa Dx"}
INSIDE = {"enrolment": "01enrolment", "programme": BOOSTER, "venture": "Genophare"}
ENDING = {**INSIDE, "last_day": date(2027, 8, 30), "next": HUB}
EXTENSION = Words(
    "You may ask for one extension of 12 months until 31 May 2027.",
    "Vous pouvez demander une prolongation de 12 mois jusqu’au 31 mai 2027.",
)
TERM = Words(
    "31 August 2026 + 12 months + 12 months = 30 August 2028.",
    "31 août 2026 + 12 mois + 12 mois = 30 août 2028.",
)
NOTE = "The committee liked the clarity of the plan.\nPlease bring the first results."

SAMPLES: dict[str, Letter] = {
    "sign_in": account.SignIn(token="a-token", code="042137"),
    "invitation": account.Invitation(
        token="a-token", role=Words("mentor", "mentor"), inviter="Anne Le Goff",
        expires_on=date(2027, 4, 6), programme=BOOSTER, venture="Halobiote",
    ),
    "invitation.short": account.Invitation(
        token="a-token", role=Words("juror", "membre du jury"), inviter="Anne Le Goff",
        expires_on=date(2027, 4, 6),
    ),
    "received": applying.Received(
        **ABOUT, sent_at=BEFORE, editable_until=CLOSING, results_on=date(2027, 5, 12)
    ),
    "received.late": applying.Received(**ABOUT, sent_at=CLOSING, is_late=True),
    "updated": applying.Updated(**ABOUT, sent_at=BEFORE, changed=QUESTIONS, editable_until=CLOSING),
    "withdrawn": applying.Withdrawn(**ABOUT, withdrawn_at=BEFORE, reopen_until=CLOSING),
    "withdrawn.closed": applying.Withdrawn(**ABOUT, withdrawn_at=BEFORE),
    "close_7d": applying.Close7d(**ABOUT, closes_at=CLOSING, days_left=7, tasks_left=TASKS),
    "close_2d": applying.Close2d(**ABOUT, closes_at=CLOSING, days_left=2, tasks_left=TASKS),
    "close_2d.ready": applying.Close2d(**ABOUT, closes_at=CLOSING, days_left=4),
    "close_1d": applying.Close1d(**ABOUT, closes_at=CLOSING, days_left=1, tasks_left=TASKS),
    "closed_unsent": applying.ClosedUnsent(**ABOUT, closed_at=CLOSING),
    "call_extended": applying.CallExtended(
        **ABOUT, closed_at=BEFORE, closes_at=CLOSING, reason="The site was down on Monday morning."
    ),
    "call_extended.sent": applying.CallExtended(
        **ABOUT, closed_at=BEFORE, closes_at=CLOSING, is_sent=True, is_individual=True
    ),
    "info_needed": checking.InfoNeeded(
        **ABOUT, due_on=date(2027, 4, 9), questions=QUESTIONS, message="A scan is enough."
    ),
    "info_due": checking.InfoDue(**ABOUT, due_on=date(2027, 4, 9), days_left=2, questions=QUESTIONS[:1]),
    "not_eligible": checking.NotEligible(
        **ABOUT,
        unmet=(
            checking.UnmetRule(
                required=Words(
                    "The company is under 2 years old.", "L’entreprise a moins de 2 ans."
                ),
                words=Words(
                    "Registered on 3 February 2025: 2 years and 55 days on 30 March 2027.",
                    "Immatriculée le 3 février 2025 : 2 ans et 55 jours le 30 mars 2027.",
                ),
            ),
        ),
        note="Come and see us in June.", doors=DOORS,
    ),
    "in_review": checking.InReview(**ABOUT, results_on=date(2027, 5, 12)),
    "interview_invite": checking.InterviewInvite(**ABOUT, committee_on=date(2027, 5, 4), note=NOTE),
    "accepted": decision.Accepted(
        **ABOUT, programme=SHAKER, confirm_by=datetime(2027, 5, 26, 22, 0, tzinfo=UTC),
        entry_on=date(2027, 6, 1), note=NOTE,
        conditions=(Words("The company exists.", "L’entreprise est créée."),),
    ),
    "accepted.at_once": decision.Accepted(**ABOUT, programme=SHAKER, confirm_by=None),
    "confirm_due": decision.ConfirmDue(**ABOUT, programme=SHAKER, confirm_by=CLOSING, days_left=3),
    "place_expired": decision.PlaceExpired(**ABOUT, programme=SHAKER, confirm_by=CLOSING),
    "waitlisted": decision.Waitlisted(
        **ABOUT, programme=SHAKER, rank=2, until=date(2027, 6, 30), note=NOTE
    ),
    "rejected": decision.Rejected(
        **ABOUT, programme=BOOSTER, note=NOTE, doors=DOORS,
        reasons=(Words("The market is not described.", "Le marché n’est pas décrit."),),
    ),
    "redirected": decision.Redirected(**ABOUT, programme=BOOSTER, to=SHAKER, note=NOTE, doors=DOORS),
    "decision_withdrawn": decision.DecisionWithdrawn(
        **ABOUT, outcome=Words("not selected", "non retenue"), decided_on=date(2027, 5, 12),
        reason="Two files were mixed up at the committee.",
    ),
    "confirmed": decision.Confirmed(**ABOUT, programme=SHAKER, entry_on=date(2027, 6, 1)),
    "declined": decision.Declined(**ABOUT, programme=SHAKER),
    "cancelled": decision.Cancelled(**ABOUT, reason="Started twice by mistake."),
    "welcome": programme_life.Welcome(
        **INSIDE, starts_on=date(2026, 8, 31), last_day=date(2027, 8, 30), coaching_half_days=40
    ),
    "welcome.open_ended": programme_life.Welcome(
        **INSIDE, starts_on=date(2026, 8, 31),
        conditions=(Words("The signed agreement.", "La convention signée."),),
    ),
    "promoted_next": programme_life.PromotedNext(
        **INSIDE, previous=SHAKER, starts_on=date(2026, 8, 31), last_day=date(2027, 8, 30),
        coaching_half_days=40,
    ),
    "session_confirm": programme_life.SessionConfirm(
        **INSIDE, mentor="Yann Morel", on=date(2026, 11, 3), half_days=2, topic="Regulatory path",
        confirms_on=date(2026, 11, 11), left=3,
    ),
    "session_confirm.again": programme_life.SessionConfirm(
        **INSIDE, mentor="Yann Morel", on=date(2026, 11, 3), half_days=1, topic="Regulatory path",
        confirms_on=date(2026, 11, 11), is_reminder=True,
    ),
    "coaching_low": programme_life.CoachingLow(**INSIDE, left=3, budget=40, last_day=date(2027, 8, 30)),
    "coaching_unused": programme_life.CoachingUnused(
        **INSIDE, left=30, budget=40, last_day=date(2027, 8, 30)
    ),
    "coaching_low.staff": programme_life.CoachingLow(**INSIDE, for_staff=True, left=6, budget=40),
    "coaching_unused.staff": programme_life.CoachingUnused(**INSIDE, for_staff=True, left=30, budget=40),
    "end_60": programme_life.End60(**ENDING, days_left=60, extension=EXTENSION),
    "end_30": programme_life.End30(**ENDING, days_left=30),
    "end_7": programme_life.End7(**ENDING, days_left=7),
    "end_60.staff": programme_life.End60(**ENDING, for_staff=True, days_left=60, extension=EXTENSION),
    "end_7.staff": programme_life.End7(**ENDING, for_staff=True, days_left=7),
    "extension_received": programme_life.ExtensionReceived(
        **INSIDE, months=12, last_day=date(2027, 8, 30), new_last_day=date(2028, 8, 30),
        why="The trial started late.",
    ),
    "extension_decided": programme_life.ExtensionDecided(
        **INSIDE, is_granted=True, months=12, last_day=date(2028, 8, 30), arithmetic=TERM,
    ),
    "extension_decided.refused": programme_life.ExtensionDecided(
        **INSIDE, is_granted=False, months=12, last_day=date(2027, 8, 30),
        rule=Words("One extension at most.", "Une seule prolongation."), reason="Already extended.",
    ),
    "completed": programme_life.Completed(**INSIDE, ended_on=date(2027, 8, 30), next=HUB),
    "yearly_review": programme_life.YearlyReview(**INSIDE, on=date(2027, 9, 1), years=1),
    "yearly_review.staff": programme_life.YearlyReview(
        **INSIDE, for_staff=True, on=date(2027, 9, 1), years=1
    ),
    "waiver_asked": staff.WaiverAsked(
        ref="BST-27A-0007", venture="Halobiote", call=Words("Booster 2027", "Booster 2027"),
        rule=Words("The company is under 2 years old.", "L’entreprise a moins de 2 ans."),
        finding=Words("It is 55 days older.", "Elle a 55 jours de plus."),
        asked_by="Anne Le Goff", reason="The registration was delayed by the merger.",
    ),
    "decisions_to_sign": staff.DecisionsToSign(call=CALL, refs=("SHK-27A-0042", "SHK-27A-0043")),
    "extension_asked": staff.ExtensionAsked(
        extension="01extension", venture="Genophare", programme=BOOSTER, months=12,
        last_day=date(2027, 8, 30), new_last_day=date(2028, 8, 30), why="The trial started late.",
    ),
    "coaching_disputed": staff.CoachingDisputed(
        enrolment="01enrolment", venture="Genophare", on=date(2026, 11, 3), half_days=2,
        why="It was a morning only.",
    ),
}  # fmt: skip
