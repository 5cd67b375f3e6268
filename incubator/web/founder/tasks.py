"""Answer one task: saved when asked, and in the background while it is written."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from incubator.actions.applications import save_task
from incubator.actions.files import store_file
from incubator.errors import Refused, Stale
from incubator.web.formats import clock_time
from incubator.web.forms import AnswersForm
from incubator.web.founder.task_pages import TaskPage, task_page
from incubator.web.language import say
from incubator.web.pages import errors_of, page, succeed
from incubator.web.site import site
from incubator.web.texts import _
from incubator.web.work import now, session, signed_in, unit_of_work

AUTOSAVE = "X-Autosave"


@unit_of_work(keep_when_refused=True)  # what was understood is kept even when something else is wrong
def show(ref: str, task: str) -> ResponseReturnValue:
    open_task = task_page(ref, task)
    form = open_task.form()
    if request.method == "GET":
        return page(form=form, open_task=open_task, conflict=None)
    if AUTOSAVE in request.headers:
        return _save_quietly(open_task, form)
    form.validate()
    try:
        _save(open_task, form, finished=form.is_finished and not errors_of(form))
    except Stale as conflict:
        form.seen.data = now().isoformat()
        return page(form=form, open_task=open_task, conflict=conflict, status=409)
    if errors_of(form):
        return page(form=form, open_task=open_task, conflict=None)
    succeed(_("Saved at %(at)s. You can close this page and come back.", at=clock_time(now())))
    return redirect(_onwards(open_task), 303)


def _save_quietly(open_task: TaskPage, form: AnswersForm) -> ResponseReturnValue:
    """The same form, sent by the page itself: what is not understood yet waits.

    It may arrive together with the button's own request, which alone says whether the section is finished.
    """
    form.validate()
    _keep(open_task, form, finished=None)
    return Response(status=204, headers={"X-Saved-At": clock_time(now())})


def _save(open_task: TaskPage, form: AnswersForm, *, finished: bool) -> None:
    """A rule's refusal lands on the form; nothing typed is lost."""
    files = _store_files(open_task, form)
    try:
        _keep(open_task, form, files, finished=finished and not errors_of(form))
    except Refused as refusal:
        form.form_errors.extend(say(reason) for reason in refusal.reasons)


def _keep(
    open_task: TaskPage, form: AnswersForm, files: dict[str, Any] | None = None, *, finished: bool | None
) -> None:
    """A draft keeps even what is too long; what was sent only changes to what may be sent."""
    values = form.values() if open_task.asks_finished else form.valid_values()
    with session().begin_nested():
        save_task(
            session(), open_task.dossier.application, open_task.task.key, {**values, **(files or {})},
            actor=signed_in(), at=now(), finished=finished, seen=form.seen_at,
        )  # fmt: skip


def _store_files(open_task: TaskPage, form: AnswersForm) -> dict[str, Any]:
    stored: dict[str, Any] = {}
    for question, upload in form.files():
        field = form.field(question.key)
        if field.errors:
            continue
        try:
            with session().begin_nested():
                file = store_file(
                    session(), open_task.dossier.application, question, folder=site().settings.uploads,
                    stream=cast(BinaryIO, upload.stream), name=upload.filename or "",
                    actor=signed_in(), at=now(),
                )  # fmt: skip
                stored[question.key] = {"file": file.id}
        except Refused as refusal:
            field.errors = [say(reason) for reason in refusal.reasons]
    return stored


def _onwards(open_task: TaskPage) -> str:
    """Back to the list of tasks, or to the check page: what was sent once is sent again from there."""
    is_list = open_task.asks_finished and request.args.get("back") != "check"
    return url_for(f"founder.applications.{'show' if is_list else 'check'}", ref=open_task.dossier.ref)
