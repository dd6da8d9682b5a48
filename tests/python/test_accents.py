"""Words that demand their accents, from the sources to the results: rules, tables, the checker, the shipped data."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

core = pytest.importorskip("ressenti._core")

from ressenti import check  # noqa: E402
from ressenti._accents import demanded, is_demanding, without_demands  # noqa: E402
from ressenti._faults import SourceError  # noqa: E402
from ressenti._lexicon import build_lexicon  # noqa: E402
from ressenti._tables import read_table  # noqa: E402
from ressenti.compile import SHIPPED_PACK, compile_pack  # noqa: E402

HEADER = "lemma\tpos\tvalence\tforms\tnote\n"


def engine_with(phrases: list[str], words: list[tuple[str, int, bool]] = (), regexes: list[str] = ()) -> core.Engine:  # type: ignore[assignment]
    builder = core.PackBuilder()
    builder.name("test", "")
    builder.add_label("theme", "t")
    for form, value, accents in words:
        builder.add_word("opinion", form, value=value, accents=accents)
    for number, phrase in enumerate(phrases, 1):
        builder.add_rule(f"t/{number}", "", number, theme="t", phrases=[phrase], regexes=regexes, needs=["a"] if regexes else [])
    return core.Engine([builder.finish()])


def spans(engine: core.Engine, texts: list[str]) -> list[list[tuple[int, int, int]]]:
    """Rule, start and end of each hit of each text."""
    result = engine.analyze(texts, hits=True)
    hits = list(zip(*(result.column("hits", name) for name in ("rule", "begin", "end")), strict=True))
    first = result.column("documents", "hit_begin")
    return [hits[first[row] : first[row + 1]] for row in range(len(texts))]


# --- Rules: the pairs that French tells apart by accents alone --------------------------------------------

PAIRS = [  # demanded, found, found although typed without accents, not found
    ("sûr!", "sûr", "sur", "sùr"),
    ("salé!", "salé", "sale", "sâle"),
    ("dû!", "dû", "du", "dù"),
    ("payé!", "payé", "paye", "payè"),
    ("côté!", "côté", "cote", "côte"),
    ("côte!", "côte", "cote", "coté"),
    ("pêché!", "pêché", "peche", "péché"),
    ("pécher!", "pécher", "pecher", "pêcher"),
    ("marché!", "marché", "marche", "marchè"),
    ("jeûne!", "jeûne", "jeune", "jéune"),
    ("tâche!", "tâche", "tache", "taché"),
    ("congé!", "congé", "conge", "cônge"),
    ("réglé!", "réglé", "regle", "règle"),
    ("règle!", "règle", "regle", "réglé"),
    ("mais!", "mais", "MAIS", "maïs"),
    ("ça!", "ça", "ca", "çà"),
    ("cœur!", "cœur", "coeur", "cœür"),
]
WAYS = [str, str.upper, str.capitalize, lambda word: unicodedata.normalize("NFD", word), lambda word: word.encode().decode("cp1252", "replace")]


@pytest.mark.parametrize(("word", "with_them", "without", "others"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_pairs(word: str, with_them: str, without: str, others: str) -> None:
    engine = engine_with([f"le {word}"])
    for way in WAYS:
        written = [way(spelling) for spelling in (with_them, without, others)]
        if any("\N{REPLACEMENT CHARACTER}" in spelling for spelling in written):
            continue  # a byte that cp1252 does not have: nobody could have written it
        found = spans(engine, [f"le {spelling} là" for spelling in written])
        assert [row[0][1:] if row else None for row in found] == [(0, 3 + len(written[0])), (0, 3 + len(written[1])), None], written


TEXTS = [
    ("salé", True, "the whole text"),
    ("Trop salé.", True, "before a stop"),
    ("décidément très sale", True, "accents of other words are no matter"),
    ("saléééé", True, "drawn out: typed without accents"),
    ("sââââle", True, "the same, whatever the accents"),
    ("l’eau-salé", True, "behind a hyphen"),
    ("desalé", False, "in a longer word"),
    ("sa\u0302lé", False, "one accent too many, decomposed"),
    ("s&acirc;le", False, "an entity"),
]


@pytest.mark.parametrize(("text", "is_found", "why"), TEXTS, ids=[row[2] for row in TEXTS])
def test_where_it_stands(text: str, is_found: bool, why: str) -> None:
    assert bool(spans(engine_with(["salé!"]), [text])[0]) is is_found, why


def test_unless_demands_too() -> None:
    builder = core.PackBuilder()
    builder.name("test", "")
    builder.add_label("theme", "t")
    builder.add_rule("t/1", "", 1, theme="t", phrases=["plat"], unless=["salé!"])
    rows = spans(core.Engine([builder.finish()]), ["plat salé", "plat sale", "plat sâle"])
    assert [bool(row) for row in rows] == [False, False, True]


def test_a_regex_may_not_call_out() -> None:
    with pytest.raises(core.CoreError, match="not allowed"):
        engine_with(["plat"], regexes=[r"\bsale(?C{salé})"])


WORDS = ["salé", "sale", "sâle", "SALÉ", "sal&eacute;", "dû", "du", "côté", "cote", "pas", "très", ".", ",", "mais", "maïs"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from(["NFC", "NFD"]))
def test_a_demand_only_takes_away(words: list[str], form: str) -> None:
    text = unicodedata.normalize(form, " ".join(words))
    plain, demanding = engine_with(["salé", "(dû|côté) [salé]"]), engine_with(["salé!", "(dû!|côté!) [salé!]"])
    free, held = spans(plain, [text])[0], spans(demanding, [text])[0]
    assert {hit[:2] for hit in held} <= {hit[:2] for hit in free}, text
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign)).replace("&eacute;", "e")
    assert spans(plain, [bare]) == spans(demanding, [bare]), "where no accent was typed nothing is taken"


def test_the_compiled_regex_says_what_is_demanded() -> None:
    regex = engine_with(["trop salé!(e)"]).patterns()[0]
    assert regex["regex"].endswith("sale(?C{salé})(?:e)?)(?!\\w)") and regex["program"] is True


# --- Tables -------------------------------------------------------------------------------------------------


def table(rows: str, name: str = "lexicon/opinion.tsv", header: str = HEADER) -> tuple[list[object], list[SourceError]]:
    faults: list[SourceError] = []
    words = read_table((header + rows).encode(), name, "t.tsv", faults.append)
    return list(words), faults


def entries(rows: str) -> list[tuple[str, int, bool]]:
    words, faults = table(rows)
    assert not faults, faults
    lexicon = build_lexicon(words, faults.append)  # type: ignore[arg-type]
    assert not faults, faults
    return [(word.form, word.source.value, word.demands_accents) for word in lexicon.words]


def test_one_mark_on_the_lemma_is_on_all_regular_forms() -> None:
    assert entries("salé!\tadj\t-20\t\t\n") == [("salé", -20, True), ("salée", -20, True), ("salés", -20, True), ("salées", -20, True)]


def test_listed_forms_have_their_own() -> None:
    assert entries("taché!\tadj\t-40\ttachés! tachée\t\n") == [("taché", -40, True), ("tachés", -40, True), ("tachée", -40, False)]


def test_three_words_that_fold_alike() -> None:
    rows = "salé!\tadj\t-20\t-\t\nsale!\tadj\t-50\t-\t\nsale\tadj\t-30\t-\t\n"
    assert entries(rows) == [("salé", -20, True), ("sale", -50, True), ("sale", -30, False)]


REFUSED = [
    ("salé!\tadj\t1\t-\t\nSALÉ!\tadj\t2\t-\t\n", "salé", "a spelling twice"),
    ("bien sûr!\tadv\t1\t-\t\n", "mot isolé", "an expression"),
]


@pytest.mark.parametrize(("rows", "message", "why"), REFUSED, ids=[row[2] for row in REFUSED])
def test_refused_rows(rows: str, message: str, why: str) -> None:
    _, faults = table(rows)
    assert len(faults) == 1 and message in str(faults[0]), why


def test_expressions_are_refused_with_a_sentence() -> None:
    _, faults = table("trop salé!\t-40\t\n", "lexicon/expressions.tsv", "expression\tvalence\tnote\n")
    assert len(faults) == 1 and "mot isolé" in str(faults[0])


WORTH = [("salé", -20), ("sale", -50), ("sâle", 0), ("SALÉ", -20), ("SALE", -50), ("saleee", -50), ("jeûne", 10), ("jeune", 10), ("jeùne", 0), ("pèche", 30)]


@pytest.mark.parametrize(("text", "valence"), WORTH)
def test_what_a_word_is_worth(text: str, valence: int) -> None:
    engine = engine_with(["plat"], [("salé", -20, True), ("sale", -50, True), ("jeûne", 10, True), ("pêche", 30, False)])
    result = engine.analyze([f"le {text}"], contributions=True)
    assert list(result.column("contributions", "valence")) == ([valence] if valence else [])


def test_demands_of_a_text() -> None:
    text = "trop SALÉ!, sale\u0301! ! côté!-à-côté"
    assert demanded(text) == ("salé", "salé", "côté") and is_demanding(text)
    assert without_demands(text) == "trop SALÉ, sale\u0301 ! côté-à-côté"
    assert not is_demanding("bravo ! (déçu)")


# --- The checker -----------------------------------------------------------------------------------------------

RULES = """
[theme.taste]
parent = "food"
fr = "Goût"
en = "Taste"
stage = "use"
component = "touchpoints"
why = "Ce qui se mange."

