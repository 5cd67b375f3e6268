"""One box for a reason, in the founder's own words."""

from __future__ import annotations

from flask_wtf import FlaskForm

from incubator.web.forms.question_fields import LongTextField


class WhyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    why = LongTextField()


def why_form(label: str, hint: str = "", *, required: bool = False) -> WhyForm:
    form = WhyForm()
    form.why.label.text, form.why.description = label, hint
    form.why.flags.required = required
    return form
