"""`ressenti suggest`: sequences counted, phrases chosen, rules that pass `ressenti check`, samples that tell nobody's number."""

import json
import re
import tomllib
from itertools import combinations
from math import log
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("ressenti._core")

import ressenti  # noqa: E402
from ressenti import check, cli  # noqa: E402
from ressenti._annotations import Annotation  # noqa: E402
from ressenti._privacy import masked  # noqa: E402
from ressenti._sequences import (  # noqa: E402
    LONGEST,
    frequent_sequences,
    segments_of,
    sequences_among,
    specificity,
    without_parts,
)
from ressenti._suggest import Suggester, Suggestion  # noqa: E402

# --- Sequences --------------------------------------------------------------------------------

SEGMENTS = [
    ("la borne est muette", [["la", "borne", "est", "muette"]], "one stretch"),
    ("l'ecran. casse", [["l", "ecran"], ["casse"]], "a full stop cuts, an apostrophe does not"),
    ("lave-linge", [["lave", "linge"]], "nor does a hyphen"),
    ("a\nb", [["a"], ["b"]], "an end of line does"),
    ("😀 nul 😀 nul", [["nul"], ["nul"]], "so does an emoji"),
    ("", [], "nothing"),
]


@pytest.mark.parametrize(("folded", "segments", "why"), SEGMENTS)
def test_stretches_of_words(folded: str, segments: list[list[str]], why: str) -> None:
    assert segments_of(folded) == segments, why


WORDS = st.lists(st.lists(st.sampled_from("abc"), max_size=6), max_size=3)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=8), st.integers(1, 4))
def test_counting_level_by_level_loses_nothing(texts: list[list[list[str]]], least: int) -> None:
    """Against counting every sequence of every text."""
    counts: dict[str, int] = {}
    for text in texts:
        own = {" ".join(words[a:b]) for words in text for a, b in combinations(range(len(words) + 1), 2) if b - a <= LONGEST}
        for sequence in own:
            counts[sequence] = counts.get(sequence, 0) + 1
    frequent = {sequence: count for sequence, count in counts.items() if count >= least}
    assert frequent_sequences(texts, least) == frequent
    for text in texts:
        assert sequences_among(text, frequent.keys()) <= frequent.keys()


def test_specificity_has_the_right_sign_and_order() -> None:
    assert specificity(10, 100, 0, 900) > specificity(10, 100, 5, 900) > 0 > specificity(1, 100, 90, 900)
    assert abs(specificity(10, 100, 90, 900)) < 1e-9, "as often here as there"
    assert specificity(7, 10, 0, 0) == 7, "nothing to compare with"
    cells = [(10, 20 * 20 / 220), (10, 200 * 20 / 220), (10, 20 * 200 / 220), (190, 200 * 200 / 220)]
    assert specificity(10, 20, 10, 200) == pytest.approx(2 * sum(seen * log(seen / expected) for seen, expected in cells)), "by hand"


def test_a_part_that_never_stands_alone_goes() -> None:
    assert without_parts({"borne": 10, "borne muette": 9, "muette": 20}, 0.8) == {"borne muette": 9, "muette": 20}


# --- Privacy ----------------------------------------------------------------------------------

PRIVATE = [
    ("écrivez à jean.dupont@exemple.fr svp", "écrivez à [e-mail] svp", "an address"),
    ("tél 06 39 98 12 34 merci", "tél [téléphone] merci", "a telephone number"),
    ("0639981234", "[téléphone]", "in one piece"),
    ("+33 6 39 98 12 34", "[téléphone]", "from abroad"),
    ("commande 12345678 perdue", "commande [numéro] perdue", "a long number"),
    ("dossier AB123456C", "dossier [numéro]", "with letters"),
    ("IBAN FR76 3000 6000 0112 3456 7890 189 !", "IBAN [numéro] !", "an IBAN"),
    ("voir https://exemple.fr/u?id=3 ici", "voir [lien] ici", "a link"),
    ("www.exemple.fr", "[lien]", "without its protocol"),
    ("le 12/03/2026", "le [numéro]", "a date in digits"),
    ("payé 49,90 € en 2024 pour 3 personnes", "payé 49,90 € en 2024 pour 3 personnes", "prices, years and counts stay"),
    ("rien du tout", "rien du tout", "nothing to hide"),
]


