"""What is known of a venture, asked by the rules of one application: see it, record it, take it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from incubator.actions.eligibility import facts as acts
from incubator.actions.eligibility.assessed import Assessed
from incubator.actions.eligibility.assessments import assess
from incubator.actions.people.authority import roles_on
from incubator.errors import NotFound, Refused, Stale
from incubator.store.queries import applications as application_queries
from incubator.store.queries.editions import programme_names
from incubator.web.language import say
from incubator.web.pages import errors_of, page, succeed
from incubator.web.refusals import refusals_on
from incubator.web.staff.fact_forms import ENTRY, FactForm, entry_in, form_of, value_in
from incubator.web.staff.fact_values import entry_line, lines_of, name_of
from incubator.web.work import now, session, signed_in, unit_of_work
from incubator.words import Words
from incubator.workflows.eligibility.asked import facts_of
from incubator.workflows.eligibility.facts import FACTS, Facts, FactsFileError
from incubator.workflows.eligibility.items import Item
from incubator.workflows.eligibility.sorts import sort_of

if TYPE_CHECKING:
    from incubator.store.applications import Application
    from incubator.store.facts import RecordedFact

RECORDED = Words("Recorded. The rules count with it from now on.",
                 "C’est noté. Les règles en tiennent compte dès maintenant.")  # fmt: skip
TAKEN_BACK = Words("Taken back. What was recorded stays in the history.",
                   "C’est retiré. Ce qui avait été noté reste dans l’historique.")  # fmt: skip

NO_VALUE = Words("Give a value, or take back what stands.", "Donnez une valeur, ou retirez ce qui est noté.")
NO_ENTRY = Words(
    "Fill in one field at least, strike out an entry, or say that there is none.",
    "Remplissez au moins une case, rayez un élément, ou dites qu’il n’y en a pas.",
)
CAME_SECOND = Words(
    "Somebody recorded this fact while you were writing: see above what is known now, then record yours.",
    "Quelqu’un a noté cette information entre-temps : lisez ci-dessus ce qui est connu, puis notez la vôtre.",
)
DOES_NOT_FIT = Words(
    "This does not fit here: give a percentage, a sum of money or a plain number, as the name says.",
    "Cette valeur ne convient pas ici : donnez un pourcentage, une somme ou un nombre, selon l’intitulé.",
)


@dataclass(frozen=True, slots=True)
class FactLine:
    name: str
    title: str
    lines: list[str]  # nothing while it is not known
    source: str | None
    may_change: bool
    recorded: RecordedFact | None


def index(ref: str) -> ResponseReturnValue:
    """First what the rules look at, then what else is recorded."""
    application, assessed = _open(ref)
    recorded = {row.name: row for row in acts.current(session(), application.venture)}
    asked = facts_of(assessed.edition.rules)
    may = bool({"manager", "director"} & roles_on(session(), application, actor=signed_in()))
    besides = [name for name in recorded if name not in asked]
    return page(
        application=application, edition=assessed.edition,
        asked=[_line(name, assessed, recorded, may_record=may) for name in asked],
        besides=[_line(name, assessed, recorded, may_record=may) for name in besides],
    )  # fmt: skip


@unit_of_work
def edit(ref: str, fact: str) -> ResponseReturnValue:
    """GET shows what stands; POST records a value, one more entry, that there is none, or takes it back."""
    application, assessed = _open(ref)
    if fact not in FACTS or fact in acts.OF_THE_HOUSE:
        raise NotFound()
    labels = assessed.edition.labels
    form = form_of(fact, assessed.edition, programme_names(session()))
    if form.validate_on_submit():
        _try(application, fact, form)
        if not errors_of(form):
            succeed(TAKEN_BACK if request.form.get("act") == "take_back" else RECORDED)
            return redirect(_next(ref, fact), 303)
    row, standing = _standing(application, fact)
    entries = standing if isinstance(standing, tuple) else ()
    return page(
        application=application, form=form, name=fact, title=name_of(fact), sort=sort_of(Facts, fact),
        entries=[entry_line(one, labels) for one in entries if isinstance(one, Item)],
        lines=lines_of(fact, getattr(assessed.facts, fact), labels), is_recorded=row is not None,
        seen=row.id if row else "", source=assessed.facts.source_of(fact),
    )  # fmt: skip


def _open(ref: str) -> tuple[Application, Assessed]:
    application = application_queries.by_ref_for_staff(session(), signed_in(), ref)
    return application, assess(session(), application, at=now())


def _line(name: str, assessed: Assessed, recorded: dict[str, RecordedFact], *, may_record: bool) -> FactLine:
    value, source = getattr(assessed.facts, name), assessed.facts.source_of(name)
    return FactLine(
        name, name_of(name), lines_of(name, value, assessed.edition.labels), source,
        may_record and name not in acts.OF_THE_HOUSE, recorded.get(name),
    )  # fmt: skip


def _standing(application: Application, name: str) -> tuple[RecordedFact | None, Any]:
    """What was recorded of this fact, read; None where nothing is."""
    for row in acts.current(session(), application.venture):
        if row.name == name:
            return row, getattr(Facts.model_validate({name: row.value}), name)
    return None, None


def _try(application: Application, name: str, form: FactForm) -> None:
    """What is refused, or came second, stays in the form."""
    try:
        with refusals_on(form):
            try:
                _record(application, name, form)
            except FactsFileError as error:
                _say_where(form, error)
    except Stale:
        form.form_errors.append(say(CAME_SECOND))


def _record(application: Application, name: str, form: FactForm) -> None:
    """Entries are struck out by their place in the list that was shown: it must be the one that stands."""
    seen = request.form.get("seen")
    acts.record(
        session(), application.venture, {name: _wanted(name, form, _standing(application, name)[1])},
        actor=signed_in(), at=now(), source=form.source.data or "staff", note=form.note.data or "",
        seen={} if seen is None else {name: seen},
    )  # fmt: skip


def _say_where(form: FactForm, error: FactsFileError) -> None:
    """At the field of the entry, or at the value."""
    for where, _why in error.problems:
        name = f"{ENTRY}{where[-1]}" if f"{ENTRY}{where[-1]}" in form else "value"
        if name in form:
            form[name].errors = [*form[name].errors, say(DOES_NOT_FIT)]
        else:
            form.form_errors.append(say(DOES_NOT_FIT))


def _wanted(name: str, form: FactForm, standing: Any) -> Any:
    """None takes back; a list keeps the entries that were not struck out, and the new one."""
    act = request.form.get("act", "")
    if act == "take_back":
        return None
    if sort_of(Facts, name) != "list":
        value = value_in(form)
        if value is None:
            raise Refused(NO_VALUE, field="value")
        return value
    if act == "none":
        return []
    struck = set(request.form.getlist("strike"))
    kept = [one for number, one in enumerate(standing or ()) if str(number) not in struck]
    added = entry_in(form)
    if not added and not struck:
        raise Refused(NO_ENTRY)
    return [*(one.model_dump(mode="json", exclude_none=True) for one in kept), *([added] if added else [])]


def _next(ref: str, name: str) -> str:
    """A list is often given entry by entry."""
    if sort_of(Facts, name) == "list" and request.form.get("act") == "more":
        return url_for("staff.facts.edit", ref=ref, fact=name)
    return url_for("staff.facts.index", ref=ref)
