"""Quality figures: `make eval [CHALLENGE=dir] [DATA=dir]`.

    python tools/evaluate.py [--challenge tests/challenge] [--data DIR] [--out build/eval]

The development set, the held third of the corpus, and with --data real texts beside a peer; floors stand beside the
figures that have one. The texts that are still wrong in the development set go into OUT/wrong.md.
"""

import argparse
import sys
from pathlib import Path

import evaluate_real
from evaluate_report import DEVELOPMENT, HELD, READERS, RULES_ALONE, figure, figures, title
from evaluate_sets import Places, Row, Texts, answer, json_rows, judge, judge_list, numbered, predict, rows_in, texts_of, write_json_rows
from evaluate_wrong import write_wrong

import ressenti

HERE = Path(__file__).resolve().parent.parent
HELD_FILES = HERE / "data/fr/corpus/held"


def main() -> int:
    places = arguments()
    places.out.mkdir(parents=True, exist_ok=True)
    print(ressenti.load(), flush=True)
    development(places)
    held(places)
    if places.data is None:
        print("\nreal texts: not measured (needs DATA=dir)")
        return 0
    two_readers(places, places.data)
    evaluate_real.measure(places, places.data)
    return 0


def arguments() -> Places:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--challenge", type=Path, default=HERE / "tests" / "challenge")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--out", type=Path, default=HERE / "build" / "eval")
    args = parser.parse_args()
    return Places(args.challenge, args.data, args.out)


def development(places: Places) -> None:
    title(DEVELOPMENT)
    gold = places.challenge / "dev.jsonl"
    predicted = predict(places.out / "dev.jsonl", texts_of(json_rows(gold)))
    figures(DEVELOPMENT, judge(places, gold, predicted))
    rules_alone(places, gold, texts_of(json_rows(gold)))
    pairs, spellings = places.challenge / "minimal_pairs.tsv", places.challenge / "invariance.tsv"
    said = predict(places.out / "pairs.jsonl", numbered(pairs, "text"))
    figure(DEVELOPMENT, "pairs", judge_list(places, "pairs", pairs, said))
    both = [*numbered(spellings, "text_a", "a"), *numbered(spellings, "text_b", "b")]
    figure(DEVELOPMENT, "invariance", judge_list(places, "invariance", spellings, predict(places.out / "invariance.jsonl", both)))
    title(f"{DEVELOPMENT}, wrong sentiment by phenomenon", "a text counts under each of its own")
    write_wrong(gold, predicted, places.out / "wrong.md")


def rules_alone(places: Places, gold: Path, texts: Texts) -> None:
    """The same themes and signals without those that the learned model proposes."""
    found = judge(places, gold, predict(places.out / "rules_alone.jsonl", texts, learned_themes=False))
    for name, value in found.items():
        if name.startswith(("theme", "signal")):
            figure(RULES_ALONE, f"{name}, rules alone", value)


def held(places: Places) -> None:
    """Totals only: these texts are to stay unread."""
    title(HELD)
    rows = [row for path in sorted(HELD_FILES.glob("*.jsonl")) for row in json_rows(path)]
    gold = write_json_rows(places.out / "held.gold.jsonl", map(without_text, rows))
    figures(HELD, judge(places, gold, predict(places.out / "held.jsonl", texts_of(rows))))
    rules_alone(places, gold, texts_of(rows))
    metrics = ressenti.evaluate([row["text"] for row in rows], [row["sentiment"] for row in rows])
    figure(HELD, "calibration_error", metrics.calibration_error)


def without_text(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "text"}


def two_readers(places: Places, data: Path) -> None:
    gold = places.challenge / "real_dev.jsonl"
    if not gold.is_file():
        print(f"\n{READERS}: not measured (needs real_dev.jsonl in CHALLENGE=dir)")
        return
    title(READERS)
    texts = texts_of(rows_in(answer([*places.scorer(), "--texts", str(gold), str(data / "real")])))
    figures(READERS, judge(places, gold, predict(places.out / "real_dev.jsonl", texts)))
    rules_alone(places, gold, texts)


if __name__ == "__main__":
    sys.exit(main())
