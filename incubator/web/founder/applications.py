"""One application: the task list while it is a draft, afterwards where it stands."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from incubator.store.queries import dossiers, founders
from incubator.web.downloads import download
from incubator.web.founder.asked import asked_of
from incubator.web.founder.conditions import own_conditions
from incubator.web.founder.dossier import dossier_of
from incubator.web.founder.journeys import road
from incubator.web.founder.next_steps import next_step
from incubator.web.founder.task_lists import task_list
from incubator.web.pages import page
from incubator.web.work import session


def show(ref: str) -> ResponseReturnValue:
    dossier = dossier_of(ref)
    asked = asked_of(dossier) if dossier.state == "info_requested" else None
    tasks, saved_at = task_list(dossier), founders.last_saved(session(), dossier.application.id)
    conditions = own_conditions(dossier, tasks.editable)
    return page(
        dossier=dossier, step=next_step(dossier, conditions), road=road(dossier), tasks=tasks, asked=asked,
        saved_at=saved_at, conditions=conditions,
    )  # fmt: skip


def file(ref: str, file_id: str) -> ResponseReturnValue:
    dossier = dossier_of(ref)
    return download(dossiers.file_by_id(session(), dossier.application.id, file_id))
