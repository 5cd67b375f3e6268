"""A lifecycle as a diagram in the reader's words: the way forward named, ways back dashed."""

from __future__ import annotations

from collections import defaultdict

from incubator.web.labels import label
from incubator.workflows.machine import Machine, State

INK = {
    "light": {"ink": "#17222b", "line": "#5b6875", "back": "#8a94a0", "paper": "#ffffff"},
    "dark": {"ink": "#e6ebf0", "line": "#9fb0bf", "back": "#6f7f8d", "paper": "#11181f"},
}
FILL = {
    "light": {
        "open": "#eef3f8", "waiting_us": "#e4eefa", "waiting_founder": "#fdf1dc", "closed_well": "#e3f4e8",
        "closed_otherwise": "#eceff3",
    },
    "dark": {
        "open": "#1c2731", "waiting_us": "#12283f", "waiting_founder": "#38290f", "closed_well": "#12301f",
        "closed_otherwise": "#25303a",
    },
}  # fmt: skip
MANY = 3  # a closed state entered from more states than this is drawn once, from "any open stage"


def dot_of(machine: Machine, paper: str) -> str:
    """Moves between the same two states are one arrow; a move that stays where it is is left to the table."""
    ink, order = INK[paper], {state.code: place for place, state in enumerate(machine.states)}
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for move in machine.moves:
        if move.source != move.target:
            arrows[move.source, move.target].append(label(f"move.{machine.name}.{move.name}"))
    ends = _frequent_ends(machine, arrows)
    lines = [_head(ink), *(_node(machine, state, paper, ink) for state in machine.states)]
    lines += [
        _arrow(source, target, names, is_back=order[target] < order[source], ink=ink)
        for (source, target), names in arrows.items()
        if target not in ends
    ]
    lines += _ways_out(arrows, ends, ink)
    return "\n".join([*lines, "}", ""])


def _frequent_ends(machine: Machine, arrows: dict[tuple[str, str], list[str]]) -> tuple[str, ...]:
    closed = [state.code for state in machine.states if state.is_closed]
    return tuple(code for code in closed if sum(target == code for _s, target in arrows) > MANY)


def _head(ink: dict[str, str]) -> str:
    font = 'fontname="Helvetica,Arial,sans-serif"'
    return (
        f'digraph g {{ rankdir=TB; bgcolor="{ink["paper"]}"; nodesep=0.35; ranksep=0.55; pad=0.2;\n'
        f'  node [shape=box style="rounded,filled" {font} fontsize=13 fontcolor="{ink["ink"]}"'
        f' color="{ink["line"]}" margin="0.16,0.08"];\n'
        f'  edge [{font} fontsize=11 fontcolor="{ink["ink"]}" color="{ink["line"]}" arrowsize=0.7];'
    )


def _node(machine: Machine, state: State, paper: str, ink: dict[str, str]) -> str:
    name = label(f"state.{machine.name}.{state.code}")
    double = " peripheries=2" if state.is_closed else ""
    return f'  "{state.code}" [label="{_safe(name)}" fillcolor="{FILL[paper][state.kind]}"{double}];'


def _arrow(source: str, target: str, names: list[str], *, is_back: bool, ink: dict[str, str]) -> str:
    """The ways back carry no words: the table names them, and the way forward stays readable."""
    if is_back:
        return f'  "{source}" -> "{target}" [style=dashed color="{ink["back"]}" constraint=false];'
    lines = (f"  {_safe(name)}  \\l" for name in dict.fromkeys(names))
    return f'  "{source}" -> "{target}" [label="{"".join(lines)}"];'


def _ways_out(
    arrows: dict[tuple[str, str], list[str]], ends: tuple[str, ...], ink: dict[str, str]
) -> list[str]:
    """One box that stands for every open stage, so that the picture stays readable."""
    if not ends:
        return []
    words = label("diagram.any_stage")
    lines = [f'  "*" [label="{_safe(words)}" style="rounded,dashed" color="{ink["back"]}"];']
    for code in ends:
        names = [name for (_source, target), held in arrows.items() if target == code for name in held]
        lines.append(_arrow("*", code, names, is_back=False, ink=ink))
    return lines


def _safe(text: str) -> str:
    return text.replace("\\", " ").replace('"', "'")
