"""Forms made from an edition's questions."""

from incubator.web.forms.answers import AnswersForm, answers_form

__all__ = ["AnswersForm", "answers_form"]
