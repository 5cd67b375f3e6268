"""Reminders: foretold, written into the ledger, sent on their day; nothing for work that is done."""

from incubator.actions.reminders.forecasting import Foretold, due_on, forecast
from incubator.actions.reminders.ledger import Reconciled, disagreements, reconcile
from incubator.actions.reminders.sending import Queued, queue_due, remind

__all__ = [
    "Foretold", "Queued", "Reconciled", "disagreements", "due_on", "forecast", "queue_due", "reconcile",
    "remind",
]  # fmt: skip
