"""The whole analysis with the shipped pack beside the least that a loop over `re` has to do: search its expressions.

python bench/python_analyze.py TEXTS FOLDED
"""

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import ressenti
from blocks import read_block
from python_race import Contender, race


def main() -> int:
    texts, folded = read_block(Path(sys.argv[1])), read_block(Path(sys.argv[2]))
    analyzer = ressenti.load()
    patterns = readable(p["regex"] for p in analyzer.patterns if not p["unless"])

    def search(some: Sequence[str]) -> int:
        return sum(1 for text in some for pattern in patterns for _ in pattern.finditer(text))

    race([
        Contender("analyze", analyzer.analyze, texts),
        Contender("match_shipped", analyzer.match, texts),
        Contender("analyze_folded_hits", lambda some: analyzer.analyze(some, hits=True), folded),
        Contender("re_shipped", search, folded, rules=len(patterns)),
    ])
    return 0


def readable(regexes: Iterable[str]) -> list[re.Pattern[str]]:
    """Those of the regexes that Python reads too; it goes without the others, which only makes it quicker."""
    patterns = []
    for regex in regexes:
        try:
            patterns.append(re.compile(python_spelling(regex), re.ASCII))
        except re.error:
            continue
    return patterns


def python_spelling(regex: str) -> str:
    """PCRE2's in Python's: no \\K there (the match only begins earlier), and \\z is \\Z."""
    return regex.replace(r"\K", "").replace(r"\z", r"\Z")


if __name__ == "__main__":
    sys.exit(main())
