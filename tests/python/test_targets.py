"""The thing judged, and names out of lists, as Python and the command show them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

core = pytest.importorskip("ressenti._core")

import ressenti  # noqa: E402
from ressenti import check, cli, compile  # noqa: E402
from ressenti._faults import SourceError  # noqa: E402

Write = Callable[[str], Path]

OWN = """
[[list]]
name  = "concurrent"
words = ["Aqualys", "Bleu Nuit", "L’Atelier"]

[[rule]]
theme   = "loyalty_relation"
signals = ["competitor"]
id      = "parti"
phrase  = ["parti(e)(s) chez <concurrent>"]
yes     = ["Je suis parti chez <concurrent>.", "parties chez Aqualys"]
no      = ["Parti chez ma tante."]

[[rule]]
theme    = "product_quality"
polarity = "neg"
id       = "licorne"
phrase   = ["<cible> (est|sont) licornesque(s)"]
yes      = ["La machine à café est licornesque."]
no       = ["Tout est licornesque."]
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        path = tmp_path / "own.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def own_mention(analyzer: ressenti.Analyzer, text: str, rule: str) -> dict[str, object]:
    table = analyzer.analyze([text]).mentions
    return next(row for row in table if row["rule"] == rule)


# --- Targets --------------------------------------------------------------------------------

THINGS = [
    # text, what is judged, lemma, why
    ("La machine à café est licornesque.", "machine à café", "machine a cafe", "one to three words"),
    ("Bref, mes oreillers sont licornesques !", "oreillers", "oreiller", "the lemma is singular"),
    ("L’« écran » est licornesque", "écran", "ecran", "quotation marks do not matter"),
    ("L’écran. Est licornesque", None, None, "a full stop does"),
    ("𝓛𝓮 😀 😀 l'ÉCRAN est licornesque", "ÉCRAN", "ecran", "offsets count code points"),
]


@pytest.mark.parametrize(("text", "thing", "lemma", "why"), THINGS)
def test_a_slot_catches_the_thing(write: Write, text: str, thing: str | None, lemma: str | None, why: str) -> None:
    analyzer = ressenti.Analyzer(["fr", write(OWN)])
    rows = [row for row in analyzer.analyze([text]).mentions if row["rule"] == "product_quality/licorne"]
    if thing is None:
        assert not rows or rows[0]["target"] is None, why
        return
    assert rows[0]["target"] == lemma, why
    assert text[rows[0]["target_start"] : rows[0]["target_end"]] == thing, why


def test_without_a_slot_the_noun_nearby_or_none() -> None:
    table = ressenti.analyze(["Le petit déjeuner était excellent.", "Très bon produit.", "Bof."]).mentions
    things = {(row["document"], row["target"]) for row in table}
    assert (0, "petit dejeuner") in things and (1, "produit") in things
    assert {target for document, target in things if document == 2} <= {None}


def test_json_and_table_say_the_same() -> None:
    analysis = ressenti.analyze(["Le wifi ne marche pas.", "Très bon produit, livré vite.", None, "Merci"])
    rows = [mention for line in analysis.json_lines() for mention in json.loads(line)["mentions"]]
    keys = ("target", "target_start", "target_end", "name", "rule")
    assert [[row[key] for key in keys] for row in rows] == [[row[key] for key in keys] for row in analysis.mentions]


def test_things_are_counted_by_polarity() -> None:
    analysis = ressenti.analyze(["Le wifi ne marche pas, le wifi ne marche jamais.", "Wifi excellent", "Le wifi est excellent", "Très bon produit", ""])
    counts = analysis.targets(theme="product_quality")
    assert list(counts)[0] == "wifi" and counts["wifi"] == {"pos": 2, "neg": 1}, "a text counts once for each polarity"
    assert counts["produit"] == {"pos": 1}
    assert set(analysis.targets()) >= set(counts)
    assert analysis.targets("billing") == {} and ressenti.analyze([]).targets() == {}
    with pytest.raises(ValueError, match="no theme"):
        analysis.targets("product")


def test_threads_and_slices_change_nothing() -> None:
    texts = ["Le wifi ne marche pas.", "Très bon produit", "Bof", "La chambre était sale"] * 1500
    one, four = ressenti.analyze(texts), ressenti.analyze(texts, threads=4)
    assert one.targets() == four.targets()
    assert list(one.mentions["target"]) == list(four.mentions["target"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["le", "la", "wifi", "petit", "déjeuner", "ne marche pas", "très", "bon", "produit", "J’adore", "de", "à", ".", ",", "😀", "É", "\n"]), max_size=12))
def test_a_target_is_a_piece_of_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for row in ressenti.analyze([text]).mentions:
        assert (row["target"] is None) == (row["target_start"] is None) == (row["target_end"] is None)
        if row["target"] is not None:
            piece = ressenti.normalize(text[row["target_start"] : row["target_end"]])
            first = row["target"].split()[0]
            assert 0 <= row["target_start"] < row["target_end"] <= len(text)
            assert piece[: min(len(first), 3)] == first[:3]


# --- Lists ----------------------------------------------------------------------------------


