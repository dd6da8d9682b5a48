"""Themes and signals proposed by the learned model: what is proposed and by which words, where rules speak, the switch, learning."""

import csv
import hashlib
import io
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ressenti
from ressenti import _core, cli

# « schmilblick » and « zinzinuler » are no words: only annotations can say what they speak of.
SAID = [
    ("un vrai schmilblick", {"product_quality": "pos"}, []),
    ("encore ce schmilblick", {"product_quality": "neg"}, []),
    ("schmilblick du mardi", {"product_quality": "neu"}, []),
    ("on va zinzinuler", {}, ["safety"]),
    ("zinzinuler hier soir", {}, ["safety"]),
    ("mardi, mercredi ou jeudi", {}, []),
    ("hier soir à Tours", {}, []),
] * 12
TEXTS = [text for text, _, _ in SAID]
THEMES = [themes for _, themes, _ in SAID]
SIGNALS = [signals for _, _, signals in SAID]


@pytest.fixture(scope="module")
def training() -> ressenti.Training:
    return ressenti.train(TEXTS, themes=THEMES, signals=SIGNALS)


@pytest.fixture(scope="module")
def taught(training: ressenti.Training) -> ressenti.Analyzer:
    return ressenti.Analyzer(packs=["fr", training.pack])


@pytest.mark.parametrize("text", ["azerty" * 6, "ha" * 4000, "a" * 8000])
def test_an_endless_word_is_none(text: str) -> None:
    """A key held down has the pieces of a word a thousand times; nobody speaks of anything with it."""
    read = ressenti.load().analyze([text]).to_dicts()[0]
    assert (read["sentiment"], read["themes"], read["points"]) == ("neu", {}, 0)


@pytest.fixture(scope="module")
def untaught(training: ressenti.Training) -> ressenti.Analyzer:
    return ressenti.Analyzer(packs=["fr", training.pack], learned_themes=False)


def document(analyzer: ressenti.Analyzer, text: str) -> dict[str, Any]:
    """Without the fingerprint, which tells the switch."""
    (row,) = analyzer.analyze([text]).to_dicts()
    return {key: value for key, value in row.items() if key != "fingerprint"}


ON, OFF = ressenti.load(), ressenti.load(learned_themes=False)


# ---- what is proposed -----------------------------------------------------------------------------------


PROPOSED = [
    ("Un schmilblick.", "product_quality", "neu", "schmilblick", "a word that only annotations know"),
    ("Quel horrible schmilblick !", "product_quality", "neg", "schmilblick", "judged by its clause"),
    ("Les schmilblicks, j'adore.", "product_quality", "pos", "schmilblicks", "a form of it, judged by what stands near"),
    ("SCHMILBLICK", "product_quality", "neu", "SCHMILBLICK", "in capitals"),
]


@pytest.mark.parametrize(("text", "theme", "polarity", "evidence", "why"), PROPOSED)
def test_a_text_that_no_rule_covers_gets_a_proposal(
    taught: ressenti.Analyzer, untaught: ressenti.Analyzer, text: str, theme: str, polarity: str, evidence: str, why: str
) -> None:
    assert document(untaught, text)["themes"] == {}
    row = document(taught, text)
    assert row["themes"] == {theme: polarity}, why
    (mention,) = row["mentions"]
    assert (mention["source"], mention["rule"], mention["target"], mention["name"]) == ("model", None, None, None)
    assert evidence in text[mention["start"] : mention["end"]]
    assert row["stages"] and row["components"]


def test_a_signal_is_proposed(taught: ressenti.Analyzer) -> None:
    row = document(taught, "Zinzinuler encore.")
    assert row["signals"] == ["safety"]
    (hit,) = row["signal_hits"]
    assert (hit["source"], hit["rule"], hit["attributes"]) == ("model", None, {})


