"""What each construction of French does to a judgement, as tables of sentences with reasons.

`+` and `-`: the text praises, blames; `0`: it does neither. What is asked is the sign of `points`, the sum that the
label and the score are made of, and for `0` that it stays too faint for a side. Rules and words alone are asked: what the
learned part adds is another test's.
"""

import pytest

import ressenti

FAINT = 24

Row = tuple[str, str, str]  # sign, sentence, reason

NEGATION: list[Row] = [
    ("-", "Le vendeur n'est pas aimable.", "ne … pas"),
    ("-", "Le vendeur est pas aimable", "spoken, without ne"),
    ("-", "J'aime pas leur nouvelle carte", "pas behind a verb"),
    ("-", "On est jamais satisfaits avec eux", "jamais without ne"),
    ("-", "Ce n'est plus agréable d'y venir.", "ne … plus"),
    ("+", "C'est plus agréable d'y venir maintenant.", "plus compares"),
    ("-", "Aucun sourire, aucune politesse.", "a determiner, twice"),
    ("+", "Aucun défaut après six mois.", "a determiner before blame"),
    ("+", "Tout s'est fait sans problème.", "sans before blame"),
    ("-", "Un repas sans saveur.", "sans before praise"),
    ("-", "Ni propre ni confortable.", "ni … ni"),
    ("+", "Ni bruyant ni sale.", "ni … ni before blame"),
    ("+", "Je ne suis jamais déçu.", "jamais before blame"),
    ("-", "Service guère aimable.", "guère"),
    ("+", "Pas mauvais du tout !", "litotes"),
    ("+", "Pas mal du tout", "litotes"),
    ("-", "Pas terrible", "terrible is praise in this turn, and denied"),
    ("-", "Pas top.", "praise denied"),
    ("-", "Rien ne fonctionne.", "rien as subject"),
    ("-", "Personne ne répond.", "personne as subject"),
    ("+", "Une personne très gentille m'a renseigné.", "personne as noun"),
    ("+", "Je n'ai jamais vu un accueil aussi chaleureux.", "what never was is the degree"),
    ("-", "Jamais vu un accueil aussi froid.", "the same for blame"),
    ("-", "J'ai jamais eu une connexion aussi lente", "the same, spoken"),
    ("+", "Impossible de ne pas aimer cet endroit.", "two negations"),
]

RESTRICTION: list[Row] = [
    ("-", "Ils n'ont que des excuses.", "ne … que leaves blame"),
    ("+", "Je n'ai que des compliments à faire.", "ne … que leaves praise"),
    ("+", "Que du bonheur", "que alone"),
    ("+", "Ce n'est pas seulement rapide, c'est aussi très beau.", "pas seulement adds"),
    ("-", "Pas assez de personnel", "pas assez"),
    ("-", "Trop peu de choix", "trop peu"),
    ("-", "Trop de bruit", "trop de"),
    ("-", "Des portions trop petites", "trop before a plain adjective"),
    ("+", "Trop bien, on reviendra", "trop strengthens in spoken French"),
    ("-", "Beaucoup trop salé", "excess"),
    ("+", "Pas trop cher", "trop denied"),
]

INTENSITY: list[tuple[str, str, str]] = [  # the second weighs more than the first, the same way
    ("Le plat est bon.", "Le plat est très bon.", "très"),
    ("Le plat est très bon.", "Le plat est extrêmement bon.", "stronger"),
    ("Un peu lent.", "Lent.", "un peu takes away"),
    ("Le lit est assez confortable.", "Le lit est confortable.", "assez takes away"),
    ("Le site est lent.", "Le site est hyper lent.", "hyper"),
    ("C'est nul", "C'est NUL", "capitals"),
    ("C'est nul", "C'est nuuuuul", "drawn out"),
    ("C'est nul", "C'est nul !", "exclaimed"),
    ("Un vendeur grossier.", "Un vendeur vraiment grossier.", "vraiment"),
    ("Le service est agréable.", "Le service est super agréable.", "super before a judgement"),
    ("Personnel aimable.", "Personnel plus qu'aimable.", "plus que"),
    ("Réponse légèrement floue.", "Réponse floue.", "légèrement"),
]

