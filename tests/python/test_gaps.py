"""Promises against what happened: what a reader of the guide finds in sentences of our own, and where he finds nothing."""

from typing import Any

import pytest

import ressenti

Gap = tuple[str, float, float, str, str]

GAPS: list[tuple[str, Gap, str]] = [
    # durations
    ("Livraison promise sous 48 heures, colis arrivé au bout de 5 jours.", ("duration", 48, 120, "hour", "missed"), "the unit of the promise"),
    ("On m’avait annoncé une semaine de réparation, il en a fallu trois.", ("duration", 1, 3, "week", "missed"), "the unit is said once"),
    ("Devant nous, le panneau affichait dix minutes d’attente. Nous avons attendu une demi-heure.", ("duration", 10, 30, "minute", "missed"), "half an hour"),
    ("Chantier prévu en quinze jours, terminé en douze.", ("duration", 15, 12, "day", "exceeded"), "faster"),
    ("Délai annoncé : trois semaines. Délai réel : deux mois.", ("duration", 3, 8.7, "week", "missed"), "months beside weeks"),
    ("Mon passeport était prévu sous un mois et demi, je l’ai reçu au bout de quatre mois.", ("duration", 1.5, 4, "month", "missed"), "a month and a half"),
    ("Engagement annoncé d’un an, en réalité deux ans.", ("duration", 12, 24, "month", "missed"), "years count in months"),
    ("Promis en 3 jours, reçu en 3 jours : parole tenue.", ("duration", 3, 3, "day", "met"), "kept"),
    ("Le plombier avait dit deux heures, il est resté et a mis une heure et quart.", ("duration", 2, 1.25, "hour", "exceeded"), "an hour and a quarter"),
    ("Reçu en neuf jours, on m’en avait promis quatre.", ("duration", 4, 9, "day", "missed"), "the promise last"),
    ("Livré en 6 jours au lieu de 2.", ("duration", 2, 6, "day", "missed"), "au lieu de"),
    ("Attente de 40 minutes alors qu’on nous annonçait 15 minutes.", ("duration", 15, 40, "minute", "missed"), "alors que"),
    ("Dépannage garanti en 24 h, réalisé finalement en 72 h.", ("duration", 24, 72, "hour", "missed"), "a guaranteed delay"),
    ("Installation en 2 jours contre 5 annoncés, parfait.", ("duration", 5, 2, "day", "exceeded"), "contre"),
    ("Autonomie annoncée de 12 heures, 5 heures en réalité.", ("duration", 12, 5, "hour", "missed"), "of some times more is better"),
    ("Le massage devait durer 60 minutes, il a duré 40 minutes.", ("duration", 60, 40, "minute", "missed"), "here too"),
    ("Promesse de rappel dans la journée, on m’a rappelé au bout de 3 jours.", ("duration", 1, 3, "day", "missed"), "within the day"),
    ("Vendeur qui promettait trois jours : reçu le lendemain !", ("duration", 3, 1, "day", "exceeded"), "the next day"),
    ("Retard annoncé : cinq minutes. Retard réel : quarante minutes.", ("duration", 5, 40, "minute", "missed"), "a delay may be announced"),
    ("En principe deux semaines, au final cinq semaines.", ("duration", 2, 5, "week", "missed"), "en principe"),
    ("Prévu à l’origine pour durer 2 mois, le chantier en a pris 6.", ("duration", 2, 6, "month", "missed"), "à l’origine"),
    ("Dossier censé être traité en 10 jours, réponse au bout de 25.", ("duration", 10, 25, "day", "missed"), "censé"),
    ("Livraison annoncée à J+2, reçue à J+5.", ("duration", 2, 5, "day", "missed"), "days after"),
    ("Annoncé pour huit jours, livré au bout de quinze jours.", ("duration", 8, 15, "day", "missed"), "huit jours, quinze jours"),
    ("Il devait passer sous trois quarts d’heure, il est venu au bout de 2 h 30.", ("duration", 45, 150, "minute", "missed"), "three quarters of an hour"),
    # still open
    ("Remboursement promis sous 10 jours, j’attends depuis 6 semaines.", ("duration", 10, 42, "day", "missed"), "still waiting"),
    ("Réponse annoncée sous 48 h. Cela fait 9 jours.", ("duration", 48, 216, "hour", "missed"), "cela fait"),
    ("On m’avait promis un appel sous 24 h. Nous sommes au quatrième jour.", ("duration", 24, 96, "hour", "missed"), "the fourth day"),
    ("Carte annoncée sous 5 jours, toujours rien au bout de 12 jours.", ("duration", 5, 12, "day", "missed"), "toujours rien"),
    ("Technicien promis sous une semaine, ça fait trois semaines que j’attends.", ("duration", 1, 3, "week", "missed"), "ça fait"),
    # clock times and dates
    ("Rendez-vous à 14 h, reçue à 15 h 20.", ("duration", 0, 80, "minute", "missed"), "an appointment is an announcement"),
    ("Livraison prévue à 9h, arrivée à 11h.", ("duration", 0, 2, "hour", "missed"), "whole hours"),
    ("Le livreur devait passer avant midi, il est arrivé à 15h30.", ("duration", 0, 210, "minute", "missed"), "noon"),
    ("Mon bus de 7h15 est passé à 7h50.", ("duration", 0, 35, "minute", "missed"), "a timetable"),
    ("Taxi prévu à 6 h, il est arrivé à 5 h 50.", ("duration", 0, -10, "minute", "exceeded"), "early is negative"),
    ("Arrivé à 16h au lieu de 14h.", ("duration", 0, 2, "hour", "missed"), "instead of"),
    ("Prévu le 3, reçu le 9.", ("duration", 0, 6, "day", "missed"), "days of one month"),
    ("Annoncé pour le 15 mars, livré le 2 avril.", ("duration", 0, 18, "day", "missed"), "over the end of the month"),
    ("Livraison promise le 28/12/2025, reçue le 04/01/2026.", ("duration", 0, 7, "day", "missed"), "over the end of the year"),
    ("Colis prévu le 20, arrivé le 18, bravo.", ("duration", 0, -2, "day", "exceeded"), "early"),
    # prices
    ("Devis de 450 €, facture de 620 €.", ("price", 450, 620, "eur", "missed"), "dearer than the estimate"),
    ("Devis : 1 200 euros. Facture : 1 050.", ("price", 1200, 1050, "eur", "exceeded"), "cheaper, the currency is said once"),
    ("Prix affiché 19,90 €, débité 24,90 €.", ("price", 19.9, 24.9, "eur", "missed"), "cents"),
    ("Facturé 75 € au lieu de 50 €.", ("price", 50, 75, "eur", "missed"), "au lieu de"),
    ("Abonnement annoncé à 9€99, prélevé 12€99.", ("price", 9.99, 12.99, "eur", "missed"), "the sign between"),
    ("On m’avait dit 80 piastres, j’ai payé 95 piastres.", ("price", 80, 95, "cad", "missed"), "Québec"),
    ("Tarif indiqué : CHF 49.-, débité CHF 59.-", ("price", 49, 59, "chf", "missed"), "Switzerland"),
    ("Devis 900, facturé 1100.", ("price", 900, 1100, "eur", "missed"), "money goes without saying"),
    ("Remise promise de 30 €, reçu 15 €.", ("price", 30, 15, "eur", "missed"), "of a rebate more is better"),
    ("Bon d’achat annoncé de 20 €, j’ai reçu 25 €.", ("price", 20, 25, "eur", "exceeded"), "of a voucher too"),
    ("Devis de 300 €, facturé le double.", ("price", 300, 600, "eur", "missed"), "twice as much"),
    ("Annoncé à dix-neuf euros quatre-vingt-dix, payé vingt-quatre euros.", ("price", 19.9, 24, "eur", "missed"), "in words"),
    ("J’ai payé 110 € contre 90 annoncés.", ("price", 90, 110, "eur", "missed"), "contre"),
    ("Estimation à 60 € au téléphone, 45 € sur la facture.", ("price", 60, 45, "eur", "exceeded"), "an estimate"),
    # percentages
    ("On annonçait -20 % en vitrine, en caisse 10 %.", ("percent", 20, 10, "percent", "missed"), "a discount"),
    ("Rendement promis de 4 %, obtenu 2 %.", ("percent", 4, 2, "percent", "missed"), "a yield"),
    ("Hausse annoncée de 3 %, en réalité 9 %.", ("percent", 3, 9, "percent", "missed"), "of a rise less is better"),
    ("Remise annoncée de dix pour cent, finalement quinze pour cent.", ("percent", 10, 15, "percent", "exceeded"), "in words"),
    # counts
    ("Commandé 6 verres, reçu 4 verres.", ("count", 6, 4, "item", "missed"), "ordered and received"),
    ("J’avais commandé douze macarons, il y en avait treize.", ("count", 12, 13, "item", "exceeded"), "one more"),
    ("Trois chaises livrées au lieu de quatre.", ("count", 4, 3, "item", "missed"), "au lieu de"),
    ("Nous avions réservé 3 chambres, on nous en a donné 2.", ("count", 3, 2, "item", "missed"), "reserved and given"),
    ("La boîte annonce 100 pièces, j’en ai compté 92.", ("count", 100, 92, "item", "missed"), "announced and counted"),
    ("5 cartons reçus sur les 7 commandés.", ("count", 7, 5, "item", "missed"), "sur les"),
]

