"""Each lint of `ressenti check`, told by a small source that has this one flaw and no other."""

from pathlib import Path

import pytest

core = pytest.importorskip("ressenti._core")

from ressenti import check, compile  # noqa: E402
from ressenti._growth import GROWTH_AT_MOST, SIZES  # noqa: E402

LABELS = """
[parent.delivery]
fr = "Livraison"
en = "Delivery"
"""
THEMES = """
[theme.delivery_time]
parent = "delivery"
fr = "Délais"
en = "Delivery time"
stage = "delivery"
component = "touchpoints"
why = "Rapidité."

[theme.packaging]
parent = "delivery"
fr = "Emballage"
en = "Packaging"
stage = "delivery"
component = "touchpoints"
why = "Le carton."

[[rule]]
theme = "packaging"
phrase = "carton"
yes = "Le carton."

[[rule]]
id = "any"
theme = "delivery_time"
phrase = "livraison"
yes = "La livraison."
"""
SIGNALS = """
[signal.churn_intent]
fr = "Départ"
en = "Churn"
why = "Il part."

[signal.praise]
fr = "Éloge"
en = "Praise"
why = "Il loue."
"""


@pytest.fixture(autouse=True)
def no_shipped_pack(monkeypatch, tmp_path):
    monkeypatch.setattr(compile, "SHIPPED_PACK", tmp_path / "absent.pack")


@pytest.fixture
def checked(tmp_path):
    """Check the labels above with these rules on delivery_time."""

    def run(rules: str) -> check.Report:
        files = {"themes/parents.toml": LABELS, "themes/delivery.toml": THEMES + rules, "signals/signals.toml": SIGNALS}
        for name, text in files.items():
            path = tmp_path / "fr" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return check.run([tmp_path / "fr"])

    return run


