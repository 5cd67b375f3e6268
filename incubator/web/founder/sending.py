"""Check the answers, send them once, and get a receipt that can be kept."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from markupsafe import Markup

from incubator.actions.applications import answer_information, editable_questions, receipt_of
from incubator.actions.applications import send as send_application
from incubator.errors import Refused
from incubator.store.queries import dossiers
from incubator.web.founder.asked import asked_of
from incubator.web.founder.dossier import Dossier, dossier_of
from incubator.web.founder.journeys import coming
from incubator.web.founder.task_lists import TaskList, task_list
from incubator.web.language import say
from incubator.web.pages import page
from incubator.web.refusals import add_refusal
from incubator.web.shown import shown
from incubator.web.work import now, session, signed_in, unit_of_work

Group = tuple[str, list[tuple[str, "str | Markup", str]]]


def check(ref: str) -> ResponseReturnValue:
    return _check(dossier_of(ref), FlaskForm())


@unit_of_work
def send(ref: str) -> ResponseReturnValue:
    dossier, form = dossier_of(ref), FlaskForm()
    act = answer_information if dossier.state == "info_requested" else send_application
    try:
        with session().begin_nested():
            act(session(), dossier.application, actor=signed_in(), at=now())
    except Refused as refusal:
        add_refusal(form, refusal)
        return _check(dossier, form, status=409)
    return redirect(url_for("founder.applications.sent", ref=ref), 303)


def sent(ref: str) -> ResponseReturnValue:
    dossier = dossier_of(ref)
    receipt = receipt_of(dossier.application)
    if receipt is None:
        return redirect(url_for("founder.applications.show", ref=ref), 303)
    may_change = bool(editable_questions(session(), dossier.application, at=now()))
    return page(dossier=dossier, receipt=receipt, coming=coming(dossier), may_change=may_change)


def _check(dossier: Dossier, form: FlaskForm, *, status: int | None = None) -> ResponseReturnValue:
    tasks = task_list(dossier)
    asked = asked_of(dossier) if dossier.state == "info_requested" else None
    return page(
        "founder/applications/check.html", status=status, form=form, dossier=dossier, tasks=tasks,
        groups=_groups(dossier, tasks), asked=asked, has_changes=dossier.has_changes,
    )  # fmt: skip


def _groups(dossier: Dossier, tasks: TaskList) -> list[Group]:
    """The answers by task; the way to change one comes back here."""
    files = {file.id: file for file in dossiers.files(session(), dossier.application.id)}
    return [
        (
            say(task.title),
            [
                (
                    say(question.label),
                    shown(question, dossier.answers.get(question.key), ref=dossier.ref, files=files),
                    _change(dossier, task.key, question.key) if question.key in tasks.editable else "",
                )
                for question in questions
            ],
        )
        for task, questions in dossier.shown()
    ]


def _change(dossier: Dossier, task: str, question: str) -> str:
    return url_for("founder.tasks.show", ref=dossier.ref, task=task, back="check", _anchor=f"q-{question}")
