"""The development set's rows that are still wrong, by phenomenon: counts for all to see, texts in a file."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from evaluate_sets import Row, json_rows

NO_PHENOMENON = "none"


def write_wrong(gold: Path, predicted: Path, path: Path) -> None:
    """Counts on the screen; a row stands under each of its phenomena."""
    answers = {row["id"]: row for row in json_rows(predicted)}
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in json_rows(gold):
        for phenomenon in row.get("phenomena") or [NO_PHENOMENON]:
            groups[phenomenon].append(row)
    ordered = sorted(groups.items(), key=lambda group: (-len(wrong_sentiment(group[1], answers)), group[0]))
    for phenomenon, rows in ordered:
        print(f"  {phenomenon:<30}{len(wrong_sentiment(rows, answers)):>4} of {len(rows):>3}")
    path.write_text("".join(f"{line}\n" for line in page(ordered, answers)), encoding="utf-8")
    print(f"  their texts: {path}")


def wrong_sentiment(rows: list[Row], answers: dict[str, Row]) -> list[Row]:
    return [row for row in rows if row["sentiment"] != answers[row["id"]].get("sentiment")]


def page(groups: list[tuple[str, list[Row]]], answers: dict[str, Row]) -> Iterator[str]:
    yield "# What is still wrong in the development set\n"
    yield "Sentiment, expected → found; then the themes missed (−) and too many (+), whatever their polarity."
    for phenomenon, rows in groups:
        wrong = wrong_sentiment(rows, answers)
        yield f"\n## {phenomenon}: {len(wrong)} of {len(rows)}\n"
        for row in sorted(wrong, key=lambda row: (row["sentiment"], row["id"])):
            found = answers[row["id"]]
            yield f"- {row['id']} {row['sentiment']} → {found.get('sentiment')}{themes_apart(row, found)}: {row['text']!r}"


def themes_apart(row: Row, found: Row) -> str:
    wanted, given = ({theme.partition("/")[0] for theme in side["themes"]} for side in (row, found))
    signs = [f"−{theme}" for theme in sorted(wanted - given)] + [f"+{theme}" for theme in sorted(given - wanted)]
    return f" ({' '.join(signs)})" if signs else ""
