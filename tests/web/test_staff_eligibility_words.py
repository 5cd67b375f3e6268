"""The staff's table of rules for every rule of the corpus: words alone, in both languages."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from markupsafe import Markup

from incubator.web.rule_lines import rule_lines
from tests.web.conftest import check_html
from tests.workflows.corpus import Corpus, found_in, rules
from tests.workflows.eligible import edition

RAW = re.compile(r"\b[a-z]+_[a-z_]+\b|\banswer:|\bNone\b(?! of)|\b(?:result|severity|source|reference)\.\w+")
QUOTED = re.compile("“[^”]*”|«[^»]*»")  # a question the snippet names without asking it
TABLE = "{{ ui.eligibility_table(lines) }}"


def shown(app: Flask, one: Corpus, language: str) -> str:
    """The tables of all cases of a rule, as a page would hold them."""
    of = edition({"id": "one", **one.rule})
    tables = []
    with app.test_request_context(headers={"Cookie": f"incubator_language={language}"}):
        for case in one.cases:
            lines = rule_lines([found_in(one.rule, case)], of.rules, of.labels)
            tables.append(app.jinja_env.from_string(TABLE).render(lines=lines))
            check_html(Markup("<!DOCTYPE html><html><head><title>T</title></head><body>") + tables[-1])
    return html.unescape(re.sub(r"<[^>]+>", " | ", "".join(tables)))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("one", rules(), ids=lambda one: one.ref)
def test_a_real_rule_is_shown_in_words(one: Corpus, language: str, app: Flask) -> None:
    text = shown(app, one, language)

    assert RAW.findall(QUOTED.sub("", text)) == []
    assert len(text) > 200 * len(one.cases)
