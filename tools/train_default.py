"""The learned part of the French pack: `make train OPEN=dir` writes data/fr/model/sentiment.bin and its manifest.

    python tools/train_default.py OPEN

OPEN is the folder of the two open sets (allocine.tsv, spplus.tsv), which may be trained on with attribution and are no part of
the project. Rules and words are those of data/fr without any model; texts are those of data/fr/corpus, never those of held/.
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
MANIFEST = DATA / "model/sentiment.manifest.toml"
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
    training = ressenti.train(
        *columns(fresh),
        analyzer=ressenti.Analyzer(packs=[rules_alone()]),
        known=columns(known),
        also=columns(more),
        cost=COST,
    )
    MODEL.parent.mkdir(exist_ok=True)
    MODEL.write_bytes(training.model)
    MANIFEST.write_text(manifest(folder, training), encoding="utf-8")
    print(training)
    return 0


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


def manifest(folder: Path, training: ressenti.Training) -> str:
    return "".join(f"{line}\n" for line in manifest_lines(folder, training))


def manifest_lines(folder: Path, training: ressenti.Training) -> Iterator[str]:
    metrics = training.metrics
    yield "# Written by tools/train_default.py; docs/model-card.md says what these weights are for."
    yield 'command = "make train OPEN=dir"'
    yield f'sha256 = "{digest(MODEL)}"'
    yield f'rules = "{_core.Engine([rules_alone()]).fingerprint}"'
    yield f"texts = {metrics.count}"
    yield f"cross_validated = {{ accuracy = {metrics.accuracy:.4f}, macro_f1 = {metrics.macro_f1:.4f}, auc = {metrics.auc:.4f}, calibration_error = {metrics.calibration_error:.4f} }}"
    yield "\n[inputs]"
    for path in corpus_files():
        yield f'"{path.relative_to(DATA)}" = "{digest(path)}"'
    for name in OPEN_SETS:
        yield f'"{name}" = "{digest(folder / name)}"'
    yield "\n[attribution]"
    for name, words in OPEN_SETS.items():
        yield f'"{name}" = "{words}"'


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
