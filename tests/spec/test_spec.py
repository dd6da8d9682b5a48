"""What the articles name, as sentences with what must be found in them: the tables beside this file, run."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ressenti

HERE = Path(__file__).parent
ARTICLES = HERE.parents[1] / "data/fr/articles.toml"
EXPECTATIONS = {
    "themes", "no_themes", "signals", "no_signals", "channels", "components", "stages", "sentiment", "irritation",
    "irritation_at_least", "gaps", "hits", "amounts",
}  # fmt: skip
LEAST_CASES = 4


def tables() -> dict[str, Any]:
    """Every row of every table, by its id."""
    rows: dict[str, Any] = {}
    for path in sorted(HERE.glob("*.toml")):
        for name, row in tomllib.loads(path.read_text("utf-8")).items():
            assert name not in rows, f"{name} is there twice"
            rows[name] = row
    return rows


ROWS = tables()
CASES = [pytest.param(case, id=f"{name}-{number}") for name, row in ROWS.items() for number, case in enumerate(row["case"], 1)]


@pytest.fixture(scope="module")
def analyzer() -> ressenti.Analyzer:
    return ressenti.Analyzer()


def holds(wanted: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether a row says all that is wanted of it, attributes of evidence included."""
    said = found | found.get("attributes", {})
    return all(said.get(key) == value for key, value in wanted.items())


def missing(case: dict[str, Any], document: dict[str, Any]) -> Iterator[str]:
    """What the document lacks, or has too much."""
    for theme, polarity in case.get("themes", {}).items():
        if document["themes"].get(theme) != polarity:
            yield f"theme {theme} {polarity}"
    for key in ("signals", "channels", "components", "stages"):
        yield from (f"{key} {item}" for item in case.get(key, []) if item not in document[key])
    for key in ("themes", "signals"):
        yield from (f"no {key} {item}" for item in case.get(f"no_{key}", []) if item in document[key])
    for key in ("sentiment", "irritation"):
        if key in case and document[key] != case[key]:
            yield f"{key} {case[key]}"
    if document["irritation"] < case.get("irritation_at_least", 0):
        yield f"irritation at least {case['irritation_at_least']}"
    for key, rows in (("gaps", "gaps"), ("hits", "signal_hits"), ("amounts", "mentions")):
        yield from (f"{key} {wanted}" for wanted in case.get(key, []) if not any(holds(wanted, row) for row in document[rows]))


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any], analyzer: ressenti.Analyzer) -> None:
    document = analyzer.analyze([case["text"]]).to_dict(0)
    assert list(missing(case, document)) == [], document


@pytest.mark.parametrize("name", ROWS)
def test_every_row_is_specified_from_both_sides(name: str) -> None:
    row = ROWS[name]
    assert row["what"] and len(row["case"]) >= LEAST_CASES
    assert {case["side"] for case in row["case"]} == {"pos", "neg"}
    for case in row["case"]:
        assert set(case) - {"side", "text"} <= EXPECTATIONS, "a misspelt expectation would never fail"
        assert set(case) - {"side", "text"}, "a case expects something"


def test_the_articles_lead_to_ids_and_to_a_specification(analyzer: ressenti.Analyzer) -> None:
    known = {
        "themes": {theme["id"] for theme in analyzer.themes},
        "signals": {signal["id"] for signal in analyzer.signals},
        "channels": {channel["id"] for channel in analyzer.channels},
    }
    rows = tomllib.loads(ARTICLES.read_text("utf-8"))
    assert len(rows) >= 25
    for name, row in rows.items():
        assert row["says"] and row["spec"], name
        assert any(row.get(kind) for kind in known) or row.get("fields"), f"{name} leads nowhere"
        for kind, ids in known.items():
            assert set(row.get(kind, [])) <= ids, f"{name}: {kind}"
        assert set(row["spec"]) <= set(ROWS), f"{name}: its specification"
    assert {name for row in rows.values() for name in row["spec"]} == set(ROWS), "every specification answers an article"
