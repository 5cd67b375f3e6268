"""What the founders of the story answer, in either language."""

from __future__ import annotations

from typing import Any

SHAKER: dict[str, Any] = {
    "applicant": "natural_person", "sector": "health", "employer_knows": True,
    "pitch": "Une enzyme qui défait le plastique – an enzyme that undoes plastic.",
    "science": "Nous avons trouvé une enzyme stable à 70 °C. Æquo, naïve, œuvre.",
    "results": "Trois lots, même résultat.", "methods": ["proteins", "micro"],
    "market": "Les centres de tri, qui brûlent aujourd’hui ce qu’ils ne savent pas séparer.",
    "interviews": 12, "team": "Deux biochimistes.", "time_given": "full",
    "plan": "Un lot de dix litres.", "needs_lab": True, "lab_needs": "Une hotte et un fermenteur.",
    "cv": "cv.pdf", "honest": True,
}  # fmt: skip
BOOSTER: dict[str, Any] = {
    "applicant": "legal_person", "sector": "health", "prototype": True, "private_funds": 120000,
    "pitch": SHAKER["pitch"], "science": SHAKER["science"], "methods": ["proteins"],
    "market": SHAKER["market"], "model": "Une licence par centre de tri.", "team": SHAKER["team"],
    "time_given": "full", "staff": 3, "coaching_topics": ["funding", "regulation"],
    "coaching_goals": "Un premier contrat signé.", "plan": "Une ligne pilote.", "needs_lab": False,
    "deck": "deck.pdf", "kbis": "kbis.pdf", "honest": True,
}  # fmt: skip
GROWTH: dict[str, Any] = {
    "milestone": "sales", "revenue": 250000, "growth_plan": "Douze personnes et une usine pilote.",
    "honest": True,
}  # fmt: skip
# what the Booster asks and the Shaker has already told
TOLD_ONCE = ("sector", "pitch", "science", "methods", "market", "team", "time_given", "plan", "needs_lab")
