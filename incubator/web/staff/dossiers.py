"""Everything about one application: summary, answers, eligibility, history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request
from flask.typing import ResponseReturnValue

from incubator.actions.eligibility.assessed import Assessed
from incubator.actions.eligibility.assessments import assess
from incubator.actions.moves.available import offers
from incubator.actions.people.authority import roles_on
from incubator.store.queries import applications as application_queries
from incubator.store.queries import dossiers, journal, letters, looks
from incubator.store.queries.answers import current_answers
from incubator.web.downloads import download
from incubator.web.pages import page
from incubator.web.rule_lines import rule_table
from incubator.web.shown import shown
from incubator.web.staff.looks import look_told, looked_matter
from incubator.web.staff.rulings import RulingForm, ruling_matter
from incubator.web.work import now, session, signed_in

if TYPE_CHECKING:
    from incubator.store.applications import Application


def summary(ref: str) -> ResponseReturnValue:
    application, assessed = _open(ref)
    return page(
        **_frame(application, assessed),
        closing=assessed.closing,
        letters=letters.of_subject(session(), "application", application.id, limit=10),
        answers=assessed.facts.answers,
    )


def answers(ref: str) -> ResponseReturnValue:
    """Every question that is asked, answered or not, task by task."""
    application, assessed = _open(ref)
    given = current_answers(session(), application.id)
    files = {file.id: file for file in dossiers.files(session(), application.id)}
    tasks = [
        (
            task.title,
            [
                (q.label, shown(q, given.get(q.key), ref=ref, files=files, side="staff"))
                for q in task.shown(given)
            ],
        )
        for task in assessed.edition.tasks
    ]
    return page(**_frame(application, assessed), tasks=tasks, is_empty=not given)


def eligibility(ref: str) -> ResponseReturnValue:
    """What is found now, what is due later, what a person may rule, and what was found before."""
    application, assessed = _open(ref)
    return page(
        **_frame(application, assessed),
        **ruling_matter(application, assessed),
        table=rule_table(assessed.assessment, assessed.edition),
        **looked_matter(application, assessed),
        form=RulingForm(),
    )


def history(ref: str) -> ResponseReturnValue:
    application, assessed = _open(ref)
    entries = journal.history(session(), "application", application.id, key=request.args.get("key"))
    told = {
        entry.seq: look_told(entry, assessed.edition)
        for entry in entries.rows
        if entry.action == looks.LOOKED
    }
    return page(**_frame(application, assessed), entries=entries, told=told)


def file(ref: str, file_id: str) -> ResponseReturnValue:
    application = application_queries.by_ref_for_staff(session(), signed_in(), ref)
    return download(dossiers.file_by_id(session(), application.id, file_id))


def _open(ref: str) -> tuple[Application, Assessed]:
    application = application_queries.by_ref_for_staff(session(), signed_in(), ref)
    return application, assess(session(), application, at=now())


def _frame(application: Application, assessed: Assessed) -> dict[str, Any]:
    """What every tab shows around its own matter."""
    roles = roles_on(session(), application, actor=signed_in())
    return {
        "application": application,
        "assessed": assessed,
        "edition": assessed.edition,
        "assessment": assessed.assessment,
        "moves": offers(assessed.edition.machine, application.state, roles=roles),
        "roles": roles,
    }
