"""How a delimited file is written: which separator, and whether quotes quote.

Both are judged on the first lines: the reading under which most records have as many cells as
the header is the right one. CSV files always quote; tab-separated ones may not, and there a
verbatim that opens with a quotation mark must not swallow the lines after it.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

SAMPLE_CHARACTERS: Final = 64 << 10

SEPARATORS: Final = (";", "\t", "|", ",")
"""In case of a tie the earlier wins: the comma is the one that French text is full of."""

ONE_COLUMN: Final = "\ufdd0"
"""A "separator" that no text can hold (a Unicode noncharacter)."""

CELL_LIMIT: Final = 16 << 20
"""Characters of a cell. Beyond the engine's own limit a text is a row `too_long`; beyond this
one, the quote that opens the cell has most likely been forgotten further on."""

_NAMES: Final = {";": "semicolons", "\t": "tabs", "|": "bars", ",": "commas"}


@dataclass(frozen=True, slots=True)
class Dialect:
    separator: str
    has_quotes: bool = True

    def __str__(self) -> str:
        if self.separator == ONE_COLUMN:
            return "one column"
        return f"separated by {_NAMES[self.separator]}"


def detect_csv(sample: list[str], is_whole: bool) -> Dialect:
    """The separator that cuts the header and gives the most records the header's cell count."""
    best, best_rank = Dialect(ONE_COLUMN), (1.0, 0)
    for separator in SEPARATORS:
        counts = _cell_counts(sample, Dialect(separator), is_whole)
        if counts and counts[0] > 1:
            rank = (_irregular(counts), -counts[0])
            if rank < best_rank:
                best, best_rank = Dialect(separator), rank
    return best


def detect_tsv(sample: list[str], is_whole: bool) -> Dialect:
    """Tabs; quotes quote only if that makes the records more regular."""
    quoted, literal = Dialect("\t"), Dialect("\t", has_quotes=False)
    with_quotes = _irregular(_cell_counts(sample, quoted, is_whole))
    without = _irregular(_cell_counts(sample, literal, is_whole))
    return quoted if with_quotes < without else literal


@contextmanager
def long_cells() -> Iterator[None]:
    """Let the csv module, whose limit is a global of 128 KiB, read cells up to CELL_LIMIT."""
    before = csv.field_size_limit(CELL_LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def split_literally(line: str, separator: str) -> list[str]:
    """Cells of a line in which quotes have no power, but a cell wrapped whole is unwrapped."""
    cells = line.rstrip("\r\n").split(separator)
    return [_unwrapped(cell) for cell in cells] if '"' in line else cells


def _unwrapped(cell: str) -> str:
    if len(cell) < 2 or not cell.startswith('"') or not cell.endswith('"'):
        return cell
    inside = cell[1:-1]
    return inside.replace('""', '"') if '"' not in inside.replace('""', "") else cell


def _cell_counts(sample: list[str], dialect: Dialect, is_whole: bool) -> list[int]:
    """Cells of each record of the sample, blank lines left out; -1 for one that cannot be read."""
    with long_cells():
        counts = list(_counts(sample, dialect))
    if not is_whole and len(counts) > 1:
        counts.pop()  # most likely cut short
    return counts


def _counts(sample: list[str], dialect: Dialect) -> Iterator[int]:
    read = _quoted_records if dialect.has_quotes else _literal_records
    for record in read(sample, dialect.separator):
        if record is None:
            yield -1
        elif record:
            yield len(record)


def _literal_records(sample: list[str], separator: str) -> Iterator[list[str]]:
    return (split_literally(line, separator) for line in sample if line.strip("\r\n"))


def _quoted_records(sample: list[str], separator: str) -> Iterator[list[str] | None]:
    reader = csv.reader(iter(sample), delimiter=separator, strict=True)
    while True:
        try:
            yield next(reader)
        except csv.Error:
            yield None
        except StopIteration:
            return


def _irregular(counts: list[int]) -> float:
    """Share of the records that do not have as many cells as the first."""
    return sum(count != counts[0] for count in counts) / len(counts) if counts else 0.0
