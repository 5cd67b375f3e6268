"""Who may apply, enter or go on: facts are read at a date and give met, unmet or unknown, with a reason."""

from incubator.workflows.eligibility import groups, kinds
from incubator.workflows.eligibility.assess import assess
from incubator.workflows.eligibility.facts import Facts, read_facts
from incubator.workflows.eligibility.findings import Assessment, Finding, WaiverNote
from incubator.workflows.eligibility.gathering import facts_from_answers
from incubator.workflows.eligibility.references import REFERENCES, References

KINDS = (*kinds.KINDS, groups)  # read here, so that every kind is found by its name

__all__ = [
    "KINDS", "REFERENCES", "Assessment", "Facts", "Finding", "References", "WaiverNote", "assess",
    "facts_from_answers", "read_facts",
]  # fmt: skip
