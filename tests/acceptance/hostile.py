"""What somebody may type, paste or forge into a field."""

from __future__ import annotations

SHORT = 2_000  # characters of a filter somebody may type
ALONE = ("nothing", "huge", "a number", "the first instant", "an element")  # put into each field by itself
VALUES: dict[str, str] = {
    "nothing": "",
    "blanks": " \t \u00a0\u2003 ",
    "a NUL": "a\x00b",
    "controls": "\x01\x07\x1b[31mred\x7f",
    "huge": "x" * 20_000,
    "many words": "mot " * 4_000,
    "right to left": "\u202eפרויקט\u2066 evil\u202c",
    "a formula": '=HYPERLINK("http://evil.example","x")',
    "another formula": "+cmd|' /C calc'!A0",
    "an element": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "an attribute": "\" autofocus onfocus=\"alert(1)' x='",
    "a template": "{{ 7 * 7 }}{% raw %}${7*7}",
    "a header": "a\r\nBcc: everybody@example.org\r\n\r\nHello",
    "sql": "'; DROP TABLE application; --",
    "a format": "%(who)s %s {0} {who}",
    "emoji": "🧬👩🏽‍🔬e\u0301\u200b",
    "outside unicode": "\ufffe\U0010ffff",
    "a number": "99999999999999999999999999",
    "a small number": "-1",
    "no number": "1e400",
    "not finite": "NaN",
    "other digits": "٣٤٥",
    "the first year": "0001-01-01",
    "the first instant": "0001-01-01 00:00",
    "the last year": "9999-12-31",
    "the last instant": "9999-12-31T23:59",
    "a zone before time": "0001-01-01T00:00:00+14:00",
    "no such day": "31/02/2027",
    "a path": "../../../../etc/passwd",
    "json": '{"$ne": null}',
}
