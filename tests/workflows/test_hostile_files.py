"""Files too big, too deep, in another encoding or made to keep the reader busy are refused in time."""

from __future__ import annotations

import tomllib
from time import process_time

import pytest

from incubator.workflows.files.lines import MOST
from incubator.workflows.problems import path_of
from tests.workflows.bad_files import FILE, SECOND, changed, told

UTF8 = "save it as UTF-8: most editors offer it under “Save as”, “Encoding”"
RULE = '\n[[edition.eligibility]]\nid = "r{0}"\nrule = "date"\nfact = "registered_on"\nundr{0} = "2 years"\n'


def test_latin_1_is_told_with_line_and_byte() -> None:
    text = changed('summary = { en = "Short", fr = "Court" }', '# é\nsummary = { en = "Short", fr = "Été" }')
    before, after = text.split("# é")

    raw = before.encode() + "# é".encode("latin-1") + after.encode()

    assert told(raw) == [
        f"mine.toml:3: byte 3 of this line, 0xE9 (“é” in Latin-1), is not UTF-8 text — {UTF8}"
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_are_told(encoding: str) -> None:
    assert told(FILE.encode(encoding)) == [f"mine.toml:1: the file is saved as UTF-16 — {UTF8}"]


@pytest.mark.parametrize("raw", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told(raw: bytes) -> None:
    assert told(raw) == [
        "mine.toml:1: the file is empty — write a programme as docs/add-a-programme.md shows"
    ]


def test_a_file_of_ten_megabytes_is_refused_before_it_is_read() -> None:
    raw = FILE.encode() + b"# more\n" * 1_500_000

    begun = process_time()
    said = told(raw)
    spent = process_time() - begun

    size = f"{len(raw) / 1e6:.1f} MB"
    assert said == [f"mine.toml:1: the file holds {size} — keep it under 1 MB: one file, one programme"]
    assert spent < _reading(FILE) * 10


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 400_000,
        "x = " + "[" * 300_000 + "]" * 300_000,
        "x = " + "{a=" * 200_000 + "1" + "}" * 200_000,
        "x = " + "[" * 120 + "]" * 120,
        "a." * 300_000 + "b = 1",
        "[" + "a." * 300_000 + "b]",
        '"a".' * 200_000 + "b = 1",
        "x = '''" + "\n" * 400_000,
        "x = 2026-02-31\n" * 50_000,
        "".join(f"x{n} = 2026-02-31\n" for n in range(40_000)),
        "".join(f"x{n} = oui\n" for n in range(60_000)),
        "x" * 900_000,
        "x = " + "1" * 4_000,
        "x = 1" + "\n[x]" * 100_000,
        "[[edition]]\n" * 50_000,
        "edition = [" + "{}," * 300_000 + "]",
        "".join(f"k{n} = 1\n" for n in range(90_000)),
    ],
    ids=lambda text: f"{text[:12]!r} {len(text)}",
)
def test_a_hostile_file_is_refused_within_bounds(text: str) -> None:
    begun = process_time()
    said = told(text)
    spent = process_time() - begun

    assert 0 < len(said) <= MOST + 1
    assert max(len(line) for line in said) <= 400
    assert all(line.isprintable() for line in said)
    assert spent < 10_000 * _reading(FILE)  # a hundred times what reading as much of a right file takes


def _reading(text: str) -> float:
    """How long the standard library alone takes: the measure of the machine it runs on."""
    begun = process_time()
    for _ in range(10):
        tomllib.loads(text)
    return process_time() - begun


def test_ten_times_as_many_problems_take_about_ten_times_as_long() -> None:
    def spent(count: int) -> float:
        text = FILE + "".join(RULE.format(number) for number in range(count))
        begun = process_time()
        said = told(text)
        assert said[-1] == f"mine.toml: and {count - MOST} more — mend these first"
        return process_time() - begun

    few = min(spent(500) for _ in range(2))

    assert spent(5_000) < 30 * few


def test_names_that_many_rules_miss_are_looked_up_once_told() -> None:
    questions = "".join(
        f'\n[[edition.task.question]]\nkey = "question-{n}"\nkind = "text"\n'
        'label = { en = "Q", fr = "Q" }\n'
        for n in range(300)
    )
    rules = "".join(
        f'\n[[edition.eligibility]]\nid = "r{n}"\nrule = "choice"\nfact = "qestion-{n}"\none_of = ["x"]\n'
        for n in range(300)
    )

    said = told(FILE + questions + rules)

    assert said[0].endswith("unknown fact or question “qestion-0” — write “question-0”")
    assert said[-1] == f"mine.toml: and {300 - MOST} more — mend these first"


def test_signs_that_steer_a_terminal_are_written_out() -> None:
    (said,) = told(changed('under = "2 years"', 'under = "2 years"\n"\\u001b[31mred" = 1'))

    assert said.startswith('mine.toml:20: edition[1].eligibility[age]."\\x1b[31mred": unknown key')


def test_a_long_value_is_not_repeated_whole() -> None:
    (said,) = told(changed('"2 years"', f'"{"long " * 2_000}"'))

    assert len(said) <= 400


def test_a_path_is_named_by_what_the_items_are_called() -> None:
    data = {"edition": [{"key": "7", "eligibility": [{"id": "age"}, {"rule": "date"}]}]}

    assert path_of(("edition", 0, "eligibility", 1, "a.b"), data) == 'edition[7].eligibility[2]."a.b"'
    assert path_of((), data) == ""


def test_two_editions_are_checked_each_by_itself() -> None:
    assert len(told(changed('term = "1 year"', 'term = "1 yeer"', text=FILE + SECOND))) == 1
