"""Applications by the words typed: a rare word leads through its list, common ones are met on the way.

Nothing here counts, sorts or ranks all that matches; how much a statement reads is bounded whether
words are rare or in every application: see docs/decisions/0007-search.md.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, intersect, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from incubator.store.applications import Application
from incubator.store.calls import Call
from incubator.store.folding import LETTERS, is_one_slip, is_spelt, spellings, typed_words
from incubator.store.people import Person
from incubator.store.queries import loading, visible
from incubator.store.queries.pages import Page, page_of
from incubator.store.search import Spelling, Word

SHORT = 300  # of a list up to here, each application is asked; of longer ones, what they share
LONG, LONGER = 3_000, 6_000  # a list this long is not gathered: for one word, for several
MOST_NEAR = 5  # candidates for one misspelt word that are asked for at once
_LAST = "\U0010ffff"  # comes after every letter

Condition = ColumnElement[bool]
Column = InstrumentedAttribute[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose search it is, and in which calls; of one call the oldest come first, of several the newest."""

    person: Person
    call_ids: Sequence[str]
    is_everywhere: bool = False
    states: Collection[str] = ()
    late: bool | None = None

    def of_calls(self, column: Column) -> Condition:
        return column.in_(self.call_ids) if self.is_everywhere else column == self.call_ids[0]

    def of_applications(self) -> Condition:
        parts = [visible.applications_of_staff(self.person)]
        if self.states:
            parts.append(Application.state.in_(sorted(self.states)))
        if self.late is not None:
            parts.append(Application.is_late.is_(self.late))
        return and_(*parts)


def scope_of(
    session: Session, person: Person, call_id: str | None, *, states: Collection[str] = (),
    late: bool | None = None,
) -> Scope:  # fmt: skip
    """Without a call, every call the person manages."""
    if call_id is not None:
        return Scope(person, [call_id], states=states, late=late)
    managed = session.scalars(select(Call.id).where(visible.calls_of_staff(person)).order_by(Call.id))
    return Scope(person, list(managed), is_everywhere=True, states=states, late=late)


def page(
    session: Session, scope: Scope, words: Sequence[str], *, key: str | None, limit: int
) -> Page[Application]:
    rare = _rare(session, scope, words) if words else []
    if rare:
        return _page_through_list(session, scope, rare, words, key=key, limit=limit)
    query = select(Application).where(
        *_within(scope), scope.of_applications(), *([_holds(words)] if words else [])
    )
    order = _order(scope, Application.call_id, Application.id)
    return page_of(
        session, query.options(*loading.APPLICATION), by=order, key=key, limit=limit,
        newest_first=scope.is_everywhere,
    )  # fmt: skip


def nearest(session: Session, scope: Scope, typed: str) -> str | None:
    """For words that nothing matches: the same with each unknown one replaced by the closest spelling.

    Only by a word of an application the person sees: a proposal must not betray another's name.
    """
    words = typed_words(typed)
    missing = sorted(set(words) - _seen(session, scope, words))
    near = _candidates(session, scope, [word for word in missing if is_spelt(word)])
    if not missing or len(near) < len(missing):
        return None
    closest = _closest(session, scope, near)
    return " ".join(closest.get(word, word) for word in words) if len(closest) == len(missing) else None


