"""Names of invented companies and people: the same for the same number, never twice the same company."""

from __future__ import annotations

STEMS = (
    "Lumo", "Pepti", "Mycé", "Cryo", "Nuclé", "Osmo", "Viro", "Kéra", "Sylva", "Ambre", "Halo", "Algo",
    "Géno", "Proté", "Épi", "Rétro", "Séro", "Phyto", "Bactéri", "Enzy", "Fluo", "Gluco", "Hépa", "Immuno",
    "Lipo", "Méta", "Neuro", "Onco", "Plasmi", "Quanti", "Ribo", "Synapto", "Théra", "Uro", "Vascu",
    "Xéno", "Zymo", "Œno", "Dermo", "Cardio",
)  # fmt: skip
ENDS = (
    "zyme", "coat", "loop", "nide", "gène", "gel", "type", "biome", "cell", "biote", "fer", "phare", "lys",
    "cap", "dia", "flux", "graft", "kine", "logic", "mab", "nova", "mics", "pharm", "quest", "scan", "tech",
    "vax", "ware", "lab", "mer",
)  # fmt: skip
TRADES = (
    "", "Bio", "Diagnostics", "Thérapeutique", "Santé", "Labs", "Sciences", "Végétal", "Océan", "Analytique",
    "Imagerie", "Fermentation", "Données", "Vétérinaire", "Matériaux", "Énergie",
)  # fmt: skip
PLACES = ("", "Île-de-France", "Évry", "Lyon", "Nantes", "Orléans", "Besançon", "Compiègne")
FIRST_NAMES = (
    "Agnès", "Aïcha", "Alban", "Anaïs", "Baptiste", "Béatrice", "Céline", "Chloé", "Clément", "Damien",
    "Éloïse", "Étienne", "Fatou", "Félix", "Gaëlle", "Gérard", "Hélène", "Hugo", "Inès", "Ismaël", "Joël",
    "Justine", "Karim", "Laëtitia", "Léo", "Maëlys", "Mathieu", "Noémie", "Océane", "Pénélope", "Quentin",
    "Raphaël", "Rémi", "Salomé", "Théo", "Ursule", "Valérie", "Wassim", "Yaël", "Zoé",
)  # fmt: skip
FAMILIES = (
    "Abadie", "Bénard", "Castaing", "Delaunay", "Escoffier", "Féraud", "Guérin", "Hébert", "Imbert",
    "Jaouen", "Kerléo", "Lefèvre", "Maréchal", "N’Diaye", "Ouédraogo", "Périer", "Quéméneur", "Rivière",
    "Sénéchal", "Thévenot", "Urbain", "Vasseur", "Weber", "Xavier", "Ybarra", "Zerbib", "Le Goff",
    "Saint-Rémy", "Dos Santos", "El Amrani", "Nguyen", "Bourdieu", "Cœurdevey", "Fournier", "Garçon",
    "Lemaître", "Müller", "Pélissier", "Renaud", "Szabó",
)  # fmt: skip


def company(number: int) -> str:
    """153,600 of them."""
    rest, parts = number * 7919 % 153_600, []
    for words in (STEMS, ENDS, TRADES, PLACES):
        rest, place = divmod(rest, len(words))
        parts.append(words[place])
    stem, end, *more = parts
    return " ".join(part for part in (stem + end, *more) if part)


def person(number: int) -> str:
    first, family = number * 31 % len(FIRST_NAMES), (number // len(FIRST_NAMES)) * 17 % len(FAMILIES)
    return f"{FIRST_NAMES[first]} {FAMILIES[family]}"
