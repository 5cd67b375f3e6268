"""docs/rules.md: the rule language, kind by kind: keys, sentences, a real example, what it is found to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Flask

from incubator.cli import KEY
from incubator.cli.documents import predicates, toml, truth
from incubator.cli.documents.keys import key_table, keys_of, keys_of_limits
from incubator.cli.documents.markdown import codes, head, table, whole
from incubator.cli.documents.rule_schema import PREDICATES
from incubator.cli.documents.shown import Case, Shown, edition, every, judged, kinds_in
from incubator.running import Running
from incubator.workflows.catalogue import Catalogue
from incubator.workflows.eligibility import REFERENCES
from incubator.workflows.eligibility.explained import SEVERITIES, rule_words
from incubator.workflows.eligibility.groups import Group
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.references import LATER, WORDS
from incubator.workflows.eligibility.remedies import OWNERS
from incubator.workflows.eligibility.rule import RULES, Rule

RESULTS = ("met", "unmet", "unknown")
SHOWN = {  # which rule of the corpus shows a kind best; without one, the first that is of this kind
    "date": "R01", "amount": "R43", "choice": "R27", "count": "R11", "document": "R16", "sum": "R44",
    "time": "R24 bis", "all": "R05", "any": "R22",
}  # fmt: skip
INTRODUCTION = """\
A rule of a règlement is a few lines in a programme file, under `[[edition.eligibility]]`: its kind, and the
keys of its kind. There is no expression language and no Python: what one kind cannot say, several say
together. What it looks at is in [facts.md](facts.md); real rules, written so, are in [corpus.md](corpus.md);
editors know all of this from `config/programme.schema.json`: see [Add a programme](add-a-programme.md).

