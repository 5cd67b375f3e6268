"""The work of managers, the director and admins: one row per address."""

from __future__ import annotations

from incubator.web.routes import FORM, POST, Route
from incubator.web.staff import applications, batches, calls, dossiers, moves, rulings, today

URLS: tuple[Route, ...] = (
    Route("/today", "staff.today.show", today.show),
    Route("/calls", "staff.calls.index", calls.index),
    Route("/calls/new", "staff.calls.new", calls.new, FORM),
    Route("/calls/<slug>", "staff.calls.show", calls.show),
    Route("/calls/<slug>/edit", "staff.calls.edit", calls.edit, FORM),
    Route("/calls/<slug>/publish", "staff.calls.publish", calls.publish, POST),
    Route("/calls/<slug>/extend", "staff.calls.extend", calls.extend, FORM),
    Route("/calls/<slug>/applications", "staff.applications.index", applications.index),
    Route("/calls/<slug>/move", "staff.moves.preview", moves.preview, FORM),
    Route("/calls/<slug>/move/apply", "staff.moves.commit", moves.commit, POST),
    Route("/batches/<batch_id>", "staff.batches.show", batches.show),
    Route("/batches/<batch_id>/undo", "staff.batches.undo", batches.undo, POST),
    Route("/a/<ref>/summary", "staff.applications.summary", dossiers.summary),
    Route("/a/<ref>/answers", "staff.applications.answers", dossiers.answers),
    Route("/a/<ref>/eligibility", "staff.applications.eligibility", dossiers.eligibility),
    Route("/a/<ref>/history", "staff.applications.history", dossiers.history),
    Route("/a/<ref>/files/<file_id>", "staff.applications.file", dossiers.file),
    Route("/a/<ref>/more-time", "staff.closings.extend", rulings.more_time, FORM),
    Route("/a/<ref>/waivers", "staff.waivers.ask", rulings.ask_waiver, POST),
    Route("/waivers/<waiver_id>", "staff.waivers.decide", rulings.decide_waiver, POST),
    Route("/a/<ref>/judgements", "staff.judgements.judge", rulings.judge, POST),
)
