"""Refuse a start that is not safe: exit 1 and the red lines, or nothing at all."""

from __future__ import annotations

import sys

from incubator.cli.deploy import refuse_unless_fit
from incubator.errors import IncubatorError
from incubator.running import Running
from incubator.settings import load_settings


def main() -> int:
    try:
        refuse_unless_fit(Running(load_settings()))
        return 0
    except IncubatorError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
