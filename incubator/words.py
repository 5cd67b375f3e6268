"""A text in French and English, and the dates, money and lengths inside it.

Rules and refusals speak to people, so they hold both languages at once; the reader's
language is chosen when the text is shown, never when it is decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

LANGUAGES = ("fr", "en")

NARROW = "\u202f"  # before ; ! ? and inside guillemets, and between thousands
WIDE = "\u00a0"  # before : % and units

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
}


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages."""

    en: str
    fr: str

    def __getitem__(self, language: str) -> str:
        return self.fr if language == "fr" else self.en

    def __str__(self) -> str:
        return self.en

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and (self.en, self.fr) == (other.en, other.fr)

    def __hash__(self) -> int:
        return hash((self.en, self.fr))

    def format(self, **values: object) -> Words:
        """Fill the {names}; a value that is itself Words is taken in each language."""
        return both(lambda language: self[language].format(**_in(language, values)))

    def written(self) -> Words:
        """The text as it reads now, whatever becomes of what it was made from."""
        return Words(self.en, self.fr)


class _Unwritten(Words):
    """A text that is put together when somebody reads it: most findings are never read."""

    __slots__ = ("_render",)
    _render: Callable[[str], str]

    def __init__(self, render: Callable[[str], str]) -> None:
        object.__setattr__(self, "_render", render)

    @property
    def en(self) -> str:
        return self._render("en")

    @property
    def fr(self) -> str:
        return self._render("fr")

    def __repr__(self) -> str:
        return repr(self.written())


def _in(language: str, values: dict[str, object]) -> dict[str, object]:
    return {k: v[language] if isinstance(v, Words) else v for k, v in values.items()}


def both(render: Callable[[str], str]) -> Words:
    """Rendered when read, so from values that never change: an instant, not the row that holds it."""
    return _Unwritten(render)


def joined(parts: Iterable[Words], *, last: Words | None = None) -> Words:
    """A, B and C: commas, then the joining word (and/et unless told otherwise)."""
    listed, word = list(parts), last or Words("and", "et")

    def render(language: str) -> str:
        texts = [part[language] for part in listed]
        if len(texts) < 2:
            return "".join(texts)
        return f"{', '.join(texts[:-1])} {word[language]} {texts[-1]}"

    return both(render)


def day(value: date, language: str) -> str:
    """14 March 2027, 14 mars 2027, 1er mars 2027."""
    number = "1er" if language == "fr" and value.day == 1 else str(value.day)
    return f"{number} {_MONTHS[language].split()[value.month - 1]} {value.year}"


def day_words(value: date) -> Words:
    """The same day in both languages."""
    return both(lambda language: day(value, language))


def weekday(value: date, language: str) -> str:
    """Tuesday 30 March 2027, mardi 30 mars 2027."""
    return f"{_WEEKDAYS[language].split()[value.weekday()]} {day(value, language)}"


def hour(value: datetime, language: str) -> str:
    """14:00, 14 h 00; the instant is already in the zone it is shown in."""
    return f"{value:%H}{WIDE}h{WIDE}{value:%M}" if language == "fr" else f"{value:%H:%M}"


def zone_name(zone: str, language: str) -> str:
    """Paris time, heure de Paris: Babel's own French names print +0200."""
    city = zone.rsplit("/", 1)[-1].replace("_", " ")
    if city == "UTC":
        return "UTC"
    return f"heure de {city}" if language == "fr" else f"{city} time"


def instant(value: datetime, zone: str, language: str) -> str:
    """Tuesday 30 March 2027 at 14:00 (Paris time), mardi 30 mars 2027 à 14 h 00 (heure de Paris)."""
    local = value.astimezone(ZoneInfo(zone))
    at = "à" if language == "fr" else "at"
    return f"{weekday(local.date(), language)} {at} {hour(local, language)} ({zone_name(zone, language)})"


def whole(value: int, language: str) -> str:
    grouped = f"{value:,}"
    return grouped.replace(",", NARROW) if language == "fr" else grouped


def euros(value: int, language: str) -> str:
    """Whole euros: 200 000 €, €200,000."""
    return f"{whole(value, 'fr')}{WIDE}€" if language == "fr" else f"€{whole(value, 'en')}"


def counted(number: int, one: Words, many: Words) -> Words:
    """1 day / 2 days, 0 jour / 2 jours: French counts nought as singular."""

    def render(language: str) -> str:
        singular = number < 2 if language == "fr" else number == 1
        space, noun = WIDE if language == "fr" else " ", one if singular else many
        return f"{whole(number, language)}{space}{noun[language]}"

    return both(render)


def days(number: int) -> Words:
    return counted(number, Words("day", "jour"), Words("days", "jours"))


def months(number: int) -> Words:
    return counted(number, Words("month", "mois"), Words("months", "mois"))


def half_days(number: int, language: str) -> str:
    """Half-days as days: 37 -> 18.5 / 18,5."""
    text = str(number // 2) if number % 2 == 0 else f"{number // 2}.5"
    return text.replace(".", ",") if language == "fr" else text