BESIDE = [
    ("Livraison rapide, schmilblick.", ["delivery_time"], "a rule has found a theme: nothing is proposed beside it"),
    ("Produit de bonne qualité, un schmilblick", ["product_quality"], "a rule has found this very theme: it is not doubled"),
    ("Je suis content de mon schmilblick", None, "whatever rules find is kept as it is"),
    ("", [], "nothing"),
    ("12 34", [], "figures alone"),
    ("The schmilblick was not what the shop said it would be and they were rude.", [], "not French: not read"),
]


@pytest.mark.parametrize(("text", "themes", "why"), BESIDE)
def test_rules_come_first(
    taught: ressenti.Analyzer, untaught: ressenti.Analyzer, text: str, themes: list[str] | None, why: str
) -> None:
    row, without = document(taught, text), document(untaught, text)
    if themes is not None:
        assert list(row["themes"]) == themes, why
    if without["themes"]:
        assert row == without, why


@settings(deadline=None)
@given(st.lists(st.sampled_from("schmilblick colis livraison retard zinzinuler très bien pas le ! , . jamais cher accueil 12".split()), max_size=12))
def test_where_rules_find_a_theme_all_is_as_without(words: list[str]) -> None:
    text = " ".join(words)
    row, without = document(ON, text), document(OFF, text)
    sources = {mention["source"] for mention in row["mentions"]}
    assert len(sources) <= 1, "rules and model do not mix"
    assert len({mention["theme"] for mention in row["mentions"] if mention["source"] == "model"}) == sum(m["source"] == "model" for m in row["mentions"])
    if without["themes"]:
        assert row == without
    same = {key: row[key] for key in ("sentiment", "score", "points", "confidence", "irritation", "channels", "gaps", "promises")}
    assert same == {key: without[key] for key in same}, "a proposal changes no score"


@pytest.mark.parametrize(
    ("disable", "themes", "signals", "why"),
    [
        (["product_quality/*"], [], ["safety"], "who silences a whole theme wants nothing of it, from nobody"),
        (["safety/*"], ["product_quality"], [], "nor of a signal"),
        (["*"], [], [], "of anything"),
        (["product*", "safe*"], [], [], "a beginning is enough"),
        (["product_quality/n*"], ["product_quality"], ["safety"], "some of its rules are not all"),
        ([next(rule["name"] for rule in ON.rules if rule["name"].startswith("product_quality/"))], ["product_quality"], ["safety"], "its other rules are wanted"),
    ],
)
def test_a_silenced_label_is_not_proposed(training: ressenti.Training, disable: list[str], themes: list[str], signals: list[str], why: str) -> None:
    analyzer = ressenti.Analyzer(packs=["fr", training.pack], disable=disable)
    assert list(document(analyzer, "Un schmilblick.")["themes"]) == themes, why
    assert document(analyzer, "Zinzinuler encore.")["signals"] == signals, why


# ---- the shipped model --------------------------------------------------------------------------------


def test_the_shipped_pack_proposes_what_it_knows() -> None:
    """Labels of the pack, with words for them: the weights have not outlived the labels."""
    for theme in ressenti.load().themes:
        assert theme["fr"] and theme["en"], theme
    for signal in ressenti.load().signals:
        assert signal["fr"], signal


def test_the_switch_gives_what_rules_give() -> None:
    texts = ["Au fond du jardin, le cabanon de chez eux prend l'humidité de partout.", "Livraison rapide.", "on nous a pressés vers la sortie"]
    off, on = ressenti.Analyzer(learned_themes=False), ressenti.Analyzer()
    assert all(source == "rule" for source in off.analyze(texts).mentions["source"])
    assert off.fingerprint != on.fingerprint and off.fingerprint.startswith(on.fingerprint)
    assert ressenti.load(learned_themes=False) is ressenti.load(learned_themes=False)


def test_the_weights_are_small_and_the_manifest_speaks_of_them() -> None:
    data = Path(__file__).parents[2] / "data/fr"
    weights = (data / "model/themes.bin").read_bytes()
    assert len(weights) <= 1 << 20
    manifest = tomllib.loads((data / "model/themes.manifest.toml").read_text(encoding="utf-8"))
    assert manifest["sha256"] == hashlib.sha256(weights).hexdigest()
    assert set(manifest["inputs"]) == {f"corpus/{path.name}" for path in (data / "corpus").glob("*.jsonl")}, "never those of held/"
    assert set(manifest["proposes"]) <= {label["id"] for label in (*ON.themes, *ON.signals)}


