"""What people do over HTTP: one move, five hundred at once and back, a sending."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from tests.bench.client import Answer, fields_of, get, merged, post
from tests.bench.pages import milliseconds
from tests.bench.results import Figure
from tests.bench.stage import Stage

MOST = 500
TRANSITION_STATEMENTS = 12
PREVIEW_WITHIN, APPLY_WITHIN, UNDO_WITHIN = 2.0, 3.0, 3.0  # seconds for five hundred


def measure_posts(stage: Stage) -> Iterator[Figure]:
    yield from _sendings(stage)
    yield from _moves(stage)
    yield from _cohort(stage)


def _moves(stage: Stage) -> Iterator[Figure]:
    """One application goes to review: its page of consequences, then the deed."""
    scene, floor = stage.scene, []
    previews: list[Answer] = []
    deeds: list[Answer] = []
    counts: list[int] = []
    for ref in scene.eligible[: stage.effort.acts]:
        floor.append(_floor(stage))
        path = f"/calls/{scene.slug}/move?move=start_review&ref={ref}"
        seen = get(stage.product.port, path, cookie=scene.manager)
        previews.append(seen)
        counts += _acted(stage, f"/calls/{scene.slug}/move/apply", seen, scene.manager, deeds)
    yield _act("one move, preview", stage, floor, previews, None)
    yield _act("one move, done", stage, floor, deeds, counts)
    if counts:
        yield Figure("one move, done: statements", counts[-1], "statements", target=TRANSITION_STATEMENTS,
                     rows=stage.rows, database=stage.database)  # fmt: skip


def _sendings(stage: Stage) -> Iterator[Figure]:
    """A founder sends a complete draft."""
    floor = []
    deeds: list[Answer] = []
    counts: list[int] = []
    for ref, cookie in stage.scene.drafts[: stage.effort.acts]:
        floor.append(_floor(stage))
        seen = get(stage.product.port, f"/applications/{ref}/check", cookie=cookie)
        counts += _acted(stage, f"/applications/{ref}/send", seen, cookie, deeds)
    yield _act("a sending by a founder", stage, floor, deeds, counts)


def _acted(stage: Stage, path: str, seen: Answer, cookie: str, deeds: list[Answer]) -> list[int]:
    """The form of the page is sent; the last act of several is counted instead of timed."""
    fields, held = fields_of(seen.text, form=path), merged(cookie, seen)

    def act() -> Answer:
        return post(stage.product.port, path, fields, cookie=held)

    if stage.log is None or len(deeds) < stage.effort.acts - 1:
        deeds.append(act())
        return []
    with stage.log.writing():
        return [len(stage.log.of(act))]


def _cohort(stage: Stage) -> Iterator[Figure]:
    """All that are eligible, at most five hundred, go to review; then all of it is undone."""
    scene, port = stage.scene, stage.product.port
    chosen = f"/calls/{scene.slug}/move?move=start_review&all=1&state=eligible"
    seen = get(port, chosen, cookie=scene.manager)
    fields, held = fields_of(seen.text, form="/move/apply"), merged(scene.manager, seen)
    number = sum(name == "ref" for name, _ in fields)
    done = post(port, f"/calls/{scene.slug}/move/apply", fields, cookie=held)
    batch = get(port, done.location, cookie=held)
    undone = post(
        port, f"{done.location}/undo", fields_of(batch.text, form="/undo"), cookie=merged(held, batch)
    )
    for name, answer, within in (
        ("preview", seen, PREVIEW_WITHIN), ("done", done, APPLY_WITHIN), ("its page", batch, None),
        ("undone", undone, UNDO_WITHIN),
    ):  # fmt: skip
        yield Figure(
            f"a move of many, {name}", round(answer.seconds, 2), "s", target=within, rows=stage.rows,
            database=stage.database, bytes=len(answer.body) if answer.status == 200 else None,
            note=f"{number} applications",
        )  # fmt: skip


def _floor(stage: Stage) -> float:
    return get(stage.floor.port, "/list", cookie=stage.floor_cookie).seconds


def _act(
    name: str, stage: Stage, floor: list[float], answers: list[Answer], counts: list[int] | None
) -> Figure:
    own = [answer.seconds for answer in answers]
    ratio = median(mine / least for least, mine in zip(floor, own, strict=False))
    return Figure(
        name, milliseconds(own), "ms", floor=milliseconds(floor), ratio=round(ratio, 2), target=3,
        rows=stage.rows, database=stage.database, queries=counts[-1] if counts else None,
    )  # fmt: skip
