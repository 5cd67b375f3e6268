"""Signing in, and what is about oneself: one row per address."""

from __future__ import annotations

from incubator.web.account import dates, demo, invitations, profile, sign_in, sign_ins
from incubator.web.routes import FORM, POST, Route

URLS: tuple[Route, ...] = (
    Route("/sign-in", "account.sign_in.ask", sign_in.ask, FORM),
    Route("/sign-in/code", "account.sign_in.code", sign_in.code, FORM),
    Route("/auth/<token>", "account.sign_in.link", sign_in.link, FORM),
    Route("/sign-out", "account.sign_in.leave", sign_in.leave, POST),
    Route("/demo/sign-in", "account.demo.sign_in", demo.sign_in, POST),
    Route("/invitations/<token>", "account.invitations.show", invitations.show, FORM),
    Route("/account", "account.profile.home", profile.home),
    Route("/account/profile", "account.profile.show", profile.show, FORM),
    Route("/account/sign-ins", "account.sign_ins.index", sign_ins.index),
    Route("/account/sign-ins/<sign_in_id>/end", "account.sign_ins.end", sign_ins.end, POST),
    Route("/account/dates", "account.dates.index", dates.index),
)
