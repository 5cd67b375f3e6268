"""Kinds of rule as earlier editions wrote them, in today's words: a published edition is never rewritten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Written = dict[str, Any]
COMMON = ("id", "severity", "at", "owner", "words", "when", "unless")


def in_todays_words(rule: Mapping[str, Any]) -> Mapping[str, Any]:
    """The rule itself where it is already written so."""
    translate = FORMER.get(str(rule.get("rule")))
    if translate is None:
        return rule
    common = {key: rule[key] for key in COMMON if key in rule}
    return {**translate({key: value for key, value in rule.items() if key not in COMMON}), **common}


def _company_age(rule: Written) -> Written:
    return {**rule, "rule": "date", "fact": "registered_on"}


def _company_exists(rule: Written) -> Written:
    side = "before" if rule.pop("before", False) else "by"
    return {**rule, "rule": "date", "fact": "registered_on", side: "then"}


def _applicant_kind(rule: Written) -> Written:
    return {**rule, "rule": "choice", "fact": "applicant_kind"}


def _private_funds(rule: Written) -> Written:
    limits = {key: f"{value} EUR" for key, value in rule.items() if key == "at_most"}
    return {**rule, **limits, "rule": "amount", "fact": "private_funds"}


def _sector(rule: Written) -> Written:
    return {**rule, "rule": "choice", "fact": "sector"}


def _answer(rule: Written) -> Written:
    wanted = rule.pop("equal", None)
    limit = "one_of" if isinstance(wanted, list | tuple) else "is"
    return {**_of_question(rule), limit: wanted}


def _declaration(rule: Written) -> Written:
    return {**_of_question(rule), "is": True}


def _of_question(rule: Written) -> Written:
    return {
        "rule": "choice",
        "fact": rule.pop("question", ""),
        **{k: v for k, v in rule.items() if k != "rule"},
    }


def _document(rule: Written) -> Written:
    return {("document" if key == "question" else key): value for key, value in rule.items()}


def _not_enrolled(rule: Written) -> Written:
    programmes = rule.pop("programmes", ())
    limit = {"none_of": programmes} if programmes else {"empty": True}
    return {**rule, "rule": "choice", "fact": "open_enrolments", **limit}


def _completed(rule: Written) -> Written:
    programmes, or_enrolled = rule.pop("programmes", ()), rule.pop("or_enrolled", False)
    done = {**rule, "rule": "choice", "fact": "completed_programmes", "one_of": programmes}
    if not or_enrolled:
        return done
    current = {"rule": "choice", "fact": "open_enrolments", "one_of": programmes}
    return {"rule": "any", "of": [done, current]}


FORMER: dict[str, Callable[[Written], Written]] = {
    "company_age": _company_age,
    "company_exists": _company_exists,
    "applicant_kind": _applicant_kind,
    "private_funds": _private_funds,
    "sector": _sector,
    "answer": _answer,
    "declaration": _declaration,
    "document": _document,
    "not_enrolled": _not_enrolled,
    "completed_programme": _completed,
}
