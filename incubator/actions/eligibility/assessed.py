"""An assessment with everything it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from incubator.workflows.deadlines import Closing
from incubator.workflows.eligibility import Assessment, Facts, References
from incubator.workflows.programme import Edition, Programme


@dataclass(frozen=True, slots=True)
class Assessed:
    programme: Programme
    edition: Edition
    facts: Facts
    references: References
    assessment: Assessment
    closing: Closing
    told_at: datetime | None = None  # another outcome becomes known then
