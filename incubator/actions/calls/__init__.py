"""Calls: made from an edition, edited, published, extended."""

from incubator.actions.calls.effects import RuleChange, RuleChanges, rule_changes
from incubator.actions.calls.extending import CallExtension, extend, preview_extension
from incubator.actions.calls.fields import CallFields, fields_of, warnings
from incubator.actions.calls.making import create, edit
from incubator.actions.calls.publishing import Check, publish, readiness
from incubator.actions.closings import closing_of, closing_of_call

__all__ = [
    "CallExtension", "CallFields", "Check", "RuleChange", "RuleChanges", "closing_of", "closing_of_call",
    "create", "edit", "extend", "fields_of", "preview_extension", "publish", "readiness", "rule_changes",
    "warnings",
]  # fmt: skip
