"""A juror's reviews: who may open which page."""

from __future__ import annotations

from incubator.web.predicates import Table, has

ACCESS: Table = {"juror.reviews.index": has("juror")}
