"""A founder's application, company and programme: one row per address."""

from __future__ import annotations

from incubator.web.founder import (
    applications,
    coaching,
    companies,
    eligibility,
    extension,
    home,
    leaving,
    places,
    programmes,
    sending,
    tasks,
)
from incubator.web.routes import FORM, POST, Route

DAY = "/programme/<enrolment_id>/coaching/<day_id>"

URLS: tuple[Route, ...] = (
    Route("/home", "founder.home.show", home.show),
    Route("/applications/<ref>", "founder.applications.show", applications.show),
    Route("/applications/<ref>/tasks/<task>", "founder.tasks.show", tasks.show, FORM),
    Route("/applications/<ref>/check", "founder.applications.check", sending.check),
    Route("/applications/<ref>/send", "founder.applications.send", sending.send, POST),
    Route("/applications/<ref>/sent", "founder.applications.sent", sending.sent),
    Route("/applications/<ref>/withdraw", "founder.applications.withdraw", leaving.withdraw, FORM),
    Route("/applications/<ref>/reopen", "founder.applications.reopen", leaving.reopen, POST),
    Route("/applications/<ref>/confirm", "founder.applications.confirm", places.confirm, FORM),
    Route("/applications/<ref>/decline", "founder.applications.decline", places.decline, FORM),
    Route("/applications/<ref>/eligibility", "founder.applications.eligibility", eligibility.show),
    Route("/applications/<ref>/files/<file_id>", "founder.applications.file", applications.file),
    Route("/company/<venture_id>", "founder.companies.show", companies.show, FORM),
    Route("/programme", "founder.programmes.index", programmes.index),
    Route("/programme/<enrolment_id>", "founder.programmes.show", programmes.show),
    Route(f"{DAY}/confirm", "founder.coaching.confirm", coaching.confirm, POST),
    Route(f"{DAY}/dispute", "founder.coaching.dispute", coaching.dispute, FORM),
    Route("/programme/<enrolment_id>/extension", "founder.extensions.ask", extension.ask, FORM),
)
