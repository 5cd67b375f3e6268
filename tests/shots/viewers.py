"""Everybody the pages are shown to: people of every role, with much to see and with nothing yet."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("public", "founder", "manager", "director", "admin", "mentor", "juror")
# pages with several faces: more of them are worth a look
FACES = {"public.calls.show": 4, "public.calls.check": 3, "staff.calls.show": 4,
         "staff.applications.summary": 3, "staff.enrolments.show": 3, "staff.moves.preview": 6,
         "staff.outbox.show": 3}  # fmt: skip
BEFORE_ENTRY = ("founder.home", "founder.applications.show")
ALIKE = ("public.", "account.")  # the same for all who signed in: one of each is enough


@dataclass(frozen=True, slots=True)
class Viewer:
    """`email` is empty for a visitor; `own` are the pages looked at, all when empty."""

    key: str
    role: str
    email: str = ""
    own: tuple[str, ...] = ()

    def most(self, endpoint: str) -> int:
        """How many pages of this endpoint are looked at."""
        if self.own and not endpoint.startswith(self.own):
            return 0
        if self.email and endpoint.startswith(ALIKE):
            return 1
        return FACES.get(endpoint, 2)


VIEWERS = (
    Viewer("public", "public"),
    Viewer("founder", "founder", "founder@demo.example.org"),
    Viewer("founder-draft", "founder", "draft@demo.example.org", ("founder.",)),
    Viewer("founder-waiting", "founder", "waiting@demo.example.org", ("founder.",)),
    Viewer("founder-asked", "founder", "asked@demo.example.org", ("founder.",)),
    Viewer("founder-rejected", "founder", "rejected@demo.example.org", BEFORE_ENTRY),
    Viewer("founder-accepted", "founder", "accepted@demo.example.org", ("founder.",)),
    Viewer("founder-booster", "founder", "booster.founder@demo.example.org", ("founder.",)),
    Viewer("founder-new", "founder", "new.founder@demo.example.org", ("founder.", "account.")),
    Viewer("manager", "manager", "manager@demo.example.org"),
    Viewer("director", "director", "director@demo.example.org"),
    Viewer("admin", "admin", "admin@demo.example.org"),
    Viewer("mentor", "mentor", "mentor@demo.example.org"),
    Viewer("mentor-new", "mentor", "new.mentor@demo.example.org", ("mentor.",)),
    Viewer("juror", "juror", "juror@demo.example.org"),
)  # fmt: skip