NO_GAP: list[tuple[str, str]] = [
    ("Livraison promise en 3 à 5 jours, reçue en 8.", "a range"),
    ("Passage prévu entre 8h et 12h, arrivé à 14h.", "a range of hours"),
    ("Prévu mardi, livré jeudi.", "two weekdays"),
    ("Taille 40 au lieu de 42.", "a size"),
    ("Table annoncée de 120 cm, reçue de 110 cm.", "a size"),
    ("Le tarif passe de 20 à 25 € en janvier.", "an announced rise"),
    ("Affiché 25 € sur le site, payé 30 € en magasin.", "another channel"),
    ("Chez le concurrent c’est 20 €, j’ai payé 25 €.", "a competitor"),
    ("Garantie de 2 ans, panne au bout de 3 ans.", "a guarantee"),
    ("Garanti 5 ans, tombé en panne au bout de 6 mois.", "a guarantee"),
    ("L’agence ouvre à 9h, je suis arrivé à 8h30.", "opening hours"),
    ("Horaires affichés : 8h. Arrivé à 9h.", "opening hours"),
    ("J’ai choisi 2 places au lieu de 3.", "his own choice"),
    ("Remboursement promis de 200 €, versé la moitié.", "a hint alone is not enough for a ratio"),
    ("Livré avec trois jours de retard.", "a delay without a promise"),
    ("J’ai attendu 40 minutes.", "one figure"),
    ("Livraison promise en 3 jours.", "no outcome"),
    ("Devis de 300 €, travaux en 3 jours.", "a price and a delay"),
    ("Une navette toutes les 10 minutes, nous avons attendu 5 minutes.", "how often"),
    ("Client depuis 12 ans, on me promet une réponse sous 48 h.", "how long he is a customer"),
    ("Mon fils de 3 ans a adoré, livré en 2 jours.", "an age"),
    ("Chambre 214, deuxième étage, 3 nuits.", "a room"),
    ("Commande n° 45872 passée le 3, payée 59 €.", "a file number"),
    ("Appelez le 01 99 00 12 34, promis, reçu 2 appels.", "a telephone number"),
    ("Écrivez à 12jours@example.com, reçu en 5 jours.", "an address"),
    ("Note de 2/10 pour un service annoncé 5 étoiles.", "marks"),
    ("Promis en 2025, reçu en 2026.", "years"),
    ("J’ai payé 30 € puis 40 €.", "two facts"),
    ("Promis 5 jours, puis promis 7 jours.", "two promises"),
    ("Commandé 2 livres, reçu 3 mails.", "other things"),
    ("Reçu 2 articles à 30 €.", "no promise"),
    ("Le trajet dure 2 heures et coûte 30 €.", "facts"),
    ("Prévu le 28, reçu le 3.", "of which month?"),
    ("Le vol part à 6 h 40 et arrive à 8 h 15.", "a timetable without an outcome"),
    ("Technicien sur place à 8 h, problème réglé à 8 h 20.", "nothing was promised"),
    ("Réunion à 9h, terminée à 11h.", "when it was over"),
    ("Promis en 3 jours, et j’ai passé 20 minutes au téléphone.", "minutes are no outcome of days"),
    ("Le devis est de 420 €. Merci. Au revoir. Bonne journée. J’ai payé 30 € de parking.", "too far away"),
    ("Il faut résilier 2 mois avant la date, j’ai reçu la lettre au bout de 3 mois.", "from when on"),
    ("Les deux colis prévus sont arrivés, les deux abîmés.", "known already"),
    ("Le millésime 2016 au lieu de 2019.", "a vintage"),
    ("2 h 12 de parking au lieu de 2 h max.", "a rule"),
    ("10 minutes en voiture au lieu de 25 à pied.", "another way"),
    ("Une offre à 15 € au lieu de 20 €.", "an offer"),
    ("Promis sous 48 h, toujours rien au bout de 24 h.", "it may still be kept"),
    ("Un client sur deux est parti, on m’avait promis 3 mois.", "a share"),
    ("Ouvert 7j/7 et 24h/24, livré en 2 jours.", "always"),
    ("5 euros de plus que prévu.", "the difference alone"),
    ("Arrivé dix minutes avant l’heure prévue.", "the difference alone"),
    ("Payé en 3 fois, annoncé en 4 fois.", "how often"),
    ("Il reste 3 places à 20 € et 2 à 30 €.", "an inventory"),
    ("J’avais réservé 3 nuits, le séjour coûte 240 €.", "nights and money"),
    ("Le site dit 5 jours ou 7 jours, je ne sais plus.", "an alternative"),
    ("Compter 2 à 3 semaines, au final 3 semaines.", "a range"),
    ("Le contrat AB-778-210 prévoit un préavis, reçu le 12.", "a contract"),
    ("Paiement par carte 4970 1000 0000 0003 refusé, prévu 2 fois.", "a card"),
    ("75011 Paris, livré en 2 jours.", "a postcode"),
    ("J’ai 78 ans, on m’a servi en 5 minutes.", "an age"),
    ("Promotion : 2 achetés, 1 offert.", "an offer"),
    ("Le double vitrage est posé, devis de 900 €.", "a double window"),
    ("La moitié des articles sont en rupture, délai de 3 semaines.", "half of them"),
]

