"""French words for made-up texts and rules: things customers speak of, and the words of data/fr."""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).resolve().parent.parent / "data" / "fr" / "lexicon"

# What a comment is about, with its article; hyphens, blanks and elisions as people write them.
TOPICS = """
le colis, la livraison, le livreur, le transporteur, le point relais, l'emballage, le suivi, l'expédition, le carton, la palette,
la commande, le panier, le paiement, la facture, le remboursement, l'avoir, le code promo, la remise, le tarif, le devis,
l'acompte, la mensualité, le prélèvement, le virement, la carte bancaire, le compte, le découvert, le crédit, le chèque, l'agence,
le conseiller, la conseillère, le vendeur, la vendeuse, le gérant, la directrice, l'hôtesse, le serveur, la serveuse, le standard,
le service client, le service après-vente, l'assistance, le technicien, l'intervention, le dépannage, la réparation, la pièce, la garantie, l'échange,
la réclamation, le courrier, le formulaire, le dossier, le justificatif, le guichet, la file d'attente, le rendez-vous, le délai, le créneau,
le site internet, l'application, le mot de passe, l'identifiant, la page, le lien, le formulaire de contact, la notification, la mise à jour, la connexion,
le forfait, la box, le réseau, le débit, l'abonnement, la résiliation, le contrat, la clause, l'échéance, l'avenant,
l'assurance, la mutuelle, le sinistre, l'expert, l'indemnisation, la franchise, la cotisation, le constat, la couverture, le dégât des eaux,
la chambre, le lit, le matelas, l'oreiller, la salle de bain, la douche, la climatisation, le chauffage, le balcon, la vue,
le restaurant, le plat, le dessert, le menu, la carte, la cuisson, la boisson, le petit-déjeuner, l'addition, la terrasse,
le magasin, le rayon, la caisse, le parking, la vitrine, la cabine, l'étiquette, le stock, l'ouverture, l'accueil,
le produit, l'article, la taille, la couleur, la matière, la notice, la batterie, l'écran, le moteur, la couture,
le train, le billet, le quai, la correspondance, le contrôleur, le vol, l'embarquement, le bagage, l'escale, le siège,
la voiture, le garage, la vidange, le pneu, la révision, le véhicule de prêt, la concession, l'essai, la clé, le pare-brise,
le médecin, l'infirmière, l'ordonnance, la pharmacie, les urgences, le cabinet, la consultation, le secrétariat, la formation, le formateur,
la propreté, le bruit, l'odeur, la poussière, la musique, l'ambiance, la décoration, l'éclairage, le quartier, la gare,
la piscine, l'animation, le spectacle, la visite, le guide, l'excursion, la plage, le camping, l'emplacement, le mobil-home,
la carte de fidélité, le parrainage, le cadeau, le bon d'achat, le programme, la newsletter, la publicité, l'enquête, le questionnaire, le message,
l'électricité, le gaz, le compteur, le relevé, la consommation, la coupure, le chauffe-eau, le chantier, l'artisan, la toiture
"""

# What customers do or have done to them; regular enough for a stem to be found in their forms.
VERBS = """
livrer, rembourser, rappeler, répondre, attendre, payer, facturer, résilier, annuler, renvoyer, réparer, remplacer, relancer, contacter, prévenir,
expliquer, conseiller, installer, brancher, commander, réserver, choisir, comparer, essayer, retourner, échanger, valider, bloquer, débiter, créditer,
transférer, raccrocher, patienter, insister, vérifier, confirmer, modifier, imprimer, scanner, déposer, récupérer, emballer, nettoyer, chauffer, accueillir
"""


def topics() -> list[tuple[str, str]]:
    """(article, noun): ("la ", "livraison"), ("l'", "agence")."""
    parts = [re.fullmatch(r"(l'|le |la |les )(.+)", topic.strip()) for topic in TOPICS.replace("\n", " ").split(",")]
    return [(part[1], part[2]) for part in parts if part]


def verbs() -> list[str]:
    return [verb.strip() for verb in VERBS.replace("\n", " ").split(",")]


@cache
def opinions(part_of_speech: str) -> list[str]:
    """The lemmas of one part of speech ("adj", "noun", "verb", "adv") that are one plain word."""
    return [row[0] for row in _rows("opinion.tsv") if row[1] == part_of_speech and row[0].isalpha()]


@cache
def expressions() -> list[str]:
    """The expressions of several words that are written without variants: « rien à redire »."""
    return [row[0] for row in _rows("expressions.tsv") if re.fullmatch(r"[\w'’-]+( [\w'’-]+)+", row[0])]


@cache
def all_words() -> list[str]:
    """Every plain word of five to fourteen letters in the lexicon files, in alphabetical order."""
    found: set[str] = set()
    for path in sorted(LEXICON.glob("*.tsv")):
        text = " ".join(cell for row in _rows(path.name) for cell in row)
        found.update(word for word in re.findall(r"[^\W\d_]+", text) if 5 <= len(word) <= 14 and word.islower())
    return sorted(found)


def fold(text: str) -> str:
    """Lower case without accents, as the rules are written; the words here hold nothing else to fold."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def _rows(name: str) -> list[list[str]]:
    with open(LEXICON / name, encoding="utf-8", newline="") as lines:
        wanted = (line for line in lines if line.strip() and not line.startswith("#"))
        return list(csv.reader(wanted, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
