"""The work of managers, the director and admins: who may open which page."""

from __future__ import annotations

from incubator.web.predicates import Table

ACCESS: Table = {}
