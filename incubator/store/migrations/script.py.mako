"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
% if "Instant(" in f"{upgrades}{downgrades}":

from incubator.store.tables import Instant
% endif

revision = ${repr(up_revision).replace("'", '"')}
down_revision = ${repr(down_revision).replace("'", '"')}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
