"""Invite the first people; afterwards they invite each other from the pages."""

from __future__ import annotations

import click

from incubator.actions.people.invitations import invite
from incubator.cli.output import group, json_option, running, show
from incubator.store.people import ROLES

commands = group("user", "Invite people.")


@commands.command("invite")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice(ROLES), help="What they will be here.")
@click.option("--programme", help="Key of the programme a manager looks after.")
@click.option("--name", default="", help="How the letter greets them.")
@click.option(
    "--language",
    type=click.Choice(["fr", "en"]),
    help="Of the letter; that of the settings unless told otherwise.",
)
@json_option
def invite_user(
    email: str, role: str, programme: str | None, name: str, language: str | None, as_json: bool
) -> None:
    """Send EMAIL a letter whose link accepts the role."""
    found = running()
    # an unknown key is refused before anything is written
    programme_name = found.catalogue.programme(programme).name if programme else None
    with found.database.writing() as session:
        invitation = invite(
            session, email, role=role, actor=None, at=found.clock.now(), name=name,
            language=language or found.settings.language, programme=programme,
            programme_name=programme_name,
        )  # fmt: skip
        data = {
            "email": invitation.email,
            "role": invitation.role,
            "programme": invitation.programme,
            "expires_at": invitation.expires_at,
        }
    show(data, f"{data['email']} is invited as {role}; the worker sends the letter.", as_json=as_json)