# ---- tables, files, people ------------------------------------------------------------------------------


def test_tables_tell_the_source(taught: ressenti.Analyzer) -> None:
    analysis = taught.analyze(["Un schmilblick.", "Livraison rapide.", "Zinzinuler.", "Promis en 5 jours, reçu en 9."])
    assert list(analysis.mentions["source"]) == ["model", "rule", "rule"]
    assert list(analysis.mentions["rule"])[0] is None
    assert {"model", "gap"} <= set(analysis.signals["source"])


def test_explain_says_who_proposes(taught: ressenti.Analyzer) -> None:
    explained = ressenti.explain("Un schmilblick.", taught)
    assert "product_quality neu  « schmilblick »  proposé par le modèle" in str(explained)
    assert "proposé par le modèle" in explained.to_html()
    assert "signal safety  « zinzinuler »  proposé par le modèle" in str(ressenti.explain("On va zinzinuler.", taught)).replace("Zinz", "zinz")


def test_the_command_writes_and_switches_off(tmp_path: Path, training: ressenti.Training, capfd: pytest.CaptureFixture[str]) -> None:
    pack, texts = tmp_path / "own.pack", tmp_path / "avis.csv"
    training.save(pack)
    texts.write_text("avis\nUn schmilblick.\n", encoding="utf-8")
    command = ["analyze", str(texts), "-q", "--pack", str(pack), "--format", "csv"]
    assert cli.main(command) == 0
    (row,) = csv.DictReader(io.StringIO(capfd.readouterr().out))
    assert row["themes"] == "product_quality:neu" and row["mentions"] == "product_quality:neu:3-14:model"
    assert cli.main([*command, "--no-learned-themes"]) == 0
    (row,) = csv.DictReader(io.StringIO(capfd.readouterr().out))
    assert row["themes"] == "" and "options:" in row["fingerprint"]


def test_diff_says_that_the_model_does(tmp_path: Path, training: ressenti.Training, capfd: pytest.CaptureFixture[str]) -> None:
    pack, texts = tmp_path / "own.pack", tmp_path / "avis.txt"
    training.save(pack)
    texts.write_text("Un schmilblick.\n", encoding="utf-8")
    empty = ressenti.train(TEXTS, themes=THEMES)
    empty.save(tmp_path / "old.pack")
    assert cli.main(["diff", str(texts), "-q", "--pack", "fr", "--pack", str(pack)]) == 0
    assert "modèle" in capfd.readouterr().out


# ---- learning -----------------------------------------------------------------------------------------


def test_the_same_again(training: ressenti.Training) -> None:
    assert ressenti.train(TEXTS, themes=THEMES, signals=SIGNALS).theme_model == training.theme_model


def test_figures_are_told(training: ressenti.Training) -> None:
    figures = training.themes
    assert figures is not None and figures.themes is not None and figures.signals is not None
    assert figures.themes.f1_without == 0 and figures.themes.f1_with > 0.9 and figures.themes.precision == 1
    assert {label.id for label in figures.labels if label.is_kept} == {"product_quality", "safety"}
    assert "product_quality" in str(training) and "F1 with" in str(training)
    with pytest.raises(ValueError, match="nothing was learned from ratings"):
        training.metrics


FORMS = [
    ([dict(themes) for themes in THEMES], "polarities by id"),
    ([list(themes) for themes in THEMES], "lists of ids"),
    (["|".join(f"{id}:{polarity}" for id, polarity in themes.items()) for themes in THEMES], "as the CSV output says them"),
    ([set(themes) for themes in THEMES], "sets"),
    ([[f"{id}/finish" for id in themes] for themes in THEMES], "parts of a theme teach the theme"),
]


