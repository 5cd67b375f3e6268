"""The files under config/ that people copy: complete, understood, and as strict as we say."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from configparser import RawConfigParser
from pathlib import Path

import pytest

from incubator.settings import Settings, load_settings
from incubator.web.intake import LARGEST_UPLOAD
from tests.house.rooms import ROOT

EXAMPLE = (ROOT / "config" / "production.toml.example").read_text("utf-8")
EXAMPLES = ROOT / "config" / "examples"
SERVICES = sorted(EXAMPLES.glob("*.service"))
HARDENED = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes",
    "PrivateDevices": "yes", "ProtectKernelTunables": "yes", "ProtectControlGroups": "yes",
    "RestrictSUIDSGID": "yes", "LockPersonality": "yes", "CapabilityBoundingSet": "",
    "SystemCallFilter": "@system-service", "UMask": "0077", "User": "incubator",
}  # fmt: skip


def test_the_example_loads_and_is_production(tmp_path: Path) -> None:
    settings = load_settings(instance=tmp_path, **tomllib.loads(EXAMPLE))

    assert (settings.production, settings.is_secure, settings.demo) == (True, True, False)


def test_the_example_speaks_of_every_setting_and_of_no_other() -> None:
    named = set(re.findall(r"^(?:# )?(\w+) = ", EXAMPLE, re.MULTILINE))

    assert named | {"instance"} == set(Settings.model_fields)
    assert "INCUBATOR_INSTANCE" in EXAMPLE


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_a_unit_has_no_rights_it_does_not_need(path: Path) -> None:
    service = _read(path)["Service"]

    assert {key: service[key] for key in HARDENED} == HARDENED


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_what_a_unit_starts_is_there(path: Path) -> None:
    commands = [value for key, value in _read(path)["Service"].items() if key.startswith("ExecStart")]

    assert commands != []
    assert [
        one for one in commands if not (Path(sys.executable).parent / Path(one.split()[0]).name).exists()
    ] == []


def test_systemd_understands_them_where_it_is_there_to_ask(tmp_path: Path) -> None:
    units = [_here(path, tmp_path) for path in [*SERVICES, *EXAMPLES.glob("*.timer")]]

    asked = ["systemd-analyze", "verify", "--man=no", *units]
    said = subprocess.run(asked, capture_output=True, text=True).stderr if shutil.which(asked[0]) else ""

    assert said == ""


def test_nginx_lets_in_what_the_application_does() -> None:
    conf = (EXAMPLES / "nginx.conf").read_text("utf-8")
    found = re.search(r"client_max_body_size (\d+)m;", conf)

    assert found is not None
    assert int(found[1]) * 1024**2 > LARGEST_UPLOAD


def _read(path: Path) -> RawConfigParser:
    parser = RawConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their capitals
    parser.read(path, "utf-8")
    return parser


def _here(path: Path, folder: Path) -> str:
    """With programs that exist on this machine."""
    text = path.read_text("utf-8").replace("/opt/incubator/.venv/bin", str(Path(sys.executable).parent))
    copy = folder / path.name
    copy.write_text(text.replace("WorkingDirectory=/opt/incubator", f"WorkingDirectory={folder}"))
    return str(copy)
