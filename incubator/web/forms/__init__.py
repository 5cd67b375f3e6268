"""Forms: what people type and how it is read, and the form that an edition's questions make."""

from incubator.web.forms.answers import AnswersForm, answers_form

__all__ = ["AnswersForm", "answers_form"]
