"""What was found before, what differs since, and a new look when somebody asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from incubator.actions.eligibility import standings
from incubator.actions.eligibility.assessed import Assessed
from incubator.store.queries import applications as application_queries
from incubator.store.queries import dossiers, looks
from incubator.store.queries import standings as standing_queries
from incubator.web.pages import succeed
from incubator.web.work import now, session, signed_in, unit_of_work
from incubator.words import Words
from incubator.workflows.application import UNDECIDED
from incubator.workflows.eligibility.difference_words import BECAUSE, told
from incubator.workflows.eligibility.differences import Difference, Kept, Watched, differences

if TYPE_CHECKING:
    from incubator.store.applications import Application
    from incubator.store.journal import Entry
    from incubator.workflows.programme import Edition

SAME = Words(
    "Assessed again: the rules find what they found before.",
    "Nouvel examen fait : les règles constatent la même chose.",
)
OTHER = Words(
    "Assessed again: what differs is kept, and written in the history.",
    "Nouvel examen fait : ce qui diffère est conservé et noté dans l’historique.",
)


@unit_of_work
def ask(ref: str) -> ResponseReturnValue:
    """Kept with its occasion; what has been decided stays decided."""
    application = application_queries.by_ref_for_staff(session(), signed_in(), ref)
    change = standings.ask(session(), application, actor=signed_in(), at=now())
    succeed(OTHER if change else SAME)
    return redirect(url_for("staff.applications.eligibility", ref=ref), 303)


def looked_matter(application: Application, assessed: Assessed) -> dict[str, Any]:
    """The assessment that is kept, how it differs from the one before, and what has changed since."""
    kept = dossiers.latest_assessment(session(), application.id)
    standing = standing_queries.of_application(session(), application.id) if kept else None
    last = looks.last(session(), application.id) if kept else None
    since: tuple[Difference, ...] = ()
    if kept is not None:
        before = Kept(kept.at, kept.findings, kept.facts, is_former=not (standing and standing.fingerprint))
        since = differences(
            before, assessed.assessment, facts=assessed.facts, watched=Watched(assessed.edition)
        )
    return {
        "kept": kept,
        "last_look": last,
        "last_told": look_told(last, assessed.edition) if last else (),
        "since": told(since, assessed.edition),
        "is_decided": application.state not in UNDECIDED,
    }


def look_told(entry: Entry, edition: Edition) -> tuple[Words, ...]:
    """Why somebody looked again, and what came out otherwise: the journal keeps keys, here they are words."""
    found = [Difference.from_json(one) for one in entry.data.get("differences", ())]
    because = BECAUSE.get(entry.data.get("because", ""))
    lead = [_LOOKED.format(because=because)] if because else []
    return (*lead, *told(found, edition))


_LOOKED = Words("Looked at again because {because}.", "Nouvel examen, car {because}.")
