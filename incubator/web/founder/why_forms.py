"""One box for a reason, in the founder's own words."""

from __future__ import annotations

from flask_wtf import FlaskForm

from incubator.actions.reasons import LONGEST
from incubator.web.forms.limits import at_most
from incubator.web.forms.question_fields import LongTextField


class WhyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    why = LongTextField(validators=[at_most(LONGEST)])


def why_form(label: str, hint: str = "", *, required: bool = False) -> WhyForm:
    form = WhyForm()
    form.why.label.text, form.why.description = label, hint
    form.why.flags.required = required
    return form
