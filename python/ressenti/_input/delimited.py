"""CSV and TSV: records, the header's columns, and what to do with what is not quite CSV.

A record is never guessed at: one with more or fewer cells than the header is a row without a
text, and a quote that is never closed is an error that names the line where it was opened.
"""

import csv
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from . import dialect as dialects
from .columns import id_column, kept_columns, shown, text_column
from .decoding import DecodedInput
from .dialect import Dialect
from .rows import NOT_TEXT, Faults, InputError, Row, Wanted, writable


class DelimitedReader:
    """Rows of a delimited file whose first record is a header.

    `kept` lists the names of the columns under `input`; `description` says how the file is read.
    """

    def __init__(self, source: DecodedInput, wanted: Wanted, faults: Faults, *, is_tsv: bool) -> None:
        lines = source.lines("")
        sample, is_whole = _sample(lines)
        detect = dialects.detect_tsv if is_tsv else dialects.detect_csv
        dialect = detect(sample, is_whole)
        self._faults = faults
        self._records = _Records(chain(sample, lines), dialect, source.name, faults)
        self._rest = iter(self._records)
        self._names = [name.strip() for name in self._first_record()]
        self._choose_columns(wanted)
        self.description = f"{dialect}{self._columns_shown()}" if self._names else "empty"

    def rows(self) -> Iterator[Row]:
        """The rows, in order. A blank line is an empty cell in a file of one column, else nothing."""
        blank: list[int] = []
        number = 0
        for line, cells in self._rest:
            if not cells:
                blank.append(line)
                continue
            if len(self._names) == 1:
                for blank_line in blank:  # those at the very end are only the end
                    number += 1
                    yield self._row(blank_line, [""], number)
            blank.clear()
            number += 1
            yield self._row(line, cells, number)

    def _first_record(self) -> list[str]:
        for _, cells in self._rest:
            if cells:
                return cells
        return []

    def _choose_columns(self, wanted: Wanted) -> None:
        self._keeps = bool(wanted.keep)
        if not self._names:  # an empty file has no columns to choose from
            self._text, self._id, self._kept = 0, None, {}
            self.kept = [] if wanted.keeps_all else list(wanted.keep)
            return
        self._text = text_column(self._names, wanted)
        self._id = id_column(self._names, wanted)
        self._kept = {writable(self._names[at]): at for at in kept_columns(self._names, wanted)}
        self.kept = list(self._kept)

    def _columns_shown(self) -> str:
        ids = "numbered" if self._id is None else f"ids in {shown(self._names[self._id])}"
        return f", text in {shown(self._names[self._text])}, {ids}"

    def _row(self, line: int, cells: list[str], number: int) -> Row:
        if len(cells) != len(self._names):
            self._faults.add("ragged", line)
            return Row(number, NOT_TEXT, self._input(None))
        return Row(self._row_id(line, cells, number), cells[self._text] or None, self._input(cells))

    def _input(self, cells: list[str] | None) -> dict[str, Any] | None:
        if not self._keeps:
            return None
        return {name: cells and writable(cells[at]) for name, at in self._kept.items()}

    def _row_id(self, line: int, cells: list[str], number: int) -> str | int:
        if self._id is None:
            return number
        if not cells[self._id]:
            self._faults.add("no_id", line)
            return number
        return writable(cells[self._id])


def _sample(lines: Iterator[str]) -> tuple[list[str], bool]:
    """The first lines, and whether they are the whole file."""
    sample: list[str] = []
    size = 0
    for line in lines:
        sample.append(line)
        size += len(line)
        if size >= dialects.SAMPLE_CHARACTERS:
            return sample, False
    return sample, True


class _Records:
    """Iterates over (line number where the record starts, its cells); a blank line has no cells."""

    def __init__(self, lines: Iterator[str], dialect: Dialect, name: str, faults: Faults) -> None:
        self._lines = lines
        self._dialect = dialect
        self._name = name
        self._faults = faults

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        return self._quoted() if self._dialect.has_quotes else self._literal()

    def _literal(self) -> Iterator[tuple[int, list[str]]]:
        for number, line in enumerate(self._lines, 1):
            is_blank = not line.strip("\r\n")
            yield number, [] if is_blank else dialects.split_literally(line, self._dialect.separator)

    def _quoted(self) -> Iterator[tuple[int, list[str]]]:
        lines = _RememberedLines(self._lines)
        reader = csv.reader(lines, delimiter=self._dialect.separator, strict=True)
        with dialects.long_cells():
            while True:
                start = lines.begin_record()
                try:
                    cells = next(reader)
                except csv.Error:
                    cells = self._mended(start, lines.record)
                except StopIteration:
                    return
                yield start, cells

    def _mended(self, start: int, record: list[str]) -> list[str]:
        """Cells of a record with a quote astray on its only line; InputError for any other."""
        separator = self._dialect.separator
        if len(record) == 1 and _ends_within(record[0], separator):
            self._faults.add("loose_quotes", start)
            return next(csv.reader(record, delimiter=separator))
        raise InputError(f"{self._name}, {_complaint(start, record, separator)}")


class _RememberedLines:
    """An iterator of lines that keeps those of the record being read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._count = 0
        self.record: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._count += 1
        self.record.append(line)
        return line

    def begin_record(self) -> int:
        """Forget the last record; return the number of the line on which the next one starts."""
        self.record.clear()
        return self._count + 1


def _ends_within(line: str, separator: str) -> bool:
    """Whether every quoted cell of the line is closed on it, be it in the middle of the cell."""
    mark = re.escape(separator)
    cell = re.compile(rf'"[^"]*(?:""[^"]*)*"[^{mark}\r\n]*|(?!")[^{mark}\r\n]*')
    return len(line) <= dialects.CELL_LIMIT and _stuck_at(line, cell) is None


def _complaint(start: int, record: list[str], separator: str) -> str:
    """What is wrong with a record that starts on line `start`: a quote, or a cell without end."""
    mark = re.escape(separator)
    cell = re.compile(rf'"[^"]*(?:""[^"]*)*"(?=[{mark}\r\n]|\Z)|(?!")[^{mark}\r\n]*')
    text = "".join(record)
    at = _stuck_at(text, cell)
    if at is None:
        return f"line {start:,}: a cell has more than {dialects.CELL_LIMIT:,} characters."
    line = start + len(re.findall("\r\n|\r|\n", text[:at]))
    return (
        f'line {line:,}: a quote (") opens a cell there and is not closed where the cell ends; '
        'close it, or write "" for a quote inside a cell.'
    )


def _stuck_at(text: str, cell: re.Pattern[str]) -> int | None:
    """Index of the first cell of a record that `cell` does not match whole; None if all do."""
    at = 0
    while at <= len(text):
        match = cell.match(text, at)
        if match is None:
            return at
        at = match.end() + 1  # over the separator or the line end
    return None
