"""Results as lines: JSON Lines and CSV."""

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, Protocol

from ._output import Output, OutputError

FORMATS: Final = ("jsonl", "csv")

_REFUSED_SUFFIXES: Final = {
    ".parquet": "Parquet is not written here yet: use the Python package, or --format jsonl",
    ".xlsx": "Excel workbooks are not written: use --format csv",
    ".xls": "Excel workbooks are not written: use --format csv",
}


class Analysis(Protocol):
    """What the writers need of a ressenti.Analysis."""

    def json_lines(self, inputs: list[dict[str, Any]] | None = None) -> Iterator[str]: ...
    def to_dicts(self) -> list[dict[str, Any]]: ...


class Writer(Protocol):
    """Turns analyses into lines of an output and counts the statuses that pass."""

    def begin(self) -> None: ...
    def write(self, analysis: Analysis, inputs: list[dict[str, Any]] | None) -> Counter[str]: ...


class JsonLinesWriter:
    """One JSON object a line, as the analysis gives them."""

    def __init__(self, output: Output) -> None:
        self._output = output

    def begin(self) -> None:
        """JSON Lines have no header."""

    def write(self, analysis: Analysis, inputs: list[dict[str, Any]] | None) -> Counter[str]:
        lines = list(analysis.json_lines(inputs))
        self._output.write(("\n".join(lines) + "\n").encode() if lines else b"")
        return Counter(_status(line) for line in lines)


class CsvWriter:
    """One row a verbatim; lists are joined by bars. `kept` names the columns after the fixed ones."""

    def __init__(self, output: Output, kept: Sequence[str]) -> None:
        self._output = output
        self._kept = kept

    def begin(self) -> None:
        self._write([[*_CELLS, *(f"input.{name}" for name in self._kept)]])

    def write(self, analysis: Analysis, inputs: list[dict[str, Any]] | None) -> Counter[str]:
        documents = analysis.to_dicts()
        kept: Iterable[dict[str, Any]] = inputs or ({} for _ in documents)
        self._write(self._cells(*pair) for pair in zip(documents, kept, strict=False))
        return Counter(document["status"] for document in documents)

    def _cells(self, document: dict[str, Any], kept: dict[str, Any]) -> list[str]:
        cells = [as_cell(document[name]) for name, as_cell in _CELLS.items()]
        return cells + [harmless(_plain(kept.get(name))) for name in self._kept]

    def _write(self, rows: Iterable[list[str]]) -> None:
        lines = [",".join(map(_quoted, cells)) + "\n" for cells in rows]
        self._output.write("".join(lines).encode())


def format_for(path: str | None, asked: str | None) -> str:
    """The format asked for, else that of the suffix, else JSON Lines."""
    suffix = os.path.splitext(path or "")[1].lower()
    if asked is None and suffix in _REFUSED_SUFFIXES:
        raise OutputError(f"{path}: {_REFUSED_SUFFIXES[suffix]}.")
    return asked or ("csv" if suffix == ".csv" else "jsonl")


_STATUS: Final = re.compile(r'"status":\s*"(\w+)"')


def _status(line: str) -> str:
    """The status in a document's JSON. Inside a string the key would have backslashes."""
    match = _STATUS.search(line)
    return match[1] if match else "unknown"


# --- Cells --------------------------------------------------------------------------------------

_FORMULA: Final = re.compile(r"[\t\r\n\0]|\s*[=+\-@＝＋－＠]")
_NEEDS_QUOTES: Final = re.compile('[,"\r\n]')
_NUMBER: Final = re.compile(r"[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?")


def harmless(cell: str) -> str:
    """The cell with an apostrophe in front if a spreadsheet could take it for a formula."""
    if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def _quoted(cell: str) -> str:
    """The cell as CSV. Written here because csv.writer leaves a lone CR bare before Python 3.13."""
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell


def _plain(value: Any) -> str:
    """A value in one cell: text as it is, None empty, whole numbers without a point, else JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value, ensure_ascii=False)


def _id(value: Any) -> str:
    return harmless(_plain(value))


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)


def _list(values: list[str]) -> str:
    return "|".join(values)


def _themes(themes: dict[str, str]) -> str:
    return "|".join(f"{theme}:{polarity}" for theme, polarity in themes.items())


def _gaps(gaps: list[dict[str, Any]]) -> str:
    """`duration 5>7 day missed`: kind, promised and actual figures, unit, direction."""
    return "|".join(
        f"{gap['kind']} {_plain(gap['promised'])}>{_plain(gap['actual'])} {gap['unit']} {gap['direction']}"
        for gap in gaps
    )


def _promises(promises: list[dict[str, Any]]) -> str:
    """`duration 48 hour`: kind, figure, unit."""
    return "|".join(f"{promise['kind']} {_plain(promise['value'])} {promise['unit']}" for promise in promises)


def _mentions(mentions: list[dict[str, Any]]) -> str:
    """`return_refund:neg:0-12:return_refund/cancel`: theme, polarity, place, the part of the theme where one is named, and
    `:model` behind what the learned model proposes."""
    return "|".join(f"{m['theme']}:{m['polarity']}:{m['start']}-{m['end']}" + (f":{m['sub']}" if "sub" in m else "") + _proposed(m) for m in mentions)


def _proposed(found: dict[str, Any]) -> str:
    return ":model" if found["source"] == "model" else ""


def _signal_hits(hits: list[dict[str, Any]]) -> str:
    """`wait:0-21:kind=late:2 day`: signal, place, attributes, value and unit; `:model` behind what the learned model proposes."""
    return "|".join(map(_signal_hit, hits))


def _signal_hit(hit: dict[str, Any]) -> str:
    parts = [hit["signal"], f"{hit['start']}-{hit['end']}"]
    parts.extend(f"{key}={value}" for key, value in hit["attributes"].items())
    if "value" in hit:
        parts.append(f"{_plain(hit['value'])} {hit['unit']}")
    return ":".join(parts) + _proposed(hit)


_CELLS: Final[dict[str, Callable[[Any], str]]] = {
    "id": _id,
    "status": _plain,
    "sentiment": _plain,
    "score": _number,
    "points": _number,
    "confidence": _number,
    "irritation": _number,
    "themes": _themes,
    "signals": _list,
    "channels": _list,
    "stages": _list,
    "components": _list,
    "lang": _plain,
    "gaps": _gaps,
    "promises": _promises,
    "mentions": _mentions,
    "signal_hits": _signal_hits,
    "gave_up": _list,
    "fingerprint": str,
}
"""The columns of the CSV output, in order, each with how its value becomes a cell."""
