"""A founder at her browser: she finds a call, applies, and follows her programme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from playwright.sync_api import Locator, expect

from incubator.workflows.programme import Edition
from incubator.workflows.questions import Question, Task
from tests.journeys.pages.visitor import Visitor

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
Answers = Mapping[str, Any]


class Applicant(Visitor):
    """What founders do, in their order."""

    # -- before signing in

    def find_call(self, name: str) -> None:
        """From the home page, by the list of calls."""
        self.open("/")
        self.follow(self.say("Calls"), within=self.page.get_by_role("banner"))
        self.follow(name)
        self.sees_heading(name)

    def check_herself(self, edition: Edition, answers: Answers) -> None:
        """The one-minute check of the call that is open in the browser."""
        self.follow(self.say("Check if you can apply (1 minute)"))
        for question in edition.self_check():
            self.answer(question, answers[question.key])
        self.press(self.say("See the result"))

    # -- applying

    def start(self) -> str:
        """The draft of the call whose page is open; gives its reference."""
        self.press(self.say("Start my application"))
        return self.reference()

    def reference(self) -> str:
        found = re.fullmatch(r"/applications/([A-Z0-9-]+)", self.path)
        assert found, self.page.url
        return found[1]

    def open_task(self, ref: str, task: Task) -> None:
        self.open(f"/applications/{ref}")
        self.follow(task.title[self.language], exact=True)
        self.sees_heading(task.title[self.language])

    def answer_task(self, ref: str, task: Task, answers: Answers, *, finished: bool = True) -> None:
        self.open_task(ref, task)
        for question in task.questions:
            if question.key in answers:
                self.answer(question, answers[question.key])
        self.finish_task(finished=finished)

    def finish_task(self, *, finished: bool = True) -> None:
        said = self.say("Yes, I have finished") if finished else self.say("I will come back later")
        self.choose(self.say("Have you finished this section?"), said)
        self.press(self.say("Save and continue"))
        expect(self.page.locator(".note-error")).to_have_count(0)

    def answer(self, question: Question, value: Any) -> None:
        label = self.say.question(question)
        if question.kind == "choice":
            self.choose(label, self._choice(question, value))
        elif question.kind == "yes_no":
            self.choose(label, self.say("Yes") if value else self.say("No"))
        elif question.kind == "choices":
            for one in value:
                self.choose(label, self._choice(question, one))
        elif question.kind == "file":
            held = {"name": value, "mimeType": "application/pdf", "buffer": PDF}
            self.field(label).set_input_files(files=[held])  # type: ignore[list-item]  # a FilePayload
        else:
            self.fill(label, self._typed(value))

    def holds(self, question: Question, value: Any) -> None:
        """This answer is there already."""
        label = self.say.question(question)
        if question.kind in ("choice", "choices", "yes_no"):
            for one in value if isinstance(value, list) else [value]:
                expect(self._option(question, one)).to_be_checked()
        else:
            expect(self.field(label)).to_have_value(self._typed(value))

    def send(self, ref: str) -> None:
        self.open(f"/applications/{ref}")
        self.follow(self.say("Check your answers and send"))
        self.press(self.say("Send application"))
        self.sees_heading(self.say("Application sent"))

    def confirm_place(self, ref: str) -> None:
        """By the link in the letter."""
        letters = [text for kind, text in self.house.letters(self.email) if kind == "accepted"]
        link = re.search(rf"{re.escape(self.house.url)}/[^\s)>]*{ref}[^\s)>.]*", letters[-1])
        assert link, letters
        self.open(link.group())
        if not self.path.endswith("/confirm"):
            self.follow(self.say("Confirm your place"))
        self.press(self.say("Yes, I take the place"))
        self.sees(self.say("Your place is confirmed. Welcome!"))

    # -- her programme

    def open_programme(self, name: str) -> None:
        """The one under way opens at once; an earlier one is on the home page."""
        self.open("/programme")
        if name not in self.page.get_by_role("heading", level=1).inner_text():
            self.open("/home")
            self.follow(name)
        self.sees_heading(name)

    def confirm_days(self, number: int) -> None:
        for _ in range(number):
            self.press(self.say("Confirm"))

    def ask_for_more_time(self, why: str) -> None:
        self.follow(self.say("Ask for more time"))
        self.fill(self.say("Why do you need more time?"), why)
        self.press(self.say("Send the request"))

    # -- small things

    def _option(self, question: Question, value: Any) -> Locator:
        answer = self._choice(question, value) if question.choices else self.say("Yes" if value else "No")
        return self.group(self.say.question(question)).get_by_label(answer, exact=True)

    def _choice(self, question: Question, key: str) -> str:
        found = question.choice(key)
        assert found is not None, key
        return found.label[self.language]

    def _typed(self, value: Any) -> str:
        return self.say.day(value) if isinstance(value, date) else str(value)
