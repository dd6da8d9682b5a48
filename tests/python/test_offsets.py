"""Evidence is where offsets say it is, in the text as given, however it was written; and scores add up."""

import bisect
import functools
import json
import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ressenti
from ressenti import _core

ROOT = Path(__file__).parents[2]
CHALLENGE = ROOT / "tests/challenge"

# ---- texts ------------------------------------------------------------------------------------------------

FRAGMENTS = [
    "livraison rapide", "très déçue", "colis abîmé", "je ne recommande pas", "la conseillère a été adorable", "promis en 5 jours, reçu en 9",
    "service client injoignable", "c’est nul", "pas terrible", "à fuir", "l’accueil était parfait", "SCANDALEUX", "nuuuul", "tjrs pas reçu",
    "frais cachés de 12 €", "au lieu de 30 €", "48h annoncées, 5 jours d’attente", "j’ai appelé trois fois", "merci", "super sympa",
    "rien à redire", "aucun problème", "mais", "malgré", "par contre", "et", "?", "!", "...", "très", "cœur de métier", "maaarre", "svp",
    "l’appli plante", "je pars à la concurrence", "remboursement jamais reçu", "5/5", "👍", "😡😡", ":-(", "❤️", "👩🏽‍🦰", "🇫🇷", "\n", "-", "«", "»",
]
SEPARATORS = [" ", "  ", "\u00a0", "\u202f", "\n", ", ", ". ", "", " \u200b", "\t", " & ", "…"]


def with_ligatures(text: str) -> str:
    return text.replace("fi", "ﬁ").replace("fl", "ﬂ").replace("oe", "œ")


def full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def as_entities(text: str) -> str:
    names = {"é": "&eacute;", "è": "&egrave;", "à": "&#224;", "ê": "&#xea;", "’": "&rsquo;", " ": "&nbsp;", "&": "&amp;", "€": "&euro;"}
    return "".join(names.get(sign, sign) for sign in text)


def as_mojibake(text: str) -> str:
    return text.encode("utf-8").decode("latin-1")


def interspersed(text: str, sign: str, every: int) -> str:
    return "".join(letter + (sign if i % every == every - 1 else "") for i, letter in enumerate(text))


WRITINGS = {
    "as it is": lambda text: text,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "capitals": str.upper,
    "without accents": lambda text: "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)),
    "ligatures": with_ligatures,
    "full width": full_width,
    "entities": as_entities,
    "mojibake": as_mojibake,
    "zero width": lambda text: interspersed(text, "\u200b", 3),
    "soft hyphens": lambda text: interspersed(text, "\u00ad", 4),
    "joiners": lambda text: interspersed(text, "\u200d", 2),
    "marks on everything": lambda text: interspersed(text, "\u0336", 1),
    "two marks": lambda text: interspersed(text, "\u0323\u0307", 2),
}

fragments = st.builds(lambda text, writing: WRITINGS[writing](text), st.sampled_from(FRAGMENTS), st.sampled_from(list(WRITINGS)))
anything = st.text(st.characters(codec="utf-8"), max_size=6)  # any code point but surrogates
pieces = st.one_of(fragments, fragments, fragments, anything)
texts = st.lists(st.tuples(pieces, st.sampled_from(SEPARATORS)), max_size=8).map(lambda parts: "".join(a + b for a, b in parts))


@functools.cache
def dev_texts() -> tuple[str, ...]:
    return tuple(json.loads(line)["text"] for line in (CHALLENGE / "dev.jsonl").read_text(encoding="utf-8").splitlines())


# ---- what holds for every piece of evidence -------------------------------------------------------------------


class Folded:
    """A text as it is read, with the way back; positions here are code points of the text as given."""

    def __init__(self, text: str) -> None:
        self.text = text
        folded, sources = _core.fold(text)
        self.bytes = folded.encode()
        at = 0
        point_of = {0: 0}  # byte -> code point
        for i, sign in enumerate(text):
            at += len(sign.encode())
            point_of[at] = i + 1
        self.sources = [point_of[byte] for byte in sources]  # KeyError: not on the border of a code point

    def between(self, start: int, end: int) -> str:
        """What was read from text[start:end]."""
        first, last = bisect.bisect_left(self.sources, start), bisect.bisect_left(self.sources, end)
        return self.bytes[first:last].decode()


