"""The learned parts of the French pack: `make train OPEN=dir` writes data/fr/model/sentiment.bin, themes.bin and their manifests.

    python tools/train_default.py OPEN

OPEN is the folder of the two open sets (allocine.tsv, spplus.tsv), which may be trained on with attribution and are no part of
the project; they teach sentiment only. Rules and words are those of data/fr without any model; texts are those of data/fr/corpus, never those of held/.
The same inputs give the same bytes.
"""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from evaluate_sets import json_rows, tsv_rows

import ressenti
from ressenti import _core
from ressenti._faults import raise_at_once
from ressenti._files import source_files
from ressenti._sources import read_sources
from ressenti.compile import build

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data/fr"
MODEL = DATA / "model/sentiment.bin"
THEME_MODEL = DATA / "model/themes.bin"
OPEN_SETS = {
    "allocine.tsv": "film reviews, Allociné data set, MIT, © 2020 Théophile Blard",
    "spplus.tsv": "experiences with public services, Services Publics+ (DITP), Licence Ouverte 2.0",
}

COST = 60

RULES_WRITTEN_ON = "abcdefghi"
"""Writers whose texts lay beside those who wrote rules and words: there the rules look better than they are."""

Rated = list[tuple[str, str]]


def main() -> int:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    known = [row for path in corpus_files() if path.stem in RULES_WRITTEN_ON for row in rows_of(path)]
    fresh = [row for path in corpus_files() if path.stem not in RULES_WRITTEN_ON for row in rows_of(path)]
    more = [row for name in OPEN_SETS for row in open_rows(folder / name)]
    analyzer = ressenti.Analyzer(packs=[rules_alone()])
    sentiment = ressenti.train(*columns(fresh), analyzer=analyzer, known=columns(known), also=columns(more), cost=COST)
    themes = learn_themes(analyzer)
    MODEL.parent.mkdir(exist_ok=True)
    MODEL.write_bytes(sentiment.model)
    THEME_MODEL.write_bytes(themes.theme_model)
    write_manifest(MODEL, sentiment_lines(folder, sentiment))
    write_manifest(THEME_MODEL, theme_lines(themes))
    print(sentiment, themes, sep="\n\n")
    return 0


def learn_themes(analyzer: ressenti.Analyzer) -> ressenti.Training:
    rows = [row for path in corpus_files() for row in json_rows(path)]
    said = {name: [row[name] for row in rows] for name in ("themes", "signals")}
    return ressenti.train([row["text"] for row in rows], themes=said["themes"], signals=said["signals"], analyzer=analyzer)


def columns(rows: Rated) -> tuple[list[str], list[str]]:
    return [text for text, _ in rows], [label for _, label in rows]


def corpus_files() -> list[Path]:
    return sorted((DATA / "corpus").glob("*.jsonl"))


def rows_of(path: Path) -> Rated:
    return [(row["text"], row["sentiment"]) for row in json_rows(path)]


def open_rows(path: Path) -> Rated:
    """Only what is plainly good or bad: three stars mean another thing on each site."""
    return [(row["text"], row["label"]) for row in tsv_rows(path) if row["label"] in ("pos", "neg")]


def rules_alone() -> bytes:
    """The pack of data/fr without a model."""
    files = [file for file in source_files(DATA, raise_at_once) if not file.name.endswith(".bin")]
    return build(read_sources(DATA, files=files)).pack


def write_manifest(model: Path, lines: Iterator[str]) -> None:
    model.with_suffix(".manifest.toml").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def head_lines(model: Path) -> Iterator[str]:
    yield "# Written by tools/train_default.py; docs/model-card.md says what these weights are for."
    yield 'command = "make train OPEN=dir"'
    yield f'sha256 = "{digest(model)}"'
    yield f'rules = "{_core.Engine([rules_alone()]).fingerprint}"'


def corpus_lines() -> Iterator[str]:
    yield "\n[inputs]"
    for path in corpus_files():
        yield f'"{path.relative_to(DATA)}" = "{digest(path)}"'


def sentiment_lines(folder: Path, training: ressenti.Training) -> Iterator[str]:
    metrics = training.metrics
    yield from head_lines(MODEL)
    yield f"texts = {metrics.count}"
    yield f"cross_validated = {{ accuracy = {metrics.accuracy:.4f}, macro_f1 = {metrics.macro_f1:.4f}, auc = {metrics.auc:.4f}, calibration_error = {metrics.calibration_error:.4f} }}"
    yield from corpus_lines()
    for name in OPEN_SETS:
        yield f'"{name}" = "{digest(folder / name)}"'
    yield "\n[attribution]"
    for name, words in OPEN_SETS.items():
        yield f'"{name}" = "{words}"'


def theme_lines(training: ressenti.Training) -> Iterator[str]:
    figures = training.themes
    assert figures is not None and figures.themes is not None and figures.signals is not None
    yield from head_lines(THEME_MODEL)
    yield f"proposes = {[label.id for label in figures.labels if label.is_kept]}"
    yield "\n[cross_validated]"
    for name, totals in (("themes", figures.themes), ("signals", figures.signals)):
        yield f"{name} = {{ f1_without = {totals.f1_without:.4f}, f1_with = {totals.f1_with:.4f}, proposed = {totals.proposed}, right = {totals.right} }}"
    yield from corpus_lines()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
