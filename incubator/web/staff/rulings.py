"""What people rule about one application: waivers, judgements, more time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from incubator.actions import applications
from incubator.actions.eligibility import judgements, waivers
from incubator.actions.eligibility.assessed import Assessed
from incubator.actions.eligibility.assessments import assess
from incubator.actions.eligibility.conditions import conditions_in
from incubator.actions.people.authority import roles_on
from incubator.store.queries import applications as application_queries
from incubator.store.queries import waivers as waiver_queries
from incubator.web.forms.fields import InstantField
from incubator.web.pages import page, succeed
from incubator.web.refusals import refusals_on
from incubator.web.rule_lines import judgements_in, stands_in_the_way
from incubator.web.work import now, session, signed_in, unit_of_work
from incubator.words import Words

if TYPE_CHECKING:
    from incubator.store.applications import Application

RULING = frozenset({"manager", "director"})
ASKED = Words(
    "The waiver is asked. Whoever decides has been told.",
    "La dérogation est demandée. La personne qui décide est prévenue.",
)
GRANTED = Words(
    "The rule is waived; the reason is in the history.",
    "La dérogation est accordée ; le motif est dans l’historique.",
)
REFUSED = Words(
    "The waiver is refused; the reason is in the history.",
    "La dérogation est refusée ; le motif est dans l’historique.",
)
JUDGED = Words("Your judgement is kept.", "Votre appréciation est enregistrée.")
MORE_TIME = Words(
    "The new closing is set for this application only.",
    "La nouvelle clôture vaut pour cette seule candidature.",
)


class RulingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    rule = HiddenField(validators=[InputRequired(), Length(max=60)])
    reason = TextAreaField(_l("Reason"), [InputRequired(_l("Write the reason.")), Length(max=2000)])


class MoreTimeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    closes_at = InstantField(_l("New closing"), [InputRequired(_l("Give a day and an hour."))])
    reason = TextAreaField(_l("Reason"), [InputRequired(_l("Write the reason.")), Length(max=2000)])


def ruling_matter(application: Application, assessed: Assessed) -> dict[str, Any]:
    """What people said or may still say about the rules of one application."""
    found = assessed.assessment.findings
    machine = assessed.edition.machine
    may_rule = bool(roles_on(session(), application, actor=signed_in()) & RULING)
    is_open = application.state != "draft" and not machine.state(application.state).is_closed
    asked = {one.rule: one for one in waiver_queries.of_application(session(), application.id)}
    judged = {finding.id: judgements_in(finding) for finding in found}
    waivable = {
        finding.id for finding in found
        if may_rule and is_open and stands_in_the_way(finding)
        and (finding.id not in asked or asked[finding.id].state == "refused")
    }  # fmt: skip
    later = conditions_in(assessed, zone=application.call.zone, at=now())
    return {
        "may_rule": may_rule,
        "waivers": asked,
        "judgements": judged,
        "waivable": waivable,
        "rulable": [one for one in found if one.id in asked or one.id in waivable or judged[one.id]],
        "conditions": {condition.finding.id: condition for condition in later},
    }


@unit_of_work
def ask_waiver(ref: str) -> ResponseReturnValue:
    application = application_queries.by_ref_for_staff(session(), signed_in(), ref)
    form = RulingForm()
    if not form.validate():
        return _again(application, form, is_waiver=True)
    waivers.ask(
        session(),
        application,
        rule=form.rule.data or "",
        reason=form.reason.data or "",
        actor=signed_in(),
        at=now(),
    )
    succeed(ASKED)
    return _back(ref)


@unit_of_work
def decide_waiver(waiver_id: str) -> ResponseReturnValue:
    waiver = waiver_queries.by_id(session(), signed_in(), waiver_id)
    is_granted = request.form.get("decision") == "grant"
    decide = waivers.grant if is_granted else waivers.refuse
    decide(session(), waiver, reason=request.form.get("reason", ""), actor=signed_in(), at=now())
    succeed(GRANTED if is_granted else REFUSED)
    return _back(waiver.application.ref)


@unit_of_work
def judge(ref: str) -> ResponseReturnValue:
    application = application_queries.by_ref_for_staff(session(), signed_in(), ref)
    form = RulingForm()
    if not form.validate():
        return _again(application, form, is_waiver=False)
    judgements.judge(
        session(),
        application,
        rule=form.rule.data or "",
        holds=request.form.get("holds") == "yes",
        reason=form.reason.data or "",
        actor=signed_in(),
        at=now(),
    )
    succeed(JUDGED)
    return _back(ref)


@unit_of_work
def more_time(ref: str) -> ResponseReturnValue:
    application = application_queries.by_ref_for_staff(session(), signed_in(), ref)
    form = MoreTimeForm()
    if form.validate_on_submit():
        with refusals_on(form):
            applications.more_time(
                session(),
                application,
                closes_at=form.closes_at.data,
                reason=form.reason.data or "",
                actor=signed_in(),
                at=now(),
            )
        if not form.errors:
            succeed(MORE_TIME)
            return redirect(url_for("staff.applications.summary", ref=ref), 303)
    return page(form=form, application=application)


def _again(application: Application, form: RulingForm, *, is_waiver: bool) -> ResponseReturnValue:
    """The reason is missing: the same rule, with what stands in its way, and the field."""
    assessed = assess(session(), application, at=now())
    every = [one for finding in assessed.assessment.findings for one in (finding, *judgements_in(finding))]
    return page(
        "staff/applications/ruling.html", form=form, application=application, edition=assessed.edition,
        finding=next((one for one in every if one.id == form.rule.data), None), is_waiver=is_waiver,
    )  # fmt: skip


def _back(ref: str) -> ResponseReturnValue:
    return redirect(url_for("staff.applications.eligibility", ref=ref), 303)
