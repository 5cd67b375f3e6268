"""Signing in, and the pages about oneself: who may open which page."""

from __future__ import annotations

from incubator.web.predicates import Table

ACCESS: Table = {}
