"""Texts in, answers out, scorers asked: the program is given ids and texts only, the challenge's own scorers judge."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ressenti

Row = dict[str, Any]
Texts = list[tuple[str, str]]
LABEL_FIGURE = re.compile(r"(?:aspect )?(\w+)(?:: f1)? (\d+(?:\.\d+)?)")


@dataclass(frozen=True)
class Places:
    challenge: Path
    data: Path | None
    out: Path

    def scorer(self, name: str = "score.py") -> list[str]:
        return [sys.executable, str(self.challenge / name)]


def json_rows(path: Path) -> list[Row]:
    return rows_in(path.read_text(encoding="utf-8"))


def rows_in(lines: str) -> list[Row]:
    """Parted at line feeds only: a text may hold other separators."""
    return [json.loads(line) for line in lines.split("\n") if line.strip()]


def write_json_rows(path: Path, rows: Iterable[Row]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def tsv_rows(path: Path) -> list[dict[str, str]]:
    header, *lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    columns = header.split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines if line.strip()]


def texts_of(rows: Iterable[Row]) -> Texts:
    return [(row["id"], row["text"]) for row in rows]


def numbered(path: Path, column: str, suffix: str = "") -> Texts:
    """The cells of one column, with the row's number from 1 as id."""
    return [(f"{number}{suffix}", row[column]) for number, row in enumerate(tsv_rows(path), 1)]


def predict(path: Path, texts: Texts, learned_themes: bool = True) -> Path:
    analysis = ressenti.load(learned_themes=learned_themes).analyze([text for _, text in texts], ids=[id for id, _ in texts])
    path.write_text("".join(f"{line}\n" for line in analysis.json_lines()), encoding="utf-8")
    return path


def judge(places: Places, gold: Path, predicted: Path) -> dict[str, float]:
    """Figures by name against annotated rows."""
    figures: dict[str, float] = json.loads(answer([*places.scorer(), str(gold), str(predicted), "--json"]))
    return figures


def judge_list(places: Places, kind: str, gold: Path, predicted: Path) -> float:
    """The share of right rows of a list; kind: pairs or invariance."""
    return float(answer([*places.scorer(), f"--{kind}", str(gold), str(predicted)]).splitlines()[-1].split()[1])


def judge_labels(places: Places, gold: Path, predicted: Path, aspects: Iterable[str] = ()) -> dict[str, float]:
    """Figures by name against stars; the F1 of an aspect under its column's name."""
    options = [option for aspect in aspects for option in ("--aspect", aspect)]
    lines = answer([*places.scorer("score_labels.py"), str(gold), str(predicted), *options]).splitlines()
    found = [match.groups() for match in map(LABEL_FIGURE.match, lines) if match]
    return {name: int(value) if name == "n" else float(value) for name, value in found}


def answer(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
