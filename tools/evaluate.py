"""Quality figures on the challenge files: `make eval [CHALLENGE=dir] [DATA=dir]`.

    python tools/evaluate.py [--challenge tests/challenge] [--data DIR] [--out build/eval]

The program is given ids and texts only; the challenge's own scorers judge what it answers. Without --data
the rows on real texts say that they are missing.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import ressenti

HERE = Path(__file__).resolve().parent.parent
REAL_FILES = ("insurance", "trustpilot_fr", "tripadvisor_absa", "tripadvisor_lyon", "googleplay_fr")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--challenge", type=Path, default=HERE / "tests" / "challenge")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--out", type=Path, default=HERE / "build" / "eval")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    print(ressenti.load())
    scorer = [sys.executable, str(args.challenge / "score.py")]
    print("development set")
    judge(scorer, args.challenge / "dev.jsonl", predict(args.out / "dev.jsonl", rows_of(args.challenge / "dev.jsonl")))
    pairs = predict(args.out / "pairs.jsonl", numbered(args.challenge / "minimal_pairs.tsv", 1))
    show_last([*scorer, "--pairs", str(args.challenge / "minimal_pairs.tsv"), str(pairs)])
    sides = [*numbered(args.challenge / "invariance.tsv", 1, "a"), *numbered(args.challenge / "invariance.tsv", 2, "b")]
    show_last([*scorer, "--invariance", str(args.challenge / "invariance.tsv"), str(predict(args.out / "invariance.jsonl", sides))])
    real_texts(args, scorer)
    return 0


def real_texts(args: argparse.Namespace, scorer: list[str]) -> None:
    gold = args.challenge / "real_dev.jsonl"
    if args.data is None or not gold.is_file():
        print("real texts: not measured (needs DATA=dir, and real_dev.jsonl in CHALLENGE=dir)")
        return
    print("200 real texts, mean of two readers")
    lines = subprocess.run([*scorer, "--texts", str(gold), str(args.data / "real")], check=True, capture_output=True, text=True)
    texts = [(row["id"], row["text"]) for row in map(json.loads, lines.stdout.splitlines())]
    judge(scorer, gold, predict(args.out / "real_dev.jsonl", texts))


def rows_of(path: Path) -> list[tuple[str, str]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(row["id"], row["text"]) for row in rows]


def numbered(path: Path, column: int, suffix: str = "") -> list[tuple[str, str]]:
    """The cells of one column, with the row's number from 1 as id."""
    lines = path.read_text(encoding="utf-8").split("\n")[1:]
    cells = [line.split("\t") for line in lines if line.strip()]
    return [(f"{number}{suffix}", row[column]) for number, row in enumerate(cells, 1)]


def predict(path: Path, rows: Iterable[tuple[str, str]]) -> Path:
    rows = list(rows)
    analysis = ressenti.analyze([text for _, text in rows], ids=[id for id, _ in rows])
    path.write_text("".join(f"{line}\n" for line in analysis.json_lines()), encoding="utf-8")
    return path


def judge(scorer: list[str], gold: Path, predicted: Path) -> None:
    answer = subprocess.run([*scorer, str(gold), str(predicted), "--json"], check=True, capture_output=True, text=True)
    for name, value in json.loads(answer.stdout).items():
        print(f"  {name:<19}{value:>8}" if name == "n" else f"  {name:<19}{value:>8.3f}")


def show_last(command: list[str]) -> None:
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    print(answer.stdout.splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main())
