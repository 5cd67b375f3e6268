"""What bin/mutate adds to mutmut: decorated functions are opened, fates are counted, a copy is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.mutation import copying, report, results
from tests.mutation.opening import opened
from tests.mutation.results import Module

CLASS = '''class Term:
    length: int = 2

    @property
    def is_long(self) -> bool:
        """Long or not."""
        return self.length > 1

    @field_validator("length")
    @classmethod
    def _whole(cls, value: int, *more: int, at: int = 1) -> int:
        return value

    @classmethod
    def parse(cls, text: str) -> Term:
        return cls()

    @abstractmethod
    def words(self) -> str: ...
'''
OPENED = '''class Term:
    length: int = 2

    @property
    def is_long(self) -> bool:
        return self.is_long__inside()

    def is_long__inside(self) -> bool:
        """Long or not."""
        return self.length > 1

    @field_validator("length")
    @classmethod
    def _whole(cls, value: int, *more: int, at: int = 1) -> int:
        return cls._whole__inside(value, *more, at=at)

    @classmethod
    def _whole__inside(cls, value: int, *more: int, at: int = 1) -> int:
        return value

    @classmethod
    def parse(cls, text: str) -> Term:
        return cls()

    @abstractmethod
    def words(self) -> str: ...
'''


def test_a_decorated_method_calls_one_that_can_be_changed() -> None:
    assert opened(CLASS) == OPENED


def test_a_decorated_function_calls_one_that_can_be_changed() -> None:
    text = "@lru_cache(maxsize=8)\ndef shown(a: int) -> int:\n    return a + 1\n"

    assert opened(text) == (
        "@lru_cache(maxsize=8)\ndef shown(a: int) -> int:\n    return shown__inside(a)\n\n"
        "def shown__inside(a: int) -> int:\n    return a + 1\n"
    )


def test_what_no_test_reaches_counts_as_survived_and_a_timeout_not_at_all() -> None:
    fates = {"a": "killed", "b": "killed", "c": "survived", "d": "not covered", "e": "timeout"}

    assert report.score([Module(Path("terms.py"), [*"abcdef"], fates)]) == 50
    assert report.score([Module(Path("terms.py"), ["a"], {})]) is None


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    meta = tmp_path / "mutants" / "incubator" / "workflows" / "terms.py.meta"
    meta.parent.mkdir(parents=True)
    source = tmp_path / "incubator" / "workflows" / "terms.py"
    source.parent.mkdir(parents=True)
    source.touch()
    meta.with_name("gone.py.meta").write_text('{"exit_code_by_key": {"old": 1}}', "utf-8")
    codes = {"killed": 1, "left": 0, "slow": 36, "unread": 33, "waiting": None}
    meta.write_text(json.dumps({"exit_code_by_key": codes}), "utf-8")
    return tmp_path


def test_fates_are_read_forgotten_and_corrected(copy: Path) -> None:
    (module,) = results.modules(copy)
    results.kill(copy, {"left"})
    results.forget(copy, lambda fate: fate == results.UNCOVERED)
    (later,) = results.modules(copy)

    assert module.path == Path("incubator/workflows/terms.py")
    assert module.fates == {
        "killed": "killed", "left": "survived", "slow": "timeout", "unread": "not covered",
    }  # fmt: skip
    assert later.fates == {"killed": "killed", "left": "killed", "slow": "timeout"}


@pytest.mark.parametrize(
    ("path", "is_chosen"),
    [("incubator/workflows", True), ("incubator/workflows/terms.py", True), ("incubator/web", False)],
)
def test_a_module_is_chosen_by_its_file_or_folder(copy: Path, path: str, is_chosen: bool) -> None:
    assert bool(results.chosen(results.modules(copy), [Path(path)])) is is_chosen


def test_only_another_test_makes_survivors_be_judged_again(tmp_path: Path) -> None:
    source, copy = tmp_path / "source", tmp_path / "copy"
    core, test = source / "incubator/workflows/terms.py", source / "tests/workflows/test_terms.py"
    for path in (core, test):
        path.parent.mkdir(parents=True)
        path.write_text("x = 1\n", "utf-8")

    assert [copying.bring_up_to_date(source, copy) for _ in range(2)] == [True, False]
    core.write_text("x = 2\n", "utf-8")
    assert copying.bring_up_to_date(source, copy) is False
    test.write_text("x = 2\n", "utf-8")
    assert copying.bring_up_to_date(source, copy) is True
    test.unlink()
    copying.bring_up_to_date(source, copy)
    assert not (copy / "tests/workflows/test_terms.py").exists()