CONTRAST: list[Row] = [
    ("-", "Joli mais cassé au bout de deux jours.", "what follows mais weighs more"),
    ("+", "Un peu cher mais excellent.", "the same for praise"),
    ("+", "Malgré le bruit, un séjour parfait.", "malgré weighs less"),
    ("-", "Malgré un joli décor, on a très mal mangé.", "the same for praise"),
    ("-", "Dommage que la salle soit si bruyante.", "dommage"),
    ("-", "Le téléphone est beau, sauf que la batterie est nulle.", "sauf que"),
    ("+", "Même si le trajet est long, l'endroit est magnifique.", "même si"),
    ("-", "Correct, cependant la viande était immangeable.", "cependant"),
    ("+", "Petit, certes, mais tellement charmant.", "certes … mais"),
    ("-", "Le décor est sympa ; par contre le service est catastrophique.", "par contre"),
    ("+", "À part une petite attente, tout était parfait.", "à part"),
]

WISHES: list[Row] = [
    ("-", "J'aurais aimé une réponse claire.", "regret"),
    ("-", "J'aurais adoré que la machine fonctionne.", "regret, with praise inside"),
    ("-", "Ça aurait pu être parfait.", "aurait pu"),
    ("-", "Vous auriez dû prévenir, ce n'est pas sérieux.", "auriez dû"),
    ("-", "Si seulement le service était aimable.", "si seulement"),
    ("-", "Si le magasin était propre, je viendrais avec plaisir.", "si … conditional"),
    ("-", "Si vous répondiez rapidement, vous seriez agréables.", "si … conditional"),
    ("-", "On aurait préféré un accueil chaleureux.", "on aurait préféré"),
    ("0", "Un mode sombre serait bien.", "a suggestion"),
    ("+", "Si vous cherchez un bon garage, allez-y.", "si without a conditional"),
    ("+", "Je serais ravi de revenir.", "a conditional of politeness"),
    ("-", "Il faudrait un personnel aimable.", "il faudrait"),
]

QUESTIONS: list[Row] = [
    ("0", "Est-ce que le tissu est agréable ?", "asked, not said"),
    ("0", "La livraison est-elle rapide en Corse ?", "asked, not said"),
    ("0", "Bonjour, pouvez-vous me dire si le colis est perdu ? Merci d'avance.", "polite request"),
    ("0", "Bonjour, je souhaite savoir si la garantie couvre la casse. Cordialement", "polite request"),
    ("0", "Comment faire pour signaler une erreur de nom ? Merci", "request"),
    ("-", "Vous vous moquez de qui ?", "no question"),
    ("-", "Vous trouvez ça normal ?", "no question"),
    ("-", "Où est passée ma commande ???", "insistence"),
    ("-", "À quoi sert votre service client ?", "no question"),
    ("+", "Que demander de plus ?", "no question"),
    ("-", "Sérieusement, trois semaines ?!", "insistence"),
]

COMPARISONS: list[Row] = [
    ("+", "Bien mieux que l'ancien modèle.", "mieux que"),
    ("-", "Moins bien que l'année dernière.", "moins bien que"),
    ("-", "Pire que la dernière fois.", "pire que"),
    ("+", "Plus rapide qu'avant.", "plus … que"),
    ("-", "C'était mieux avant.", "the past was better"),
    ("-", "Moins cher ailleurs.", "elsewhere"),
    ("-", "De pire en pire", "worsening"),
    ("+", "De mieux en mieux", "improving"),
    ("+", "Moins cher que chez les autres.", "moins cher que"),
    ("-", "Plus cher que prévu.", "plus cher que"),
    ("0", "Ni mieux ni pire que les autres.", "level"),
]

REPORTED: list[Row] = [
    ("-", "On m'avait dit que c'était un service parfait.", "hearsay"),
    ("+", "On m'avait dit que c'était un service parfait, je confirme.", "confirmed"),
    ("-", "On m'avait dit que tout était excellent, c'est faux.", "denied"),
    ("-", "Un service soi-disant rapide.", "soi-disant"),
    ("-", "Livraison « soignée » : le carton était éventré.", "quoted praise"),
    ("-", "Le « super cadeau » était une gomme.", "quoted praise"),
    ("0", "Le film s'appelle « Belle Horreur ».", "a title"),
    ("0", "J'ai la carte « Excellence » depuis mars.", "a name"),
    ("-", "La pub promet un matelas confortable.", "an advertisement"),
    ("+", "« Accueil chaleureux », dit l'annonce, et c'est vrai.", "a quotation confirmed"),
    ("-", "Il paraît que vous êtes efficaces.", "il paraît que"),
]

