"""The standard forms: every case of Unicode's own test, and Python's unicodedata on anything else."""

import bz2
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ressenti
from ressenti import _core

FORMS = ("NFC", "NFD", "NFKC", "NFKD")
UNICODE_DATA = Path("/usr/share/unicode")  # Debian's unicode-data; `make test` installs it
SURROGATES = range(0xD800, 0xE000)

Version = tuple[int, ...]


# ---- Unicode's own test ---------------------------------------------------------------------------------------


@cache
def data_file(name: str) -> str:
    """A file of the Unicode Character Database, packed or not; without it there is nothing to test with."""
    path = UNICODE_DATA / name
    if path.is_file():
        return path.read_text(encoding="utf-8")
    packed = path.with_name(f"{name}.bz2")
    if not packed.is_file():
        pytest.skip(f"{path} is not on this machine: apt-get install unicode-data")
    return bz2.decompress(packed.read_bytes()).decode("utf-8")


def version_in(text: str, pattern: str) -> Version:
    found = re.search(pattern, text)
    assert found, pattern
    return tuple(int(part) for part in found[1].split("."))


@cache
def compared_version() -> Version:
    """The older one of the data and of utf8proc: what both know is compared, nothing else."""
    of_data = version_in(data_file("NormalizationTest.txt"), r"NormalizationTest-([\d.]+)\.txt")
    of_library = version_in(_core.build_info, r"Unicode ([\d.]+)")
    return min(of_data, of_library)


@cache
def known_points() -> frozenset[int]:
    """Assigned in the compared version."""
    known: set[int] = set()
    for first, last, age in re.findall(r"(?m)^([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*; ([\d.]+)", data_file("DerivedAge.txt")):
        if tuple(int(part) for part in age.split(".")) <= compared_version():
            known.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(known)


@cache
def cases() -> tuple[tuple[str, ...], ...]:
    """The columns of each line: source, NFC, NFD, NFKC, NFKD."""
    lines = re.findall(r"(?m)^([0-9A-F ]+;[0-9A-F ]+;[0-9A-F ]+;[0-9A-F ]+;[0-9A-F ]+);", data_file("NormalizationTest.txt"))
    rows = [tuple("".join(chr(int(point, 16)) for point in column.split()) for column in line.split(";")) for line in lines]
    return tuple(row for row in rows if all(ord(sign) in known_points() for sign in "".join(row)))


def part_one() -> frozenset[str]:
    """The code points that part 1 speaks of."""
    _, _, rest = data_file("NormalizationTest.txt").partition("@Part1")
    lines = rest.partition("@Part2")[0].splitlines()
    return frozenset(chr(int(line.partition(";")[0], 16)) for line in lines if re.match(r"[0-9A-F]+;", line))


def form_of(texts: Sequence[str], form: str) -> list[str | None]:
    return _core.normalize(texts, form=form)


# Which columns a form makes out of which: "c2 == toNFC(c1) == toNFC(c2) == toNFC(c3)" is NFC: {1: (0, 1, 2)}.
INVARIANTS = {
    "NFC": {1: (0, 1, 2), 3: (3, 4)},
    "NFD": {2: (0, 1, 2), 4: (3, 4)},
    "NFKC": {3: (0, 1, 2, 3, 4)},
    "NFKD": {4: (0, 1, 2, 3, 4)},
}


def test_the_cases_are_there() -> None:
    assert len(cases()) > 15_000 and len(part_one()) > 15_000 and len(known_points()) > 200_000


@pytest.mark.parametrize("form", FORMS)
def test_every_case_of_unicode(form: str) -> None:
    for expected, columns in INVARIANTS[form].items():
        for column in columns:
            found = form_of([row[column] for row in cases()], form)
            wrong = [row for row, text in zip(cases(), found, strict=True) if text != row[expected]]
            assert not wrong, f"column {column + 1} to {expected + 1}: {len(wrong)} of {len(found)}: {wrong[:3]}"


