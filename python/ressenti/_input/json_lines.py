"""JSON Lines: one object a line. A line that is not one is a row without a text."""

import json
import math
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, Final, NoReturn

from .columns import id_column, kept_columns, shown, text_column
from .decoding import DecodedInput
from .rows import NOT_TEXT, Faults, InputError, Row, Wanted, writable

LINES_FOR_NAMES: Final = 100
"""The keys of that many first lines are the names --text, --id and --keep may use."""

KEPT_DEPTH: Final = 64
"""Deeper values than this are no record of a survey; the line counts as bad."""

Parsed = tuple[int, dict[str, Any] | None]
"""Line number, and the object on it or None when there is none."""


class JsonLinesReader:
    """Rows of a file of JSON objects."""

    def __init__(self, source: DecodedInput, wanted: Wanted, faults: Faults) -> None:
        parsed = _parsed_lines(source.lines("\n"))
        first = list(islice(parsed, LINES_FOR_NAMES))
        self._objects = chain(first, parsed)
        self._faults = faults
        self._wanted = wanted
        names = list(dict.fromkeys(name for _, found in first for name in found or ()))
        self._choose_keys(names, source.name, is_empty=not first)
        self.description = f"JSON Lines{self._keys_shown()}" if first else "empty"

    @property
    def kept(self) -> list[str] | None:
        """Names of the fields under `input`; None with ``--keep all``: they vary by row."""
        return None if self._kept is None else [writable(name) for name in self._kept]

    def rows(self) -> Iterator[Row]:
        """The rows, in order; blank lines are none."""
        for number, (line, found) in enumerate(self._objects, 1):
            yield self._row(line, found, number)

    def _choose_keys(self, names: list[str], source_name: str, *, is_empty: bool) -> None:
        self._text, self._id = "", None
        self._kept: list[str] | None = None if self._wanted.keeps_all else list(self._wanted.keep)
        if names:
            at = id_column(names, self._wanted)
            self._id = None if at is None else names[at]
            self._text = names[text_column(names, self._wanted)]
            if not self._wanted.keeps_all:
                self._kept = [names[at] for at in kept_columns(names, self._wanted)]
        elif not is_empty:
            raise InputError(f"{source_name}: none of the first lines is a JSON object, as JSON Lines wants.")

    def _keys_shown(self) -> str:
        ids = "numbered" if self._id is None else f"ids in {shown(self._id)}"
        return f", text in {shown(self._text)}, {ids}"

    def _row(self, line: int, found: dict[str, Any] | None, number: int) -> Row:
        try:
            kept = self._kept_of(found or {})
        except ValueError:
            found, kept = None, self._kept_of({})
        if found is None:
            self._faults.add("bad_json", line)
            return Row(number, NOT_TEXT, kept)
        return Row(self._row_id(line, found, number), found.get(self._text), kept)

    def _kept_of(self, found: dict[str, Any]) -> dict[str, Any] | None:
        if not self._wanted.keep:
            return None
        names = found if self._kept is None else self._kept
        return {writable(name): _writable_value(found.get(name)) for name in names}

    def _row_id(self, line: int, found: dict[str, Any], number: int) -> str | int:
        if self._id is None:
            return number
        value = found.get(self._id)
        if value is None or value == "":
            self._faults.add("no_id", line)
            return number
        if isinstance(value, str | int) and not isinstance(value, bool):
            return writable(value) if isinstance(value, str) else value
        return writable(json.dumps(value, ensure_ascii=False))


def _writable_value(value: Any, depth: int = 0) -> Any:
    """The value with its strings made writable; ValueError beyond KEPT_DEPTH."""
    if isinstance(value, str):
        return writable(value)
    if depth > KEPT_DEPTH:
        raise ValueError("too deep")
    if isinstance(value, dict):
        return {writable(key): _writable_value(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_writable_value(item, depth + 1) for item in value]
    return value


def _parsed_lines(lines: Iterator[str]) -> Iterator[Parsed]:
    for number, line in enumerate(lines, 1):
        if not line.isspace():
            yield number, _object(line)


def _object(line: str) -> dict[str, Any] | None:
    """The object on a line; None for anything else, for a key twice and for figures out of range."""
    try:
        found = _DECODER.decode(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _finite(figure: str) -> float:
    value = float(figure)
    if math.isinf(value):
        raise ValueError("out of range")
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_without_twins, parse_float=_finite, parse_constant=_no_constant
)
