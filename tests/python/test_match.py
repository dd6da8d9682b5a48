"""Analyzer.match: the hits of analyze(hits=True), by themselves."""

import json
from pathlib import Path
from typing import Any

import pytest

import ressenti
from ressenti._columns import documents_of, joined

CHALLENGE = Path(__file__).parents[1] / "challenge"

Row = tuple[int, str, int, int]


def challenge_texts() -> list[str]:
    lines = (CHALLENGE / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    pairs = (CHALLENGE / "minimal_pairs.tsv").read_text(encoding="utf-8").splitlines()
    variants = (CHALLENGE / "invariance.tsv").read_text(encoding="utf-8").splitlines()
    cells = (cell for line in [*pairs, *variants] for cell in line.split("\t"))
    return [*(json.loads(line)["text"] for line in lines), *cells]


def hits_of_analyze(analyzer: ressenti.Analyzer, texts: list[Any]) -> tuple[list[Row], set[int]]:
    """The hits, and the documents that analyze leaves unread because they are not French."""
    analysis = analyzer.analyze(texts, hits=True)
    rules = [rule["name"] for rule in analyzer.rules]
    names = [rules[rule] for rule in joined(analysis.results, "hits", "rule")]
    begin, end = joined(analysis.results, "hits", "begin"), joined(analysis.results, "hits", "end")
    rows = list(zip(documents_of(analysis.results, "hit_begin"), names, begin, end, strict=True))
    return rows, {i for i, status in enumerate(analysis.documents["status"]) if status == "not_french"}


def test_the_hits_are_those_of_analyze_on_every_challenge_text() -> None:
    analyzer, texts = ressenti.load(), challenge_texts()
    expected, foreign = hits_of_analyze(analyzer, texts)
    found = [row for row in analyzer.match(texts) if row[0] not in foreign]
    assert len(expected) > len(texts)
    assert found == expected


def test_columns_rows_and_dicts_tell_the_same() -> None:
    texts = ["Livraison rapide", "rien", "mais colis abîmé 📦 abîmé."]
    matches = ressenti.load().match(texts)
    rows = list(matches)
    assert rows and len(matches) == len(rows)
    assert [tuple(row.values()) for row in matches.to_dicts()] == rows
    assert rows == list(zip(*(matches[name] for name in matches.names), strict=True))
    evidence = {texts[document][start:end] for document, _, start, end in rows}
    assert "Livraison" in evidence and any(words.endswith("abîmé") for words in evidence)
    with pytest.raises(KeyError, match="document, rule, start, end"):
        matches["score"]


def test_what_cannot_be_read_says_why() -> None:
    matches = ressenti.load().match(["livraison", None, float("nan"), 3, "\ud800", ressenti.Unreadable("too_long")])
    assert matches.statuses == ["ok", "null", "null", "not_text", "invalid_utf8", "too_long"]
    assert {row[0] for row in matches} == {0}


def test_other_languages_are_matched_too() -> None:
    text = "The delivery was late and the hotline was not there, livraison."
    assert ressenti.analyze([text]).documents["status"] == ["not_french"]
    matches = ressenti.load().match(text)
    assert matches.statuses == ["ok"] and "delivery_time/livraison" in matches["rule"]


def test_threads_find_the_same() -> None:
    analyzer, texts = ressenti.load(), challenge_texts() * 10
    assert len(texts) > 4096
    assert list(analyzer.match(texts, threads=3)) == list(analyzer.match(texts))


def test_texts_may_come_in_any_shape() -> None:
    analyzer = ressenti.load()
    expected = [row[1:] for row in analyzer.match("Livraison rapide")]
    assert [row[1:] for row in analyzer.match(text for text in ["Livraison rapide"])] == expected
    assert list(analyzer.match([])) == []
    with pytest.raises(TypeError, match="not bytes"):
        analyzer.match(b"livraison")
    with pytest.raises(ValueError, match="threads"):
        analyzer.match(["a"], threads=0)
