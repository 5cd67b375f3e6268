"""Sign in by a link or a code sent by mail, sign out, list and end sign-ins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from incubator.actions import journal, people, post
from incubator.actions.people import limits
from incubator.errors import Gone, NotFound, TooMany
from incubator.ids import digest
from incubator.notices.account import SignIn as SignInLetter
from incubator.store.people import Person, SignIn, SignInLink
from incubator.store.rows import add, ids_of
from incubator.words import Words, counted

LINK_LASTS = timedelta(minutes=15)
SIGN_IN_LASTS = timedelta(days=30)
WRONG_CODES = 5


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
    session: Session, email: str, *, language: str, next_path: str, at: datetime, network: str,
    origin: str = "",
) -> Asked:  # fmt: skip
    """Mail a link and a code. TooMany after 5 per address or 30 per network in 15 minutes."""
    email = people.address(email)
    limits.count(session, limits.LINK_PER_NETWORK, limits.network_of(network), at=at)
    limits.count(session, limits.LINK_PER_ADDRESS, email, at=at)
    token, code = ids_of(session).secret(), ids_of(session).code()
    link = SignInLink(
        id=ids_of(session).new(), email=email, token_digest=digest(token), next_path=inside(next_path),
        language=language, asked_at=at, expires_at=at + LINK_LASTS, tries=0, code_digest="",
    )  # fmt: skip
    link.code_digest = _code_digest(link, code)
    add(session, link)
    session.flush()
    _send(session, link, token, code, at=at)
    return Asked(link.id, email, link.expires_at)


def open_link(session: Session, token: str, *, at: datetime) -> SignInLink:
    """The link behind the mail, for the page with its button: changes nothing. Gone when over."""
    link = session.scalar(select(SignInLink).where(SignInLink.token_digest == digest(token)))
    return _still_good(link, at)


def sign_in_with_link(session: Session, token: str, *, at: datetime, browser: str = "") -> Welcome:
    """Use the link, once. An unknown address becomes an account with the role founder. Gone when over."""
    return _use(session, open_link(session, token, at=at), at=at, browser=browser)


def sign_in_with_code(
    session: Session, link_id: str, code: str, *, at: datetime, browser: str = ""
) -> Welcome | WrongCode:
    """Use the code in the browser that asked for it. Gone when over or after five wrong codes."""
    link = _still_good(session.get(SignInLink, link_id, populate_existing=True), at)
    _count_for_address(session, link, at)
    if not _count_code(session, link):
        raise Gone(_OVER)
    if not compare_digest(link.code_digest, _code_digest(link, "".join(code.split()))):
        session.refresh(link)
        left = WRONG_CODES - link.tries
        return WrongCode(left, _wrong(left))
    return _use(session, link, at=at, browser=browser)


def sign_in_as_demo(session: Session, email: str, at: datetime, *, browser: str = "") -> Welcome:
    """Sign in as a demonstration account; the caller checks that this is a demonstration."""
    person = people.by_email(session, people.address(email))
    if person is None:
        raise NotFound()
    return welcome(session, person, at=at, browser=browser)


def current_sign_in(session: Session, token: str, at: datetime) -> SignIn | None:
    """Who this cookie is, unless signed out, ended, out of date or disabled. Only reads."""
    query = select(SignIn).where(
        SignIn.token_digest == digest(token), SignIn.ended_at.is_(None), SignIn.expires_at > at
    )
    with_roles = joinedload(SignIn.person).joinedload(Person.roles)  # one query: every page asks it
    found = session.scalars(query.options(with_roles)).unique().one_or_none()
    return found if found is not None and found.person.disabled_at is None else None


def sign_out(session: Session, token: str, *, at: datetime) -> None:
    """End the sign-in this cookie names; a copied cookie is dead from here on."""
    found = current_sign_in(session, token, at)
    if found is not None:
        end_sign_in(session, found, actor=found.person, at=at)


def end_sign_in(session: Session, sign_in: SignIn, *, actor: Person, at: datetime) -> None:
    """End one of my sign-ins, from any browser. NotFound when it is not mine."""
    if sign_in.person_id != actor.id:
        raise NotFound()
    if sign_in.ended_at is None:
        sign_in.ended_at = at
        journal.record(session, sign_in, action="sign_out", actor=actor, at=at)


def welcome(
    session: Session, person: Person, *, at: datetime, browser: str = "", next_path: str = ""
) -> Welcome:
    """A new sign-in with a secret of its own; who proved the address is the caller's business."""
    if person.disabled_at is not None:
        raise Gone(_CLOSED)
    token = ids_of(session).secret()
    row = add(
        session,
        SignIn(
            person_id=person.id, token_digest=digest(token), signed_in_at=at, browser=browser[:200],
            expires_at=at + SIGN_IN_LASTS,
        ),
    )  # fmt: skip
    session.flush()
    journal.record(session, row, action="sign_in", actor=person, at=at)
    return Welcome(row, person, token, next_path)


