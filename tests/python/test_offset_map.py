"""The way back from a normalised text: cases drawn out, and what holds for every range of any text."""

import copy
import pickle
import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_offsets import texts

import ressenti
from ressenti import OffsetMap

STEPS = ("mojibake", "entities", "blanks", "typography", "case", "accents", "ignorable")

# ---- cases ----------------------------------------------------------------------------------------------------------

SOURCES = [
    # text, normalised, a part of it, the words that it comes from, why
    ("Qualité nulle", "qualite nulle", "nulle", "nulle", "a word after an accent"),
    ("Qualite\u0301 nulle", "qualite nulle", "qualite", "Qualite\u0301", "the mark belongs to the letter"),
    ("c'est un cœur", "c'est un coeur", "co", "cœ", "half of a ligature is all of it"),
    ("attendu… ici", "attendu... ici", "..", "…", "two of three dots"),
    ("😡 abîmé", "😡 abime", "abime", "abîmé", "after an emoji"),
    ("d&eacute;lai", "delai", "e", "&eacute;", "an entity is one character"),
    ("dÃ©lai", "delai", "de", "dÃ©", "and so is mojibake"),
    ("a  \u00a0 b", "a b", "b", "b", "blanks that became one"),
    ("  mal  ", "mal", "mal", "mal", "blanks that are gone"),
    ("dé\u00adlai", "delai", "de", "dé\u00ad", "an invisible character belongs to what stands before it"),
    ("Ｂｏｎ！", "bon!", "on", "ｏｎ", "full width"),
]


@pytest.mark.parametrize(("text", "folded", "part", "words", "why"), SOURCES)
def test_source(text: str, folded: str, part: str, words: str, why: str) -> None:
    found, map = ressenti.normalize(text, return_map=True)
    assert found == folded and len(map) == len(folded) and map.source_length == len(text)
    begin = folded.rindex(part) if part == "nulle" else folded.index(part)
    assert text[slice(*map.source(begin, begin + len(part)))] == words, why


TARGETS = [
    ("Qualite\u0301 nulle", "e\u0301", "e", "letter and mark"),
    ("Qualite\u0301 nulle", "\u0301", "e", "a mark alone is in the letter"),
    ("un cœur", "œ", "oe", "a ligature becomes two"),
    ("d&eacute;lai", "acu", "e", "a part of an entity"),
    ("dé\u00adlai", "\u00adl", "el", "an invisible character is in what stands before it"),
    ("  mal", "  ", "", "blanks that are gone became nothing"),
    ("Déçu", "çu", "cu", "two letters"),
]


@pytest.mark.parametrize(("text", "part", "words", "why"), TARGETS)
def test_target(text: str, part: str, words: str, why: str) -> None:
    folded, map = ressenti.normalize(text, return_map=True)
    begin = text.index(part)
    assert folded[slice(*map.target(begin, begin + len(part)))] == words, why


def test_a_respelled_word_comes_whole() -> None:
    text = "C’est nuuul, tjrs"
    folded, map = ressenti.normalize(text, spelling=True, return_map=True)
    assert folded == "c'est nul, toujours"
    assert text[slice(*map.source(7, 8))] == "nuuul" and text[slice(*map.source(12, 13))] == "tjrs"
    assert folded[slice(*map.target(7, 8))] == "nul" and folded[slice(*map.target(0, 5))] == "c'est"


def test_of_bytes_it_counts_bytes() -> None:
    data = "Très déçu".encode()
    folded, map = ressenti.normalize(data, return_map=True)
    assert map.source_length == len(data) == 12
    assert data[slice(*map.source(5, 9))].decode() == "déçu"
    damaged = b"caf\xe9 \xe0 c\xf4t\xe9"
    folded, map = ressenti.normalize(damaged, invalid="repair", return_map=True)
    assert folded == "cafe a cote" and damaged[slice(*map.source(7, 11))] == b"c\xf4t\xe9"


