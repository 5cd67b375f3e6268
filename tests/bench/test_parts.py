"""The measures that need no server work, and the mail sink takes a letter and ends with its block."""

from __future__ import annotations

import smtplib
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import pytest

from tests.bench import assessing, catalogue, planning
from tests.bench.results import Setting
from tests.bench.sink import smtp_sink


@pytest.mark.parametrize(("module", "figures"), [(assessing, 2), (catalogue, 3), (planning, 1)])
def test_a_quick_measure_gives_its_figures(module: ModuleType, figures: int, tmp_path: Path) -> None:
    found = list(module.measure(Setting(tmp_path, server="", is_quick=True)))

    assert len({figure.key for figure in found}) == figures
    assert all(figure.value > 0 for figure in found)


def test_the_sink_takes_letters_and_is_gone_afterwards() -> None:
    with smtp_sink() as url:
        port = urlsplit(url).port or 0
        with smtplib.SMTP("127.0.0.1", port) as smtp:
            refused = smtp.sendmail("a@example.org", ["b@example.org"], b"Subject: One\r\n\r\nText\r\n")

    assert refused == {}
    with pytest.raises(ConnectionRefusedError):
        smtplib.SMTP("127.0.0.1", port)
