"""Judge an applicant by the rules of an edition, on the dates each rule names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from incubator.workflows.eligibility.facts import Facts
from incubator.workflows.eligibility.findings import Assessment, WaiverNote
from incubator.workflows.eligibility.references import References

if TYPE_CHECKING:
    from incubator.workflows.programme import Edition

NO_WAIVERS: Mapping[str, WaiverNote] = {}


def assess(
    edition: Edition,
    facts: Facts,
    references: References,
    *,
    now: datetime,
    zone: str,
    waivers: Mapping[str, WaiverNote] = NO_WAIVERS,
) -> Assessment:
    raise NotImplementedError
