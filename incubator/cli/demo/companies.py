"""The demo's projects and companies: what they do, in a sentence of each language."""

from __future__ import annotations

from dataclasses import dataclass

from incubator.words import Words


@dataclass(frozen=True, slots=True)
class Company:
    name: str
    pitch: Words
    sector: str = "health"


COMPANIES = {
    "lumozyme": Company(
        "Lumozyme",
        Words(
            "Light-driven enzymes that make fine chemicals at room temperature",
            "Des enzymes actionnées par la lumière pour la chimie fine à température ambiante",
        ),
        "environment",
    ),
    "pepticoat": Company(
        "Pepticoat",
        Words(
            "An antimicrobial peptide coating for catheters",
            "Un revêtement de peptides antimicrobiens pour cathéters",
        ),
    ),
    "myceloop": Company(
        "Myceloop",
        Words("Packaging grown from mycelium", "Des emballages cultivés à partir de mycélium"),
        "environment",
    ),
    "cryonide": Company(
        "Cryonide",
        Words(
            "Gentle cryoprotectants for cell banks", "Des cryoprotecteurs doux pour les banques de cellules"
        ),
    ),
    "nuclea": Company(
        "Nucléa Dx",
        Words(
            "A blood test for endometriosis based on circulating RNA",
            "Un test sanguin de l’endométriose fondé sur l’ARN circulant",
        ),
    ),
    "osmogene": Company(
        "Osmogène", Words("AAV capsids that reach the kidney", "Des capsides AAV qui atteignent le rein")
    ),
    "virogel": Company(
        "Virogel",
        Words("A phage hydrogel for chronic wounds", "Un hydrogel de phages pour les plaies chroniques"),
    ),
    "keratype": Company(
        "Kératype", Words("Skin on a chip to test creams", "Une peau sur puce pour tester les crèmes")
    ),
    "sylvabiome": Company(
        "Sylvabiome",
        Words("A soil microbiome that protects vines", "Un microbiote du sol qui protège la vigne"),
        "agritech",
    ),
    "ambrecell": Company(
        "Ambrecell", Words("Serum-free media for cultivated cells", "Des milieux de culture sans sérum")
    ),
    "halobiote": Company(
        "Halobiote",
        Words("Salt-loving enzymes for detergents", "Des enzymes halophiles pour les lessives"),
        "industry",
    ),
    "algofer": Company(
        "Algofer",
        Words(
            "Feed made of iron-rich microalgae",
            "Une alimentation animale à base de microalgues riches en fer",
        ),
        "foodtech",
    ),
    "genophare": Company(
        "Genophare",
        Words(
            "Genome triage for newborns in intensive care", "Le tri génomique des nouveau-nés en réanimation"
        ),
    ),
    "proteolys": Company(
        "Protéolys",
        Words("Recycling proteins from the food industry", "Le recyclage des protéines de l’agroalimentaire"),
        "foodtech",
    ),
    "longname": Company(
        "L’Atelier d’Ingénierie Cellulaire et Moléculaire de l’Île-de-France",
        Words(
            "Cell lines made to order for academic laboratories",
            "Des lignées cellulaires sur mesure pour les laboratoires",
        ),
    ),
}
