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

    Immutable; can be compared and pickled. Four bytes a code point of the normalised text.
    """

    __slots__ = ("_source_length", "_sources")

    def __init__(self, sources: bytes, source_length: int) -> None:
        """`sources`: native 32-bit integers, where each code point and the end come from; never decreasing."""
        self._sources: Final = array.array(ITEM, sources)
        self._source_length: Final = source_length

    @property
    def source_length(self) -> int:
        """How many code points (of bytes: how many bytes) the text as given has."""
        return self._source_length

    def source(self, begin: int, end: int) -> tuple[int, int]:
        """Where the range [begin, end) of the normalised text comes from.

        A range that ends inside what one character became is widened to all of it (`…` gives three dots), a range of a
        respelled word to the whole word; marks and invisible characters belong to what stands before them. An
        empty range comes from an empty one. Raises ValueError unless 0 <= begin <= end <= len(map). O(log len).
        """
        sources, count = self._sources, len(self)
        _check_range(begin, end, count, "the normalised text")
        if begin == end:
            return sources[begin], sources[begin]
        after = bisect_right(sources, sources[end - 1], end - 1, count)
        return sources[begin], sources[after]

    def target(self, begin: int, end: int) -> tuple[int, int]:
        """What the range [begin, end) of the text as given has become.

        Whatever comes from one of its characters is in the range, so that `source` of it holds [begin, end) again but for
        blanks and characters that were dropped at the ends of the text. Raises ValueError unless
        0 <= begin <= end <= source_length. O(log len).
        """
        _check_range(begin, end, self._source_length, "the text as given")
        first = self._place(begin)
        return first, first if begin == end else max(first, bisect_left(self._sources, end, 0, len(self)))

    def _place(self, at: int) -> int:
        """The first code point that comes from the character at `at`, or from the one that took it in."""
        sources, count = self._sources, len(self)
        if at >= sources[count]:
            return count
        after = bisect_right(sources, at, 0, count)
        return bisect_left(sources, sources[after - 1], 0, after) if after > 0 else 0

    def __len__(self) -> int:
        return len(self._sources) - 1

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, OffsetMap):
            return NotImplemented
        return self._sources == other._sources and self._source_length == other._source_length

    def __hash__(self) -> int:
        return hash((self._source_length, self._sources.tobytes()))

    def __repr__(self) -> str:
        return f"<OffsetMap from {self._source_length:,} to {len(self):,}>"

    def __reduce__(self) -> Any:
        return OffsetMap, (self._sources.tobytes(), self._source_length)


def _check_range(begin: int, end: int, length: int, what: str) -> None:
    if not 0 <= begin <= end <= length:
        raise ValueError(f"[{begin}, {end}) is no range of {what}, which has a length of {length:,}")
