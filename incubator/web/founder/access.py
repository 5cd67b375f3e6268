"""A founder's application, company and programme: who may open which page.

Everybody signed in may apply, so everybody may have a home; what is not theirs does not exist.
"""

from __future__ import annotations

from incubator.web.predicates import Table, signed_in

ACCESS: Table = {
    "founder.home.show": signed_in,
    "founder.applications.show": signed_in,
    "founder.tasks.show": signed_in,
    "founder.applications.check": signed_in,
    "founder.applications.send": signed_in,
    "founder.applications.sent": signed_in,
    "founder.applications.withdraw": signed_in,
    "founder.applications.reopen": signed_in,
    "founder.applications.confirm": signed_in,
    "founder.applications.decline": signed_in,
    "founder.applications.eligibility": signed_in,
    "founder.applications.file": signed_in,
    "founder.companies.show": signed_in,
    "founder.programmes.index": signed_in,
    "founder.programmes.show": signed_in,
    "founder.coaching.confirm": signed_in,
    "founder.coaching.dispute": signed_in,
    "founder.extensions.ask": signed_in,
}
