"""Tables for ressenti.inflect: every row says why it is there."""

import pytest

from ressenti.inflect import MAX_VARIANTS, expand, feminine, forms, plural

FEMININES = [
    # masculine, feminine, why
    ("content", "contente", "the ordinary -e"),
    ("ravi", "ravie", "a vowel takes -e too"),
    ("déçu", "déçue", "a participle agrees like an adjective"),
    ("rapide", "rapide", "invariable in -e"),
    ("sérieux", "sérieuse", "-x, -se"),
    ("jaloux", "jalouse", "-x, -se, not only -eux"),
    ("abusif", "abusive", "-f, -ve"),
    ("trompeur", "trompeuse", "-eur, -euse"),
    ("novateur", "novatrice", "-teur, -trice"),
    ("menteur", "menteuse", "-teur from a verb in -tir"),
    ("meilleur", "meilleure", "comparatives keep -eur"),
    ("exceptionnel", "exceptionnelle", "-el doubles"),
    ("moyen", "moyenne", "-en doubles"),
    ("bon", "bonne", "-on doubles"),
    ("coquet", "coquette", "-et doubles"),
    ("complet", "complète", "-et that opens instead"),
    ("mensonger", "mensongère", "-er, -ère"),
    ("public", "publique", "-c, -que"),
    ("franc", "franche", "-c, -che, one by one"),
    ("long", "longue", "-g, -gue"),
    ("exigu", "exiguë", "the diaeresis of -gu"),
    ("nouveau", "nouvelle", "-eau, -elle"),
    ("nul", "nulle", "not -el, doubles all the same"),
    ("gentil", "gentille", "not -eil, doubles all the same"),
    ("frais", "fraîche", "irregular"),
    ("faux", "fausse", "-x that is not -se"),
    ("bref", "brève", "-f that opens its vowel"),
]


@pytest.mark.parametrize(("masculine", "expected", "why"), FEMININES)
def test_feminine(masculine: str, expected: str, why: str) -> None:
    assert feminine(masculine) == expected, why


PLURALS = [
    ("colis", "colis", "-s stays"),
    ("prix", "prix", "-x stays"),
    ("nez", "nez", "-z stays"),
    ("retard", "retards", "the ordinary -s"),
    ("cadeau", "cadeaux", "-au takes -x"),
    ("enjeu", "enjeux", "-eu takes -x"),
    ("pneu", "pneus", "-eu that takes -s"),
    ("loyal", "loyaux", "-al, -aux"),
    ("glacial", "glacials", "-al that takes -s"),
    ("régal", "régals", "a noun in -al that takes -s"),
    ("bijou", "bijoux", "one of the seven in -ou"),
    ("filou", "filous", "not one of the seven"),
]


@pytest.mark.parametrize(("singular", "expected", "why"), PLURALS)
def test_plural(singular: str, expected: str, why: str) -> None:
    assert plural(singular) == expected, why


WORDS = [
    ("rapide", "adj", "", "rapide rapides", "four cells, two forms"),
    ("loyal", "adj", "auto", "loyal loyale loyaux loyales", "auto is the regular rule"),
    ("sérieux", "adj", "", "sérieux sérieuse sérieuses", "masculine plural unchanged"),
    ("top", "adj", "-", "top", "a dash means one form"),
    ("beau", "adj", "bel belle beaux belles", "beau bel belle beaux belles", "forms as listed"),
    ("arnaque", "noun", "", "arnaque arnaques", "nouns: plural only"),
    ("vraiment", "adv", "", "vraiment", "adverbs do not vary"),
    ("bravo", "intj", "auto", "bravo", "interjections do not vary"),
]


@pytest.mark.parametrize(("lemma", "pos", "spec", "expected", "why"), WORDS)
def test_forms(lemma: str, pos: str, spec: str, expected: str, why: str) -> None:
    assert forms(lemma, pos, spec) == expected.split(), why