"""
PARENTS = '[parent.food]\nfr = "Repas"\nen = "Food"\n'


def report_on(tmp_path: Path, *rules: str) -> check.Report:
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes/parents.toml").write_text(PARENTS, encoding="utf-8")
    (tmp_path / "themes/taste.toml").write_text(RULES + "\n".join(f'[[rule]]\ntheme = "taste"\n{rule}\n' for rule in rules), encoding="utf-8")
    return check.run([tmp_path])


def test_two_demands_are_not_a_repetition(tmp_path: Path) -> None:
    report = report_on(tmp_path, 'phrase = "plat salé!"\nyes = "plat salé"\nno = "plat sâle"', 'phrase = "plat sale!"\nyes = "plat sale"\nno = "plat salé"')
    assert report.ok and not report.warnings and not report.hints


def test_the_same_demand_twice_is_one(tmp_path: Path) -> None:
    report = report_on(tmp_path, 'phrase = "plat salé!"\nyes = "plat salé"', 'phrase = "Plat SALÉ!"\nyes = "plat salé"')
    assert report.ok and len(report.warnings) == 1 and "mêmes phrases" in report.warnings[0]


def test_a_demanding_rule_does_not_make_another_useless(tmp_path: Path) -> None:
    assert not report_on(tmp_path, 'phrase = "plat salé"\nyes = "plat salé"', 'phrase = "[plat] salé!"\nyes = "salé"').hints


def test_a_rule_without_demands_may(tmp_path: Path) -> None:
    assert len(report_on(tmp_path, 'phrase = "plat salé!"\nyes = "plat salé"', 'phrase = "[plat] salé"\nyes = "salé"').hints) == 1


MISPLACED = ["salé(e)!", "salé!!", "(sûr|salé)!", "sal!é", "<mot>!"]


@pytest.mark.parametrize("phrase", MISPLACED)
def test_misplaced_marks_say_where_they_go(tmp_path: Path, phrase: str) -> None:
    report = report_on(tmp_path, f'phrase = "{phrase}"\nyes = "salé"')
    assert not report.ok and "juste derrière les lettres d’un mot" in report.errors[0]


# --- The shipped data --------------------------------------------------------------------------------------------

SHIPPED = [
    ("Le plat était salé.", [], "salted is not dirty"),
    ("Un truc sale.", [-55], "dirty is"),
    ("Un truc sâle.", [-55], "even badly spelled"),
    ("Un usage limité.", [-25], "the masculine, told from the noun"),
    ("C’est la limite.", [], "the noun"),
    ("Le fauteuil est taché.", [-40], "stained"),
    ("Une tâche par jour.", [], "a task"),
    ("Un pari risqué.", [-40], "risky"),
    ("Le risque existe.", [], "a risk"),
    ("Un patron outré.", [-65], "outraged"),
]


@pytest.mark.parametrize(("text", "valences", "why"), SHIPPED, ids=[row[2] for row in SHIPPED])
def test_shipped_words(text: str, valences: list[int], why: str) -> None:
    result = core.Engine([str(SHIPPED_PACK)]).analyze([text], contributions=True)
    terms = zip(result.column("contributions", "kind"), result.column("contributions", "valence"), strict=True)
    assert [valence for kind, valence in terms if core.contribution_kind_names[kind] != "model"] == valences, why


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "acme.opinion.tsv"
    source.write_text(HEADER + "salé!\tadj\t-20\t\t\nsale!\tadj\t-50\t-\t\n", encoding="utf-8")
    assert compile_pack(source) == compile_pack(source)
