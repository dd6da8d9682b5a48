"""A few named columns of one length, and rows of them on request."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, Final

SHOWN_ROWS: Final = 20


class Table:
    """Columns by name, read-only. `table["score"]` is a column, `table.row(3)` a dict, iteration gives rows.

    Columns are lists, arrays or memoryviews: anything with a length and items.
    """

    def __init__(self, columns: Mapping[str, Sequence[Any]]) -> None:
        self._columns = dict(columns)

    @property
    def names(self) -> list[str]:
        return list(self._columns)

    def __getitem__(self, name: str) -> Sequence[Any]:
        try:
            return self._columns[name]
        except KeyError:
            raise KeyError(f"there is no column {name!r}, only {', '.join(self._columns)}") from None

    def __len__(self) -> int:
        return len(next(iter(self._columns.values()), ()))

    def row(self, index: int) -> dict[str, Any]:
        """One row; negative indices count from the end."""
        return {name: column[index] for name, column in self._columns.items()}

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for cells in zip(*self._columns.values(), strict=True):
            yield dict(zip(self._columns, cells, strict=True))

    def to_dicts(self) -> list[dict[str, Any]]:
        return list(self)

    def __repr__(self) -> str:
        return f"<Table {len(self):,} rows: {', '.join(self._columns)}>"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self._columns)
        rows = "".join(_html_row(self.row(i)) for i in range(min(len(self), SHOWN_ROWS)))
        more = f"<p>{len(self):,} rows, {SHOWN_ROWS} shown</p>" if len(self) > SHOWN_ROWS else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"


def _html_row(row: dict[str, Any]) -> str:
    return "<tr>" + "".join(f"<td>{escape(_cell(value))}</td>" for value in row.values()) + "</tr>"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)
