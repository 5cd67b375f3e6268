"""Signing in by a link or a code: single use, short, the same for everybody, dead once signed out."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator.actions.people import accounts, limits
from incubator.actions.people.accounts import Asked, Welcome, WrongCode
from incubator.errors import Gone, NotFound, Refused, TooMany
from incubator.store import LetterRow, Person, SignInLink
from incubator.store.database import Database
from tests.cast import address, founder, stranger
from tests.conftest import NOW

MINUTE = timedelta(minutes=1)
NEW = "nouvelle@example.org"


def asked(session: Session, email: str = NEW, *, network: str = "192.0.2.1", **given: object) -> Asked:
    values = {"language": "fr", "next_path": "", "at": NOW, **given}
    return accounts.ask_link(session, email, network=network, **values)  # type: ignore[arg-type]  # as given


def mailed(session: Session, link_id: str) -> tuple[str, str]:
    """The token and the code, as the mail holds them."""
    body = session.scalars(select(LetterRow.body_text).where(LetterRow.subject_id == link_id)).one()
    token = re.search(r"/auth/([\w-]{43})", body)
    code = re.search(r"\b(\d{6})\b", re.sub(r"/auth/\S+", "", body))
    assert token is not None
    assert code is not None
    return token[1], code[1]


def test_a_link_signs_in_and_makes_the_account_of_a_founder(session: Session) -> None:
    link = asked(session, " Nouvelle@Example.org ", next_path="/fr/calls/shaker-27a")

    token, _code = mailed(session, link.link_id)
    welcome = accounts.sign_in_with_link(session, token, at=NOW + MINUTE, browser="Firefox")

    assert (welcome.person.email, [role.role for role in welcome.person.roles]) == (NEW, ["founder"])
    assert welcome.next_path == "/fr/calls/shaker-27a"
    assert accounts.current_sign_in(session, welcome.token, NOW + MINUTE) is welcome.sign_in


def test_the_answer_is_the_same_whether_or_not_the_person_exists(session: Session) -> None:
    known = asked(session, founder(session).email)
    unknown = asked(session)

    assert (len(known.link_id), known.expires_at) == (len(unknown.link_id), unknown.expires_at)
    assert session.scalars(select(Person).where(Person.email == NEW)).one_or_none() is None


def test_a_closed_account_gets_no_mail_and_the_same_answer(session: Session) -> None:
    founder(session).disabled_at = NOW

    link = asked(session, founder(session).email)

    assert link.expires_at == NOW + 15 * MINUTE
    assert session.scalars(select(LetterRow)).all() == []


def test_only_digests_are_kept(session: Session) -> None:
    link = asked(session)

    token, code = mailed(session, link.link_id)
    row = session.get_one(SignInLink, link.link_id)
    held = (row.token_digest, row.code_digest)
    assert [len(text) for text in held] == [64, 64]
    assert not any(secret in text for secret in (token, code) for text in held)


def test_a_link_works_once(session: Session) -> None:
    token, _code = mailed(session, asked(session).link_id)
    accounts.sign_in_with_link(session, token, at=NOW)

    with pytest.raises(Gone, match="Ask for a new one"):
        accounts.sign_in_with_link(session, token, at=NOW)


def test_looking_at_a_link_does_not_use_it(session: Session) -> None:
    token, _code = mailed(session, asked(session).link_id)

    assert accounts.open_link(session, token, at=NOW).email == NEW
    assert accounts.open_link(session, token, at=NOW).used_at is None


def test_two_browsers_with_one_link_are_one_sign_in(database: Database) -> None:
    with database.writing() as session:
        token, _code = mailed(session, asked(session).link_id)
    with database.writing() as session:
        link = accounts.open_link(session, token, at=NOW)  # the page is shown, nothing is locked yet
    with database.writing() as session:
        accounts.sign_in_with_link(session, token, at=NOW)

    with database.writing() as session, pytest.raises(Gone):
        accounts._use(session, session.merge(link, load=False), at=NOW, browser="")


@pytest.mark.parametrize(
    ("after", "works"), [(15 * MINUTE - timedelta(seconds=1), True), (15 * MINUTE, False)]
)
def test_a_link_lasts_fifteen_minutes(session: Session, after: timedelta, works: bool) -> None:
    token, _code = mailed(session, asked(session).link_id)

    if works:
        assert accounts.sign_in_with_link(session, token, at=NOW + after).person.email == NEW
    else:
        with pytest.raises(Gone):
            accounts.sign_in_with_link(session, token, at=NOW + after)


def test_the_code_signs_in_where_it_was_asked_for(session: Session) -> None:
    link = asked(session)
    _token, code = mailed(session, link.link_id)

    welcome = accounts.sign_in_with_code(session, link.link_id, f"{code[:3]} {code[3:]}", at=NOW)

    assert isinstance(welcome, Welcome)
    assert welcome.person.email == NEW


def test_the_code_of_another_browser_is_wrong(session: Session) -> None:
    mine, theirs = asked(session), asked(session, "autre@example.org")
    _token, code = mailed(session, theirs.link_id)

    answer = accounts.sign_in_with_code(session, mine.link_id, code, at=NOW)

    assert isinstance(answer, WrongCode)
    assert answer.tries_left == 4


def test_after_five_wrong_codes_the_right_one_and_the_link_are_dead(session: Session) -> None:
    link = asked(session)
    token, code = mailed(session, link.link_id)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"

    answers = [accounts.sign_in_with_code(session, link.link_id, wrong, at=NOW) for _ in range(5)]

    assert [answer.tries_left for answer in answers if isinstance(answer, WrongCode)] == [4, 3, 2, 1, 0]
    with pytest.raises(Gone):
        accounts.sign_in_with_code(session, link.link_id, code, at=NOW)
    with pytest.raises(Gone):
        accounts.sign_in_with_link(session, token, at=NOW)


def test_the_sixth_mail_to_an_address_waits_and_says_how_long(session: Session) -> None:
    for number in range(5):
        asked(session, network=f"192.0.2.{number}", at=NOW + number * MINUTE)

    with pytest.raises(TooMany, match="try again in 10 minutes"):
        asked(session, network="192.0.2.9", at=NOW + 5 * MINUTE)
    assert asked(session, network="192.0.2.9", at=NOW + 15 * MINUTE).email == NEW


def test_a_network_asks_for_thirty_mails_at_most(session: Session) -> None:
    for number in range(30):
        asked(session, f"personne{number}@example.org")

    with pytest.raises(TooMany):
        asked(session, "personne31@example.org")
    assert asked(session, "personne31@example.org", network="192.0.2.2").link_id


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:50123", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:50123", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unreadable"),
        ("_hidden", "unreadable"),
        ("192.0.2.1, 192.0.2.2", "unreadable"),
    ],
)
def test_a_visitor_cannot_leave_their_network(address: str, network: str) -> None:
    assert limits.network_of(address) == network


def test_a_thousand_addresses_of_one_network_are_one_visitor(session: Session) -> None:
    for number in range(30):
        asked(session, f"personne{number}@example.org", network=f"2001:db8:1:2:{number:x}::1")

    with pytest.raises(TooMany):
        asked(session, "personne31@example.org", network="2001:db8:1:2:ffff::1")
    assert asked(session, "personne31@example.org", network="2001:db8:1:3::1").link_id


def test_a_copied_cookie_is_dead_after_signing_out(database: Database) -> None:
    with database.writing() as session:
        welcome = accounts.sign_in_as_demo(session, founder(session).email, NOW)
        token = welcome.token
    with database.writing() as session:
        accounts.sign_out(session, token, at=NOW)

    with database.reading() as session:
        assert accounts.current_sign_in(session, token, NOW) is None


def test_a_sign_in_ends_after_thirty_days_or_when_the_account_closes(session: Session) -> None:
    welcome = accounts.sign_in_as_demo(session, founder(session).email, NOW)
    month = timedelta(days=30)

    assert accounts.current_sign_in(session, welcome.token, NOW + month - MINUTE) is welcome.sign_in
    assert accounts.current_sign_in(session, welcome.token, NOW + month) is None
    founder(session).disabled_at = NOW
    assert accounts.current_sign_in(session, welcome.token, NOW) is None


def test_one_ends_only_ones_own_sign_ins(session: Session) -> None:
    mine = accounts.sign_in_as_demo(session, founder(session).email, NOW)

    with pytest.raises(NotFound):
        accounts.end_sign_in(session, mine.sign_in, actor=stranger(session), at=NOW)
    accounts.end_sign_in(session, mine.sign_in, actor=founder(session), at=NOW)

    assert accounts.current_sign_in(session, mine.token, NOW) is None


def test_a_demonstration_account_must_exist(session: Session) -> None:
    with pytest.raises(NotFound):
        accounts.sign_in_as_demo(session, address("Personne Ici"), NOW)


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\nb", "x"])
def test_a_next_path_outside_is_forgotten(session: Session, path: str) -> None:
    assert accounts.inside(path) == ""


@pytest.mark.parametrize("email", ["", "sans-arobase", "a@b", "a@example.org\nBcc: x@example.org"])
def test_an_impossible_address_is_refused_beside_its_field(session: Session, email: str) -> None:
    with pytest.raises(Refused) as refusal:
        asked(session, email)

    assert refusal.value.field == "email"
