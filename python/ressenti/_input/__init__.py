"""Verbatims out of files and pipes: CSV, TSV, JSON Lines, plain lines and Parquet, as batches of rows."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import BinaryIO, Final, Protocol

from .decoding import DecodedInput, Say
from .delimited import DelimitedReader
from .json_lines import JsonLinesReader
from .parquet import ParquetReader
from .plain import PlainReader
from .rows import NOT_TEXT, Faults, InputError, Row, Wanted, batches, counted

__all__ = [
    "FORMATS",
    "NOT_TEXT",
    "DecodedInput",
    "Faults",
    "Input",
    "InputError",
    "Row",
    "Wanted",
    "batches",
    "counted",
    "open_bytes",
    "open_input",
]

FORMATS: Final = ("csv", "tsv", "jsonl", "text")

_FORMAT_BY_SUFFIX: Final = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".txt": "text",
    ".parquet": "parquet",
}

_REFUSED_SUFFIXES: Final = {
    ".json": "write one object a line and call it .jsonl, or say --input-format jsonl if it is so",
    ".xls": "Excel workbooks are not read: save the sheet as CSV",
    ".xlsx": "Excel workbooks are not read: save the sheet as CSV",
    ".ods": "spreadsheets are not read: save the sheet as CSV",
    ".gz": "compressed files are not read: pipe `gunzip -c` into `ressenti analyze -`",
    ".zip": "archives are not read: unpack it first",
}


class Reader(Protocol):
    """What the reader of a format offers."""

    @property
    def description(self) -> str: ...
    @property
    def kept(self) -> list[str] | None: ...
    def rows(self) -> Iterator[Row]: ...


class Source(Protocol):
    """How an input is called, and how much of it has been read."""

    name: str
    bytes_read: int


class Input:
    """An open input: its rows, how it is read, and how far the reading has come."""

    def __init__(self, source: Source, reader: Reader, faults: Faults, size: int | None) -> None:
        self.faults = faults
        self.size = size
        """Bytes of the whole file, None for a pipe."""
        self._source = source
        self._reader = reader

    @property
    def name(self) -> str:
        return self._source.name

    @property
    def bytes_read(self) -> int:
        return self._source.bytes_read

    @property
    def kept(self) -> list[str] | None:
        """Names of the fields under `input`; None when they vary from row to row."""
        return self._reader.kept

    @property
    def description(self) -> str:
        """Such as `separated by semicolons, text in "avis", numbered`."""
        return self._reader.description

    def rows(self) -> Iterator[Row]:
        return self._reader.rows()


@contextmanager
def open_input(
    path: str, format: str | None, encoding: str | None, wanted: Wanted, warn: Say
) -> Iterator[Input]:
    """Open a file, or standard input for "-", and read as much as tells its columns.

    `format` is one of FORMATS, or None to go by the suffix, then by the first byte. `warn`
    receives sentences about the encoding. Raises InputError, then and while rows are read.
    """
    if format is None:
        format = _format_by_suffix(path)
    with open_bytes(path) as (stream, name):
        faults = Faults()
        if format == "parquet":
            table = ParquetReader(stream, name, wanted, _size(stream))
            yield Input(table, table, faults, _size(stream))
            return
        source = DecodedInput(stream, name, encoding, warn)
        reader = _reader(format or _format_by_first_byte(stream), source, wanted, faults)
        yield Input(source, reader, faults, _size(stream))


@contextmanager
def open_bytes(path: str) -> Iterator[tuple[BinaryIO, str]]:
    """The stream of a path, or standard input for "-", and the name messages give it."""
    if path == "-":
        if sys.stdin is None:
            raise InputError("Standard input is closed.")
        yield sys.stdin.buffer, "standard input"
        return
    try:
        stream = open(path, "rb")  # noqa: SIM115, closed below
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: {getattr(error, 'strerror', None) or error}.") from None
    with stream:
        yield stream, path


def _format_by_suffix(path: str) -> str | None:
    suffix = PurePath(path).suffix.lower()
    if suffix in _REFUSED_SUFFIXES:
        raise InputError(f"{path}: {_REFUSED_SUFFIXES[suffix]}.")
    return _FORMAT_BY_SUFFIX.get(suffix)


def _format_by_first_byte(stream: BinaryIO) -> str:
    """JSON Lines when the input opens with a brace, else plain lines."""
    head: bytes = stream.peek(1)  # type: ignore[attr-defined]
    return "jsonl" if head.removeprefix(b"\xef\xbb\xbf").startswith(b"{") else "text"


def _reader(format: str, source: DecodedInput, wanted: Wanted, faults: Faults) -> Reader:
    if format == "jsonl":
        return JsonLinesReader(source, wanted, faults)
    if format == "text":
        if wanted.names_a_column:
            raise InputError(
                f"{source.name} is read as plain lines, which have no columns: say --input-format."
            )
        return PlainReader(source)
    return DelimitedReader(source, wanted, faults, is_tsv=format == "tsv")


def _size(stream: BinaryIO) -> int | None:
    try:
        found = os.fstat(stream.fileno())
    except OSError:
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None
