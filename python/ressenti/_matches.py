"""Where rules were found, and nothing else: columns first, rows on request."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from . import _core
from ._columns import documents_of, joined

if TYPE_CHECKING:
    from ._analyzer import Analyzer

Row = tuple[int, str, int, int]

NAMES: Final = ("document", "rule", "start", "end")


class Matches:
    """The matches of one call, by document, then by rule in the order of `Analyzer.rules`, then by start.

    `matches["rule"]` is a column, iteration gives tuples (document, rule, start, end). `start` and `end` count code
    points of the text as given: `texts[document][start:end]` are the words. `len()` counts matches, not texts.
    """

    def __init__(self, analyzer: "Analyzer", texts: list[Any], results: list[_core.Result]) -> None:
        self._analyzer = analyzer
        self._texts = texts
        self._results = results

    @property
    def fingerprint(self) -> str:
        """Engine and language data that made this; keep it with the matches."""
        return self._analyzer.fingerprint

    @property
    def texts(self) -> Sequence[Any]:
        """The texts as given."""
        return self._texts

    @cached_property
    def statuses(self) -> list[str]:
        """One per text: "ok", or why it was not read, or not to its end ("null", "too_long", "budget" …)."""
        return [_core.status_names[code] for code in joined(self._results, "documents", "status")]

    @cached_property
    def _columns(self) -> dict[str, Sequence[Any]]:
        names = [rule["name"] for rule in self._analyzer.rules]
        return {
            "document": documents_of(self._results, "hit_begin"),
            "rule": [names[rule] for rule in joined(self._results, "hits", "rule")],
            "start": joined(self._results, "hits", "begin"),
            "end": joined(self._results, "hits", "end"),
        }

    @property
    def names(self) -> list[str]:
        return list(NAMES)

    def __getitem__(self, name: str) -> Sequence[Any]:
        if name not in NAMES:
            raise KeyError(f"there is no column {name!r}, only {', '.join(NAMES)}")
        return self._columns[name]

    def __len__(self) -> int:
        return sum(len(result.column("hits", "rule")) for result in self._results)

    def __iter__(self) -> Iterator[Row]:
        return zip(*self._columns.values(), strict=True)

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict per match: document, rule, start, end."""
        return [dict(zip(NAMES, row, strict=True)) for row in self]

    def __repr__(self) -> str:
        return f"<Matches texts={len(self._texts):,} matches={len(self):,} {self.fingerprint}>"
