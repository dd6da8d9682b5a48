"""Folding from Python: ours, the idiom of the standard library, a polars expression.

python bench/python_normalise.py TEXTS
"""

import inspect
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ressenti
from blocks import read_block
from python_race import Contender, race

TYPOGRAPHY = {ord(c): plain for c, plain in zip("’‘“”«»\u00a0\u202f…œæ", ["'", "'", '"', '"', '"', '"', " ", " ", "...", "oe", "ae"], strict=True)}

TAKES_LISTS = "return_map" in inspect.signature(ressenti.normalize).parameters


def main() -> int:
    texts = read_block(Path(sys.argv[1]))
    race([Contender("ours_python", ours, texts), Contender("unicodedata", idiom, texts), *polars_expression(texts)])
    return 0


def ours(texts: Sequence[str]) -> list[str]:
    """All in one call where the package takes lists."""
    if TAKES_LISTS:
        return ressenti.normalize(texts)  # type: ignore[arg-type, return-value]
    return [ressenti.normalize(text) for text in texts]


def idiom(texts: Sequence[str]) -> list[str]:
    return [fold(text) for text in texts]


def fold(text: str) -> str:
    """What a Python programmer writes: compose, fold case, decompose, drop the marks, make typography plain."""
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).casefold())
    return "".join(c for c in folded if not unicodedata.combining(c)).translate(TYPOGRAPHY)


def polars_expression(texts: list[str]) -> list[Contender]:
    try:
        import polars
    except ImportError as absent:
        print(f"polars: {absent}", file=sys.stderr)
        return []

    def read(column: Any) -> Any:
        return column.str.normalize("NFD").str.replace_all(r"\p{M}", "").str.to_lowercase()

    return [Contender("polars", read, polars.Series(texts))]


if __name__ == "__main__":
    sys.exit(main())