SURROGATES = [
    # text, rule, normalised, the sources of its code points, why
    ("a\ud83d\ude00c", "repair", "a😀c", ["a", "\ud83d\ude00", "c"], "two halves are one character"),
    ("a\ud83d\ude00c", "replace", "a\ufffd\ufffdc", ["a", "\ud83d", "\ude00", "c"], "or two mistakes"),
    ("a\ude00\ud83dc", "repair", "a\ufffd\ufffdc", ["a", "\ude00", "\ud83d", "c"], "the wrong way round"),
    ("a\udcc3\udca9c", "replace", "aec", ["a", "\udcc3\udca9", "c"], "two bytes that are one letter"),
    ("œ\udce9\ud800c", "repair", "oee\ufffdc", ["œ", "œ", "\udce9", "\ud800", "c"], "a byte of cp1252"),
    ("😀\udce9c", "replace", "😀\ufffdc", ["😀", "\udce9", "c"], "after a long character"),
]


@pytest.mark.parametrize(("text", "rule", "folded", "sources", "why"), SURROGATES)
def test_surrogates_are_code_points_of_the_text(text: str, rule: Any, folded: str, sources: list[str], why: str) -> None:
    found, map = ressenti.normalize(text, invalid=rule, return_map=True)
    assert found == folded and map.source_length == len(text), why
    assert [text[slice(*map.source(i, i + 1))] for i in range(len(folded))] == sources, why


def test_ranges_that_are_none() -> None:
    _, map = ressenti.normalize("Déçu …", return_map=True)
    assert len(map) == 8 and map.source_length == 6
    for wrong in ((-1, 2), (3, 2), (0, 9), (9, 9)):
        with pytest.raises(ValueError, match="the normalised text, which has a length of 8"):
            map.source(*wrong)
    for wrong in ((-1, 2), (3, 2), (0, 7)):
        with pytest.raises(ValueError, match="the text as given, which has a length of 6"):
            map.target(*wrong)


def test_empty_ranges() -> None:
    _, map = ressenti.normalize(" Déçu ", return_map=True)
    assert [map.source(i, i) for i in range(5)] == [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]
    assert [map.target(i, i) for i in range(7)] == [(0, 0), (0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (4, 4)]
    _, nothing = ressenti.normalize("  ", return_map=True)
    assert len(nothing) == 0 and nothing.source(0, 0) == (0, 0) and nothing.target(0, 2) == (0, 0)


def test_a_map_is_a_value() -> None:
    _, map = ressenti.normalize("Déçu", return_map=True)
    _, same = ressenti.normalize("Reçu", return_map=True)
    _, other = ressenti.normalize("Cœur", return_map=True)
    assert map == same and hash(map) == hash(same) and map != other and map != "Déçu"
    assert pickle.loads(pickle.dumps(map)) == map == copy.deepcopy(map)
    assert repr(other) == "<OffsetMap from 4 to 5>"


# ---- what holds for every range ----------------------------------------------------------------------------------------

some_steps = st.sets(st.sampled_from(STEPS), max_size=3).map(lambda names: dict.fromkeys(names, False))


def check_shape(text: str, folded: str, map: OffsetMap, *, composes: bool = False) -> None:
    """One source for each code point, in order, none empty, all inside. Where letters and marks are composed anew, two code
    points may have come from one mark; else the sources are the same or do not touch."""
    assert len(map) == len(folded) and map.source_length == len(text)
    singles = [map.source(i, i + 1) for i in range(len(folded))]
    assert all(0 <= begin < end <= len(text) for begin, end in singles)
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in zip(singles, singles[1:], strict=False))
    assert composes or all(a == b or a[1] <= b[0] for a, b in zip(singles, singles[1:], strict=False))


@settings(max_examples=1_000, deadline=None, derandomize=True)
@given(texts, some_steps, st.data())
def test_ranges_there_and_back(text: str, options: dict[str, Any], data: st.DataObject) -> None:
    folded, map = ressenti.normalize(text, return_map=True, **options)
    assert folded == ressenti.normalize(text, **options)
    composes = "accents" in options
    check_shape(text, folded, map, composes=composes)
    begin = data.draw(st.integers(0, len(folded)))
    end = data.draw(st.integers(begin, len(folded)))
    source = map.source(begin, end)
    if begin < end:
        back = map.target(*source)
        assert back[0] <= begin and end <= back[1], "what a range comes from has become it"
        assert composes or map.source(*back) == source, "and nothing else"