def check_span(read: Folded, start: int, end: int, what: str) -> None:
    text = read.text
    assert 0 <= start < end <= len(text), what
    evidence = text[start:end]
    assert not evidence.isspace(), what
    assert not splits_a_character(text, start) and not splits_a_character(text, end), (what, evidence)
    folded = ressenti.normalize(evidence)
    assert folded and folded in ressenti.normalize(text), (what, evidence)
    # stronger: it is what was read there, not merely somewhere
    assert folded == read.between(start, end).strip(), (what, evidence)


def splits_a_character(text: str, at: int) -> bool:
    """True between a letter and a mark that stands on it, and inside an emoji sequence."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return unicodedata.combining(after) != 0 or after in "\ufe0f\ufe0e" or (0x1F3FB <= ord(after) <= 0x1F3FF and ord(before) > 0x2000)


def spans(analysis: ressenti.Analysis) -> Iterator[tuple[int, int, int, str]]:
    """Document, start, end and kind of every span of an analysis."""
    for name in ("mentions", "signals", "gaps", "promises", "figures"):
        for row in getattr(analysis, name):
            yield row["document"], row["start"], row["end"], f"{name} {row}"


def contributions(analysis: ressenti.Analysis, document: int = 0) -> list[dict[str, Any]]:
    """The terms of the score of one document, from the columns of the core."""
    (result,) = analysis._results
    first, last = result.column("documents", "contribution_begin")[document : document + 2]
    names = ("valence", "percent", "points", "begin", "end", "cue_begin", "cue_end")
    columns = [result.column("contributions", name)[first:last] for name in names]
    kinds = [_core.contribution_kind_names[kind] for kind in result.column("contributions", "kind")[first:last]]
    labels = result.contribution_labels()[first:last]
    return [{"kind": kind, "label": label, **dict(zip(names, row, strict=True))} for kind, label, *row in zip(kinds, labels, *columns, strict=True)]


def half_away_from_zero(value: Fraction) -> int:
    whole = int(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole


def check_everything(text: str) -> None:
    analysis = ressenti.analyze([text], contributions=True, hits=True, figures=True)
    row = analysis.to_dicts()[0]
    read = Folded(text)
    for _, start, end, what in spans(analysis):
        check_span(read, start, end, what)
    (result,) = analysis._results
    for start, end in zip(result.column("hits", "begin"), result.column("hits", "end"), strict=True):
        check_span(read, start, end, "hit")
    terms = contributions(analysis)
    for term in terms:
        check_span(read, term["begin"], term["end"], str(term))
        check_cue(read, term)
        assert term["points"] == half_away_from_zero(Fraction(term["valence"] * term["percent"], 100)), term
        check_label(text, term)
    assert sum(term["points"] for term in terms) == row["points"]
    assert [term["begin"] for term in terms] == sorted(term["begin"] for term in terms)
    assert {mention["theme"] for mention in row["mentions"]} == row["themes"].keys()


def check_cue(read: Folded, term: dict[str, Any]) -> None:
    """What changed a term is shown as well as the term; equal ends say that nothing did."""
    if term["cue_begin"] != term["cue_end"]:
        check_span(read, term["cue_begin"], term["cue_end"], f"cue of {term}")


def check_label(text: str, term: dict[str, Any]) -> None:
    """The word that is named is the word that stands there, unless respelling put it in its place."""
    if term["kind"] not in ("word", "expression"):
        return
    evidence = text[term["begin"] : term["end"]]
    written = words_in(ressenti.normalize(evidence))
    label = words_in(term["label"])
    if any({word, undoubled(word)} & abbreviations() for word in written):
        return
    is_shown_whole = any(undoubled(word) != word for word in written)  # a respelled word: « 0maaarre » for « marre »
    is_shown_whole |= any(len(ressenti.normalize(sign)) > 1 for sign in evidence)  # a sign that becomes several: ¾
    if is_shown_whole:
        assert {undoubled(word) for word in label} <= {undoubled(word) for word in written}, (written, term)
    else:
        assert written == label, (written, term)


def words_in(folded: str) -> list[str]:
    """Digits and letters apart, as in « 5jours »."""
    return re.findall(r"[a-z]+|[0-9]+", folded)


def undoubled(word: str) -> str:
    """Respelling draws in letters that were drawn out (nuuul) and doubled by mistake (null)."""
    return re.sub(r"([a-z])\1+", r"\1", word)


@functools.cache
def abbreviations() -> frozenset[str]:
    lines = (ROOT / "data/fr/normalize/abbreviations.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(ressenti.normalize(line.split("\t")[0]) for line in lines if line and not line.startswith("#"))


# ---- the properties -------------------------------------------------------------------------------------------


@settings(max_examples=1_500, deadline=None, derandomize=True)
@given(texts)
def test_every_span_of_any_text(text: str) -> None:
    check_everything(text)


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_every_span_of_a_fragment_in_every_writing(fragment: str, writing: str) -> None:
    written = WRITINGS[writing](fragment)
    for around in ("{}", "Bonjour. {} !", "\u00a0{}\u0301", "😀{}\u200d😀"):
        check_everything(around.format(written))


def test_every_span_of_the_development_set() -> None:
    for text in dev_texts():
        check_everything(text)


def test_the_development_set_has_spans_of_every_kind() -> None:
    """Else the properties above would hold of nothing."""
    analysis = ressenti.analyze(dev_texts(), contributions=True, figures=True)
    kinds = {what.partition(" ")[0] for _, _, _, what in spans(analysis)}
    assert kinds == {"mentions", "signals", "gaps", "promises", "figures"}
    terms = [term for document in range(len(analysis)) for term in contributions(analysis, document)]
    assert {term["kind"] for term in terms} == set(_core.contribution_kind_names)
    assert any(term["cue_begin"] < term["cue_end"] for term in terms) and any(term["percent"] < 0 for term in terms)
    assert len(analysis.mentions) > len(dev_texts())


@settings(max_examples=300, deadline=None, derandomize=True)
@given(texts)
def test_explain_shows_the_same_terms(text: str) -> None:
    explanation = ressenti.explain(text)
    assert sum(term.points for term in explanation.contributions) == explanation.document["points"]
    for term in explanation.contributions:
        assert term.points == half_away_from_zero(Fraction(term.valence * term.percent, 100))
    assert str(explanation) and explanation.to_html()


def test_rounding_goes_away_from_zero() -> None:
    """The halves themselves, which the texts above may never hit."""
    cases = {(50, 99): 50, (-50, 99): -50, (50, 101): 51, (-50, 101): -51, (45, 90): 41, (-45, 90): -41, (33, 100): 33, (-7, 50): -4, (7, 50): 4, (1, 49): 0}
    assert {case: half_away_from_zero(Fraction(case[0] * case[1], 100)) for case in cases} == cases


# ---- what may not matter ---------------------------------------------------------------------------------------


def view(text: str) -> tuple[Any, ...]:
    row = ressenti.analyze(text).to_dicts()[0]
    return row["status"], row["sentiment"], row["points"], row["score"], row["themes"], row["signals"], row["channels"], row["irritation"], len(row["gaps"])


def typographic(text: str) -> str:
    return text.replace("'", "’")


def straight(text: str) -> str:
    return text.replace("’", "'")


SAME = {
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "NFC": lambda text: unicodedata.normalize("NFC", text),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "narrow no-break spaces": lambda text: text.replace(" ", "\u202f"),
    "two spaces": lambda text: text.replace(" ", "  "),
    "typographic apostrophes": typographic,
    "straight apostrophes": straight,
    "spaces around": lambda text: f"  {text}\u00a0 ",
    "a byte-order mark": lambda text: f"\ufeff{text}",
    "soft hyphens": lambda text: re.sub(r"(?<=[a-zà-ÿ])(?=[a-zà-ÿ]{2})", "\u00ad", text),
}


@pytest.mark.parametrize("name", SAME)
def test_writing_it_otherwise_changes_nothing(name: str) -> None:
    different = [text for text in dev_texts() if view(SAME[name](text)) != view(text)]
    assert not different, f"{len(different)} of {len(dev_texts())}: {different[:3]}"


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=6).map(" ".join), st.sampled_from(list(SAME)))
def test_writing_a_mixture_otherwise_changes_nothing(text: str, name: str) -> None:
    assert view(SAME[name](text)) == view(text)


# ---- the whole of a long text -------------------------------------------------------------------------------------


def test_offsets_far_into_a_long_text() -> None:
    """Code points are counted from checkpoints of 64 bytes: every distance to one of them is met here."""
    for pad in range(0, 140):
        text = "é" * pad + "😀 " + "Colis abîmé, très déçue. " * 3
        check_everything(text)


@pytest.mark.parametrize("filler", ["é", "😀", "a ", "e\u0301", "&amp;", "\u200b", "\n"])
def test_evidence_after_much_text(filler: str) -> None:
    text = filler * 20_000 + " Le colis est arrivé abîmé, je suis très déçue."
    analysis = ressenti.analyze(text)
    evidence = analysis.mentions["evidence"]
    assert any("colis" in words.lower() for words in evidence), analysis.documents.row(0)["status"]
    for _, start, end, what in spans(analysis):
        assert text[start:end].strip() and start > 20_000 - 2, what
