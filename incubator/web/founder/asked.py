"""What the team asked the founder to complete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import url_for

from incubator.store.queries import dossiers
from incubator.web.founder.dossier import Dossier
from incubator.web.language import say
from incubator.web.work import session
from incubator.workflows.questions import is_empty


@dataclass(frozen=True, slots=True)
class Asked:
    message: str
    due_on: date
    links: tuple[tuple[str, str], ...]  # question, address
    missing: tuple[tuple[str, str], ...]


def asked_of(dossier: Dossier) -> Asked | None:
    request = dossiers.open_request(session(), dossier.application.id)
    if request is None:
        return None
    named = [
        (question, task)
        for task in dossier.edition.tasks
        for question in task.questions
        if question.key in request.questions
    ]
    links = {
        question.key: (
            say(question.label),
            url_for("founder.tasks.show", ref=dossier.ref, task=task.key, _anchor=f"q-{question.key}"),
        )
        for question, task in named
    }
    empty = [q.key for q, _task in named if is_empty(dossier.answers.get(q.key))]
    return Asked(request.message, request.due_on, tuple(links.values()), tuple(links[key] for key in empty))
