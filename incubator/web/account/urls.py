"""Signing in, and the pages about oneself: one row per address."""

from __future__ import annotations

from incubator.web.routes import Route

URLS: tuple[Route, ...] = ()
