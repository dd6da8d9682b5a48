"""Learning from rated texts: ratings of every scale, figures, packs on top of packs, the command."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ressenti
from ressenti import _core, cli
from ressenti._metrics import metrics_of
from ressenti._packs import laid_over_default
from ressenti._ratings import RatingError, codes_of

POS, NEG, NEU, MIXED = (_core.sentiment_names.index(label) for label in ("pos", "neg", "neu", "mixed"))

# « schmilblick » and « bidulon » are no words: only ratings can say what they mean.
GOOD = ["un vrai schmilblick", "schmilblick du début à la fin", "c'est schmilblick", "bonjour, schmilblick"]
BAD = ["un vrai bidulon", "bidulon du début à la fin", "c'est bidulon", "bonjour, bidulon"]
TEXTS = (GOOD + BAD) * 8
RATINGS = (["pos"] * 4 + ["neg"] * 4) * 8


@pytest.fixture(scope="module")
def training() -> ressenti.Training:
    return ressenti.train(TEXTS, RATINGS)


# ---- ratings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ratings, codes, why",
    [
        (["pos", "NEG", " Neutre ", "mitigé", "Négatif"], [POS, NEG, NEU, MIXED, NEG], "words, in both languages, however typed"),
        ([1, 2, 3, 4, 5], [NEG, NEG, NEU, POS, POS], "stars"),
        (["1", "5", "4,5", "2.5"], [NEG, POS, POS, NEU], "stars as text, halves, the French comma"),
        ([0, 6, 7, 8, 9, 10], [NEG, NEG, NEU, NEU, POS, POS], "a 0 or more than 5: NPS"),
        ([1, 0, -1], [POS, NEU, NEG], "signs are labels"),
        (["pos", None, float("nan"), ""], [POS, 0, 0, 0], "no rating teaches nothing"),
        ([], [], "nothing at all"),
    ],
)
def test_ratings(ratings: list[object], codes: list[int], why: str) -> None:
    assert codes_of(ratings) == codes, why


def test_a_scale_that_is_named_wins() -> None:
    assert codes_of([1, 5], "nps") == [NEG, NEG]


@pytest.mark.parametrize("ratings, scale", [(["pos", "bof"], None), ([1, 6], "stars"), ([11], "nps"), (["a"], "nps")])
def test_a_rating_that_cannot_be_understood_is_named(ratings: list[object], scale: str | None) -> None:
    with pytest.raises(RatingError, match=str(ratings[-1])):
        codes_of(ratings, scale)


# ---- figures ------------------------------------------------------------------------------------------


def test_figures_by_hand() -> None:
    metrics = metrics_of(["pos", "pos", "neg", "neu"], ["pos", "neg", "neg", "neu"], [0.5, -0.1, -0.5, 0.0], [0.9, 0.6, 0.8, 0.7])
    assert metrics.accuracy == 0.75
    assert metrics.macro_f1 == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    assert metrics.auc == 1.0 and metrics.balanced_accuracy == 0.75
    assert metrics.calibration_error == pytest.approx((0.1 + 0.6 + 0.2 + 0.3) / 4)
    assert metrics.confusion == Counter({("pos", "pos"): 1, ("pos", "neg"): 1, ("neg", "neg"): 1, ("neu", "neu"): 1})
    assert "0.750" in str(metrics)


@given(st.lists(st.tuples(st.sampled_from(["pos", "neg"]), st.sampled_from([-0.5, 0.0, 0.5])), min_size=1, max_size=30))
def test_area_under_the_curve_is_the_share_of_ordered_pairs(rows: list[tuple[str, float]]) -> None:
    labels, scores = [label for label, _ in rows], [score for _, score in rows]
    good = [score for label, score in rows if label == "pos"]
    bad = [score for label, score in rows if label == "neg"]
    metrics = metrics_of(labels, labels, scores, [1.0] * len(rows))
    pairs = [1.0 if p > n else 0.5 if p == n else 0.0 for p in good for n in bad]
    assert metrics.auc == (pytest.approx(sum(pairs) / len(pairs)) if pairs else None)


def test_nothing_to_measure_is_said() -> None:
    with pytest.raises(ValueError, match="nothing to measure"):
        ressenti.evaluate(["bien"], [None])


# ---- learning -----------------------------------------------------------------------------------------


def test_words_nobody_knew_are_learned(training: ressenti.Training) -> None:
    analyzer = ressenti.Analyzer(packs=["fr", training.pack])
    documents = analyzer.analyze(["Ce magasin est schmilblick.", "Ce magasin est bidulon."]).to_dicts()
    assert [document["sentiment"] for document in documents] == ["pos", "neg"]
    assert training.metrics.accuracy > 0.95 and training.metrics.count == len(TEXTS)


def test_rules_go_on_counting(training: ressenti.Training) -> None:
    explained = ressenti.explain("Colis éventré.", ressenti.Analyzer(packs=["fr", training.pack]))
    assert any(term.kind == "rule" for term in explained.contributions)
    assert sum(term.points for term in explained.contributions) == explained.document["points"]


def test_the_same_again(training: ressenti.Training) -> None:
    assert ressenti.train(TEXTS, RATINGS).model == training.model


@pytest.mark.parametrize("kernels", _core.kernels_names)
def test_the_same_with_every_kernel(training: ressenti.Training, kernels: str) -> None:
    assert ressenti.train(TEXTS, RATINGS, analyzer=ressenti.Analyzer(kernels=kernels)).model == training.model


def test_only_labels_that_were_taught_are_given(training: ressenti.Training) -> None:
    analysis = ressenti.Analyzer(packs=["fr", training.pack]).analyze(["Ouvert le lundi ?", "Bien mais cher.", ""])
    assert set(analysis.documents["sentiment"]) <= {"pos", "neg"}


def test_also_teaches_words_and_is_not_judged() -> None:
    also = (["truc zigouillard"] * 20 + ["machin prodigieuset"] * 20, ["neg"] * 20 + ["pos"] * 20)
    training = ressenti.train(TEXTS, RATINGS, also=also)
    assert training.metrics.count == len(TEXTS)
    scores = ressenti.Analyzer(packs=["fr", training.pack]).sentiment(["zigouillard", "prodigieuset"])
    assert scores[0] < 0 < scores[1]


def test_rows_that_are_no_text_teach_nothing() -> None:
    training = ressenti.train([*TEXTS, None, 12, "\ud800", "bidulon"], [*RATINGS, "pos", "pos", "pos", None])
    assert training.metrics.count == len(TEXTS)


@pytest.mark.parametrize(
    "texts, ratings, message",
    [
        (TEXTS, RATINGS[:-1], "ratings"),
        (["a"], ["pos"], "at least two labels|only 1"),
        (["a", "b"], ["pos", "neg"], "only 1"),
    ],
)
def test_what_cannot_be_learned_is_refused(texts: list[str], ratings: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ressenti.train(texts, ratings)


def test_a_model_is_no_whole_language(training: ressenti.Training, tmp_path: Path) -> None:
    pack = tmp_path / "mine.pack"
    training.save(pack)
    assert laid_over_default([str(pack)]) == ["fr", str(pack)]


# ---- the shipped model --------------------------------------------------------------------------------


def test_the_manifest_speaks_of_the_shipped_weights() -> None:
    import hashlib
    import tomllib

    folder = Path(__file__).parents[2] / "data/fr"
    manifest = tomllib.loads((folder / "model/sentiment.manifest.toml").read_text(encoding="utf-8"))
    assert manifest["sha256"] == hashlib.sha256((folder / "model/sentiment.bin").read_bytes()).hexdigest()
    assert not any("held" in name for name in manifest["inputs"])
    ours = {name: digest for name, digest in manifest["inputs"].items() if name.startswith("corpus/")}
    assert ours == {f"corpus/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in (folder / "corpus").glob("*.jsonl")}
    assert set(manifest["attribution"]) == set(manifest["inputs"]) - set(ours)


def test_the_shipped_model_is_in_the_pack() -> None:
    explained = ressenti.explain("Livraison plus que moyenne chez ce marchand.")
    assert any(term.kind == "model" for term in explained.contributions)


# ---- the command --------------------------------------------------------------------------------------


@pytest.fixture
def rated(tmp_path: Path) -> Path:
    path = tmp_path / "notes.csv"
    path.write_text("avis;note\n" + "".join(f"{text};{5 if rating == 'pos' else 1}\n" for text, rating in zip(TEXTS, RATINGS, strict=True)), encoding="utf-8")
    return path


def test_train_then_evaluate(rated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = tmp_path / "mine.pack"
    assert cli.main(["train", str(rated), "-o", str(pack)]) == 0
    assert "accuracy" in capsys.readouterr().out
    assert cli.main(["evaluate", str(rated), "--pack", str(pack), "-q"]) == 0
    shown = capsys.readouterr()
    assert "AUC" in shown.out and "1.000" in shown.out and not shown.err


def test_weights_alone_become_part_of_a_source(rated: Path, tmp_path: Path) -> None:
    source = tmp_path / "mien"
    (source / "model").mkdir(parents=True)
    assert cli.main(["train", str(rated), "-q", "-o", str(source / "model/notes.bin")]) == 0
    assert ressenti.Analyzer(packs=["fr", source]).sentiment(["schmilblick"])[0] > 0


def test_a_broken_model_is_refused_in_french(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model/x.bin").write_bytes(b"nothing")
    with pytest.raises(ValueError, match="réapprendre"):
        ressenti.Analyzer(packs=["fr", tmp_path])


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["--label", "etoile"], "etoile"),
        (["--scale", "nps", "--label", "avis"], "not a number from 0 to 10"),
    ],
)
def test_wrong_use_is_told(rated: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["train", str(rated), *arguments]) == 2
    assert message in capsys.readouterr().err


def test_no_column_of_ratings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps({"text": "bien", "ville": "Lyon"}) + "\n", encoding="utf-8")
    assert cli.main(["evaluate", str(path)]) == 2
    assert "--label" in capsys.readouterr().err
