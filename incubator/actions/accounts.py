"""Sign in by a link or a code sent by mail, sign out, list and end sign-ins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from incubator.store.people import Person, SignIn, SignInLink
from incubator.words import Words


@dataclass(frozen=True, slots=True)
class Asked:
    """The same answer whether or not the person exists; the browser keeps `link_id` for the code."""

    link_id: str
    email: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Welcome:
    """A new sign-in: `token` goes into the cookie and is kept nowhere else."""

    sign_in: SignIn
    person: Person
    token: str
    next_path: str


@dataclass(frozen=True, slots=True)
class WrongCode:
    """A wrong code, counted: returned and not raised, so that the count is committed."""

    tries_left: int
    words: Words


def ask_link(
    session: Session, email: str, *, language: str, next_path: str, at: datetime, origin: str, network: str
) -> Asked:
    """Mail a link and a code. TooMany after 5 per address or 30 per network in 15 minutes."""
    raise NotImplementedError


def open_link(session: Session, token: str, *, at: datetime) -> SignInLink:
    """The link behind the mail, for the page with its button: changes nothing. Gone when over."""
    raise NotImplementedError


def sign_in_with_link(session: Session, token: str, *, at: datetime, browser: str = "") -> Welcome:
    """Use the link, once. An unknown address becomes an account with the role founder. Gone when over."""
    raise NotImplementedError


def sign_in_with_code(
    session: Session, link_id: str, code: str, *, at: datetime, browser: str = ""
) -> Welcome | WrongCode:
    """Use the code in the browser that asked for it. Gone when over or after five wrong codes."""
    raise NotImplementedError


def sign_in_as_demo(session: Session, email: str, at: datetime, *, browser: str = "") -> Welcome:
    """Sign in as a demonstration account; the caller checks that this is a demonstration."""
    raise NotImplementedError


def current_sign_in(session: Session, token: str, at: datetime) -> SignIn | None:
    """Who this cookie is, unless signed out, ended, out of date or disabled. Only reads."""
    raise NotImplementedError


def sign_out(session: Session, token: str, *, at: datetime) -> None:
    """End the sign-in this cookie names; a copied cookie is dead from here on."""
    raise NotImplementedError


def end_sign_in(session: Session, sign_in: SignIn, *, actor: Person, at: datetime) -> None:
    """End one of my sign-ins, from any browser. NotFound when it is not mine."""
    raise NotImplementedError