@settings(max_examples=1_000, deadline=None, derandomize=True)
@given(texts, st.data())
def test_the_source_of_a_range_reads_the_same(text: str, data: st.DataObject) -> None:
    """Normalised alone it is the range, widened to whole characters; but for blanks at its ends: these are trimmed.
    Whether a pair of signs is mojibake depends on what stands beside it, so that is left out here."""
    folded, map = ressenti.normalize(text, mojibake=False, return_map=True)
    begin = data.draw(st.integers(0, len(folded)))
    end = data.draw(st.integers(begin, len(folded)))
    words = [word.span() for word in re.finditer(r"[a-z0-9]+", folded)]
    for first, last in [(begin, end), *words]:
        source = map.source(first, last)
        read, widened = ressenti.normalize(text[slice(*source)], mojibake=False), folded[slice(*map.target(*source))]
        assert folded[first:last] in widened and read == widened.strip()


@settings(max_examples=300, deadline=None, derandomize=True)
@given(texts)
def test_what_was_respelled_reads_the_same(text: str) -> None:
    folded, map = ressenti.normalize(text, spelling=True, return_map=True)
    check_shape(text, folded, map)
    for word in re.finditer(r"[a-z]+", folded):
        begin, end = map.source(*word.span())
        assert text[begin:end].strip()


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.binary(max_size=40), st.sampled_from(["replace", "repair"]))
def test_any_bytes(data: bytes, rule: Any) -> None:
    folded, map = ressenti.normalize(data, invalid=rule, return_map=True)
    assert map.source_length == len(data) and len(map) == len(folded)
    kept = ressenti.normalize(data, invalid=rule, **dict.fromkeys(STEPS, False))
    if rule == "replace":
        assert kept.count("\ufffd") == data.decode("utf-8", "replace").count("\ufffd")
    spans = [map.source(i, i + 1) for i in range(len(folded))]
    assert all(begin < end for begin, end in spans) and spans == sorted(spans)


# ---- what holds for every text -------------------------------------------------------------------------------------------


@settings(max_examples=1_500, deadline=None, derandomize=True)
@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    """But for repairs: what was repaired may read as an entity again (&amp;eacute;)."""
    folded = ressenti.normalize(text)
    assert ressenti.normalize(folded, mojibake=False, entities=False) == folded


@settings(max_examples=500, deadline=None, derandomize=True)
@given(texts, some_steps)
def test_each_step_twice_is_that_step_once(text: str, options: dict[str, Any]) -> None:
    once = ressenti.normalize(text, **options)
    assert ressenti.normalize(once, **{**options, "mojibake": False, "entities": False}) == once


def grows_decomposed(sign: str) -> bool:
    """Hangul syllables, and seven ideographs whose other self takes four bytes: folding makes nothing longer and
    composes nothing, so these stay as they are."""
    return not unicodedata.combining(sign[0]) and is_longer(unicodedata.normalize("NFD", sign), sign)


def is_longer(text: str, other: str) -> bool:
    letters = "".join(sign for sign in text if unicodedata.category(sign) not in ("Mn", "Mc", "Me"))
    return len(letters.encode()) > len(other.encode())


def is_jamo(sign: str) -> bool:
    return 0x1100 <= ord(sign) <= 0x11FF


@settings(max_examples=1_500, deadline=None, derandomize=True)
@given(texts.filter(lambda text: not any(grows_decomposed(sign) or is_jamo(sign) for sign in text)))
def test_canonical_equivalents_fold_alike(text: str) -> None:
    """But for repairs: decomposed mojibake is none any more, and U+037E composes to the end of an entity."""
    folded = ressenti.normalize(text, mojibake=False, entities=False)
    for form in ("NFC", "NFD"):
        assert ressenti.normalize(ressenti.normalize(text, form=form), mojibake=False, entities=False) == folded, form


def test_every_code_point_folds_as_its_canonical_forms() -> None:
    points = [chr(point) for point in range(0x110000) if not 0xD800 <= point < 0xE000]
    folded = ressenti.normalize(points)
    for form in ("NFC", "NFD"):
        formed = ressenti.normalize(ressenti.normalize(points, form=form))
        different = [point for point, a, b in zip(points, folded, formed, strict=True) if a != b]
        assert [f"U+{ord(point):04X}" for point in different if not grows_decomposed(point)] == [], form
        assert all("가" <= point <= "힣" or point in "\ufa6c\ufacf\ufad0\ufad1\ufad5\ufad6\ufad7" for point in different), form