def inside(path: str) -> str:
    """A path of this site, or nothing: never another host."""
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if is_ours and path.isprintable() and "\\" not in path else ""


def _send(session: Session, link: SignInLink, token: str, code: str, *, at: datetime) -> None:
    person = people.by_email(session, link.email)
    if person is not None and person.disabled_at is not None:
        return
    to = person or post.Address(link.email, language=link.language)
    letter = SignInLetter(token=token, code=code, minutes=int(LINK_LASTS.total_seconds()) // 60)
    post.queue(session, letter, to=to, subject=link, occurrence=link.id, at=at, useless_after=link.expires_at)


def _use(session: Session, link: SignInLink, *, at: datetime, browser: str) -> Welcome:
    """Two uses at once: the update changes one row for one of them only."""
    used = session.execute(
        update(SignInLink)
        .where(SignInLink.id == link.id, SignInLink.used_at.is_(None), SignInLink.expires_at > at)
        .values(used_at=at)
        .returning(SignInLink.id),
        execution_options={"synchronize_session": False},
    )
    if used.first() is None:
        raise Gone(_OVER)
    session.refresh(link)
    is_known = people.by_email(session, link.email) is not None
    person = people.find_or_make(session, link.email, language=link.language, at=at)
    if not is_known:
        people.give_role(session, person, "founder", actor=None, at=at)
    return welcome(session, person, at=at, browser=browser, next_path=link.next_path)


def _count_for_address(session: Session, link: SignInLink, at: datetime) -> None:
    """Whoever asks for mail after mail cannot guess on: beyond these, only the link in the mail works."""
    try:
        limits.count(session, limits.CODE_PER_ADDRESS, link.email, at=at)
    except TooMany:
        raise TooMany(_LINK_INSTEAD) from None


def _count_code(session: Session, link: SignInLink) -> bool:
    """One more try; False when there is none left. Counted before it is compared."""
    counted_row = session.execute(
        update(SignInLink)
        .where(SignInLink.id == link.id, SignInLink.tries < WRONG_CODES, SignInLink.used_at.is_(None))
        .values(tries=SignInLink.tries + 1)
        .returning(SignInLink.tries),
        execution_options={"synchronize_session": False},
    )
    return counted_row.first() is not None


def _code_digest(link: SignInLink, code: str) -> str:
    return digest(f"{link.id}:{link.token_digest}:{code}")


def _still_good(link: SignInLink | None, at: datetime) -> SignInLink:
    if link is None or link.used_at is not None or link.expires_at <= at or link.tries >= WRONG_CODES:
        raise Gone(_OVER)
    return link


def _wrong(left: int) -> Words:
    if left <= 0:
        return _OVER
    tries = counted(left, Words("try", "essai"), Words("tries", "essais"))
    return Words(
        "This is not the code in the mail. Check its six digits: you have {tries} left.",
        "Ce n’est pas le code du courriel. Vérifiez les six chiffres : il vous reste {tries}.",
    ).format(tries=tries)


_OVER = Words(
    "This link or code is over: it works once, for 15 minutes. Ask for a new one, it takes a moment.",
    "Ce lien ou ce code n’est plus valable : il sert une fois, pendant 15 minutes. Demandez-en un autre.",
)
_LINK_INSTEAD = Words(
    "Too many codes were typed for this address today. Open the link in the mail instead: it still works.",
    "Trop de codes ont été saisis aujourd’hui pour cette adresse. "
    "Ouvrez plutôt le lien du courriel : il reste valable.",
)
_CLOSED = Words(
    "This account is closed. Write to us and we will look at it together.",
    "Ce compte est fermé. Écrivez-nous pour en parler.",
)
