"""The files of data/fr are written one way, so that a diff shows what changed and nothing else."""

import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "data/fr").glob("**/*.toml"), *(ROOT / "data/fr").glob("**/*.tsv")])

INVISIBLE = {
    "\u00ad": "soft hyphen", "\u200b": "zero-width space", "\u200c": "zero-width non-joiner", "\u2060": "word joiner",
    "\ufeff": "byte-order mark", "\ufffd": "replacement character", "\u200e": "left-to-right mark", "\u200f": "right-to-left mark",
}


def faults(data: bytes, suffix: str) -> Iterator[str]:
    """What is wrong with the form of a file, whatever it says."""
    text = data.decode("utf-8")  # a UnicodeDecodeError names the byte
    if not text.endswith("\n") or text.endswith("\n\n"):
        yield "it must end with one line feed"
    if "\r" in text:
        yield "it has carriage returns"
    for number, line in enumerate(text.split("\n"), 1):
        yield from (f"{number}: {problem}" for problem in line_faults(line, suffix))


def line_faults(line: str, suffix: str) -> Iterator[str]:
    if not unicodedata.is_normalized("NFC", line):
        yield "not in NFC"
    # an empty last cell of a table is a tab at the end of its line, and is meant
    blanks = " \u00a0" if suffix == ".tsv" and not line.startswith("#") else " \t\u00a0"
    if line != line.rstrip(blanks) or (line and not line.strip()):
        yield "blanks at its end"
    if suffix == ".toml" and "\t" in line:
        yield "a tabulation"
    for sign, name in INVISIBLE.items():
        if sign in line:
            yield name
    if any(unicodedata.category(sign) == "Cc" and sign != "\t" for sign in line):
        yield "a control character"


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-2:]))
def test_form_of(path: Path) -> None:
    found = list(faults(path.read_bytes(), path.suffix))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".toml"], ids=lambda path: path.stem)
def test_toml_is_toml(path: Path) -> None:
    assert tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".tsv"], ids=lambda path: path.stem)
def test_cells_have_no_blanks_around_them(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [(number, line.split("\t")) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    assert len(rows) > 5
    assert not [number for number, cells in rows for cell in cells if cell != cell.strip()]


def test_there_is_something_to_look_at() -> None:
    assert {"themes", "signals", "lexicon", "normalize"} <= {path.parent.name for path in FILES}


BAD = {
    "decomposed": ("de\u0301lai\n", ".tsv"),
    "Windows lines": ("a\tb\r\n", ".tsv"),
    "no line feed at the end": ("a\tb", ".tsv"),
    "an empty line at the end": ("a\n\n", ".toml"),
    "a blank at the end": ("a = 1 \n", ".toml"),
    "a tabulation in TOML": ("a\t= 1\n", ".toml"),
    "a hidden character": ("dé\u200blai\n", ".tsv"),
    "a byte-order mark": ("\ufeffform\n", ".tsv"),
    "a control character": ("a\x0bb\n", ".tsv"),
}


@pytest.mark.parametrize("name", BAD)
def test_the_check_sees(name: str) -> None:
    text, suffix = BAD[name]
    assert list(faults(text.encode(), suffix))


def test_the_check_leaves_good_files_alone() -> None:
    assert not list(faults("# Mots\nform\tnote\ndélai\t\n".encode(), ".tsv"))
    assert not list(faults("[theme.x]\nfr = \"Délai\"\n\n".rstrip("\n").encode() + b"\n", ".toml"))