OPEN = {"still waiting", "cela fait", "the fourth day", "toujours rien", "ça fait"}


def gaps(text: str) -> list[dict[str, Any]]:
    return ressenti.analyze(text).gaps.to_dicts()


def test_the_table_is_large_and_balanced() -> None:
    assert len(GAPS) + len(NO_GAP) >= 120
    assert len(NO_GAP) >= 55 and len(GAPS) >= 60


@pytest.mark.parametrize(("text", "gap", "why"), GAPS)
def test_gaps(text: str, gap: Gap, why: str) -> None:
    found = [(g["kind"], g["promised"], g["actual"], g["unit"], g["direction"]) for g in gaps(text)]
    assert len(found) == 1, (why, found)
    (one,) = found
    scale = {"hour": 60, "minute": 1, "day": 1440, "week": 10080, "month": 43200}
    if gap[0] == "duration":
        assert one[0] == "duration" and one[4] == gap[4], (why, one)
        assert [value * scale[one[3]] for value in one[1:3]] == pytest.approx([value * scale[gap[3]] for value in gap[1:3]], rel=0.01), (why, one)
    else:
        assert (one[0], one[3], one[4]) == (gap[0], gap[3], gap[4]), (why, one)
        assert one[1:3] == pytest.approx(gap[1:3]), (why, one)