MARKS: list[Row] = [
    ("+", "9/10", "out of ten"),
    ("+", "Note : 18/20", "out of twenty"),
    ("+", "Je mets 5 étoiles", "stars"),
    ("-", "2/10", "out of ten"),
    ("-", "1 étoile", "stars"),
    ("-", "Je mets 3 sur 10", "sur"),
    ("-", "Zéro pointé", "nought"),
    ("0", "Note : 3/5", "half way"),
    ("0", "Rendez-vous le 5/10", "a date"),
    ("0", "Commande du 05/10/2023", "a date"),
    ("0", "Batterie chargée à 4 sur 10 à l'arrivée", "another scale"),
    ("0", "Un hôtel 4 étoiles près du port", "a category"),
]

IRONY: list[Row] = [
    ("-", "Bravo, deux heures de retard.", "praise and a fact"),
    ("-", "Bravo, le colis est arrivé cassé.", "praise and damage"),
    ("-", "Merci pour rien.", "a set phrase"),
    ("-", "Quel bonheur, encore une panne.", "exclaimed"),
    ("-", "Génial, toujours aucune réponse.", "exclaimed"),
    ("-", "Félicitations, vous avez perdu mon dossier.", "exclaimed"),
    ("-", "Super, la connexion est encore coupée 👏", "with an emoji"),
    ("+", "Bravo à toute l'équipe, très belle soirée.", "meant"),
    ("+", "Merci pour votre aide malgré le retard.", "malgré: both are meant"),
    ("+", "Quel bonheur, une équipe aux petits soins.", "meant"),
    ("+", "Super restaurant, un peu bruyant mais délicieux.", "weighed, not ironical"),
    ("+", "Félicitations au chef, un régal.", "meant"),
]

FACTS: list[Row] = [
    ("-", "Toujours pas livré.", "still not"),
    ("-", "Appelé quatre fois", "repetition"),
    ("-", "J'attends depuis trois semaines", "waiting"),
    ("-", "Caution non rendue", "not done"),
    ("-", "Le plombier n'a pas rappelé.", "not done"),
    ("-", "Pas de serviettes, pas de savon.", "absence"),
    ("-", "Personne à l'accueil", "absence"),
    ("-", "On me renvoie de service en service", "sent round"),
    ("-", "Changement de tarif sans me prévenir", "behind one's back"),
    ("-", "Réparation payée de ma poche", "at one's cost"),
    ("+", "Réparé en 20 minutes", "promptness"),
    ("+", "Remboursé le soir même", "promptness"),
    ("+", "Livré comme convenu", "a promise kept"),
    ("+", "Aucune file, servi tout de suite", "absence of blame"),
    ("+", "Elle m'a évité un déplacement", "a favour"),
    ("+", "Promis en 5 jours, reçu en 5 jours.", "a promise kept, in figures"),
]

NEUTRAL: list[Row] = [
    ("0", "Je vous souhaite une bonne journée.", "a formula"),
    ("0", "Cordialement", "a formula"),
    ("0", "Merci de me transmettre le contrat.", "a request"),
    ("0", "Je vous remercie par avance de votre réponse.", "a formula"),
    ("0", "J'ai oublié mon parapluie dans le bus, comment faire ?", "a request"),
    ("0", "Bon de commande numéro 12", "a homograph"),
    ("0", "Je passe au supermarché le mardi.", "no super in it"),
    ("0", "Je cherche le formulaire de réclamation.", "a document's name"),
    ("0", "Rien de particulier à signaler.", "nothing said"),
    ("0", "ok", "lukewarm"),
    ("0", "Correct.", "lukewarm"),
    ("0", "Moyen.", "lukewarm"),
    ("0", "Crème pour peaux sensibles achetée le 4 juin.", "a purpose"),
    ("0", "Une assurance contre le vol et les dégâts des eaux", "an object"),
]

