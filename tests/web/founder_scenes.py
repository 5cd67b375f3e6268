"""An application with a question of every kind, and what a browser sends for its tasks."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from incubator.actions import applications
from incubator.store import Application, Call
from incubator.store.editions import publish, published
from incubator.workflows.catalogue import load
from tests import cast, scenes
from tests.conftest import NOW

EDITION = """
key = "shaker"
name = { fr = "Shaker", en = "Shaker" }
summary = { fr = "Six mois.", en = "Six months." }
audience = { fr = "Les équipes.", en = "Teams." }

[[edition]]
key = "every-kind"
source = { fr = "Invention.", en = "Invention." }
dated = 2026-01-01
stages = ["check", "review", "decision", "confirmation"]
confirm_within = "14 days"
term = "6 months"
coaching_half_days = 40
extension = { length = "6 months", max_count = 1, asks_before = "60 days" }

[[edition.eligibility]]
id = "potential"
rule = "judgement"
severity = "target"
words = { fr = "Un fort potentiel", en = "High potential" }

[[edition.task]]
key = "science"
step = "project"
title = { fr = "La science", en = "The science" }
why = { fr = "Pour comprendre.", en = "To understand." }
question = [
  { key = "pitch", kind = "text", max_chars = 40, label = { fr = "En une phrase", en = "In one sentence" } },
  { key = "idea", kind = "long_text", max_words = 5, label = { fr = "L’idée", en = "The idea" } },
]

[[edition.task]]
key = "facts"
step = "project"
title = { fr = "Les faits", en = "The facts" }
why = { fr = "Pour préparer.", en = "To prepare." }
question = [
  { key = "from", kind = "date", min = 2026-04-01, label = { fr = "Début", en = "Start" } },
  { key = "money", kind = "money", label = { fr = "Budget", en = "Budget" } },
  { key = "people", kind = "number", max = 50, label = { fr = "Personnes", en = "People" } },
  { key = "field", kind = "choice", label = { fr = "Domaine", en = "Field" }, choices = [
    { key = "health", label = { fr = "Santé", en = "Health" } },
    { key = "food", label = { fr = "Alimentation", en = "Food" } },
  ] },
  { key = "tools", kind = "choices", required = false, label = { fr = "Outils", en = "Tools" }, choices = [
    { key = "cells", label = { fr = "Cellules", en = "Cells" } },
    { key = "data", label = { fr = "Données", en = "Data" } },
  ] },
  { key = "lab", kind = "yes_no", label = { fr = "Un laboratoire ?", en = "A laboratory?" } },
  { key = "lab_why", kind = "text", shown_when = ["lab", true], label = { fr = "Où ?", en = "Which one?" } },
]

[[edition.task]]
key = "files"
step = "files"
title = { fr = "Les fichiers", en = "The files" }
why = { fr = "Pour lire.", en = "To read." }
question = [
  { key = "cv", kind = "file", accept = ["pdf"], max_mb = 1, label = { fr = "Votre CV", en = "Your CV" } },
]
"""
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SCIENCE = {"q_pitch": "A test for all", "q_idea": "Five words and no more", "finished": "yes"}
FACTS = {
    "q_from": "30 mars 2027", "q_money": "200 000 €", "q_people": "4", "q_field": "health",
    "q_tools": ["cells", "data"], "q_lab": "no", "finished": "yes",
}  # fmt: skip
STORED = {
    "from": "2027-03-30", "money": 200_000, "people": 4, "field": "health", "tools": ["cells", "data"],
    "lab": False,
}  # fmt: skip


def open_call(session: Session, **given: Any) -> Call:
    held = published(session, "shaker", "every-kind")
    if held is None:
        read = load(EDITION, "shaker.toml")
        held = publish(session, read, read.editions[0], at=NOW)
    given = {"results_on": date(2026, 5, 4), "entry_on": date(2026, 6, 1), **given}
    return scenes.call(session, edition_id=held.id, contact_email="nadia.rey@example.org", **given)


def draft(session: Session, **given: Any) -> Application:
    """Inès's and Tomas's, nothing answered yet."""
    return scenes.application(session, open_call(session, **given), scenes.venture(session), state="draft")


def ready(session: Session, **given: Any) -> Application:
    """Everything answered and finished, but for the file, which a page has to upload."""
    made = draft(session, **given)
    save(session, made, "science", {"pitch": "A test for all", "idea": "Five words and no more"})
    save(session, made, "facts", STORED)
    return made


def save(session: Session, application: Application, task: str, values: dict[str, Any], **given: Any) -> None:
    given = {"actor": cast.founder(session), "at": NOW, "finished": True, **given}
    applications.save_task(session, application, task, values, **given)


def upload(client: FlaskClient, url: str, content: bytes, name: str = "cv.pdf") -> TestResponse:
    """The form of the files task as a browser sends it, said to be finished."""
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="q_cv"; filename="{name}"\r\n\r\n'.encode() + content,
        b'--x\r\nContent-Disposition: form-data; name="finished"\r\n\r\nyes',
        b"--x--\r\n",
    ]
    return client.post(url, data=b"\r\n".join(parts), content_type="multipart/form-data; boundary=x")


def main_of(response: Any) -> str:
    """What the page itself says; the frame around it holds a token of its own."""
    text = str(response.text)
    return re.sub(r'name="csrf_token" value="[^"]*"', "", text[text.index("<main") : text.index("</main>")])
