"""Everybody in the demo. All names are inventions; the addresses can receive nothing."""

from __future__ import annotations

from dataclasses import dataclass

from incubator.words import Words


@dataclass(frozen=True, slots=True)
class Account:
    """`what` is set for the accounts offered on the sign-in page."""

    name: str
    email: str
    roles: tuple[tuple[str, str | None], ...] = ()  # (role, programme or all)
    what: Words | None = None
    language: str = "fr"


STAFF = (
    Account(
        "Maude Démo",
        "manager@demo.example.org",
        (("manager", None),),
        Words("programme manager", "responsable des programmes"),
    ),
    Account(
        "Olivier Démo",
        "booster@demo.example.org",
        (("manager", "booster"),),
        Words("manager of the Booster only", "responsable du seul Booster"),
    ),
    Account(
        "Hélène Démo", "director@demo.example.org", (("director", None),), Words("director", "direction")
    ),
    Account(
        "Sacha Démo", "admin@demo.example.org", (("admin", None),), Words("administrator", "administration")
    ),
    Account(
        "Iris Démo",
        "juror@demo.example.org",
        (("juror", None),),
        Words("member of the jury", "membre du jury"),
    ),
)
MENTORS = (
    Account(
        "Claire Démo",
        "mentor@demo.example.org",
        (("mentor", None),),
        Words("mentor of three companies", "mentor de trois entreprises"),
    ),
    Account("Bakary Démo", "mentor.finance@demo.example.org", (("mentor", None),)),
    Account("Wen Démo", "mentor.ip@demo.example.org", (("mentor", None),), language="en"),
    Account("Élise Démo", "mentor.market@demo.example.org", (("mentor", None),)),
)
FOUNDERS = {
    "lumozyme": Account(
        "Lucie d’Aubigné-Démo",
        "founder@demo.example.org",
        (("founder", None),),
        Words("founder, in the Shaker", "fondatrice, dans le Shaker"),
    ),
    "algofer": Account(
        "Nils Démo",
        "draft@demo.example.org",
        (("founder", None),),
        Words("founder with an unsent draft", "fondateur, brouillon non envoyé"),
        "en",
    ),
    "genophare": Account(
        "Aïcha Démo",
        "booster.founder@demo.example.org",
        (("founder", None),),
        Words("founder, in the Booster", "fondatrice, dans le Booster"),
    ),
    "nuclea": Account(
        "Théo Démo",
        "accepted@demo.example.org",
        (("founder", None),),
        Words("founder with a place to confirm", "fondateur, place à confirmer"),
    ),
    "pepticoat": Account("Jeanne Démo", "pepticoat@demo.example.org", (("founder", None),)),
    "myceloop": Account("Marius Démo", "myceloop@demo.example.org", (("founder", None),)),
    "cryonide": Account("Solène Démo", "cryonide@demo.example.org", (("founder", None),)),
    "osmogene": Account("Rémi Démo", "osmogene@demo.example.org", (("founder", None),)),
    "virogel": Account("Yasmine Démo", "virogel@demo.example.org", (("founder", None),)),
    "keratype": Account("Paul Démo", "keratype@demo.example.org", (("founder", None),)),
    "sylvabiome": Account("Inès Démo", "sylvabiome@demo.example.org", (("founder", None),)),
    "ambrecell": Account("Gaël Démo", "ambrecell@demo.example.org", (("founder", None),)),
    "halobiote": Account("Diane Démo", "halobiote@demo.example.org", (("founder", None),)),
    "proteolys": Account("Erwan Démo", "proteolys@demo.example.org", (("founder", None),)),
    "longname": Account("Zoé Démo", "longname@demo.example.org", (("founder", None),), language="en"),
}
ACCOUNTS = tuple(a for a in (*STAFF, *MENTORS, *FOUNDERS.values()) if a.what)
