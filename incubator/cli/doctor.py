"""Examine the installation and say, line by line, what is well and what to do about the rest."""

from __future__ import annotations

import click

from incubator.cli import deploy as demands
from incubator.cli import probes
from incubator.cli.output import OneLine, command, json_option, running, show, table
from incubator.health import Check, examine, readiness
from incubator.running import Running


def examine_all(found: Running) -> list[Check]:
    settings = found.settings
    return examine(
        [
            ("configuration", lambda: probes.configuration(settings)),
            ("secret key", lambda: probes.secret_key(settings.instance / "secret_key", settings)),
            *readiness(settings, found.database),
            ("mail", lambda: probes.mail(settings)),
            ("zones", lambda: probes.zones(settings)),
            ("catalogues", probes.translations),
            ("programmes", lambda: probes.programmes(found)),
        ]
    )


WHAT = "Say line by line what is well, and what to do about the rest; end with 1 when there is any."


@command("doctor", WHAT)
@click.option("--deploy", is_flag=True, help="Ask all that must be well before real people use it.")
@click.option("--list", "is_list", is_flag=True, help="Print what --deploy asks, as a table.")
@json_option
def commands(deploy: bool, is_list: bool, as_json: bool) -> None:
    if is_list:
        show(None, demands.table(), as_json=False)
    else:
        _tell(demands.examined(running()) if deploy else examine_all(running()), as_json=as_json)


def _tell(checks: list[Check], *, as_json: bool) -> None:
    rows = [("ok" if check.is_ok else "RED", check.name, check.says) for check in checks]
    data = {"ok": all(check.is_ok for check in checks), "checks": checks}
    show(data, table(rows), as_json=as_json)
    red = [check.name for check in checks if not check.is_ok]
    if red:
        raise OneLine(f"To be mended: {', '.join(red)}.")
