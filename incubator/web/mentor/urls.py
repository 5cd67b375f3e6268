"""A mentor's companies and sessions: one row per address."""

from __future__ import annotations

from incubator.web.mentor import companies
from incubator.web.routes import FORM, POST, Route

URLS: tuple[Route, ...] = (
    Route("/mentor", "mentor.companies.index", companies.index),
    Route("/mentor/<enrolment_id>", "mentor.companies.show", companies.show, FORM),
    Route("/mentor/<enrolment_id>/days/<day_id>/undo", "mentor.companies.undo", companies.undo, POST),
)
