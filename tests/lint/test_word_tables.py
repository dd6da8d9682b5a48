"""Tables of words in C are searched by halves: sorted by bytes, once each, folded."""

import re
from pathlib import Path

import pytest

CSRC = Path(__file__).parents[2] / "csrc"
ARRAY = re.compile(r"static const char \*const ([A-Z_]+)\[\] = \{([^;]*)\};")
MACRO = re.compile(r"#define (RSN_[A-Z_]+)\(X\)((?:.*\\\n)*.*)\n")


def tables() -> dict[str, list[str]]:
    """Name and words of each table of the files whose tables are searched so."""
    found = {}
    for file in ("nouns.c", "target.c", "nouns.h"):
        text = (CSRC / file).read_text(encoding="utf-8")
        found.update({f"{file} {name}": re.findall(r'"([^"]*)"', body) for name, body in [*ARRAY.findall(text), *MACRO.findall(text)]})
    return {name: words for name, words in found.items() if words}


@pytest.mark.parametrize("name", tables())
def test_a_table_is_sorted(name: str) -> None:
    words = tables()[name]
    assert words == sorted(set(words)) and all(re.fullmatch(r"[a-z0-9]+", word) for word in words)


def test_there_are_tables() -> None:
    assert len(tables()) >= 10
