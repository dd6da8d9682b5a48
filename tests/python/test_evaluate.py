"""The parts of `make eval` that need no data: limits beside figures, what is read from a scorer, rows counted as wrong or covered."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

import evaluate  # noqa: E402
import evaluate_real  # noqa: E402
import evaluate_report as report  # noqa: E402
import evaluate_sets as sets  # noqa: E402
import evaluate_wrong  # noqa: E402


@pytest.mark.parametrize(
    ("section", "name", "value", "expected"),
    [
        (report.DEVELOPMENT, "sentiment_acc", 0.85, "   floor 0.850"),  # a floor that is reached is met
        (report.DEVELOPMENT, "sentiment_acc", 0.8499, "   floor 0.850  MISSED"),  # judged before it is rounded
        (report.DEVELOPMENT, "channel_f1", 0.1, ""),  # no floor
        (report.HELD, "calibration_error", 0.05, "   at most 0.050"),
        (report.HELD, "calibration_error", 0.051, "   at most 0.050  MISSED"),
        (report.HELD, "theme_f1", 0.1, ""),  # the floor of another section
    ],
)
def test_limits_stand_beside_figures(section: str, name: str, value: float, expected: str) -> None:
    assert report.beside(section, name, value) == expected


def test_differences_carry_their_sign(capsys: pytest.CaptureFixture[str]) -> None:
    report.figure(report.IN_DOMAIN, "insurance accuracy over peer", -0.0051)
    assert capsys.readouterr().out.split()[-4:] == ["-0.005", "floor", "-0.005", "MISSED"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("n 599", ("n", "599")),
        ("f1_3 0.624", ("f1_3", "0.624")),
        ("aspect prix: f1 0.722, recall pos 0.700 neg 0.600, n 12", ("prix", "0.722")),
    ],
)
def test_label_scorer_lines(line: str, expected: tuple[str, str]) -> None:
    match = sets.LABEL_FIGURE.match(line)
    assert match and match.groups() == expected


def test_rows_are_parted_at_line_feeds_only() -> None:
    assert sets.rows_in('{"id": "a\u2028b"}\n\n{"id": "c"}\n') == [{"id": "a\u2028b"}, {"id": "c"}]


def test_coverage_counts_texts_of_more_than_eight_words(tmp_path: Path) -> None:
    nine = "un deux trois quatre cinq six sept huit neuf"
    texts = {"a": nine, "b": nine, "c": nine, "d": nine, "short": nine.rsplit(" ", 1)[0]}
    themes = {"a": {}, "b": {"general_opinion": "pos"}, "c": {"general_opinion": "pos", "billing": "neg"}, "d": {"billing/x": "neg"}, "short": {}}
    gold, predicted = tmp_path / "gold.tsv", tmp_path / "predicted.jsonl"
    gold.write_text("id\ttext\n" + "".join(f"{id}\t{text}\n" for id, text in texts.items()), encoding="utf-8")
    sets.write_json_rows(predicted, [{"id": id, "themes": found} for id, found in themes.items()])
    assert evaluate_real.covered(gold, predicted) == {"n": 4, "no theme": 0.25, "only general_opinion": 0.25}


def test_wrong_rows_stand_under_each_phenomenon(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = sets.write_json_rows(
        tmp_path / "gold.jsonl",
        [
            {"id": "1", "text": "Bof.", "sentiment": "neg", "themes": {"billing": "neg"}, "phenomena": ["idiom", "very_short"]},
            {"id": "2", "text": "Bien.", "sentiment": "pos", "themes": {}, "phenomena": ["very_short"]},
        ],
    )
    predicted = sets.write_json_rows(
        tmp_path / "predicted.jsonl",
        [{"id": "1", "sentiment": "neu", "themes": {"general_opinion": "neu"}}, {"id": "2", "sentiment": "pos", "themes": {}}],
    )
    evaluate_wrong.write_wrong(gold, predicted, tmp_path / "wrong.md")
    page, said = (tmp_path / "wrong.md").read_text(encoding="utf-8"), capsys.readouterr().out
    line = "- 1 neg → neu (−billing +general_opinion): 'Bof.'"
    assert page.count(line) == 2 and "Bien." not in page
    assert "Bof." not in said  # counts on the screen, texts in the file
    assert [words.split() for words in said.splitlines()[:2]] == [["idiom", "1", "of", "1"], ["very_short", "1", "of", "2"]]


def test_the_held_gold_keeps_no_text() -> None:
    assert json.dumps(evaluate.without_text({"id": "x", "text": "secret", "sentiment": "neg"})) == '{"id": "x", "sentiment": "neg"}'
