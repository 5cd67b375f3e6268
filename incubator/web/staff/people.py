"""People with a role here, and invitations to those who have none yet."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from incubator.actions.people import invitations
from incubator.actions.people.authority import staff_roles
from incubator.store.queries import editions, ventures
from incubator.store.queries import people as people_queries
from incubator.web.pages import errors_of, page, succeed
from incubator.web.refusals import refusals_on
from incubator.web.staff.invitation_forms import InviteForm
from incubator.web.work import now, session, signed_in, unit_of_work
from incubator.words import Words

INVITED = Words(
    "The invitation is on its way; it is good for 14 days.",
    "L’invitation est en route ; elle est valable 14 jours.",
)
BY_MANAGERS = ("mentor", "juror")


def index() -> ResponseReturnValue:
    role = request.args.get("role", "")
    known = role if role in people_queries.STAFF_ROLES else None
    found = people_queries.staff(session(), role=known, key=request.args.get("key"))
    invited = people_queries.invitations(session(), signed_in(), at=now())
    return page(
        found=found, invited=invited, role=known or "", roles=people_queries.STAFF_ROLES,
        names=editions.programme_names(session()), may_invite=bool(_invitable()),
    )  # fmt: skip


@unit_of_work
def invite() -> ResponseReturnValue:
    form, names = InviteForm(), editions.programme_names(session())
    followed = ventures.to_mentor(session(), signed_in())
    form.offer(_invitable(), names, followed)
    if form.validate_on_submit():
        with refusals_on(form):
            wanted = form.venture.data if form.follows_company else None
            chosen = ventures.by_id(session(), signed_in(), wanted) if wanted else None
            invitations.invite(
                session(), form.email.data or "", role=form.role.data or "", actor=signed_in(), at=now(),
                name=form.name.data or "", language=form.language.data or "fr", programme=form.for_programme,
                programme_name=names.get(form.for_programme or ""), venture=chosen,
            )  # fmt: skip
        if not errors_of(form):
            succeed(INVITED)
            return redirect(url_for("staff.people.index"), 303)
    return page(form=form)


def _invitable() -> tuple[str, ...]:
    """Admins invite anyone on the staff; managers invite mentors and jurors."""
    roles = staff_roles(signed_in(), None)
    if "admin" in roles:
        return people_queries.STAFF_ROLES
    return BY_MANAGERS if "manager" in roles else ()