@pytest.mark.parametrize(("themes", "why"), FORMS)
def test_annotations_may_be_said_in_several_ways(training: ressenti.Training, themes: list[Any], why: str) -> None:
    assert ressenti.train(TEXTS, themes=themes, signals=SIGNALS).theme_model == training.theme_model, why


def test_texts_that_nobody_annotated_teach_nothing(training: ressenti.Training) -> None:
    more = ["schmilblick"] * 30 + [None, 12, "\ud800"]
    again = ressenti.train([*TEXTS, *more], themes=[*THEMES, *[None] * 33], signals=[*SIGNALS, *[None] * 33])
    assert again.theme_model == training.theme_model


WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: ressenti.train(TEXTS), "ratings, themes or signals are needed"),
    (lambda: ressenti.train(TEXTS, themes=THEMES[1:]), "lists of themes"),
    (lambda: ressenti.train(["a"], themes=[["licorne"]]), "no pack has a theme 'licorne'"),
    (lambda: ressenti.train(["a"], signals=[["licorne"]]), "no pack has a signal 'licorne'"),
    (lambda: ressenti.train(["a"], themes=[[3]]), "are ids"),
    (lambda: ressenti.train(["a"] * 5, themes=[["product_quality"]] * 5), "20 texts"),
    (lambda: ressenti.train(TEXTS, themes=THEMES, certainty=100), "certainty"),
    (lambda: ressenti.train(TEXTS, themes=THEMES, folds=1), "folds"),
]


@pytest.mark.parametrize(("learn", "message"), WRONG)
def test_what_cannot_be_learned_is_refused(learn: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        learn()


def test_both_are_learned_together_and_kept_apart(tmp_path: Path) -> None:
    ratings = ["pos" if themes else "neg" for themes in THEMES]
    training = ressenti.train(TEXTS, ratings, themes=THEMES)
    assert training.model and training.theme_model and training.metrics.count == len(TEXTS)
    with pytest.raises(ValueError, match="two were learned"):
        training.save(tmp_path / "both.bin")
    analyzer = ressenti.Analyzer(packs=["fr", training.pack])
    assert document(analyzer, "un schmilblick")["sentiment"] == "pos"


def test_weights_belong_to_a_source(tmp_path: Path, training: ressenti.Training) -> None:
    source = tmp_path / "mine"
    (source / "themes").mkdir(parents=True)
    (source / "model").mkdir()
    (source / "themes/own.toml").write_text('[[rule]]\ntheme = "delivery_time"\nphrase = ["licorne"]\nyes = ["Une licorne."]\n', encoding="utf-8")
    training.save(source / "model/mine.bin")
    analyzer = ressenti.Analyzer(packs=["fr", source])
    assert document(analyzer, "Un schmilblick.")["themes"] == {"product_quality": "neu"}


def test_the_command_learns(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    data, pack = tmp_path / "annotated.jsonl", tmp_path / "own.pack"
    rows = [{"text": text, "Themes": themes, "signals": signals} for text, themes, signals in SAID]
    data.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    command = ["train", str(data), "--text", "text", "--themes", "themes", "--signals", "signals", "-q", "-o", str(pack)]
    assert cli.main(command) == 0
    told = capfd.readouterr().out
    assert "F1 with" in told and "accuracy" not in told, "without --label nothing is learned from ratings"
    assert document(ressenti.Analyzer(packs=["fr", pack]), "Un schmilblick.")["themes"] == {"product_quality": "neu"}
    assert cli.main(["train", str(data), "--text", "text", "--themes", "rien", "-q"]) == 2
    assert cli.main(["train", str(data), "--text", "text", "--themes", "text", "-q"]) == 2


@pytest.mark.parametrize("kernels", _core.kernels_names)
def test_the_same_with_every_kernel(training: ressenti.Training, kernels: str) -> None:
    again = ressenti.train(TEXTS, themes=THEMES, signals=SIGNALS, analyzer=ressenti.Analyzer(kernels=kernels))
    assert again.theme_model == training.theme_model