VERBS = [
    # lemma, forms that must be there, forms that must not, why
    ("tromper", "trompe trompons trompait trompera tromperait trompé trompées trompant "
     "trompèrent", "trompis", "regular -er"),
    ("gérer", "gère gèrent gérons gérera gèrera géré", "gére", "é opens before a mute e; both "
     "futures are written"),
    ("exagérer", "exagère exagéré", "exagére", "the last é only"),
    ("créer", "crée créent créé", "crèe", "é with no consonant after it stays"),
    ("célébrer", "célèbre célébrons", "célébre", "é before two consonants opens too"),
    ("reléguer", "relègue relégué", "reléguë", "gu counts as one consonant"),
    ("peser", "pèse pèsera pesait", "pese pésera", "a weak e becomes è"),
    ("acheter", "achète achètera achetons", "achette", "-eter with è"),
    ("jeter", "jette jettera jetait", "jète", "-eter that doubles"),
    ("appeler", "appelle appellera appelons", "appèle", "-eler that doubles, though it ends in "
     "-peler"),
    ("harceler", "harcèle harcelé", "harcelle", "-eler with è"),
    ("vexer", "vexe vexé", "vèxe", "x counts as two consonants"),
    ("rester", "reste restera", "rèste", "e before two consonants is closed already"),
    ("arranger", "arrangeons arrangeait arrange arrangions", "arrangait", "-ger keeps its sound"),
    ("agacer", "agaçait agaçant agace agacera", "agacait", "-cer takes a cedilla"),
    ("nettoyer", "nettoie nettoiera nettoyait", "nettoye", "-oyer writes i before a mute e"),
    ("ennuyer", "ennuie ennuyé", "ennuye", "-uyer likewise"),
    ("payer", "paie paye paiera payera payé", "paiait", "-ayer allows both"),
    ("bloquer", "bloque bloquait bloqué", "bloqe", "qu is a consonant, not a vowel"),
    ("réussir", "réussit réussissent réussissait réussira réussisse réussissant réussie",
     "réussient", "-ir/-issant"),
]


@pytest.mark.parametrize(("lemma", "present", "absent", "why"), VERBS)
def test_verbs(lemma: str, present: str, absent: str, why: str) -> None:
    found = forms(lemma, "verb", "")
    assert set(present.split()) <= set(found), why
    assert not set(absent.split()) & set(found), why
    assert found[0] == lemma, "the lemma comes first"
    assert len(found) == len(set(found)), "no form twice"


REFUSED_WORDS = [
    ("décevoir", "verb", "", "list its forms", "irregular: the file must list its forms"),
    ("offrir", "verb", "auto", "list its forms", "in -ir, and not like réussir"),
    ("bon", "adjective", "", "part of speech", "a typing mistake in the column"),
]


@pytest.mark.parametrize(("lemma", "pos", "spec", "message", "why"), REFUSED_WORDS)
def test_refused_words(lemma: str, pos: str, spec: str, message: str, why: str) -> None:
    with pytest.raises(ValueError, match=message):
        forms(lemma, pos, spec)
        pytest.fail(why)


EXPRESSIONS = [
    ("rien à redire", ["rien à redire"], "plain words"),
    ("laiss(e|ent) à désirer", ["laisse à désirer", "laissent à désirer"], "attached choice"),
    ("déçu(e)(s)", ["déçu", "déçue", "déçus", "déçues"], "optional letters"),
    ("(in)satisfait", ["insatisfait", "satisfait"], "optional letters in front"),
    ("(du|de la) vol", ["du vol", "de la vol"], "free-standing choice of several words"),
    ("[très|un peu] long", ["très long", "un peu long", "long"], "optional words"),
    ("n'importe [vraiment] quoi", ["n'importe vraiment quoi", "n'importe quoi"],
     "no space left behind by what is absent"),
    ("(bon(ne)(s)|bel) accueil",
     ["bon accueil", "bonne accueil", "bons accueil", "bonnes accueil", "bel accueil"],
     "groups nest"),
    ("[pas (très|trop)] cher", ["pas très cher", "pas trop cher", "cher"], "a choice in an option"),
    ("l'(accueil|équipe)", ["l'accueil", "l'équipe"], "a choice attached to an elision"),
    ("(vraiment) nul", ["vraiment nul"], "one free-standing choice is no option"),
]


@pytest.mark.parametrize(("expression", "expected", "why"), EXPRESSIONS)
def test_expand(expression: str, expected: list[str], why: str) -> None:
    found = expand(expression)
    assert sorted(found) == sorted(expected), why
    assert len(found) == len(set(found)), "no variant twice"


REFUSED_EXPRESSIONS = [
    ("bon (accueil", "missing", "never closed"),
    ("bon accueil)", "closes nothing", "never opened"),
    ("bon [accueil)", "missing", "closed by the wrong bracket"),
    ("bon|mauvais", "outside", "a bar needs brackets"),
    ("[bon]", "optional", "would match nothing at all"),
    ("rembours*", "rules", "no wildcard here"),
    ("rien … redire", "rules", "no gap here"),
    ("<prix> de trop", "rules", "no class here"),
    ("(a|b)" * 13, str(MAX_VARIANTS), "an explosion is a mistake"),
]


@pytest.mark.parametrize(("expression", "message", "why"), REFUSED_EXPRESSIONS)
def test_refused_expressions(expression: str, message: str, why: str) -> None:
    with pytest.raises(ValueError, match=message):
        expand(expression)
        pytest.fail(why)