def test_a_list_of_a_pack_is_found_and_named(write: Write) -> None:
    analyzer = ressenti.Analyzer(["fr", write(OWN)])
    row = own_mention(analyzer, "je suis partie chez BLEU NUIT", "loyalty_relation/parti")
    assert row["name"] == "Bleu Nuit"
    signals = analyzer.analyze(["Parti chez l'atelier"]).signals
    assert [row["name"] for row in signals if row["rule"] == "loyalty_relation/parti"] == ["L’Atelier"]
    assert {row["name"] for row in analyzer.names} == {"Aqualys", "Bleu Nuit", "L’Atelier"}


def test_the_caller_adds_names(write: Write) -> None:
    pack = write(OWN)
    more = ressenti.Analyzer(["fr", pack], lists={"concurrent": ["Véolor"], "marque": "Lumo"})
    assert own_mention(more, "Parti chez véolor.", "loyalty_relation/parti")["name"] == "Véolor"
    assert own_mention(more, "Parti chez Aqualys.", "loyalty_relation/parti")["name"] == "Aqualys"
    assert "options:" in more.fingerprint and "options:" not in ressenti.Analyzer(["fr", pack]).fingerprint


def test_without_names_such_a_rule_finds_nothing(write: Write) -> None:
    analyzer = ressenti.Analyzer(["fr", write(OWN.split("[[rule]]", 1)[1].join(["[[rule]]", ""]))])
    assert analyzer.names == []
    assert not [row for row in analyzer.analyze(["Parti chez Aqualys. Parti chez nomconcurrent."]).mentions if row["rule"] == "loyalty_relation/parti"]


def test_the_command_shows_names(write: Write, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Parti chez Aqualys\n", encoding="utf-8")
    assert cli.main(["analyze", str(tmp_path / "a.txt"), "--pack", str(write(OWN))]) == 0
    mentions = json.loads(capfd.readouterr().out)["mentions"]
    assert "Aqualys" in {mention["name"] for mention in mentions}


def test_check_runs_examples_with_a_name_of_its_own(write: Write) -> None:
    """So that rules can be shipped without names, and their examples say where one stands."""
    assert check.run([write(OWN)]).ok
    report = check.run([write(OWN.replace("parties chez Aqualys", "parties chez personne"))])
    assert report.false_examples == 1


MISTAKES = [
    ('[[list]]\nname = "concurrents"\nwords = ["A"]', "«\xa0concurrents\xa0» est inconnu", "the name of a list"),
    ('[[list]]\nwords = ["A"]', "il manque name", "no name"),
    ('[[list]]\nname = "marque"\nword = ["A"]', "clé inconnue", "another key"),
    ('[[list]]\nname = "marque"\nwords = [3]', "words doit être", "a number"),
    ('[[list]]\nname = "marque"\nwords = ["…"]', "des lettres ou des chiffres", "no letters"),
    ('[list]\nname = "marque"', "s’écrit [[list]]", "one bracket"),
    ('[[list]]\nname = "marque"\nwords = ["' + "a" * 500 + '"]', "cent lettres au plus", "too long"),
    ('[[rule]]\ntheme = "billing"\nphrase = "chez <concurents>"\nyes = "x"', "<concurrent>", "a class that is none"),
]


@pytest.mark.parametrize(("source", "said", "why"), MISTAKES)
def test_mistakes_are_told_in_french(write: Write, source: str, said: str, why: str) -> None:
    with pytest.raises(SourceError) as refused:
        compile.compile_pack(write(source))
    assert said in str(refused.value), why


@pytest.mark.parametrize("lists", [{"concurents": ["A"]}, {"marque": [""]}, {"marque": ["x" * 1000]}, {"": ["A"]}, {"marque": ["..."]}])
def test_lists_that_cannot_be_are_refused(lists: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="list|name"):
        ressenti.Analyzer(lists=lists)


@pytest.mark.parametrize("lists", [{"marque": [3]}, {"marque": [None]}, {3: ["A"]}])
def test_what_is_no_text_is_refused(lists: object) -> None:
    with pytest.raises(TypeError):
        ressenti.Analyzer(lists=lists)  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_any_name_is_found_or_refused(name: str) -> None:
    """Signs of regular expressions, other scripts, lone surrogates: nothing but a name or a ValueError."""
    pack = compile_own()
    try:
        analyzer = ressenti.Analyzer(["fr", pack], lists={"concurrent": [name]})
    except (ValueError, TypeError):
        return
    assert [row["name"] for row in analyzer.names] == [name]
    text = f"Je suis parti chez {name} hier"
    folded = ressenti.normalize(name)
    is_plain = folded.isascii() and folded[0].isalnum() and folded[-1].isalnum() and "\n" not in folded
    if is_plain and ressenti.normalize(text, spelling=True) == f"je suis parti chez {folded} hier":
        assert {row["name"] for row in analyzer.analyze([text]).mentions if row["rule"] == "own/1"} == {name}


def compile_own() -> bytes:
    builder = core.PackBuilder()
    builder.name("own", "0")
    builder.add_label("theme", "own", fr="A", en="B")
    builder.add_rule("own/1", "own.toml", 1, theme="own", phrases=["parti chez <concurrent>"])
    return bytes(builder.finish())
