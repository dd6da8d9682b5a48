"""The way between a normalised text and the text as given."""

import array
from bisect import bisect_left, bisect_right
from typing import Any, Final, final

ITEM: Final = "I"  # 32 bits: no text that is read is longer


@final
class OffsetMap:
    """Ranges of a normalised text as ranges of the text as given, and the other way round.

    Ranges are half-open and count code points, as `str` does; of a text given as bytes, `source` and `target` count its
    bytes. `len(map)` is the length of the normalised text, `map.source_length` that of the text as given.

        >>> text = "Cœur  brisé"
        >>> folded, map = ressenti.normalize(text, return_map=True)
        >>> folded[6:11], text[slice(*map.source(6, 11))]
        ('brise', 'brisé')
        >>> folded[slice(*map.target(1, 2))]  # what became of œ
        'oe'

    Immutable; can be compared and pickled. Eight bytes a code point of the normalised text.
    """

    __slots__ = ("_begins", "_ends", "_source_length")

    def __init__(self, begins: bytes, ends: bytes, source_length: int) -> None:
        """Where each code point comes from: native 32-bit integers, never decreasing."""
        self._begins: Final = array.array(ITEM, begins)
        self._ends: Final = array.array(ITEM, ends)
        self._source_length: Final = source_length

    @property
    def source_length(self) -> int:
        """How many code points (of bytes: how many bytes) the text as given has."""
        return self._source_length

    def source(self, begin: int, end: int) -> tuple[int, int]:
        """Where the range [begin, end) of the normalised text comes from.

        A range that ends inside what one character became is widened to all of it (`…` gives three dots), a range of a
        respelled word to the whole word; marks and invisible characters belong to what stands before them. An
        empty range comes from an empty one. Raises ValueError unless 0 <= begin <= end <= len(map). O(1).
        """
        _check_range(begin, end, len(self), "the normalised text")
        if begin < end:
            return self._begins[begin], self._ends[end - 1]
        at = self._begins[begin] if begin < len(self) else self._ends[-1] if begin > 0 else 0
        return at, at

    def target(self, begin: int, end: int) -> tuple[int, int]:
        """What the range [begin, end) of the text as given has become.

        All that comes from one of its characters, whole or in part; an empty range where nothing is left of them.
        Raises ValueError unless 0 <= begin <= end <= source_length. O(log len).
        """
        _check_range(begin, end, self._source_length, "the text as given")
        first = bisect_right(self._ends, begin)
        return first, max(first, bisect_left(self._begins, end)) if begin < end else first

    def __len__(self) -> int:
        return len(self._begins)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OffsetMap) and self._state() == other._state()

    def __hash__(self) -> int:
        return hash(self._state())

    def __repr__(self) -> str:
        return f"<OffsetMap from {self._source_length:,} to {len(self):,}>"

    def __reduce__(self) -> Any:
        return OffsetMap, self._state()

    def _state(self) -> tuple[bytes, bytes, int]:
        return self._begins.tobytes(), self._ends.tobytes(), self._source_length


def _check_range(begin: int, end: int, length: int, what: str) -> None:
    if not 0 <= begin <= end <= length:
        raise ValueError(f"[{begin}, {end}) is no range of {what}, which has a length of {length:,}")