HOMOGRAPHS: list[Row] = [
    ("-", "C'est vraiment terrible, tout est cassé.", "terrible as blame"),
    ("-", "Pas terrible, ce film", "terrible in pas terrible"),
    ("+", "Cette soirée était mortelle !", "mortel in spoken French"),
    ("-", "Attente mortelle, on s'est ennuyés.", "mortel as blame"),
    ("-", "La prise ne marche pas.", "marcher as a verb"),
    ("+", "Tout marche très bien.", "marcher as a verb"),
    ("0", "La dernière marche de l'escalier", "marche as a noun"),
    ("-", "Trop cher", "cher as a price"),
    ("0", "Chère Madame, voici mon dossier.", "cher as an address"),
    ("+", "Le vendeur est un brave homme", "brave before a noun"),
]

REGIONS: list[Row] = [
    ("+", "Une serveuse ben smatte", "Québec"),
    ("-", "C'est plate à mort leur show", "Québec"),
    ("+", "Le char roule au boutte, c'est tiguidou", "Québec"),
    ("-", "J'ai été tanné d'attendre", "Québec"),
    ("-", "Quel brol dans ce magasin", "Belgique"),
    ("+", "Une soirée trop tof", "Belgique"),
    ("-", "Quel chenit dans la vitrine", "Suisse"),
    ("+", "Un vendeur bonnard", "Suisse"),
    ("-", "L'appareil péclote depuis Noël", "Suisse"),
    ("+", "jadore se site, jaime tt", "SMS"),
    ("-", "servis degueulasse", "misspelt"),
    ("+", "equipe tres profesionnelle", "misspelt"),
]

LISTS: list[Row] = [
    ("+", "+ accueil, + cadre", "signs before"),
    ("-", "+ carte, – toilettes, – parking", "signs before, more against"),
    ("+", "Les + : jardin, terrasse", "a heading"),
    ("-", "Points négatifs : parking, télévision", "a heading"),
    ("+", "Points positifs : cuisine, terrasse", "a heading"),
    ("0", "Cuisine +, parking –", "signs behind, level"),
    ("0", "15 € l'entrée + 5 € le vestiaire", "a sum"),
    ("0", "Chambre + petit déjeuner pour deux", "an addition"),
    ("-", "Inconvénient : le parking", "a heading"),
    ("+", "Avantage : le parking", "a heading"),
]

TABLES: dict[str, list[Row]] = {
    "negation": NEGATION, "restriction": RESTRICTION, "contrast": CONTRAST, "wishes": WISHES, "questions": QUESTIONS,
    "comparisons": COMPARISONS, "reported": REPORTED, "marks": MARKS, "irony": IRONY, "facts": FACTS, "neutral": NEUTRAL,
    "homographs": HOMOGRAPHS, "regions": REGIONS, "lists": LISTS,
}


@pytest.mark.parametrize("name", TABLES)
def test_sign(name: str, rules_alone: ressenti.Analyzer) -> None:
    wrong = []
    for sign, text, reason in TABLES[name]:
        explained = ressenti.explain(text, analyzer=rules_alone)
        points = explained.document["points"]
        is_right = abs(points) < FAINT if sign == "0" else points >= FAINT // 2 if sign == "+" else points <= -FAINT // 2
        if not is_right:
            terms = [f"{term.label} {term.points:+d}" for term in explained.contributions]
            wrong.append(f"{reason}: « {text} » should be {sign}, is {points:+d} ({', '.join(terms)})")
    assert not wrong, "\n".join(wrong)


def test_intensity_orders_what_is_said(rules_alone: ressenti.Analyzer) -> None:
    wrong = []
    for weaker, stronger, reason in INTENSITY:
        less, more = (ressenti.explain(text, analyzer=rules_alone).document["points"] for text in (weaker, stronger))
        if not (0 < less < more or more < less < 0):
            wrong.append(f"{reason}: « {weaker} » {less:+d}, « {stronger} » {more:+d}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_long_enough_and_look_both_ways(name: str) -> None:
    assert len(TABLES[name]) >= 10
    assert len({sign for sign, _, _ in TABLES[name]}) >= 2 or name == "neutral"


def test_terms_add_up_and_say_where(rules_alone: ressenti.Analyzer) -> None:
    """Whatever turns a judgement round is a span of the text, and the terms are the points."""
    for name, rows in TABLES.items():
        for _, text, _ in rows:
            explained = ressenti.explain(text, analyzer=rules_alone)
            assert sum(term.points for term in explained.contributions) == explained.document["points"], (name, text)
            for term in explained.contributions:
                assert 0 <= term.start < term.end <= len(text), (text, term)
                assert 0 <= term.cue_start <= term.cue_end <= len(text), (text, term)