def plain(text: str) -> str:
    """With ordinary spaces instead of those of French typography."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def rule(phrase: str, yes: str, more: str = "") -> str:
    return f"[[rule]]\ntheme = 'delivery_time'\nphrase = {phrase}\nyes = {yes}\n{more}\n"


def regex(written: str, yes: str = "3 €", needs: str = "needs = ['sav', 'p', '1', '3', 'a', 't']") -> str:
    return f"[[rule]]\ntheme = 'delivery_time'\nregex = '{written}'\nyes = \"{yes}\"\n{needs}\n"


LATE = rule("'colis en retard'", "'colis en retard'")

ERRORS = [
    # rules, what is said, why
    (rule("'colis perdu'", "['Mon paquet.', 'Sa lettre.']"), "ne trouve aucun de ses 2 exemples ; voici le premier", "it finds none of its yes"),
    (rule("'colis perdu'", "['Mon colis perdu.', 'Sa lettre.']"), "la règle ne trouve pas son propre exemple", "one of two is missed"),
    (rule("'colis'", "'colis'", "no = 'Un colis.'"), "se déclenche sur un exemple qu’elle doit laisser", "it finds a no"),
    (regex(r"\d+(?:[.,]\d+)?\s*€"), "explose : 2 625 024, 10 492 928, budget dépassé pas sur 1, 2 et 4 ko de « 1 » répété ; borner ses répétitions", "quadratic on digits, where PCRE2's match limit sees nothing"),
    (regex(r"(?:a|aa)+b", "aab"), "explose : budget dépassé, budget dépassé, budget dépassé pas", "exponential on letters"),
    (regex(r"t(?: ?[a-z]+)*x", "tx"), "budget dépassé", "a repetition inside a repetition"),
    (regex(r"p[^.]*q[^.]*r[^.]*s", "p q r s"), "explose", "three ways to cut the same text"),
    (regex(r"[éè]", "é"), "une regex lit le texte plié", "a class of accented letters"),
    (regex(r"\bÉté\b", "été"), "n’y trouverait rien ; écrire « \\bete\\b »", "an accented capital"),
]


@pytest.mark.parametrize(("rules", "said", "why"), ERRORS, ids=[row[-1] for row in ERRORS])
def test_refused(checked, rules, said, why):
    report = checked(rules)
    (error,) = report.errors
    assert said in plain(error), why
    assert "themes/delivery.toml:28, règle 3 (delivery_time/2) : " in plain(error)


WARNINGS = [
    # rules, what is said, why
    (rule("['colis perdu', 'Colis  PERDU']", "'colis perdu'"), "« Colis  PERDU » est écrite deux fois dans la règle", "a phrase twice in a rule"),
    (rule("'colis en retard'", "'colis en retard'", "unless = 'encore'") + rule("['colis en retard', 'trop tard']", "'trop tard'", "unless = 'pas'"), "« colis en retard » est déjà dans une règle du thème (", "a phrase in two rules"),
    (LATE + rule("'Colis en retard'", "'colis en retard'", "polarity = 'neg'"), "la règle a les mêmes phrases qu’une autre du thème (", "a rule twice"),
    (regex("(?i)sav", "sav"), "« (?i) » ne sert à rien", "caseless"),
    (regex(r"\bSAV|sav\b", "sav"), "contient une majuscule", "a capital"),
    (regex(r"\b\p{L}+ sav", "le sav"), "« \\p{L} » demande l’Unicode", "a property"),
    (regex(r"sav\xe9|sav", "sav"), "« \\xe9 » désigne un octet", "an accented letter by its code"),
    (regex(r"[$€]|sav", "sav"), "« [$€] » lit un seul octet", "a sign of several bytes in a class"),
    (regex("p ?€?1", "p€1"), "« € » répété ne répète que son dernier octet", "a sign of several bytes repeated"),
    (regex("le  sav|sav", "sav"), "deux espaces de suite", "blanks that folding joins"),
    (regex("sav", "sav", needs=""), "sans needs, la regex est lue sur chaque texte", "a regex that waits for nothing"),
    (rule("'<mot> <mot>'", "'chose faite'"), "« <mot> <mot> » est lue sur chaque texte, faute d’un mot", "a phrase without a word"),
    (rule("'colis'", "'colis'", "needs = 'colis'"), "needs ne sert qu’à une regex", "needs of nothing"),
]


@pytest.mark.parametrize(("rules", "said", "why"), WARNINGS, ids=[row[-1] for row in WARNINGS])
def test_doubted(checked, rules, said, why):
    report = checked(rules)
    assert report.ok, str(report)
    (warning,) = report.warnings
    assert said in plain(warning), why
    assert ", règle " in plain(warning) and " : attention, " in plain(warning)
    assert report.hints == ()


SOUND = [
    # rules, why nothing is to be said
    (regex(r"\bsav\b\S", "sav!"), "a capital that is syntax"),
    (regex(r"(?:p|€) ?\d", "p 3"), "a sign of several bytes, whole"),
    (regex(r"sav [[:alpha:]]", "sav a"), "a class by name, which knows ASCII"),
    (regex(r"sav[ ]{2}|sav", "sav"), "blanks that are counted"),
    (regex(r"\d{1,9}(?:[.,]\d{1,2})? ?€", "3 €"), "the regex that exploded, its runs bounded"),
    (rule("'<nombre> jours'", "'deux jours'"), "numbers in words, one after the other"),
    (rule("'colis <0-5> en <0-5> retard'", "'colis en retard'"), "two gaps"),
    (LATE + "[[rule]]\nsignals = 'praise'\nphrase = 'colis en retard'\nyes = 'colis en retard'\n", "one phrase, a theme and a signal"),
    ("".join(f"[[rule]]\nsignals = '{id}'\nphrase = 'adieu'\nyes = 'adieu'\n" for id in ("churn_intent", "praise")), "one phrase, two signals"),
]


@pytest.mark.parametrize(("rules", "why"), SOUND, ids=[row[-1] for row in SOUND])
def test_left_alone(checked, rules, why):
    report = checked(rules)
    assert (report.errors, report.warnings, report.hints) == ((), (), ()), why


NARROW, WIDE = "'colis en retard'", "'(colis|paquet) <0-2> retard'"

SHADOWS = [
    # narrow rule, wide rule, is it told, why
    (rule(NARROW, "'colis en retard'"), rule(WIDE, "'paquet en gros retard'"), True, "all its words are found"),
    (rule("'colis <0-1> retard'", "'colis en retard'"), rule(WIDE, "'paquet en gros retard'"), True, "a gap inside a larger gap"),
    (rule("'colis <0-4> retard'", "'colis en retard'"), rule(WIDE, "'paquet en gros retard'"), False, "a gap beyond the other's"),
    (rule("['colis en retard', 'trop tard']", "'colis en retard'"), rule(WIDE, "'paquet en gros retard'"), False, "another phrase of its own"),
    (rule(NARROW, "'colis en retard'", "polarity = 'neg'"), rule(WIDE, "'paquet en gros retard'"), False, "another polarity"),
    (rule(NARROW, "'colis en retard'"), rule(WIDE, "'paquet en gros retard'", "unless = 'sans'"), False, "the wide one has an exclusion"),
    (rule(NARROW, "'colis en retard'"), rule("'retard'", "'du retard'"), False, "fewer words make another mention"),
    (rule(NARROW, "'colis en retard'", "regex = 'retard de colis'\nneeds = 'retard'"), rule(WIDE, "'paquet en gros retard'"), False, "nobody tries out a regex"),
]


@pytest.mark.parametrize(("narrow", "wide", "is_told", "why"), SHADOWS, ids=[row[-1] for row in SHADOWS])
@pytest.mark.parametrize("is_first", [True, False])
def test_shadowed(checked, narrow, wide, is_told, why, is_first):
    report = checked(narrow + wide if is_first else wide + narrow)
    assert report.ok and not report.warnings, str(report)
    assert len(report.hints) == is_told, why
    if is_told:
        names = "(delivery_time/2)", "« delivery_time/3 »"
        own, other = names if is_first else ("(delivery_time/3)", "« delivery_time/2 »")
        assert own in report.hints[0] and other in plain(report.hints[0])
        assert plain(str(report)).endswith("0 exemple faux, 0 avertissement, 1 conseil")


def test_two_rules_that_find_the_same_do_not_both_go(checked):
    report = checked(rule("'colis en [gros] retard'", "'colis en retard'") + rule("'colis en (gros retard|retard)'", "'colis en gros retard'"))
    assert len(report.hints) == 1


def test_steps_are_counted_and_the_same_each_time():
    text = "1" * SIZES[0]
    steps = core.work(r"\d+€", [text, text[: SIZES[0] // 2]])
    assert steps == core.work(r"\d+€", [text, text[: SIZES[0] // 2]])
    assert steps[0] > GROWTH_AT_MOST * steps[1] > 0


def test_work_is_refused_in_one_sentence():
    with pytest.raises(core.CoreError) as refused:
        core.work("(", ["a"])
    assert refused.value.status == "BAD_PATTERN"
    with pytest.raises(TypeError):
        core.work("a", [None, 3])


def test_tiers_are_summed_up(checked):
    report = checked(LATE + regex(r"(?<=ab|cde)p", "abp"))
    line = plain(str(report)).split("\n")[-2]
    assert line == f"moteurs : {report.tiers.programs} motifs en programmes, 1 par PCRE2 ; 4 règles préfiltrées, 0 lue sur chaque texte"
    assert report.tiers.programs == 3