@pytest.mark.parametrize(("text", "why"), NO_GAP)
def test_no_gaps(text: str, why: str) -> None:
    assert gaps(text) == [], why


@pytest.mark.parametrize(("text", "gap", "why"), GAPS)
def test_a_gap_keeps_both_spans_and_whether_it_is_open(text: str, gap: Gap, why: str) -> None:
    for found in gaps(text):
        spans = [(found["promised_start"], found["promised_end"]), (found["actual_start"], found["actual_end"])]
        assert min(spans)[0] == found["start"] and max(spans)[1] == found["end"], why
        assert all(any(character.isalnum() for character in text[start:end]) for start, end in spans)
        assert found["open"] == (why in OPEN), why


@pytest.mark.parametrize(("text", "gap", "why"), GAPS)
def test_a_gap_is_a_signal(text: str, gap: Gap, why: str) -> None:
    """A missed one breaks a promise, an exceeded one exceeds it; rules may say the same in words."""
    (row,) = ressenti.analyze(text).to_dicts()
    for found in row["gaps"]:
        expected = {"missed": "promise_broken", "exceeded": "promise_exceeded", "met": None}[found["direction"]]
        assert expected is None or expected in row["signals"], why


PROMISES = [
    ("Réponse sous 48 h.", [("duration", 48, "hour", "sous 48 h")], "a delay"),
    ("Vous serez remboursé sous 14 jours.", [("duration", 14, "day", "sous 14 jours")], "a company's own message"),
    ("Livraison prévue en trois jours.", [("duration", 3, "day", "prévue en trois jours")], "in words"),
    ("Devis de 300 €.", [("price", 300, "eur", "Devis de 300 €")], "a price"),
    ("Remise annoncée de 10 %.", [("percent", 10, "percent", "annoncée de 10 %")], "a percentage"),
    ("Rappel promis sous 24 h, pièce sous 5 jours.", [("duration", 24, "hour", "sous 24 h"), ("duration", 5, "day", "sous 5 jours")], "two"),
    ("Promis sous 48 h, reçu en 3 jours.", [], "its outcome is told"),
    ("Sans réponse sous dix jours, je pars.", [], "the customer's own deadline"),
    ("Garantie de 2 ans.", [], "a guarantee"),
    ("Sous 3 à 5 jours.", [], "a range"),
    ("J’ai payé 30 €.", [], "a fact"),
]


@pytest.mark.parametrize(("text", "expected", "why"), PROMISES)
def test_promises_without_an_outcome(text: str, expected: list[tuple[str, float, str, str]], why: str) -> None:
    found = ressenti.analyze(text).promises.to_dicts()
    assert [(p["kind"], p["value"], p["unit"], p["evidence"]) for p in found] == expected, why
