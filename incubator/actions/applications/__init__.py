"""What a founder does with an application: start, answer, send, withdraw, confirm."""

from incubator.actions.applications.answering import answer_information
from incubator.actions.applications.carrying import prefill
from incubator.actions.applications.leaving import expire_drafts, reopen, withdraw
from incubator.actions.applications.more_time import closing_of, more_time
from incubator.actions.applications.places import confirm, decline, expire_places
from incubator.actions.applications.sending import Receipt, receipt_of, send
from incubator.actions.applications.starting import start
from incubator.actions.applications.tasks import (
    Missing,
    TaskState,
    editable_questions,
    is_editable,
    missing,
    save_task,
    task_states,
)  # fmt: skip

__all__ = [
    "Missing", "Receipt", "TaskState", "answer_information", "closing_of", "confirm", "decline",
    "editable_questions", "expire_drafts", "expire_places", "is_editable", "missing", "more_time",
    "prefill", "receipt_of", "reopen", "save_task", "send", "start", "task_states", "withdraw",
]  # fmt: skip
