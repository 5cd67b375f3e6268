"""One field of the entries of a list added up, and measured against limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from incubator.words import Words, counted
from incubator.workflows.definitions import nested, typeset
from incubator.workflows.eligibility import gaps, measuring
from incubator.workflows.eligibility.amounts import Amount, total
from incubator.workflows.eligibility.findings import WORST_FIRST, Result, worst
from incubator.workflows.eligibility.ground import Ground
from incubator.workflows.eligibility.items import Item
from incubator.workflows.eligibility.kinds.lists import Entries, ListRule
from incubator.workflows.eligibility.labels import Labels
from incubator.workflows.eligibility.measuring import AmountLimits
from incubator.workflows.eligibility.references import Moment
from incubator.workflows.eligibility.sorts import called, item_of, sort_of
from incubator.workflows.eligibility.tallies import NOTHING, added, there_are
from incubator.workflows.eligibility.vocabulary import free_words
from incubator.workflows.eligibility.wording import capital, fact_words, settled_by
from incubator.workflows.problems import Hint


class Sum(ListRule, AmountLimits):
    """A field of the entries that count, added up, is within its limits; `plus` adds another amount."""

    kind: ClassVar[str] = "sum"

    rule: Literal["sum"]
    field: str = Field(description="The field of the entries that is added up: an amount.")
    plus: str | None = Field(None, description="An amount that is added: the aid asked for now.")
    per: str | None = Field(
        None, description="A total for each value of this field, as of one holder’s stakes; each must hold."
    )

    @model_validator(mode="after")
    def _of_amounts(self) -> Any:
        item = item_of(self.of)
        if self.field not in item.model_fields or sort_of(item, self.field) != "amount":
            fitting = [name for name in item.model_fields if sort_of(item, name) == "amount"]
            raise nested([(("field",), Hint(f"“{self.field}” is no amount of theirs", self.field, fitting))])
        return self

    def needs(self) -> tuple[str, ...]:
        return (self.of, *((self.plus,) if self.plus else ()), *self.shared())

    def decide(self, ground: Ground, on: date) -> Result:
        entries = self.entries(ground)
        if entries is None:  # what is added may be too much alone
            alone = [self._extra(ground) if self.plus and self.per is None else None]
            bounds = [(name, limit.amount(ground, None)) for name, limit in self.each(on)]
            return worst(_against(name, bound, alone, [None]) for name, bound in bounds)
        if self.per is None:
            return self._decide(entries, ground, on, self._whole(entries))
        whole = self._whole(entries)
        loose = self._of(self._counted(entries, ground, on), None)
        results = [
            self._decide_group(self._of(entries, one), ground, on, whole, loose)
            for one in self._groups(entries, ground, on)
        ]
        if loose:  # they may be of one of these, or of another
            results.append("met" if self._decide((), ground, on, whole, loose) == "met" else "unknown")
        return worst(results)

    def _counted(self, entries: Entries, ground: Ground, on: date) -> Entries:
        """Those that count, surely or perhaps."""
        sure, perhaps = self.sorted(entries, ground, on)
        return (*sure, *perhaps)

    def _groups(self, entries: Entries, ground: Ground, on: date) -> set[Any]:
        """A holder none of whose stakes counts is not asked for anything."""
        return {getattr(entry, self.per or "") for entry in self._counted(entries, ground, on)} - {None}

    def _decide_group(
        self, some: Entries, ground: Ground, on: date, whole: Amount | None, loose: Entries
    ) -> Result:
        """Where it is not known whether any of them counts, nothing may be asked at all."""
        result = self._decide(some, ground, on, whole, loose)
        is_sure = bool(self.sorted(some, ground, on)[0])
        return result if is_sure or result == "met" else "unknown"

    def changes(self, ground: Ground) -> Iterator[date]:
        yield from super().changes(ground)
        yield from self.dates()

    def _of(self, entries: Entries, group: Any) -> Entries:
        return tuple(entry for entry in entries if getattr(entry, self.per or "") == group)

    def _decide(
        self, entries: Entries, ground: Ground, on: date, whole: Amount | None, loose: Entries = ()
    ) -> Result:
        """`loose` entries may count here or elsewhere."""
        sure, perhaps = self.sorted(entries, ground, on)
        perhaps += [entry for found in self.sorted(loose, ground, on) for entry in found]
        certain, possible = [self._amounts(one) for one in (sure, perhaps)]
        certain += [self._extra(ground)] if self.plus else []
        return worst(
            _against(name, limit.amount(ground, whole), certain, possible) for name, limit in self.each(on)
        )

    def _amounts(self, entries: list[Item]) -> list[Amount | None]:
        return [getattr(entry, self.field) for entry in entries]

    def _extra(self, ground: Ground) -> Amount | None:
        return measuring.as_amount(ground.facts.value(self.plus or ""), self)

    def _total(self, entries: list[Item], ground: Ground) -> Amount | None:
        """None when the entries are in several currencies."""
        known = [value for entry in entries if (value := getattr(entry, self.field)) is not None]
        extra = self._extra(ground) if self.plus else None
        known += [extra] if extra is not None else []
        units = {amount.unit for amount in known} or {self.unit() or self._unit_of_all(ground)}
        return total(known, units.pop()) if len(units) == 1 else None

    def _unit_of_all(self, ground: Ground) -> str:
        amounts = (getattr(entry, self.field) for entry in self.entries(ground) or ())
        return next((amount.unit for amount in amounts if amount is not None), "EUR")

    def _whole(self, entries: Entries) -> Amount | None:
        amounts = [getattr(entry, self.field) for entry in entries]
        if not amounts or any(amount is None for amount in amounts):
            return None
        units = {amount.unit for amount in amounts}
        return total(amounts, units.pop()) if len(units) == 1 else None

    def required(self, labels: Labels) -> Words:
        """Total of the budget lines (category: staff): at least 50% of the whole."""
        limits = measuring.said(self, labels)
        each = _EACH.format(field=called(item_of(self.of), self.per)) if self.per else NOTHING
        return _TOTAL_ASKED.format(
            total=self._title(), plus=self._plus(labels), where=self.which(labels), each=each, limits=limits
        )

    def reckoned(self, entries: Entries, ground: Ground, at: Moment, on: date) -> Iterator[Words]:
        """Total of the budget lines: €1,500 + €500 = €2,000, exactly the minimum of €2,000."""
        group, some = self._worst(entries, ground, on)
        sure, perhaps = self.sorted(some, ground, on)
        if self.per is not None and not sure and not perhaps:
            yield capital(there_are(len(entries), 0, 0, self.nouns()))
            return
        amount = self._total(sure, ground)
        if amount is None:
            yield _SEVERAL
            return
        terms = [one for entry in sure if (one := getattr(entry, self.field)) is not None]
        extra = self._extra(ground) if self.plus else None
        terms += [extra] if extra is not None else []
        yield _TOTAL_IS.format(
            total=self._title(), plus=self._plus(ground.labels), holder=self._holder(group),
            amount=added(terms, amount),
        )  # fmt: skip
        yield from gaps.each_gap(self, amount, ground, on, self._whole(entries))
        empty = self._without_amount(entries if self._takes_the_whole() else (*sure, *perhaps))
        if empty:
            field = called(item_of(self.of), self.field)
            yield _EMPTY.format(field=field, listed=counted(empty, *self.nouns()))
        if perhaps:
            more = [_ONE_MORE.format(noun=noun) for noun in self.nouns()]
            yield _PERHAPS.format(listed=counted(len(perhaps), more[0], more[1]))
        if self.plus and extra is None:
            yield _NOT_KNOWN.format(name=fact_words(self.plus, ground.labels))

    def _worst(self, entries: Entries, ground: Ground, on: date) -> tuple[str | None, Entries]:
        """The value of `per` that comes out worst, the largest first."""
        if self.per is None:
            return None, entries
        whole = self._whole(entries)
        groups = sorted(str(value) for value in self._groups(entries, ground, on))
        ranked = sorted(groups, key=lambda one: self._rank(self._of(entries, one), ground, on, whole))
        return (ranked[0], self._of(entries, ranked[0])) if ranked else (None, entries)

    def _rank(self, some: Entries, ground: Ground, on: date, whole: Amount | None) -> tuple[int, Any]:
        low = self._total(self.sorted(some, ground, on)[0], ground)
        result = self._decide_group(some, ground, on, whole, ())
        return WORST_FIRST.index(result), -low.pace if low else 0

    def mend(self, ground: Ground, at: Moment, result: Result) -> Words | None:
        mend, entries = super().mend(ground, at, result), self.entries(ground)
        if mend is not None or result != "unknown" or entries is None or at.on is None:
            return mend
        amount = self._total(self.sorted(entries, ground, at.on)[0], ground)
        if amount is None:
            return _ONE_CURRENCY
        return gaps.other_unit(self, amount, ground, self._whole(entries)) or settled_by(
            (self.of,), ground.labels
        )

    def changed(self, entries: Entries, ground: Ground, on: date) -> Words | None:
        """Of one holder: nothing, where others would have to change as well."""
        _, some = self._worst(entries, ground, on)
        sure, perhaps = self.sorted(some, ground, on)
        amount, whole = self._total(sure, ground), self._whole(entries)
        if amount is None or self._others_fail(entries, ground, on):
            return None
        is_open = bool(perhaps or self._without_amount(sure) or self.missing(ground))
        return gaps.changed_by(self, amount, ground, on, whole, is_open=is_open)

    def _others_fail(self, entries: Entries, ground: Ground, on: date) -> bool:
        if self.per is None:
            return False
        each = [self._of(entries, one) for one in self._groups(entries, ground, on)]
        whole = self._whole(entries)
        found = [self._decide_group(some, ground, on, whole, ()) for some in each]
        return found.count("unmet") > 1

    def empty_fields(self, entries: Entries, ground: Ground, on: date) -> list[Words]:
        sure, perhaps = self.sorted(entries, ground, on)
        counted_here = entries if self._takes_the_whole() else (*sure, *perhaps)
        names = [self.field] if self._without_amount(counted_here) else []
        if self.per and any(getattr(entry, self.per) is None for entry in (*sure, *perhaps)):
            names.append(self.per)
        return [called(item_of(self.of), name) for name in names]

    def _without_amount(self, entries: Iterable[Item]) -> int:
        return sum(getattr(entry, self.field) is None for entry in entries)

    def _takes_the_whole(self) -> bool:
        """Whether a limit is a share of everything the list holds."""
        return any(limit.of == measuring.WHOLE for limit in self.every_limit())

    def _holder(self, group: str | None) -> Words:
        if group is None or self.per is None:
            return NOTHING
        return _HOLDER.format(field=called(item_of(self.of), self.per), value=free_words(group))

    def _title(self) -> Words:
        known = TOTALS.get((self.of, self.field))
        return known or _TOTAL.format(field=called(item_of(self.of), self.field), nouns=self.nouns()[1])

    def _plus(self, labels: Labels) -> Words:
        return _WITH.format(name=fact_words(self.plus, labels)) if self.plus else NOTHING


TOTALS = {
    ("budget", "amount"): Words("Total of the budget lines", "Total des lignes de budget"),
    ("aids", "amount"): Words("Total of the aids received", "Total des aides reçues"),
    ("holdings", "share"): Words("Total share of the capital", "Part totale du capital"),
    ("budget", "hours"): Words("Total of the hours", "Total des heures"),
    ("team", "time"): Words("Total working time of the team", "Temps de travail total de l’équipe"),
}
_TOTAL = Words("Total ({field} of the {nouns})", "Total ({field}, {nouns})")
_TOTAL_ASKED = Words("{total}{where}{plus}{each}: {limits}", typeset("{total}{where}{plus}{each} : {limits}"))
_TOTAL_IS = Words("{total}{plus}{holder}: {amount}", typeset("{total}{plus}{holder} : {amount}"))
_WITH = Words(", with {name}", ", avec {name}")
_EACH = Words(", for each {field}", ", pour chaque {field}")
_HOLDER = Words(" ({field}: {value})", typeset(" ({field} : {value})"))
_EMPTY = Words(
    "not known yet for {listed}: {field}", typeset("information manquante pour {listed} : {field}")
)
_ONE_MORE = Words("more {noun}", "{noun} de plus")
_PERHAPS = Words("and perhaps {listed}", "et peut-être {listed}")
_NOT_KNOWN = Words("not known yet: {name}", typeset("information manquante : {name}"))
_ONE_CURRENCY = Words(
    "To settle this, state all the amounts in the same currency.",
    typeset("À préciser : tous les montants dans la même monnaie."),
)
_SEVERAL = Words("There are several currencies, which cannot be added",
                 "Il y a plusieurs monnaies, qui ne s’additionnent pas")  # fmt: skip


def _against(
    name: str, bound: Amount | None, certain: list[Amount | None], possible: list[Amount | None]
) -> Result:
    """In the unit of the limit: what is in another one, or not known yet, is nought at least."""
    if bound is None:
        return "unknown"
    least = _added(certain, bound)
    most = _added([*certain, *possible], bound)
    is_whole = all(one is not None and one.compares_with(bound) for one in (*certain, *possible))
    return measuring.result_of(name, least, most if is_whole else None, bound)


def _added(amounts: list[Amount | None], bound: Amount) -> Amount:
    fitting = [one for one in amounts if one is not None and one.compares_with(bound)]
    return total(fitting, bound.unit)