@pytest.mark.parametrize(("text", "safe", "why"), PRIVATE)
def test_what_identifies_somebody_is_masked(text: str, safe: str, why: str) -> None:
    assert masked(text) == safe, why


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789 .-@+()abcFR\u00a0", max_size=60))
def test_no_long_number_is_left(text: str) -> None:
    assert not re.search(r"\d{5}", masked(text))


# --- Suggestions --------------------------------------------------------------------------------

COVERED = ["La livraison est rapide", "Livraison en retard", "Le livreur est adorable", "Prix trop cher", "Remboursement refusé"] * 8
BORNES = ["La borne muette du hall", "borne muette encore", "Toujours cette borne muette", "Une borne muette, bravo", "borne muette 😡"]


def suggested(texts: list[Any], annotations: list[Annotation | None] | None = None, **more: int) -> list[Suggestion]:
    suggester = Suggester(ressenti.load())
    suggester.add(texts, annotations or [])
    return list(suggester.suggestions(**more))


def test_what_is_frequent_and_specific_is_proposed() -> None:
    found = suggested(COVERED + BORNES)
    assert found[0].phrase == "borne muette" and (found[0].uncovered, found[0].covered) == (5, 0)
    assert len(found[0].samples) == 3 and all("borne muette" in sample for sample in found[0].samples)
    assert len(found) == 1, "one phrase for one kind of text"


def test_an_annotation_says_the_theme() -> None:
    said = [Annotation({"delivery_time": "pos"})] * len(COVERED) + [Annotation({"contact_options": "neg"})] * len(BORNES)
    found = suggested(COVERED + BORNES, said)
    assert (found[0].theme, found[0].precision, found[0].basis, found[0].polarity) == ("contact_options", 1.0, "annotations", "neg")


def test_what_annotations_contradict_is_not_proposed() -> None:
    said = [None] * len(COVERED) + [Annotation({theme: "neg"}) for theme in ("billing", "payment", "advertising", "empathy", "loyalty_relation")]
    assert suggested(COVERED + BORNES, said) == []


def test_texts_that_annotators_leave_without_theme_are_settled() -> None:
    said = [Annotation({})] * (len(COVERED) + len(BORNES))
    assert suggested(COVERED + BORNES, said) == []


def test_neighbours_say_the_theme() -> None:
    near = [f"{text}, livreur et colis" for text in BORNES]
    found = suggested([*COVERED, *["Le colis du livreur est en retard"] * 4, *(text for text in near if not ressenti.analyze([text]).documents["themes"][0])])
    assert all(suggestion.basis in ("neighbours", "covered") for suggestion in found)


NOTHING = [
    ([], "nothing"),
    (COVERED, "all is covered"),
    (["", " ", None, 3, "😀"], "nothing to read"),
    (["de la le"] * 5, "small words"),
    (["12345 678901 23456"] * 5, "numbers"),
    (["The delivery was late and nobody answered the phone when we called about it."] * 5, "another language"),
    (["jean.dupont@exemple.fr"] * 5, "an address"),
]


@pytest.mark.parametrize(("texts", "why"), NOTHING)
def test_where_there_is_nothing_to_say_nothing_is_said(texts: list[Any], why: str) -> None:
    assert suggested(texts) == [], why


def test_limits_are_kept() -> None:
    texts = [f"{word} bizarroïde" for word in ("griffon", "licorne", "basilic", "dragon") for _ in range(4)]
    assert len(suggested(COVERED + texts, most=2)) <= 2
    assert suggested(COVERED + BORNES, least=6) == []
    assert {suggestion.uncovered for suggestion in suggested(COVERED + texts, least=4)} <= {4, 16}


