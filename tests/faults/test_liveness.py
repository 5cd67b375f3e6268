"""A worker's lock dies with it; nobody judges the workers of another folder."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from incubator.ids import Ids
from incubator.liveness import Liveness

HOLD = (
    "import sys, time; from pathlib import Path; from incubator.ids import Ids; "
    "from incubator.liveness import Liveness\n"
    "with Liveness(Path(sys.argv[1]), ids=Ids()) as held: print(held.name, flush=True); time.sleep(60)"
)


def test_worker_lives_while_its_process_does_and_not_a_moment_longer(tmp_path: Path) -> None:
    here = Liveness(tmp_path, ids=Ids())
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    with other, other.stdout:
        name = other.stdout.readline().strip()
        alive = here.is_dead(name)
        other.send_signal(signal.SIGKILL)
        other.wait()

    assert [alive, here.is_dead(name)] == [False, True]
    assert list(tmp_path.glob("*.lock")) == []


def test_worker_that_left_in_peace_leaves_no_file(tmp_path: Path) -> None:
    with Liveness(tmp_path, ids=Ids()) as worker:
        locks = list(tmp_path.glob("*.lock"))
        other = Liveness(tmp_path, ids=Ids())

        assert not other.is_dead(worker.name)
        assert not worker.is_dead(worker.name)

    assert len(locks) == 1
    assert list(tmp_path.glob("*.lock")) == []
    assert other.is_dead(worker.name)


def test_worker_of_another_folder_is_never_judged(tmp_path: Path) -> None:
    here = Liveness(tmp_path / "here", ids=Ids())
    there = Liveness(tmp_path / "there", ids=Ids())

    assert not here.is_dead(there.name)
    assert not here.is_dead("somebody")
    assert len(there.name) <= 64
