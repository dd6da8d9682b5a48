"""The demonstration behind `make demo`: examples/avis.csv read, counted, and three comments shown with their evidence.

    python examples/demo.py
"""

import csv
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import ressenti

HERE = Path(__file__).resolve().parent
OUTPUT = HERE.parent / "build" / "demo" / "avis.jsonl"
COLOURS = {"pos": "\x1b[42;30m", "neg": "\x1b[41;37m", "neu": "\x1b[47;30m"}
RESET = "\x1b[0m"
SHOWN_THEMES, SHOWN_SIGNALS, SHOWN_QUOTES = 12, 8, 3
PASSES = 7


def main() -> int:
    with open(HERE / "avis.csv", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    texts = [row["commentaire"] or None for row in rows]
    analyzer = ressenti.load()
    ids = [row["id"] for row in rows]
    analysis, seconds = timed(lambda: analyzer.analyze(texts, ids=ids))
    write(analysis)
    show_sentiments(analysis)
    show_themes(analysis, analyzer)
    show_signals(analysis, analyzer)
    show_quotes(analysis)
    show_shops(analysis, rows)
    print(f"\n{len(texts):,} verbatims en {seconds * 1000:.1f} ms, {len(texts) / seconds:,.0f} par seconde sur un cœur")
    print(f"{OUTPUT.relative_to(HERE.parent)} : une ligne JSON par verbatim ({analyzer.fingerprint})")
    return 0


def timed(work: Callable[[], ressenti.Analysis]) -> tuple[ressenti.Analysis, float]:
    """The result, and the median time of a few passes: the first one finds cold memory."""
    seconds = []
    for _ in range(PASSES):
        began = time.perf_counter()
        analysis = work()
        seconds.append(time.perf_counter() - began)
    return analysis, statistics.median(seconds)


def write(analysis: ressenti.Analysis) -> None:
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    with open(OUTPUT, "w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"{line}\n" for line in analysis.json_lines())


def labels(rows: list[dict[str, str]]) -> dict[str, str]:
    return {row["id"]: row["fr"] for row in rows}


def show_sentiments(analysis: ressenti.Analysis) -> None:
    names = {"pos": "positifs", "neg": "négatifs", "mixed": "partagés", "neu": "neutres"}
    found = list(analysis.documents["sentiment"])
    parts = [f"{found.count(label)} {name}" for label, name in names.items()]
    print(f"{len(found)} verbatims : {', '.join(parts)}, {found.count(None)} sans texte\n")


def bar(count: int, most: int, width: int = 24) -> str:
    return "█" * round(width * count / most)


def show_themes(analysis: ressenti.Analysis, analyzer: ressenti.Analyzer) -> None:
    names = labels(analyzer.themes)
    counts = list(analysis.theme_counts().items())[:SHOWN_THEMES]
    print(f"{'thème':<40}{'verbatims':>9}{'pos':>6}{'neg':>6}{'neu':>6}")
    for theme, count in counts:
        print(f"{names[theme]:<40}{count.total():>9}{count['pos']:>6}{count['neg']:>6}{count['neu']:>6}  {bar(count['neg'], counts[0][1].total())}")


def show_signals(analysis: ressenti.Analysis, analyzer: ressenti.Analyzer) -> None:
    names = labels(analyzer.signals)
    print("\nsignaux : " + ", ".join(f"{names[s].lower()} {n}" for s, n in analysis.signal_counts().most_common(SHOWN_SIGNALS)))
    for gap in list(analysis.gaps)[:2]:
        print(f"écart promis/obtenu : {gap['promised']:g} → {gap['actual']:g} {gap['unit']} ({gap['direction']}) « {gap['evidence']} »")


def show_quotes(analysis: ressenti.Analysis) -> None:
    """Comments of middling length with the most themes: they show most."""
    rows = analysis.to_dicts()
    readable = [row for row, text in zip(rows, analysis.texts, strict=True) if text and 60 <= len(text) <= 260 and "\n" not in text]
    readable.sort(key=lambda row: (-len(row["themes"]) - len(row["signals"]), row["id"]))
    by_id = dict(zip(analysis.ids, analysis.texts, strict=True))
    for row in readable[:SHOWN_QUOTES]:
        signals = f"  [{', '.join(row['signals'])}]" if row["signals"] else ""
        print(f"\n{row['id']}  {row['sentiment']} {row['score']:+.2f}{signals}\n  {marked(by_id[row['id']], row['mentions'])}")
        print("  " + " · ".join(f"{theme} {polarity}" for theme, polarity in row["themes"].items()))


def marked(text: str, mentions: list[dict]) -> str:
    parts, at = [], 0
    for mention in mentions:
        if mention["start"] < at:
            continue
        quote = text[mention["start"] : mention["end"]]
        shown = f"{COLOURS[mention['polarity']]}{quote}{RESET}" if sys.stdout.isatty() else f"[{quote}]"
        parts += [text[at : mention["start"]], shown]
        at = mention["end"]
    return "".join([*parts, text[at:]])


def show_shops(analysis: ressenti.Analysis, rows: list[dict[str, str]]) -> None:
    """Mean score per shop, first half of the year against the second: who rises, who falls."""
    scores: dict[str, list[list[float]]] = {}
    for row, score, label in zip(rows, analysis.documents["score"], analysis.documents["sentiment"], strict=True):
        if label is not None:
            scores.setdefault(row["magasin"], [[], []])[row["date"] >= "2026-03-01"].append(score)
    moves = sorted((mean(after) - mean(before), shop, mean(before), mean(after)) for shop, (before, after) in scores.items() if before and after)
    print("\nscore moyen avant et après mars 2026")
    for move, shop, before, after in [moves[0], moves[-1]]:
        print(f"  {shop:<28}{before:+.2f} → {after:+.2f}  ({move:+.2f})")


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


if __name__ == "__main__":
    sys.exit(main())
