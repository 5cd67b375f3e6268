"""Imports go one way: the contracts of setup.cfg hold."""

from __future__ import annotations

import pytest
from importlinter.cli import lint_imports

from tests.house.rooms import ROOT


def test_every_import_contract_holds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)

    failed = lint_imports(config_filename="setup.cfg", no_cache=True)

    assert not failed, capsys.readouterr().out
