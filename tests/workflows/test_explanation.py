"""The rules of an edition in plain words, as managers read them before they publish it.

The kept lines are beside this file, in kept/. A change of words changes them: read the difference aloud, then
write them anew with `python -m tests.workflows.test_explanation`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from incubator.words import LANGUAGES
from incubator.workflows.explanation import explain
from incubator.workflows.programme import Edition
from tests.workflows.eligible import edition, words

KEPT = Path(__file__).parent / "kept"
AGE = {"id": "age", "rule": "date", "fact": "registered_on", "under": "2 years"}
FULL: dict[str, Any] = {
    "draft": True,
    "stages": ["check", "review", "interview", "decision", "confirmation"],
    "decides": "director",
    "signs": "director",
    "waives": "manager",
    "term": "12 months",
    "extension": {"length": "6 months", "max_count": 2, "asks_before": "60 days"},
    "review_every": "3 months",
    "coaching_half_days": 41,
    "reminder": [
        {"kind": "close_7d", "anchor": "call_closing", "offset": "7 days before"},
        {"kind": "end_1m", "anchor": "enrolment_end", "offset": "1 month before", "to": ["managers", "lead"]},
    ],
}
QUESTIONS = (
    {"key": "pitch", "kind": "text", "label": words("Pitch")},
    {"key": "plan", "kind": "file", "label": words("Plan"), "accept": ["pdf"]},
)


def written(**more: Any) -> Edition:
    plain = edition(AGE, questions=QUESTIONS).model_dump(mode="json", exclude_defaults=True)
    return Edition.model_validate({**plain, **more})


EDITIONS = {
    "full": written(**FULL),
    "once": written(extension={"length": "6 months", "asks_before": "60 days"}, term="6 months"),
    "plain": written(),
}


def told(name: str) -> str:
    blocks = ["\n".join(explain(EDITIONS[name], language)) for language in LANGUAGES]
    return "\n\n---\n\n".join(blocks) + "\n"


@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_is_told_as_kept(name: str) -> None:
    assert told(name) == (KEPT / f"told-{name}.txt").read_text("utf-8")


if __name__ == "__main__":
    for one in EDITIONS:
        (KEPT / f"told-{one}.txt").write_text(told(one), "utf-8")
