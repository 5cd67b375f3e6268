"""Signing in, and what is about oneself: who may open which page."""

from __future__ import annotations

from incubator.web.predicates import Table, public, signed_in

ACCESS: Table = {
    "account.sign_in.ask": public,
    "account.sign_in.code": public,
    "account.sign_in.link": public,
    "account.sign_in.leave": signed_in,
    "account.demo.sign_in": public,
    "account.invitations.show": public,
    "account.profile.home": signed_in,
    "account.profile.show": signed_in,
    "account.sign_ins.index": signed_in,
    "account.sign_ins.end": signed_in,
    "account.dates.index": signed_in,
}