The sentences below are the ones people read; they are made by the rule itself, when this page is written.
"""
ON_A_DATE = """\
Of the kind `date`, and in `where` on any field that holds a date. Several limits must all hold. So long ago
and so long ahead count from the date; `then` is the day judged on.
"""
ON_AN_AMOUNT = """\
Of the kinds `amount`, `count`, `document` and `sum`, and in `where` on any field that holds a number or an
amount. Several limits must all hold. Two currencies are never compared: that is unknown.
"""
ON_A_CHOICE = """\
Of the kind `choice`, and in `where` on any field that holds a text, a yes or no, or several texts. Of
several, one is enough for `one_of`, and each counts for `none_of`.
"""
LIMITS = {
    "date_limits": ("Limits on a date", ON_A_DATE, predicates.dates),
    "amount_limits": ("Limits on an amount", ON_AN_AMOUNT, predicates.amounts),
    "choice_limits": ("Limits on a choice", ON_A_CHOICE, predicates.choices),
}
TABLES = {
    "extended": "`extended` is a table of these keys, such as one year more for each career break",
    "limit": "A limit may be a table of these keys: a share of another amount, or one that changed on a day",
}


def page(app: Flask) -> str:
    running: Running = app.extensions[KEY]
    return whole(_lines(running.catalogue))


def _lines(catalogue: Catalogue) -> Iterator[str]:
    yield from head("The rule language")
    yield from (*INTRODUCTION.splitlines(), "")
    yield from _overview()
    yield from _every_rule()
    yield from ("## Lengths, amounts and days", "")
    yield from predicates.written_values()
    for name, (title, said, tried) in LIMITS.items():
        yield from (f"## {title}", "", *said.splitlines(), "")
        yield from key_table(keys_of_limits(name))
        yield from _tables_inside(name)
        yield from tried()
    for kind, model in _kinds():
        yield from _kind(kind, model, catalogue)
    yield from ("## Truth tables", "")
    yield from truth.tables()
    yield from ("Where one part is due later, the group is put off, unless what is due decides it alone:", "")
    yield from truth.deferral()


def _overview() -> Iterator[str]:
    yield from ("## The kinds", "")
    rows = ((f"[`{kind}`](#{kind})", _docstring(model)) for kind, model in _kinds())
    yield from table(("rule", "when it holds"), rows)


def _kinds() -> list[tuple[str, type[Rule]]]:
    """Those that look at facts first, then the groups."""
    return sorted(RULES.items(), key=lambda found: issubclass(found[1], Group))


def _tables_inside(name: str) -> Iterator[str]:
    inside = {"date_limits": "extended", "amount_limits": "limit"}.get(name)
    if inside is not None:
        yield from (f"{TABLES[inside]}:", "")
        yield from key_table(keys_of(inside))


def _every_rule() -> Iterator[str]:
    yield from ("## What every rule may say", "")
    yield from key_table(keys_of("rule_keys"))
    severities = ((f"`{name}`", words.en, words.fr) for name, words in SEVERITIES.items())
    yield from table(("severity", "in English", "in French"), severities)
    yield "The verdict is the worst of the `block` rules that are due and not waived; the others stand beside"
    yield from ("it. A rule without `at` is judged on the day the application is sent.", "")
    names = ("reference", "in English", "in French", "due after the application")
    yield from table(names, (_reference(name) for name in REFERENCES))
    yield f"A rule at {codes(sorted(LATER))} is a **deferred condition**: until that day has come it does not"
    yield "count in the verdict and blocks the entry, not the sending; `owner` says who sees to it. On any"
    yield "other day still to come, what is certain counts at once, and only what is open is put off."
    yield ""
    owners = ((f"`{name}`", words.en, words.fr) for name, words in OWNERS.items())
    yield from table(("owner", "in English", "in French"), owners)


def _reference(name: str) -> tuple[str, ...]:
    return f"`{name}`", WORDS[name].en, WORDS[name].fr, "yes" if name in LATER else ""


def _kind(kind: str, model: type[Rule], catalogue: Catalogue) -> Iterator[str]:
    yield from (f"## {kind}", "", _docstring(model), "")
    yield from key_table(keys_of(f"rule_{kind}"))
    shared = [title for name, (title, *_) in LIMITS.items() if issubclass(model, PREDICATES[name])]
    if shared:
        yield from (f"And the {_linked(shared[0])}.", "")
    shown = _shown(kind)
    if shown is not None:
        yield from _example(shown)
        yield from _cases([case for result in RESULTS if (case := shown.first(result))])
    else:
        yield from _of_a_programme(kind, catalogue)
    if issubclass(model, Group):
        yield from ("What every combination gives is in the [truth tables](#truth-tables).", "")


def _linked(title: str) -> str:
    return f"[{title[0].lower()}{title[1:]}](#{title.lower().replace(' ', '-')})"


def _docstring(model: type[Rule]) -> str:
    return " ".join((model.__doc__ or "").split())


def _shown(kind: str) -> Shown | None:
    """The rule of the corpus that shows this kind: by name, of this kind, or the part that holds it."""
    rules = list(every())
    named = [rule for rule in rules if rule.ref == SHOWN.get(kind)]
    alone = [rule for rule in rules if rule.written["rule"] == kind]
    inside = [rule.part(kind) for rule in rules if kind in kinds_in(rule.written)]
    return next(iter([*named, *alone, *inside]), None)


def _example(shown: Shown) -> Iterator[str]:
    yield from (f"{shown.programme} ({shown.ref}): {shown.says}.", "", "```toml", *shown.snippet, "```", "")
    words = rule_words(shown.rule, Labels())
    yield from (f"* {words.en}", f"* {words.fr}", "")


def _cases(cases: list[Case]) -> Iterator[str]:
    names = ("", "known", "days", "in English", "in French")
    rows = (
        (f"**{case.finding.result}**", case.known, case.days, case.finding.told.en, case.finding.told.fr)
        for case in cases
    )
    yield from table(names, rows)


def _of_a_programme(kind: str, catalogue: Catalogue) -> Iterator[str]:
    """No rule of the corpus: one of the programme files, where people judge it."""
    found = ((programme, one) for programme in catalogue.programmes
             for edition_ in programme.editions for one in edition_.rules if one.kind == kind)  # fmt: skip
    programme, rule = next(found, (None, None))
    if programme is None or rule is None:
        yield from ("No rule of the corpus or of the programme files needs it.", "")
        return
    written = _without_defaults(rule)
    labels = Labels()
    yield from (f"{programme.name.en}:", "", "```toml", *toml.rule(written), "```", "")
    yield from (f"* {rule_words(rule, labels).en}", f"* {rule_words(rule, labels).fr}", "")
    cases: tuple[Mapping[str, Any], ...] = (
        {"judgements": {rule.id: True}},
        {"judgements": {rule.id: False}},
        {},
    )
    yield from _cases([Case(facts, {}, {}, judged(written, facts, {})) for facts in cases])


def _without_defaults(rule: Rule) -> Mapping[str, Any]:
    written = rule.model_dump(mode="json", exclude_defaults=True)
    return {"id": written.pop("id"), "rule": rule.kind, **written} if edition(written) else {}
