"""`ressenti check --corpus`: rules counted on annotated verbatims."""

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("ressenti._core")

from ressenti import check, cli  # noqa: E402
from ressenti._annotations import Annotation, annotation_of  # noqa: E402
from ressenti._faults import SourceError  # noqa: E402
from ressenti._input import InputError  # noqa: E402

RULES = """
[[rule]]
id = "licorne"
theme = "delivery_time"
signals = ["unresolved"]
polarity = "neg"
phrase = "licorne"
yes = "licorne"

[[rule]]
id = "sirene"
channels = ["phone"]
phrase = "sirène"
yes = "sirène"

[[rule]]
id = "dragon"
theme = "general_opinion"
phrase = "dragon"
yes = "dragon"

[[rule]]
id = "ogre"
irritation = 2
phrase = "ogre affreux"
yes = "ogre affreux"

[[rule]]
id = "jamais"
theme = "billing"
phrase = "basilic royal"
yes = "basilic royal"
"""

CORPUS: list[dict[str, Any]] = [
    {"id": "1", "text": "Une licorne, une autre licorne.", "themes": {"delivery_time": "neg"}, "signals": ["unresolved"], "channels": [], "irritation": 0},
    {"id": "2", "text": "Encore une licorne", "themes": {"delivery_time": "pos"}, "signals": []},
    {"id": "3", "text": "Toujours la licorne", "themes": {}},
    {"id": "4", "text": "Une sirène 😀", "themes": {}, "channels": ["phone"]},
    {"id": "5", "text": "Un dragon et une licorne", "themes": {"delivery_time/late": "neg"}, "signals": ["unresolved"]},
    {"id": "6", "text": "Un dragon", "themes": {"general_opinion": "pos"}},
    {"id": "7", "text": "C’est nul, un ogre affreux", "themes": {}, "irritation": 3},
    {"id": "8", "text": "C’est nul, un ogre affreux", "themes": {}, "irritation": 1},
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(RULES, encoding="utf-8")
    return path


def written(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return written(tmp_path / "corpus.jsonl", CORPUS)


def rows_of(report: check.CorpusReport) -> dict[str, dict[str, Any]]:
    lines = [json.loads(line) for line in report.json_lines()]
    return {row["rule"].rpartition("/")[2]: row for row in lines if "rule" in row}


def test_each_rule_is_counted_in_texts(source: Path, corpus: Path) -> None:
    rows = rows_of(check.on_corpus([corpus], [source]))
    licorne = rows["licorne"]
    assert (licorne["hits"], licorne["right"], licorne["precision"]) == (4, 2, 0.5), "a text counts once, however often it fires there"
    assert licorne["targets"] == {"delivery_time": 3, "unresolved": 2}, "each label by itself"
    assert all(type(count) is int for row in rows.values() for count in row["targets"].values()), "numbers, also where it is none or one"
    assert (rows["sirene"]["hits"], rows["sirene"]["right"], rows["sirene"]["targets"]) == (1, 1, {"phone": 1})
    assert (rows["jamais"]["hits"], rows["jamais"]["precision"]) == (0, None)


def test_what_is_wrong_is_shown_with_its_words(source: Path, corpus: Path) -> None:
    licorne = rows_of(check.on_corpus([corpus], [source]))["licorne"]
    assert licorne["wrong"][0] == {"id": "2", "text": "Encore une licorne", "evidence": "licorne", "missing": ["unresolved"]}
    assert licorne["wrong"][1]["missing"] == ["delivery_time", "unresolved"]


def test_the_polarity_of_a_judging_rule_is_counted(source: Path, corpus: Path) -> None:
    rows = rows_of(check.on_corpus([corpus], [source]))
    assert rows["licorne"]["polarity"]["judged"] - rows["licorne"]["polarity"]["agreed"] == 1, "text 2 praises"
    assert rows["sirene"]["polarity"] is None


def test_a_theme_that_is_not_given_is_not_counted(source: Path, corpus: Path) -> None:
    """general_opinion stays alone: where another theme is found, its rules are not wrong."""
    assert (rows_of(check.on_corpus([corpus], [source]))["dragon"]["hits"]) == 1


def test_irritation_is_counted_by_level(source: Path, corpus: Path) -> None:
    ogre = rows_of(check.on_corpus([corpus], [source]))["ogre"]
    assert (ogre["hits"], ogre["right"]) == (2, 1) and ogre["wrong"][0]["missing"] == ["irritation 2"]


def test_several_files_are_one_corpus(source: Path, corpus: Path, tmp_path: Path) -> None:
    other = written(tmp_path / "other.jsonl", CORPUS[:1])
    both = check.on_corpus([corpus, other], [source])
    assert both.texts == len(CORPUS) + 1 and rows_of(both)["licorne"]["hits"] == 5


def test_only_the_rules_of_the_sources_are_told(source: Path, corpus: Path) -> None:
    report = check.on_corpus([corpus], [source])
    assert [row.name.rpartition("/")[2] for row in report.rules] == ["licorne", "sirene", "dragon", "ogre", "jamais"]


def test_rows_that_are_no_annotation_are_left_out(source: Path, tmp_path: Path) -> None:
    odd: list[Any] = [
        CORPUS[0],
        {"id": "a", "text": "licorne"},
        {"id": "b", "text": None, "themes": {}},
        {"id": "c", "text": "licorne", "themes": ["delivery_time"]},
        {"id": "d", "text": "licorne", "themes": {"delivery_time": 3}},
        {"id": "e", "text": "licorne", "themes": {}, "signals": "unresolved"},
        {"id": "f", "text": "licorne", "themes": {}, "irritation": "3"},
        {"id": "g", "text": ["licorne"], "themes": {}},
        "no JSON at all",
        "[]",
        {"id": "h", "text": "The delivery was late and nobody answered the phone when we called about it.", "themes": {}},
    ]
    report = check.on_corpus([written(tmp_path / "odd.jsonl", odd)], [source])
    assert (report.texts, report.left_out) == (1, len(odd) - 1)


@pytest.mark.parametrize("rows", [[], [{"id": "1", "text": "licorne"}], ["nothing"], [{"avis": 3}]])
def test_a_file_without_annotations_is_refused(source: Path, tmp_path: Path, rows: list[Any]) -> None:
    with pytest.raises(InputError):
        check.on_corpus([written(tmp_path / "plain.jsonl", rows)], [source])


def test_what_cannot_be_read_is_told(source: Path, corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        check.on_corpus([tmp_path / "nowhere.jsonl"], [source])
    with pytest.raises(SourceError):
        check.on_corpus([corpus], [tmp_path / "nowhere.toml"])
    with pytest.raises(TypeError):
        check.on_corpus(str(corpus), [source])


def test_the_command_tells_analysts(source: Path, corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(source), "--corpus", str(corpus)]) == 0
    out = capfd.readouterr().out
    assert "règles qui se trompent le plus" in out and "1 règle ne se déclenche jamais" in out.replace("\xa0", " ")
    assert "0,50" in out and "Encore une licorne" in out and "8 textes annotés" in out.replace("\xa0", " ")
    line = next(line for line in out.splitlines() if line.startswith("delivery_time/licorne"))
    assert line.split()[1:4] == ["4", "2", "0,50"]


def test_the_command_tells_programs(source: Path, corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(source), "--corpus", str(corpus), str(corpus), "--format", "jsonl"]) == 0
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert lines[-1]["summary"]["texts"] == 2 * len(CORPUS) and lines[-1]["summary"]["never"] == 1
    assert all({"rule", "file", "number", "hits", "right", "precision", "targets", "polarity", "wrong"} == line.keys() for line in lines[:-1])


def test_wrong_use(source: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(source), "--format", "jsonl"]) == 2
    assert cli.main(["check", str(source), "--corpus", str(tmp_path / "nowhere.jsonl")]) == 2
    assert "nowhere.jsonl" in capfd.readouterr().err


PARTS = [
    ("theme", "return_refund/cancel", True, "the whole is annotated"),
    ("theme", "return_refund", True, "itself"),
    ("theme", "return_refunds", False, "a longer word is another"),
    ("theme", "return", False, "and so is a shorter one"),
    ("theme", "billing", False, "another"),
    ("signal", "irony", True, "a signal"),
    ("channel", "irony", False, "no channel"),
]


@pytest.mark.parametrize(("kind", "id", "has", "why"), PARTS)
def test_what_an_annotation_has(kind: str, id: str, has: bool, why: str) -> None:
    annotation = annotation_of({"themes": {"return_refund": "neg"}, "signals": ["irony"]})
    assert annotation is not None and annotation.has(kind, id) == has, why
    assert annotation.polarity("return_refund/cancel") == "neg" and Annotation().irritation == 0
