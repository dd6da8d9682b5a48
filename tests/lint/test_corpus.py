"""The corpus of our own: what it promises about its size, split, variety and labels (docs/corpus.md)."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from test_overlap import assert_apart, overlaps, words_of

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "data/fr/corpus"
GUIDE = (ROOT / "tests/challenge/ANNOTATION.md").read_text(encoding="utf-8")
TABLE = r"^\| `(\w+)` \| "
THEMES, SIGNALS = (set(re.findall(TABLE, GUIDE.split(f"## {title}")[1].split("## ")[0], re.M)) for title in ("Themes", "Signals"))
CHANNELS = set("phone email chat store website app social mail sms kiosk field".split())
UNITS = set("minute hour day week month eur cad chf percent item".split())
NEEDED = {"missed": "promise_broken", "exceeded": "promise_exceeded"}
FIELDS = {"id", "sector", "text", "sentiment", "themes", "signals", "channels", "irritation", "gaps"}
GRAM = 5

Row = dict[str, Any]


def read(paths: list[Path]) -> list[Row]:
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def taught() -> list[Row]:
    return read(sorted(CORPUS.glob("*.jsonl")))


@cache
def held() -> list[Row]:
    return read(sorted(CORPUS.glob("held/*.jsonl")))


def test_the_guide_was_read() -> None:
    assert (len(THEMES), len(SIGNALS)) == (39, 17)


def test_size_and_sectors() -> None:
    rows = taught() + held()
    assert len(rows) >= 6000 and len({row["id"] for row in rows}) == len(rows)
    assert len({row["sector"] for row in rows}) >= 30


def is_held(id: str) -> bool:
    return hashlib.sha256(id.encode()).digest()[0] % 3 == 0


def test_the_split_is_that_of_the_ids() -> None:
    assert all(is_held(row["id"]) for row in held()) and not any(is_held(row["id"]) for row in taught())


def faults_of(row: Row) -> list[str]:
    wrong = {
        "fields": set(row) != FIELDS,
        "sentiment": row["sentiment"] not in ("pos", "neg", "neu", "mixed"),
        "themes": not set(row["themes"]) <= THEMES or not set(row["themes"].values()) <= {"pos", "neg", "neu"},
        "signals": not set(row["signals"]) <= SIGNALS or len(set(row["signals"])) < len(row["signals"]),
        "channels": not set(row["channels"]) <= CHANNELS,
        "irritation": row["irritation"] not in (range(4) if row["sentiment"] in ("neg", "mixed") else (0,)),
        "gaps": not all(is_sound(gap, row["signals"]) for gap in row["gaps"]),
    }
    return [name for name, is_wrong in wrong.items() if is_wrong]


def is_sound(gap: Row, signals: list[str]) -> bool:
    needed = NEEDED.get(gap["direction"])
    return gap["kind"] in ("duration", "price", "percent", "count") and gap["unit"] in UNITS and (needed is None or needed in signals)


def test_labels_follow_the_guide() -> None:
    assert {row["id"]: faults_of(row) for row in taught() + held() if faults_of(row)} == {}


def test_a_wrong_label_is_seen() -> None:
    row = {**taught()[0], "themes": {"delivery": "neg"}, "gaps": [{"kind": "duration", "unit": "day", "direction": "missed"}], "signals": []}
    assert faults_of(row) == ["themes", "gaps"]


def test_most_texts_are_short() -> None:
    words = [len(row["text"].split()) for row in taught() + held()]
    assert sum(count > 25 for count in words) <= 0.30 * len(words)
    assert sum(count <= 8 for count in words) >= 0.25 * len(words)


@pytest.mark.parametrize("field", ["themes", "signals", "channels"])
def test_every_label_occurs_on_both_sides_of_the_split(field: str) -> None:
    ids = {"themes": THEMES, "signals": SIGNALS, "channels": CHANNELS}[field]
    for rows in (taught(), held()):
        counts = Counter(label for row in rows for label in row[field])
        assert min(counts[label] for label in ids) >= 5, counts.most_common()[-3:]


def near_twins(rows: list[Row]) -> list[tuple[str, str]]:
    """Pairs of texts of which more than three runs of five words in ten are the same."""
    grams = [frozenset(tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1)) for words in (words_of(row["text"]) for row in rows)]
    seen: dict[tuple[str, ...], list[int]] = defaultdict(list)
    found = []
    for index, own in enumerate(grams):
        shared = Counter(other for gram in own for other in seen[gram])
        found += [(rows[other]["id"], rows[index]["id"]) for other, count in shared.items() if count > 0.3 * len(own | grams[other])]
        for gram in own:
            seen[gram].append(index)
    return found


def test_hardly_any_text_is_like_another() -> None:
    rows = taught() + held()
    assert len({id for pair in near_twins(rows) for id in pair}) <= 0.01 * len(rows)


def test_a_near_twin_is_seen() -> None:
    text = "Le colis est arrivé en retard et le livreur n'a même pas sonné chez moi"
    assert near_twins([{"id": "1", "text": text}, {"id": "2", "text": text + " hier"}]) == [("1", "2")]


def test_no_text_repeats_a_measured_one() -> None:
    assert_apart(overlaps(row["text"] for row in taught() + held()))
