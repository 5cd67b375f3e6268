"""A juror's reviews: one row per address."""

from __future__ import annotations

from incubator.web.juror import reviews
from incubator.web.routes import Route

URLS: tuple[Route, ...] = (Route("/reviews", "juror.reviews.index", reviews.index),)
