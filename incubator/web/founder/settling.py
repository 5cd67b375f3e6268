"""Where a founder gives what a rule still needs: a question of the form, or the page of the company."""

from __future__ import annotations

from flask import url_for

from incubator.actions.eligibility.conditions import ON_RECORD, Place
from incubator.web.founder.dossier import Dossier
from incubator.web.texts import _
from incubator.web.told import Link, Links, answering

FIELDS = {"private_funds": "private_funds_eur"}  # as the page of the company calls them


def links_of(dossier: Dossier, editable: frozenset[str]) -> Links:
    """From the name of what is missing to where it can be given; None when only the team can."""

    def link(name: str) -> Link | None:
        asked = _question(dossier, name, editable)
        if asked is not None:
            return asked
        return _company(dossier, name) if name in ON_RECORD else None

    return link


def link_to(dossier: Dossier, place: Place, editable: frozenset[str]) -> Link | None:
    if place.kind == "company":
        return _company(dossier, place.name)
    if place.kind in ("question", "document"):
        return _question(dossier, place.name, editable)
    return None


def _question(dossier: Dossier, name: str, editable: frozenset[str]) -> Link | None:
    for task, questions in dossier.shown():
        for question in questions:
            if name in (question.key, question.fact) and question.key in editable:
                return answering(question), url_for(
                    "founder.tasks.show", ref=dossier.ref, task=task.key, _anchor=f"q-{question.key}"
                )
    return None


def _company(dossier: Dossier, fact: str) -> Link:
    url = url_for(
        "founder.companies.show", venture_id=dossier.application.venture_id, _anchor=FIELDS.get(fact, fact)
    )
    return _to_give()[fact], url


def _to_give() -> dict[str, str]:
    return {
        "registered_on": _("Give the registration date of your company"),
        "siren": _("Give the SIREN number of your company"),
        "private_funds": _("Give the private money raised so far"),
        "sector": _("Give the main field of your project"),
    }
