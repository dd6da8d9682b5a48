"""Real texts with stars, never trained on: sentiment and aspects beside a peer, how many have a theme, and training in domain."""

from pathlib import Path

import evaluate_peer as peer
from evaluate_report import COVERAGE, IN_DOMAIN, STARS, figure, figures, mean, table, title
from evaluate_sets import Places, json_rows, judge_labels, predict, texts_of, tsv_rows, write_json_rows
from train_default import columns, open_rows, rules_alone

import ressenti

FILES = ("insurance", "trustpilot_fr", "tripadvisor_absa", "tripadvisor_lyon", "googleplay_fr")
RESTAURANTS = "tripadvisor_absa"
ASPECTS = {
    "prix": "price_value",
    "cuisine": "product_quality",
    "service": "staff_attitude,waiting_time,responsiveness,empathy",
}
BINARY, THREE = ("balanced_acc", "auc"), ("acc3", "f1_3")
MANY_WORDS = 8

Figures = dict[str, float]


def measure(places: Places, data: Path) -> None:
    gold = {name: data / "real" / f"{name}.tsv" for name in FILES}
    predicted = {name: predict(places.out / f"{name}.jsonl", texts_of(tsv_rows(path))) for name, path in gold.items()}
    means = stars(places, gold, predicted)
    restaurant_aspects(places, gold[RESTAURANTS], predicted[RESTAURANTS])
    beside_peer(places, data / "open", gold, means)
    coverage(gold, predicted)
    in_domain(data)


def stars(places: Places, gold: dict[str, Path], predicted: dict[str, Path]) -> Figures:
    """The means over the files, after a row for each."""
    title(STARS)
    ours = {name: judge_labels(places, gold[name], predicted[name]) for name in FILES}
    table(STARS, {name: {column: found[column] for column in ("n", *BINARY, *THREE)} for name, found in ours.items()})
    means = {column: mean(found[column] for found in ours.values()) for column in (*BINARY, *THREE)}
    print("  mean of the five files")
    figures(STARS, means)
    return means


def restaurant_aspects(places: Places, gold: Path, predicted: Path) -> None:
    found = judge_labels(places, gold, predicted, [f"{column}={themes}" for column, themes in ASPECTS.items()])
    print("  restaurant aspects, F1")
    figures(STARS, {column: found[column] for column in ASPECTS})
    figure(STARS, "aspects", mean(found[column] for column in ASPECTS))


def beside_peer(places: Places, open_sets: Path, gold: dict[str, Path], means: Figures) -> None:
    if not peer.is_here:
        print(f"  {peer.ABSENT}")
        return
    print("  peer: TF-IDF and logistic regression, trained on the open sets")
    theirs = peer_figures(places, open_sets, gold)
    table(STARS, theirs)
    for column in BINARY:
        average = mean(found[column] for found in theirs.values())
        figure(STARS, f"{column} of the peer, mean", average)
        figure(STARS, f"{column} over peer", means[column] - average)


def peer_figures(places: Places, open_sets: Path, gold: dict[str, Path]) -> dict[str, Figures]:
    trained = peer.trained_on_open(open_sets)
    said = {name: write_json_rows(places.out / f"{name}.peer.jsonl", peer.predictions(trained, path)) for name, path in gold.items()}
    found = {name: judge_labels(places, gold[name], path) for name, path in said.items()}
    return {name: {column: row[column] for column in BINARY} for name, row in found.items()}


def coverage(gold: dict[str, Path], predicted: dict[str, Path]) -> None:
    title(COVERAGE)
    rows = {name: covered(gold[name], predicted[name]) for name in FILES}
    table(COVERAGE, rows, marked=["no theme"])


def covered(gold: Path, predicted: Path) -> Figures:
    long_ones = {row["id"] for row in tsv_rows(gold) if len(row["text"].split()) > MANY_WORDS}
    themes = [{theme.partition("/")[0] for theme in row["themes"]} for row in json_rows(predicted) if row["id"] in long_ones]
    return {
        "n": len(themes),
        "no theme": mean(not found for found in themes),
        "only general_opinion": mean(found == {"general_opinion"} for found in themes),
    }


def in_domain(data: Path) -> None:
    """`ressenti train` beside the peer. On spplus it starts from the rules alone: the shipped weights have seen those texts."""
    title(IN_DOMAIN)
    insurance = columns(open_rows(data / "real/insurance.tsv"))
    public = columns([(row["text"], row["label"]) for row in tsv_rows(data / "open/spplus.tsv")])
    accuracy = ressenti.train(*insurance).metrics.accuracy
    f1 = ressenti.train(*public, analyzer=ressenti.Analyzer(packs=[rules_alone()])).metrics.macro_f1
    figures(IN_DOMAIN, {"insurance accuracy": accuracy, "spplus f1_3": f1})
    if not peer.is_here:
        print(f"  {peer.ABSENT}")
        return
    their_accuracy, _ = peer.cross_validated(*insurance)
    _, their_f1 = peer.cross_validated(*public)
    figures(IN_DOMAIN, {"insurance accuracy of the peer": their_accuracy, "spplus f1_3 of the peer": their_f1})
    figures(IN_DOMAIN, {"insurance accuracy over peer": accuracy - their_accuracy, "spplus f1_3 over peer": f1 - their_f1})
