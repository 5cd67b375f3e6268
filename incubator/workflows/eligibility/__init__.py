"""Who may apply, enter or go on: facts are read at a date and give met, unmet or unknown, with a reason."""

from incubator.workflows.eligibility.assess import assess
from incubator.workflows.eligibility.facts import Facts, facts_from_answers, read_facts
from incubator.workflows.eligibility.findings import Assessment, Finding, WaiverNote
from incubator.workflows.eligibility.references import REFERENCES, References

__all__ = [
    "REFERENCES", "Assessment", "Facts", "Finding", "References", "WaiverNote", "assess", "facts_from_answers",
    "read_facts",
]  # fmt: skip
