"""French typography is set by the machine, and never inside an address."""

from __future__ import annotations

from time import process_time

import pytest

from incubator.typography import french

N, W = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("plain", "printed"),
    [
        ("Vraiment ? Oui ! Bien ; fin", f"Vraiment{N}? Oui{N}! Bien{N}; fin"),
        ("La règle : 12 % et 200 000 €", f"La règle{W}: 12{W}% et 200{N}000{W}€"),
        ("« Un mot »", f"«{N}Un mot{N}»"),
        ("« Un mot » !", f"«{N}Un mot{N}»{N}!"),
        ("(non) ?", f"(non){N}?"),
        (f"déjà{W}: fait{N}?", f"déjà{W}: fait{N}?"),
        ("Reste %(n)s % ?", f"Reste %(n)s{W}%{N}?"),
        ("Dans {jours} : {nom} ?", f"Dans {{jours}}{W}: {{nom}}{N}?"),
        ("%(n)s mots sur %(total)s", "%(n)s mots sur %(total)s"),
        ("100 %%", f"100{W}%%"),
        ("le 30 mars 2027", "le 30 mars 2027"),
        ("à 14:00", "à 14:00"),
        ("rien à changer", "rien à changer"),
        ("", ""),
    ],
)
def test_french_sets_the_spaces_of_a_printer(plain: str, printed: str) -> None:
    assert french(plain) == printed
    assert french(printed) == printed


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a?b=c;d", "http://example.org:8000/fr/", "mailto:a@example.org", "a.b@example.org"],
)
def test_french_leaves_addresses_alone(address: str) -> None:
    assert french(f"Voir {address} : ici") == f"Voir {address}{W}: ici"


def test_french_leaves_tags_alone() -> None:
    assert french('<a href="/x ?y">Lire ?</a>') == f'<a href="/x ?y">Lire{N}?</a>'


HOSTILE = (
    "a", " ", "\u202f", "<", "<a", "a@", "a@a.", "%(", "%(a", "{", "\u0001", "http", "« ", " ;", "a.", "\n ",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_takes_no_longer_than_another(piece: str) -> None:
    """Whatever people type is set: a quadratic rule takes minutes for this."""
    before = process_time()

    printed = french(piece * (200_000 // len(piece)))

    assert process_time() - before < 2
    assert len(printed) == 200_000 // len(piece) * len(piece)


def test_french_puts_each_thing_back_where_it_was() -> None:
    text = "\u0001 a@example.org \u0001 {b} %(c)s <i> http://d/ \u0001"

    assert french(text) == text