def _closest(session: Session, scope: Scope, near: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Of each word's candidates the first one seen; a few at a time, as the first few nearly always do."""
    closest: dict[str, str] = {}
    for start in range(0, max(map(len, near.values()), default=0), MOST_NEAR):
        asked = {word: near[word][start : start + MOST_NEAR] for word in near if word not in closest}
        them = sorted({one for found in asked.values() for one in found})
        seen = _seen(session, scope, them, are_whole=True)
        closest |= {word: one for word, found in asked.items() for one in found[::-1] if one in seen}
    return closest


def _rare(session: Session, scope: Scope, words: Sequence[str]) -> list[str]:
    """The words whose lists are gathered, the shortest first; none where all are common."""
    most = LONG if len(words) == 1 else LONGER
    lengths = session.execute(select(*(_length(word, scope, most) for word in words))).one()
    rare = sorted((length, word) for length, word in zip(lengths, words, strict=True) if length < most)
    return [word for _, word in (rare if rare and rare[0][0] > SHORT else rare[:1])]


def _length(word: str, scope: Scope, most: int) -> Any:
    found = select(literal(1)).where(*_beginning(word, scope)).limit(most)
    if not scope.is_everywhere:
        found = found.order_by(Word.word, Word.application_id)  # as the key has them
    return select(func.count()).select_from(found.subquery()).scalar_subquery()


def _page_through_list(
    session: Session, scope: Scope, rare: Sequence[str], words: Sequence[str], *, key: str | None, limit: int
) -> Page[Application]:
    """Those on every rare word's list, in order; each is asked for the rest until the page is full."""
    hit = aliased(Word, _on_lists(scope, rare).subquery(), adapt_on_names=True)
    its = Application.id == hit.application_id
    others = [word for word in words if word != rare[0]]
    query = select(hit).where(_apart(its, scope.of_applications(), *([_has(others)] if others else [])))
    order = _order(scope, hit.call_id, hit.application_id)
    hits = page_of(session, query, by=order, key=key, limit=limit, newest_first=scope.is_everywhere)
    ids = [row.application_id for row in hits.rows]
    return Page(_loaded(session, ids), hits.next_key, hits.previous_key)


def _on_lists(scope: Scope, rare: Sequence[str]) -> Select[Any]:
    """Each application once, sorted as the page is, so that the page need not look at all of them."""
    # of several calls not the bare column: the key of a page would take the place of the word in the index
    call_id = Word.call_id + literal("") if scope.is_everywhere else Word.call_id
    columns = (call_id.label("call_id"), literal("").label("word"), Word.application_id)
    lists = [select(*columns).where(*_beginning(word, scope)) for word in rare]
    both = (intersect(*lists) if lists[1:] else lists[0].distinct()).subquery()
    if scope.is_everywhere:
        return select(both).order_by(both.c.call_id.desc(), both.c.application_id.desc())
    return select(both).order_by(both.c.application_id)


def _order(scope: Scope, call_id: Column, own_id: Column) -> list[Column]:
    return [call_id, own_id] if scope.is_everywhere else [own_id]


def _beginning(word: str, scope: Scope) -> tuple[Condition, Condition]:
    start = word[:LETTERS]
    return scope.of_calls(Word.call_id), Word.word.between(start, start + _LAST)


def _within(scope: Scope) -> list[Condition]:
    """Of one call: between its first and its last application, whichever index is read."""
    of_calls = scope.of_calls(Application.call_id)
    if scope.is_everywhere:
        return [of_calls]
    other = aliased(Application)
    of_call = scope.of_calls(other.call_id)
    first = select(func.min(other.id)).where(of_call).scalar_subquery()
    last = select(func.max(other.id)).where(of_call).scalar_subquery()
    return [of_calls, Application.id.between(first, last)]


def _has(words: Sequence[str]) -> Condition:
    """In the folded text, where one space parts two words."""
    text = literal(" ") + Application.search
    return and_(*(text.contains(f" {word}", autoescape=True) for word in words))


def _holds(words: Sequence[str]) -> Condition:
    return exists(select(literal(1)).where(_has(words)).offset(0).correlate(Application))


def _apart(*where: Condition) -> Condition:
    """OFFSET 0 keeps PostgreSQL from turning the question into a join over the whole table."""
    return exists(select(literal(1)).where(*where).offset(0))


def _loaded(session: Session, ids: Sequence[str]) -> list[Application]:
    query = select(Application).where(Application.id.in_(ids)).options(*loading.APPLICATION)
    found = {row.id: row for row in session.scalars(query)} if ids else {}
    return [found[one] for one in ids]


def _candidates(session: Session, scope: Scope, words: Sequence[str]) -> dict[str, list[str]]:
    """Word -> the words of these calls that are one slip away, the likeliest first."""
    letters = {one for word in words for one in spellings(word)}
    these = (scope.of_calls(Spelling.call_id), Spelling.letters.in_(sorted(letters)))
    known = list(session.scalars(select(Spelling.word).where(*these).distinct())) if letters else []
    near = {
        word: sorted((one for one in known if is_one_slip(word, one)), key=lambda one: _slip(word, one))
        for word in words
    }
    return {word: found for word, found in near.items() if found}


def _slip(typed: str, word: str) -> tuple[bool, bool, str]:
    """People rarely miss the first letter, and more often swap or change one than leave one out."""
    return typed[0] != word[0], len(typed) != len(word), word


def _seen(session: Session, scope: Scope, words: Sequence[str], *, are_whole: bool = False) -> set[str]:
    """Those that an application the person sees has, as words or as beginnings; one question each."""
    if not words:
        return set()
    answers = session.execute(select(*(_first(word, scope, is_whole=are_whole) for word in words))).one()
    return {word for word, first in zip(words, answers, strict=True) if first is not None}


def _first(word: str, scope: Scope, *, is_whole: bool) -> Any:
    its = Application.id == Word.application_id
    visibly = _apart(its, visible.applications_of_staff(scope.person))
    of_word = [Word.word == word[:LETTERS]] if is_whole else []
    query = select(Word.application_id).where(*_beginning(word, scope), *of_word, visibly)
    return query.order_by(Word.call_id, Word.word, Word.application_id).limit(1).scalar_subquery()