def test_the_order_of_texts_does_not_matter() -> None:
    texts = COVERED + BORNES + ["griffon cassé ici", "un griffon cassé", "griffon cassé bof"]
    phrases = [(suggestion.phrase, suggestion.score) for suggestion in suggested(texts)]
    assert phrases == [(suggestion.phrase, suggestion.score) for suggestion in suggested(texts[::-1])]


# --- The command --------------------------------------------------------------------------------


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_output_is_rules_that_pass_check(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    source = written(tmp_path / "avis.jsonl", [{"id": i, "text": text} for i, text in enumerate(COVERED + BORNES)])
    assert cli.main(["suggest", str(source), "-o", str(tmp_path / "own.toml")]) == 0
    text = (tmp_path / "own.toml").read_text(encoding="utf-8")
    rules = tomllib.loads(text)["rule"]
    assert rules[0]["phrase"] == ["borne muette"] and rules[0]["yes"] and rules[0]["id"] == "borne-muette"
    assert text.startswith("# 45") and "5 textes non couverts" in text.replace("\xa0", " ")
    report = check.run([tmp_path / "own.toml"])
    assert report.ok, str(report)
    analyzer = ressenti.Analyzer(["fr", tmp_path / "own.toml"])
    assert analyzer.analyze(["La borne muette du hall"]).documents["themes"][0]
    assert "avis.jsonl" in capfd.readouterr().err


def test_hostile_texts_make_sound_toml(tmp_path: Path) -> None:
    odd = ['borne muette "', "borne muette \\", "borne muette '''", 'borne muette """ #', "borne muette \x7f\x1b[31m", "borne muette\n[[rule]]", "borne\u00a0muette tél 0639981234"]
    source = written(tmp_path / "odd.jsonl", [{"text": text} for text in [*COVERED, *odd]])
    assert cli.main(["suggest", str(source), "-q", "-o", str(tmp_path / "odd.toml")]) == 0
    rules = tomllib.loads((tmp_path / "odd.toml").read_text(encoding="utf-8"))["rule"]
    assert len(rules) == 1 and "0639981234" not in str(rules) and check.run([tmp_path / "odd.toml"]).ok


def test_annotated_input_gives_theme_and_polarity(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rows = [{"text": text, "themes": {"delivery_time": "pos"}} for text in COVERED]
    rows += [{"text": text, "themes": {"contact_options": "neg"}} for text in BORNES]
    assert cli.main(["suggest", str(written(tmp_path / "a.jsonl", rows)), "-q"]) == 0
    out = capfd.readouterr().out
    assert tomllib.loads(out)["rule"][0]["theme"] == "contact_options"
    assert 'polarity = "neg"' in out and "précision estimée 1,00, d’après les annotations" in out


def test_other_formats_and_empty_input(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("avis\n" + "\n".join(BORNES[:3]) + "\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("\n".join(BORNES) + "\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    for name, rules in (("a.csv", 1), ("a.txt", 1), ("empty.txt", 0)):
        assert cli.main(["suggest", str(tmp_path / name), "-q"]) == 0
        assert len(tomllib.loads(capfd.readouterr().out).get("rule", [])) == rules, name
    assert cli.main(["suggest", str(tmp_path / "nowhere.csv")]) == 2
    assert cli.main(["suggest", str(tmp_path / "a.csv"), "--top", "0"]) == 2


def test_an_id_is_new_to_the_packs(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[rule]]\nid = "borne-muette"\ntheme = "contact_options"\nphrase = "griffon"\nyes = "griffon"\n', encoding="utf-8")
    rows = [{"text": text, "themes": {"contact_options": "neg"}} for text in BORNES] + [{"text": text, "themes": {"price_value": "neg"}} for text in COVERED]
    source = written(tmp_path / "a.jsonl", rows)
    assert cli.main(["suggest", str(source), "--pack", str(own), "-q", "-o", str(tmp_path / "more.toml")]) == 0
    assert tomllib.loads((tmp_path / "more.toml").read_text(encoding="utf-8"))["rule"][0]["id"] == "borne-muette-2"
