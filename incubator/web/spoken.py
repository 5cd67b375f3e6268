"""Templates are compiled once for each language: a sentence of the catalogues is plain text in them.

A column's name costs a call at every row of every table; compiled, it costs nothing. A text that
is no constant is looked up when shown, as ever.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import partial
from threading import Lock
from typing import Any

from flask import has_request_context
from flask.templating import Environment
from jinja2 import Template, nodes
from jinja2.visitor import NodeTransformer

from incubator.web.components import ComponentsInOneLanguage
from incubator.web.labels import label_in
from incubator.web.language import current_language
from incubator.web.texts import markup_in, sentence_in


class Spoken(Environment):
    """The application's templates; behind it, one environment per language with the sentences set in."""

    language: str | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._spoken: dict[str, Spoken] = {}
        self._one_at_a_time = Lock()

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's own name
    ) -> Template:
        if self.language is None and has_request_context():  # without a reader: looked up when shown
            return self._in(current_language()).get_template(name, parent, globals)
        return super().get_template(name, parent, globals)

    def _in(self, language: str) -> Spoken:
        with self._one_at_a_time:
            if language not in self._spoken:
                made = self.overlay()
                assert isinstance(made, Spoken)
                made.language = language
                own = {"ui": ComponentsInOneLanguage(made), "label": partial(label_in, language)}
                made.globals = {**self.globals, **own}
                self._spoken[language] = made
        return self._spoken[language]

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        """Jinja's own place to change what is compiled."""
        told = _Sentences(self.language).visit(source) if self.language else source
        return super()._generate(told, *args, **options)


class _Sentences(NodeTransformer):
    def __init__(self, language: str) -> None:
        self._language = language

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja calls it so
        self.generic_visit(node)
        match node:
            case nodes.Call(
                node=nodes.Name(name="_"), args=[nodes.Const(value=str(said))], kwargs=values, dyn_kwargs=None
            ):
                return self._said(said, values)
        return node

    def _said(self, sentence: str, values: list[nodes.Keyword]) -> nodes.Expr:
        """The sentence itself, or the sentence with its values put in."""
        if not values:
            return nodes.Const(sentence_in(self._language, sentence))
        pairs = [nodes.Pair(nodes.Const(value.key), value.value) for value in values]
        return nodes.Mod(nodes.Const(markup_in(self._language, sentence)), nodes.Dict(pairs))
