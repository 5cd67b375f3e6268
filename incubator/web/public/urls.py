"""Pages anybody can read: one row per address."""

from __future__ import annotations

from incubator.web.public import applying, calls, checks, home, legal, programmes
from incubator.web.routes import FORM, Route

CALL = "/<lang:lang>/calls/<slug>"

URLS: tuple[Route, ...] = (
    Route("/", "public.home.root", home.root),
    Route("/<lang:lang>/", "public.home.show", home.show),
    Route("/<lang:lang>/programmes/", "public.programmes.index", programmes.index),
    Route("/<lang:lang>/programmes/<key>", "public.programmes.show", programmes.show),
    Route("/<lang:lang>/calls/", "public.calls.index", calls.index),
    Route(CALL, "public.calls.show", calls.show),
    Route(f"{CALL}/check", "public.calls.check", checks.check),
    Route(f"{CALL}/rules", "public.calls.rules", calls.rules),
    Route(f"{CALL}/apply", "public.calls.apply", applying.apply, FORM),
    Route("/<lang:lang>/accessibility", "public.legal.accessibility", legal.accessibility),
    Route("/<lang:lang>/privacy", "public.legal.privacy", legal.privacy),
    Route("/<lang:lang>/plan", "public.legal.plan", legal.plan),
)
