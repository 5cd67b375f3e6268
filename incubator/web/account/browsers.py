"""A browser by the name its owner knows it by."""

from __future__ import annotations

from incubator.words import Words

BROWSERS = (  # the first that is named: most of them also claim to be Chrome and Safari
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
MACHINES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip
UNKNOWN = Words("An unknown browser", "Un navigateur inconnu")


def browser_name(told: str) -> Words:
    """Firefox on Linux; what it says of itself when we do not know it."""
    browser = next((name for sign, name in BROWSERS if sign in told), "")
    machine = next((name for sign, name in MACHINES if sign in told), "")
    if browser and machine:
        return Words("{browser} on {machine}", "{browser} sur {machine}").format(
            browser=browser, machine=machine
        )
    return Words(told[:60], told[:60]) if told else UNKNOWN
