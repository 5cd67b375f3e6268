"""What the catalogue's own values are called: private law, first prize, letter of interest."""

from __future__ import annotations

import re
from functools import lru_cache

from incubator.words import Words
from incubator.workflows.definitions import typeset

Named = dict[str, tuple[str, str]]

SECTORS: Named = {
    "health": ("health", "santé"),
    "environment": ("environment", "environnement"),
    "agritech": ("agriculture", "agriculture"),
    "foodtech": ("food", "alimentation"),
    "industry": ("industry", "industrie"),
    "software": ("software", "logiciel"),
    "digital": ("digital technology", "numérique"),
    "energy": ("energy", "énergie"),
    "cosmetics": ("cosmetics", "cosmétique"),
}
PLACES: Named = {
    "host_team": ("the host team", "l’équipe d’accueil"),
    "site_lab": ("a laboratory of the site", "un laboratoire du site"),
    "site": ("the site", "le site"),
    "campus": ("the campus", "le campus"),
    "facility": ("the shared facility", "la plateforme partagée"),
    "lab": ("the laboratory", "le laboratoire"),
    "france": ("France", "France"),
    "abroad": ("abroad", "à l’étranger"),
}
WHO: Named = {
    "person": ("person", "personne physique"),
    "natural_person": ("person", "personne physique"),
    "company": ("company", "entreprise"),
    "legal_entity": ("legal entity", "personne morale"),
    "legal_person": ("legal entity", "personne morale"),
    "project_family": ("family of projects", "famille de projets"),
    "founder": ("founder", "membre fondateur"),
    "citizen": ("citizen", "personne ayant la nationalité du pays"),
    "permanent_resident": ("permanent resident", "personne résidant de façon permanente"),
    "fund": ("investment fund", "fonds d’investissement"),
    "investor": ("investor", "personne ou entité qui investit"),
    "public_body": ("public body", "organisme public"),
    "university": ("university", "université"),
    "large_company": ("large company", "grande entreprise"),
}
ROLES: Named = {
    "representative": ("representative", "représentation du projet"),
    "holder": ("project holder", "portage du projet"),
    "founder": ("founder", "fondation de l’entreprise"),
    "lab_director": ("director of the laboratory", "direction du laboratoire"),
    "main_supervisor": ("main supervisory body", "tutelle principale"),
    "legal_representative": ("legal representative", "représentation légale"),
    "staff": ("member of staff", "membre du personnel"),
    "juror": ("juror", "membre du jury"),
    "expert": ("expert", "expertise"),
    "mentor": ("mentor", "mentorat"),
    "principal_investigator": ("principal investigator", "responsabilité scientifique"),
    "scientist": ("scientist", "recherche"),
    "engineer": ("engineer", "ingénierie"),
    "ceo": ("chief executive", "direction générale"),
    "partner": ("partner", "partenaire"),
    "host": ("host", "structure d’accueil"),
    "bank": ("bank", "banque"),
}
TIES: Named = {
    "is": ("the same person", "la même personne"),
    "family": ("family", "lien familial"),
    "employment": ("employment", "lien de travail"),
    "employs": ("employment", "lien de travail"),
    "financial": ("financial", "lien financier"),
    "co_author": ("joint publication", "publication commune"),
    "supervision": ("supervision", "encadrement"),
}
DOCUMENTS: Named = {
    "application_form": ("application form", "dossier de candidature"),
    "de_minimis_declaration": ("declaration of de minimis aid", "déclaration d’aides de minimis"),
    "letter_of_interest": ("letter of interest", "lettre d’intérêt"),
    "letter_of_support": ("letter of support", "lettre de soutien"),
    "facility_validation": (
        "agreement of the manager of the shared facility",
        "accord de la personne responsable de la plateforme partagée",
    ),
    "lease": ("lease", "bail"),
    "quote": ("quote", "devis"),
    "cv": ("CV", "CV"),
    "pitch": ("presentation of the project", "présentation du projet"),
    "pitch_deck": ("presentation of the project", "présentation du projet"),
    "business_plan": ("business plan", "plan d’affaires"),
    "budget": ("budget", "budget"),
    "statutes": ("statutes of the company", "statuts de l’entreprise"),
    "register_extract": ("extract from the trade register", "extrait Kbis"),
    "kbis": ("extract from the trade register", "extrait Kbis"),
    "diploma": ("diploma", "diplôme"),
    "identity": ("proof of identity", "pièce d’identité"),
    "passport": ("passport", "passeport"),
    "insurance": ("insurance certificate", "attestation d’assurance"),
    "sworn_statement": ("sworn statement", "déclaration sur l’honneur"),
    "host_agreement": ("agreement of the host laboratory", "accord du laboratoire d’accueil"),
    "cap_table": ("capital table", "table de capitalisation"),
    "report": ("report", "rapport"),
}
BUDGET: Named = {
    "staff": ("staff", "personnel"),
    "phd": ("PhD students", "doctorantes et doctorants"),
    "equipment": ("equipment", "équipement"),
    "travel": ("travel", "déplacements"),
    "consumables": ("consumables", "consommables"),
    "maintenance": ("maintenance", "maintenance"),
    "warranty": ("warranty", "garantie"),
    "training": ("training", "formation"),
    "network": ("network activities", "activités de réseau"),
    "founder_wages": ("founders’ wages", "rémunération de l’équipe fondatrice"),
    "rent": ("rent", "loyer"),
    "interest": ("interest", "intérêts"),
    "subcontracting": ("subcontracting", "sous-traitance"),
    "overheads": ("overheads", "frais généraux"),
    "patents": ("patents", "brevets"),
    "marketing": ("marketing", "marketing"),
    "other": ("other", "autre"),
}
VALUES: dict[str, Named] = {
    "law": {"private": ("private law", "droit privé"), "public": ("public law", "droit public")},
    "size": {
        "micro": ("micro-enterprise", "microentreprise"),
        "small": ("small company", "petite entreprise"),
        "medium": ("medium-sized company", "entreprise moyenne"),
        "large": ("large company", "grande entreprise"),
    },
    "legal_form": {
        "1000": ("sole trader (1000)", "entrepreneur individuel (1000)"),
        "5499": ("SARL (5499)", "SARL (5499)"),
        "5599": ("SA (5599)", "SA (5599)"),
        "5710": ("SAS (5710)", "SAS (5710)"),
        "5720": ("SASU (5720)", "SASU (5720)"),
        "9220": ("association (9220)", "association déclarée (9220)"),
    },
    "post": {
        "permanent_public": ("permanent post in public research", "poste permanent de la recherche publique"),
        "permanent": ("permanent post", "poste permanent"),
        "contract": ("fixed-term contract", "contrat à durée déterminée"),
        "fixed_term": ("fixed-term contract", "contrat à durée déterminée"),
        "phd": ("doctoral contract", "contrat doctoral"),
        "postdoc": ("postdoctoral contract", "contrat postdoctoral"),
    },
    "grants_held": {"erc": ("ERC grant", "bourse ERC"), "atip_avenir": ("ATIP-Avenir", "ATIP-Avenir")},
    "sector": SECTORS,
    "site": PLACES,
    "place": PLACES,
    "issuer_site": PLACES,
    "install_place": PLACES,
    "regime": {
        "de_minimis": ("de minimis", "de minimis"),
        "gber": ("block exemption (GBER)", "exemption par catégorie (RGEC)"),
        "notified": ("notified aid", "aide notifiée"),
    },
    "activity": {
        "research": ("research", "recherche"),
        "main": ("main activity", "activité principale"),
        "work": ("work", "travail"),
        "study": ("studies", "études"),
        "studies": ("studies", "études"),
        "teaching": ("teaching", "enseignement"),
        "holidays": ("holidays", "vacances"),
        "national_service": ("national service", "service national"),
        "refugee_procedure": ("asylum procedure", "procédure d’asile"),
    },
    "status": {
        "submitted": ("submitted", "soumise"),
        "accepted": ("accepted", "acceptée"),
        "in_press": ("in press", "sous presse"),
        "published": ("published", "publiée"),
    },
    "state": {
        "active": ("under way", "en cours"),
        "completed": ("completed", "menée à son terme"),
        "accepted": ("accepted", "retenue"),
        "laureate": ("laureate", "lauréate"),
        "rejected": ("not selected", "non retenue"),
        "withdrawn": ("withdrawn", "retirée"),
        "left": ("left early", "interrompue"),
    },
    "prize": {
        "first": ("first prize", "premier prix"),
        "special": ("special prize", "prix spécial"),
        "none": ("no prize", "aucun prix"),
    },
    "of": {"venture": ("the same project or company", "le même projet ou la même entreprise"), **WHO},
    "category": BUDGET,
    "payer": {
        **WHO,
        "grant": ("the grant", "la subvention"),
        "applicant": ("the applicant", "la structure candidate"),
    },
    "kind": {
        **DOCUMENTS, **WHO, **TIES,
    },
    "documents": DOCUMENTS,
    "issuer_role": ROLES,
    "signed_by": ROLES,
    "role": ROLES,
    "to": {
        "staff": ("a member of staff", "une personne de l’équipe"),
        "juror": ("a juror", "une personne du jury"),
        "expert": ("an expert", "une personne experte"),
        "mentor": ("a mentor", "une personne qui accompagne"),
        "director": ("the director", "la direction"),
        "manager": ("the programme manager", "la personne responsable du programme"),
    },
    "degree": {
        "phd": ("doctorate", "doctorat"),
        "doctorate": ("doctorate", "doctorat"),
        "master": ("master’s degree", "master"),
        "engineer": ("engineering degree", "diplôme d’ingénieur"),
        "md": ("medical degree", "doctorat de médecine"),
        "bachelor": ("bachelor’s degree", "licence"),
    },
}  # fmt: skip
KINDS = {"documents": DOCUMENTS, "holdings": WHO, "ties": TIES}  # of the entries of these lists
_KEY = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9 .-]{0,14}")
_QUOTED = Words("“{text}”", typeset("« {text} »"))
PROGRAMMES = ("open_enrolments", "completed_programmes", "programme")  # their values are programmes
_SPELT = {"atige": "ATIGE", "saturne": "SATURNE", "eic": "EIC", "esa-bic": "ESA BIC", "i-lab": "i-Lab",
          "i-phd": "i-PhD", "apogeebio": "ApogeeBio", "gene-io": "Gene.iO"}  # fmt: skip


def keys_known(name: str, of: str = "") -> tuple[str, ...]:
    """What this fact may be, or this field of the entries of a list: a list has kinds of its own."""
    return tuple(KINDS.get(of, {}) if name == "kind" else VALUES.get(name, {}))


@lru_cache(maxsize=1024)
def value_words(name: str, key: str) -> Words:
    """What a value of that fact or field is called; a code stands for itself, a free text is quoted."""
    if name in PROGRAMMES:
        return programme_words(key)
    known = VALUES.get(name, {}).get(key)
    if known is not None:
        return Words(known[0], typeset(known[1]))
    return free_words(key)


def free_words(key: str) -> Words:
    """R3, FR and 5710 as they are; some-free_key as “some free key”."""
    if _CODE.fullmatch(key):
        return Words(key, key)
    text = re.sub(r"[-_]", " ", key) if _KEY.fullmatch(key) else key
    return _QUOTED.format(text=text).written()


def programme_words(key: str) -> Words:
    """growth-hub -> Growth Hub."""
    name = _SPELT.get(key) or key.replace("-", " ").replace("_", " ").title()
    return Words(name, name)
