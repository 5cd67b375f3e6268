"""Search without accents, capitals or punctuation."""

from __future__ import annotations

import pytest

from incubator.store.folding import fold, search_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("  Éléonore  d’Œuf ", "eleonore d oeuf"),
        ("SHK-27A-0042", "shk 27a 0042"),
        ("Straße Łódź Æsir", "strasse lodz aesir"),
        ("ﬁn² ½", "fin2 1 2"),
        ("100%_sûr", "100 sur"),
        ("\0\ud800", ""),
        ("İstanbul", "istanbul"),
    ],
)
def test_text_folds(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


def test_search_text_holds_every_word_once_and_fits_the_column() -> None:
    assert search_text("SHK-27A", "Lumen Bio", None, "Inès Lumen") == "shk 27a lumen bio ines"
    assert len(search_text("é" * 900)) == 400
