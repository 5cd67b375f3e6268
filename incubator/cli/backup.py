"""Back up the database and the uploaded files, prove a backup, bring one back."""

from __future__ import annotations

from pathlib import Path

import click

from incubator.actions import rounds
from incubator.actions.post import restored
from incubator.backups.creating import Source, create, target
from incubator.backups.manifest import Manifest
from incubator.backups.restoring import restore
from incubator.backups.verifying import differences, verify
from incubator.cli.output import OneLine, group, json_option, running, show
from incubator.clock import SystemClock
from incubator.last_backup import BackupNote, remember
from incubator.running import Running

commands = group("backup", "Back up the database and the uploaded files, and bring them back.")
LET_GO = "flask --app incubator backup letters --send, or --drop"
_file = click.Path(path_type=Path)


@commands.command("create")
@click.argument("path", metavar="FOLDER|FILE", type=_file)
@click.option(
    "--verify/--no-verify", "is_verified", default=True, help="Load it once again at the end (default)."
)
@click.option(
    "--accept-missing", is_flag=True, help="Even where the disk has lost or changed uploaded files."
)
@json_option
def create_backup(path: Path, is_verified: bool, accept_missing: bool, as_json: bool) -> None:
    """Write one archive, while the application goes on working."""
    found, now = running(), SystemClock().now()
    place = target(path.absolute(), at=now)
    made = create(_source(found), place, at=now, accept_missing=accept_missing)
    wrong: list[str] = []
    if is_verified:
        made, wrong = verify(place)
        _note(found, place, made, wrong)
    _tell(place, made, wrong, said="is made and proved" if is_verified else "is made", as_json=as_json)


@commands.command("verify")
@click.argument("path", metavar="FILE", type=_file)
@click.option("--against-database", is_flag=True, help="Also say where the database of today differs.")
@json_option
def verify_backup(path: Path, against_database: bool, as_json: bool) -> None:
    """Check every byte and load it once into tables that are thrown away."""
    found = running()
    held, wrong = verify(path)
    _note(found, path.absolute(), held, wrong)
    if against_database:
        wrong += differences(held, _source(found))
    _tell(path, held, wrong, said="is good", as_json=as_json)


@commands.command("restore")
@click.argument("path", metavar="FILE", type=_file)
@click.option("--send-letters", is_flag=True, help="None of those waiting has left since: let them go.")
@json_option
def restore_backup(path: Path, send_letters: bool, as_json: bool) -> None:
    """Bring it back into an empty database and an empty instance, whole or not at all."""
    found = running()
    done = restore(_source(found), path, at=found.clock.now(), send_letters=send_letters)
    data = {**_data(path, done.manifest, []), "held": done.held}
    show(
        data,
        f"{_counted(done.manifest)} are back, as of {done.manifest.made_at:%Y-%m-%d %H:%M} UTC, "
        f"and equal what was backed up. {_waiting(done.held, is_undecided=not send_letters)}",
        as_json=as_json,
    )


@commands.command("letters")
@click.option("--send", "decision", flag_value="send", help="They leave with the worker's next round.")
@click.option("--drop", "decision", flag_value="drop", help="They never leave.")
@json_option
def letters(decision: str | None, as_json: bool) -> None:
    """Say what a restore holds back, and decide about it."""
    found = running()
    at = found.clock.now()
    with found.database.reading() as session:
        is_undecided = restored.is_undecided(session)
    if decision and is_undecided:
        rounds.catch_up(found.database, at)
    with found.database.writing() as session:
        if decision is None:
            held = restored.held(session)
        else:
            held = (restored.let_go if decision == "send" else restored.drop)(session, at=at)
    done = {"send": "leave with the worker’s next round", "drop": "will not leave"}
    text = f"{_several(held)} {done[decision]}." if decision else _waiting(held, is_undecided=is_undecided)
    show({"held": held, "decision": decision}, text, as_json=as_json)


def _source(found: Running) -> Source:
    return Source(found.database, found.settings.uploads, found.settings.origin)


def _note(found: Running, path: Path, held: Manifest, wrong: list[str]) -> None:
    """Only a backup of this installation counts as its own."""
    if wrong or held.origin != found.settings.origin:
        return
    note = BackupNote(
        file=str(path), made_at=held.made_at, verified_at=SystemClock().now(), size=path.stat().st_size,
        revision=held.revision, rows=held.rows, files=len(held.files),
    )  # fmt: skip
    remember(found.settings, note)


def _tell(path: Path, held: Manifest, wrong: list[str], *, said: str, as_json: bool) -> None:
    size = f"{path.stat().st_size / 1_000_000:,.1f} MB"
    text = "\n".join(wrong) or f"{path} {said}: {_counted(held)}, {size}{_missing(held)}."
    show(_data(path, held, wrong), text, as_json=as_json)
    if wrong:
        raise OneLine(f"{path.name}: {len(wrong)} problem(s).")


def _data(path: Path, held: Manifest, wrong: list[str]) -> dict[str, object]:
    told = {"file": path.absolute(), "ok": not wrong, "problems": wrong, "size": path.stat().st_size}
    tables = {name: {"rows": one.rows, "checksum": one.checksum} for name, one in held.tables.items()}
    return {
        **told, "made_at": held.made_at, "revision": held.revision, "application": held.application,
        "origin": held.origin, "tables": tables, "files": len(held.files),
        "bytes_of_files": held.bytes_of_files, "missing": held.missing,
    }  # fmt: skip


def _counted(held: Manifest) -> str:
    return f"{held.rows:,} rows and {len(held.files):,} files"


def _missing(held: Manifest) -> str:
    return f"; {len(held.missing)} file(s) were already lost when it was made" if held.missing else ""


def _several(held: restored.Held) -> str:
    return f"{held.letters} letter(s) and {held.reminders} reminder(s)"


def _waiting(held: restored.Held, *, is_undecided: bool) -> str:
    if held.is_nothing and is_undecided:
        return f"No letter is held yet; those the worker writes by itself will be, until you say {LET_GO}."
    if held.is_nothing:
        return "No letter is held."
    return f"{_several(held)} are held, as they may have left since. To let them go: {LET_GO}."
