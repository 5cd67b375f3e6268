"""REMEMBER: what is kept, in tables; plain SQLAlchemy, no web, no letters."""

from __future__ import annotations

from incubator.store.applications import (
    APPLICATION_STATES,
    OUTCOMES,
    Answer,
    Application,
    ClosingExtension,
    File,
    InformationRequest,
    TaskMark,
)
from incubator.store.calls import CALL_STATES, Call, EditionRow
from incubator.store.enrolments import (
    COACHING_MODES,
    COACHING_STATES,
    ENROLMENT_STATES,
    EXTENSION_STATES,
    CoachingDay,
    Enrolment,
    Extension,
    Pause,
)
from incubator.store.facts import RecordedFact, RegisterEntry
from incubator.store.journal import BATCH_ROW_RESULTS, Batch, BatchRow, Entry
from incubator.store.letters import LETTER_STATES, REMINDER_STATES, Heartbeat, LetterRow, ReminderRow
from incubator.store.people import ROLES, Attempt, Invitation, Person, Role, SignIn, SignInLink
from incubator.store.rows import add, ids_of
from incubator.store.search import Spelling, Word
from incubator.store.tables import Identified, Instant, Table, Versioned
from incubator.store.ventures import VENTURE_KINDS, Membership, Mentorship, Venture
from incubator.store.verdicts import WAIVER_STATES, AssessmentRow, Judgement, Standing, Waiver

__all__ = [
    "APPLICATION_STATES", "BATCH_ROW_RESULTS", "CALL_STATES", "COACHING_MODES", "COACHING_STATES",
    "ENROLMENT_STATES",
    "EXTENSION_STATES", "LETTER_STATES", "OUTCOMES", "REMINDER_STATES", "ROLES", "VENTURE_KINDS",
    "WAIVER_STATES",
    "Answer", "Application", "AssessmentRow", "Attempt", "Batch", "BatchRow", "Call",
    "ClosingExtension", "CoachingDay", "EditionRow", "Enrolment", "Entry", "Extension", "File", "Heartbeat",
    "Identified", "InformationRequest", "Instant", "Invitation", "Judgement", "LetterRow", "Membership",
    "Mentorship", "Pause", "Person", "RecordedFact", "RegisterEntry", "ReminderRow", "Role", "SignIn",
    "SignInLink", "Spelling", "Standing",
    "Table", "TaskMark", "Venture", "Versioned", "Waiver", "Word",
    "add", "ids_of",
]  # fmt: skip