@pytest.mark.parametrize("form", FORMS)
def test_every_other_code_point_is_itself(form: str) -> None:
    """Surrogates are no scalar values; unassigned code points have no mapping either, and are tried as well."""
    listed = part_one()
    newer = set(range(sys.maxunicode + 1)) - known_points()  # another version may map them
    others = [chr(point) for point in range(sys.maxunicode + 1) if point not in SURROGATES and point not in newer and chr(point) not in listed]
    assert form_of(others, form) == others


@pytest.mark.parametrize("form", FORMS)
def test_cases_joined_are_read_as_one(form: str) -> None:
    """The text is cut into pieces inside; no cut may show.  The lines of the test, one behind the other, against unicodedata,
    which is of another make; only where it knows all the code points."""
    sources = [row[0] for row in cases() if all(is_known_to_python(sign) for sign in row[0])]
    for size in (2, 3, 7):
        joined = ["".join(sources[at : at + size]) for at in range(0, len(sources), size)]
        assert form_of(joined, form) == [unicodedata.normalize(form, text) for text in joined]


# ---- unicodedata on anything else -----------------------------------------------------------------------------------


@cache
def python_is_newer() -> bool:
    return version_in(unicodedata.unidata_version, r"([\d.]+)") > version_in(_core.build_info, r"Unicode ([\d.]+)")


def is_known_to_python(sign: str) -> bool:
    return unicodedata.category(sign) != "Cn"


def is_known_to_both(sign: str) -> bool:
    """Assigned for Python, and for utf8proc: of two versions the older one decides, and ages are in unicode-data only."""
    if not is_known_to_python(sign):
        return False
    return not python_is_newer() or ord(sign) in known_points()


signs = st.characters(codec="utf-8").filter(is_known_to_both)
marks = st.sampled_from([chr(point) for point in range(0x300, 0x370)] + list("\u05b0\u05b4\u064b\u0651\u093c\u0e38\u3099\u302a\u0f71\u0f72\u0344\u1dc0\u20d0"))
jamo = st.integers(0x1100, 0x11FF).map(chr).filter(is_known_to_both)
syllables = st.integers(0xAC00, 0xAC00 + 60).map(chr)
latin = st.integers(0x20, 0x24F).map(chr).filter(is_known_to_both)
texts = st.lists(st.one_of(latin, marks, marks, jamo, syllables, signs), max_size=40).map("".join)


@settings(max_examples=3_000, deadline=None, derandomize=True)
@given(texts)
def test_as_unicodedata(text: str) -> None:
    for form in FORMS:
        assert form_of([text], form) == [unicodedata.normalize(form, text)], form


@settings(max_examples=500, deadline=None, derandomize=True)
@given(texts)
def test_laws(text: str) -> None:
    """A form is its own form, and compatibility includes the canonical one (UAX #15, 1.2)."""
    (nfc,), (nfd,), (nfkc,), (nfkd,) = (form_of([text], form) for form in FORMS)
    assert form_of([nfc, nfd], "NFC") == [nfc, nfc] and form_of([nfc, nfd], "NFD") == [nfd, nfd]
    assert form_of([nfc, nfd, nfkc, nfkd], "NFKC") == [nfkc] * 4
    assert form_of([nfc, nfd, nfkc, nfkd], "NFKD") == [nfkd] * 4


LONG_RUNS = {
    "one mark": "\u0301",
    "two classes by turns": "\u0301\u0323",
    "from the highest class down": "\u0345\u0301\u0323\u0334",
    "marks that are two": "\u0344\u0f73",
}


def test_a_megabyte_of_marks_is_neither_cut_nor_slow() -> None:
    """The work itself is counted in tests/c/test_forms.c; here the whole way, with the answer that sorting gives."""
    for why, run in LONG_RUNS.items():
        text = "a" + run * (1_000_000 // len(run.encode())) + "b"
        (found,) = form_of([text], "NFD")
        parts = "".join(unicodedata.normalize("NFD", sign) for sign in text[1:-1])
        assert found == "a" + "".join(sorted(parts, key=unicodedata.combining)) + "b", why


def test_forms_of_a_batch() -> None:
    assert ressenti.normalize(["é", None, "e\u0301", float("nan")], form="NFC") == ["é", None, "é", None]
