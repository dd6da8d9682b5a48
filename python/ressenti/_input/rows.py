"""What every reader hands over: rows, and an account of what was odd in the input."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

BATCH_ROWS: Final = 4096
BATCH_CHARACTERS: Final = 4 << 20
"""A batch is closed by whichever comes first, so that memory does not grow with the texts."""

LINES_NAMED: Final = 5
"""How many line numbers a complaint gives before it says "and others"."""


class InputError(Exception):
    """The input cannot be read. The message is one sentence for the person at the keyboard."""


class _NotText:
    """Stands for a row in which no text can be told; the analyzer gives it `not_text`."""

    def __repr__(self) -> str:
        return "NOT_TEXT"


NOT_TEXT: Final = _NotText()


class Row(NamedTuple):
    """One verbatim to be read.

    `id` is the one given, as it was given, else the row number from 1, an int. `text` is a str
    (with lone surrogates where bytes could not be decoded), None for an empty cell, or anything
    else, which is not text. `kept` holds the fields of ``--keep``.
    """

    id: str | int
    text: object
    kept: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which columns the user asked for.

    `text` None means the usual names, `id` None means "id" if there is one; `keep` holds the
    values of ``--keep`` as given: a name, several joined by commas, or "all".
    """

    text: str | None = None
    id: str | None = None
    keep: tuple[str, ...] = ()

    @property
    def keeps_all(self) -> bool:
        return "all" in self.keep

    @property
    def names_a_column(self) -> bool:
        return bool(self.keep) or self.text is not None or self.id is not None


FAULTS: Final = {
    "ragged": "with more or fewer cells than the header{where}: status not_text",
    "bad_json": "that are not a JSON object{where}: status not_text",
    "loose_quotes": "with a quote inside a quoted cell{where}: read as well as could be",
    "no_id": "without an id{where}: the row number is used",
}
"""Kinds of faults, each with the end of the sentence that reports it."""


class Faults:
    """Counts each kind of fault and remembers the first lines where it was met."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(FAULTS, 0)
        self._lines: dict[str, list[int]] = {kind: [] for kind in FAULTS}

    def add(self, kind: str, line: int) -> None:
        self.counts[kind] += 1
        if len(self._lines[kind]) < LINES_NAMED:
            self._lines[kind].append(line)

    def sentences(self) -> Iterator[str]:
        """One sentence for each kind that was met."""
        for kind, end in FAULTS.items():
            if self.counts[kind]:
                yield counted(self.counts[kind], "row") + " " + end.format(where=self._where(kind))

    def _where(self, kind: str) -> str:
        lines = self._lines[kind]
        named = ", ".join(map(str, lines))
        more = " and others" if self.counts[kind] > len(lines) else ""
        return f" ({'line' if len(lines) == 1 else 'lines'} {named}{more})"


_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def writable(text: str) -> str:
    """The text with lone surrogates, which no UTF-8 can hold, replaced by U+FFFD."""
    return text if text.isascii() else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def counted(count: int, noun: str) -> str:
    """Such as `1 row`, `12,345 rows`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Cut a stream of rows into lists of at most BATCH_ROWS rows and about BATCH_CHARACTERS."""
    batch: list[Row] = []
    characters = 0
    for row in rows:
        batch.append(row)
        characters += len(row.text) if isinstance(row.text, str) else 0
        if len(batch) == BATCH_ROWS or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
