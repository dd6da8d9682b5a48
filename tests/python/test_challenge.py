"""Floors under the quality figures: a change that falls through one of them is a regression, whatever else it brings."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import ressenti

CHALLENGE = Path(__file__).parents[1] / "challenge"
SCORER = [sys.executable, str(CHALLENGE / "score.py")]

FLOORS = {
    "sentiment_acc": 0.86,
    "theme_f1": 0.84,
    "theme_pol_f1": 0.78,
    "theme_macro_f1": 0.84,
    "signal_f1": 0.81,
    "channel_f1": 0.90,
    "irritation_qwk": 0.82,
    "gap_f1": 0.95,
}
PAIRS = 0.90
INVARIANCE = 0.90


def predicted(path: Path, rows: Iterable[tuple[str, str]]) -> Path:
    """What the library says of texts, knowing ids and texts only."""
    ids, texts = zip(*rows, strict=True)
    path.write_text("".join(f"{line}\n" for line in ressenti.analyze(list(texts), ids=list(ids)).json_lines()), encoding="utf-8")
    return path


def score(*arguments: object) -> str:
    answer = subprocess.run([*SCORER, *map(str, arguments)], check=False, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def columns(name: str) -> list[list[str]]:
    lines = (CHALLENGE / name).read_text(encoding="utf-8").split("\n")[1:]
    return [line.split("\t") for line in lines if line]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    gold = CHALLENGE / "dev.jsonl"
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    path = predicted(tmp_path_factory.mktemp("challenge") / "dev.jsonl", [(row["id"], row["text"]) for row in rows])
    return json.loads(score(gold, path, "--json"))  # type: ignore[no-any-return]


def test_all_verbatims_were_scored(figures: dict[str, Any]) -> None:
    assert figures["n"] == 420


@pytest.mark.parametrize("name", FLOORS)
def test_figure_stays_above_its_floor(name: str, figures: dict[str, Any]) -> None:
    assert figures[name] >= FLOORS[name], f"{name} is {figures[name]:.3f}"


def test_writing_a_text_otherwise_changes_nothing(tmp_path: Path) -> None:
    pairs = columns("invariance.tsv")
    sides = [(f"{number}{side}", row[column]) for number, row in enumerate(pairs, 1) for column, side in ((1, "a"), (2, "b"))]
    report = score("--invariance", CHALLENGE / "invariance.tsv", predicted(tmp_path / "sides.jsonl", sides))
    found = re.search(r"^invariance (\d\.\d+) \((\d+)/(\d+)\)$", report, flags=re.MULTILINE)
    assert found and int(found[3]) == len(pairs) == 80
    assert float(found[1]) >= INVARIANCE, report


def test_a_word_that_changes_the_sense_changes_the_answer(tmp_path: Path) -> None:
    sides = [(str(number), row[1]) for number, row in enumerate(columns("minimal_pairs.tsv"), 1)]
    report = score("--pairs", CHALLENGE / "minimal_pairs.tsv", predicted(tmp_path / "pairs.jsonl", sides))
    found = re.search(r"^pairs (\d\.\d+) \((\d+)/(\d+)\)$", report, flags=re.MULTILINE)
    assert found and int(found[3]) == len(sides) == 160
    assert float(found[1]) >= PAIRS, report
