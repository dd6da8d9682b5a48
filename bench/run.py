"""Speed beside a peer, on the same texts in the same run: `make bench`.

    python bench/run.py [FILE]      FILE: plain text, one comment a line (the demo comments)

One thread, medians of several passes. Prints a table and writes build/bench.json, a list of
{"name", "ours", "peer", "unit", "ratio"}; ratio is the peer's time divided by ours.
"""

import csv
import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ressenti

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "build" / "bench.json"
PASSES = 7
PEER_TEXTS = 100  # a loop over thousands of patterns is slow: fewer texts, the same ones


def main() -> int:
    texts = read_texts(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    analyzer = ressenti.load()
    size = sum(len(text.encode()) for text in texts) / len(texts)
    print(f"{len(texts):,} texts of {size:.0f} bytes, {analyzer!r}")
    rows = [analyze_against_re(analyzer, texts), themes_against_re(analyzer, texts)]
    print(f"{'':<34}{'ours':>10}{'peer':>12}{'unit':>9}{'ratio':>9}")
    for row in rows:
        print(f"{row['name']:<34}{row['ours']:>10.2f}{row['peer']:>12.1f}{row['unit']:>9}{row['ratio']:>9.0f}")
    print(f"ressenti.analyze(list): {1e6 / rows[0]['ours']:,.0f} verbatims/s on one core")
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return 0


def read_texts(path: Path | None) -> list[str]:
    if path is not None:
        return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    with open(ROOT / "examples" / "avis.csv", encoding="utf-8", newline="") as lines:
        return [row["commentaire"] for row in csv.DictReader(lines) if row["commentaire"]]


def median_microseconds(work: Callable[[], Any], count: int, passes: int = PASSES) -> float:
    times = []
    for _ in range(passes):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times) / count * 1e6


def analyze_against_re(analyzer: ressenti.Analyzer, texts: list[str]) -> dict[str, Any]:
    """The whole analysis (normalisation, rules, sentiment, signals, spans) against only the rules in Python's re."""
    many = texts * max(1, 20_000 // len(texts))
    ours = median_microseconds(lambda: analyzer.analyze(many), len(many))
    return row("analyze_vs_re", ours, re_loop(analyzer, texts))


def themes_against_re(analyzer: ressenti.Analyzer, texts: list[str]) -> dict[str, Any]:
    """From folded texts to every hit of every rule."""
    folded = [ressenti.normalize(text) for text in texts] * max(1, 20_000 // len(texts))
    ours = median_microseconds(lambda: analyzer.analyze(folded, hits=True), len(folded))
    return row("rules_on_folded_text_vs_re", ours, re_loop(analyzer, texts))


def re_loop(analyzer: ressenti.Analyzer, texts: list[str]) -> float:
    """Microseconds a text: every pattern of every rule searched one by one, on text that is folded already."""
    patterns = [re.compile(python_regex(p["regex"])) for p in analyzer.patterns if not p["unless"]]
    folded = [ressenti.normalize(text) for text in texts[:PEER_TEXTS]]

    def search_all() -> int:
        return sum(1 for text in folded for pattern in patterns for _ in pattern.finditer(text))

    return median_microseconds(search_all, len(folded), passes=3)


def python_regex(regex: str) -> str:
    """PCRE2's spelling in Python's: no \\K there (the match only begins earlier), and \\z is \\Z."""
    return regex.replace(r"\K", "").replace(r"\z", r"\Z")


def row(name: str, ours: float, peer: float) -> dict[str, Any]:
    return {"name": name, "ours": ours, "peer": peer, "unit": "us/text", "ratio": peer / ours}


if __name__ == "__main__":
    sys.exit(main())
