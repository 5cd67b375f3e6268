"""Load the demo: invented people and companies, in the middle of a season that ends after today."""

from __future__ import annotations

import click

from incubator.actions.people.demo_accounts import ACCOUNTS
from incubator.cli.demo.loading import holds_the_demo, is_empty, load
from incubator.cli.output import group
from incubator.cli.output import running as this_installation
from incubator.errors import Refused
from incubator.running import Running
from incubator.words import Words

__all__ = ["ACCOUNTS", "commands", "prepare"]

commands = group("demo", "Load the demo's invented people and companies.")

NOT_DEMO = Words(
    "This installation is not a demo: set INCUBATOR_DEMO=1 on a database without real data.",
    "Cette installation n’est pas une démonstration : INCUBATOR_DEMO=1 sur une base sans données réelles.",
)
NOT_EMPTY = Words(
    "The database is not empty, so nothing was loaded: use an empty instance folder.",
    "La base n’est pas vide, rien n’a été chargé : utilisez un dossier d’instance vide.",
)

REAL_PEOPLE = Words(
    "This database holds real people, not the demo: start it with INCUBATOR_DEMO=0 bin/run.",
    "Cette base contient de vraies personnes, pas la démonstration : lancez INCUBATOR_DEMO=0 bin/run.",
)


@commands.command("load")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed tells the same stories.")
def load_demo(seed: int) -> None:
    """Load it into an empty database only, and name the accounts: nobody's own data is mixed with it."""
    running = this_installation()
    if not running.settings.demo:
        raise Refused(NOT_DEMO)
    if not is_empty(running):
        raise Refused(NOT_EMPTY)
    load(running, seed=seed)
    click.echo(welcome())


def prepare(running: Running) -> str:
    """On every start of the demo: load it once, then leave it as people have changed it.

    Never over real people: the demo's clock would move theirs, and send what is not due.
    """
    if is_empty(running):
        load(running, seed=1)
    if not holds_the_demo(running):
        raise Refused(REAL_PEOPLE)
    return welcome()


def welcome() -> str:
    rows = "\n".join(f"  {account.email:34} {account.what}" for account in ACCOUNTS)
    return f"Demo accounts (one click on the sign-in page):\n{rows}"
