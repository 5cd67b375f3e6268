"""Pages anybody can read: who may open which page."""

from __future__ import annotations

from incubator.web.predicates import Table, public, signed_in

ACCESS: Table = {
    "public.home.root": public,
    "public.home.show": public,
    "public.programmes.index": public,
    "public.programmes.show": public,
    "public.calls.index": public,
    "public.calls.show": public,
    "public.calls.check": public,
    "public.calls.rules": public,
    "public.calls.apply": signed_in,  # signed out: by way of sign-in, then back here
    "public.legal.accessibility": public,
    "public.legal.privacy": public,
    "public.legal.plan": public,
}
