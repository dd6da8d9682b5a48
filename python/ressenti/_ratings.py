"""What people rated, as the four labels: words, stars of five, or the 0 to 10 of a recommendation (NPS)."""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, Final

from . import _core

LABELS: Final = ("pos", "neg", "neu", "mixed")
UNRATED: Final = 0
CODES: Final = {label: _core.sentiment_names.index(label) for label in LABELS}
SCALES: Final = ("labels", "stars", "nps")

_WORDS: Final = {
    "pos": ("pos", "positive", "positif", "positives", "positifs", "promoteur", "promoter", "satisfait", "+", "1.0"),
    "neg": ("neg", "negative", "negatif", "negatives", "negatifs", "detracteur", "detractor", "insatisfait", "-", "-1.0"),
    "neu": ("neu", "neutral", "neutre", "neutres", "passif", "passive", "none", "obj", "0.0"),
    "mixed": ("mixed", "mixte", "mitige", "mix", "ambiguous"),
}
_LABEL_OF_WORD: Final = {word: label for label, words in _WORDS.items() for word in words}
_MISSING: Final = ("", "nan", "na", "n/a", "null")


class RatingError(ValueError):
    """A rating that cannot be understood; the message says which and what is expected."""


def codes_of(ratings: Iterable[Any], scale: str | None = None) -> list[int]:
    """The code of each rating's label (an index of ressenti._core.sentiment_names), 0 where there is none.

    `scale`: "labels" (pos, négatif, neutre, mitigé …), "stars" (1 to 5: 1–2 neg, 3 neu, 4–5 pos) or "nps" (0 to 10: 0–6 neg,
    7–8 neu, 9–10 pos). None: told by the ratings themselves: words; else numbers, of which some is 0 or more than 5 (nps) or
    none is (stars). Raises RatingError. O(ratings).
    """
    cells = [_cell(rating) for rating in ratings]
    scale = scale or _scale_of(cells)
    read = {"labels": _of_word, "stars": _of_stars, "nps": _of_nps}[scale]
    return [UNRATED if cell in _MISSING else CODES[read(cell)] for cell in cells]


def _cell(rating: Any) -> str:
    if rating is None or (isinstance(rating, float) and math.isnan(rating)):
        return ""
    apart = unicodedata.normalize("NFKD", str(rating).strip().casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def _number(cell: str) -> float | None:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return None


def _scale_of(cells: Sequence[str]) -> str:
    numbers = [_number(cell) for cell in cells if cell not in _MISSING]
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers) or not known or min(known) < 0:
        return "labels"
    return "stars" if min(known) >= 1 and max(known) <= 5 else "nps"


def _of_word(cell: str) -> str:
    label = _LABEL_OF_WORD.get(cell) or _LABEL_OF_WORD.get(str(_number(cell)))
    if label is None:
        raise RatingError(f"the label {cell!r} is not known: write pos, neg, neu or mixed, stars from 1 to 5, or 0 to 10")
    return label


def _within(cell: str, lowest: int, highest: int) -> float:
    number = _number(cell)
    if number is None or not lowest <= number <= highest:
        raise RatingError(f"the rating {cell!r} is not a number from {lowest} to {highest}")
    return number


def _of_stars(cell: str) -> str:
    stars = _within(cell, 1, 5)
    return "neg" if stars < 2.5 else "pos" if stars > 3.5 else "neu"


def _of_nps(cell: str) -> str:
    mark = _within(cell, 0, 10)
    return "neg" if mark < 6.5 else "pos" if mark > 8.5 else "neu"
