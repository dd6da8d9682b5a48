"""Parquet, by pyarrow where it is installed: batches of rows, columns by name."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from .columns import id_column, kept_columns, shown, text_column
from .rows import BATCH_ROWS, InputError, Row, Wanted, writable


class ParquetReader:
    """Rows of a Parquet file, read as they are asked for; `bytes_read` grows with the rows, of `size` bytes in all."""

    def __init__(self, stream: BinaryIO, name: str, wanted: Wanted, size: int | None) -> None:
        self.name = name
        self.bytes_read = 0
        self._size = size or 0
        self._file = _opened(stream, name)
        names = self._file.schema_arrow.names
        self._text = names[text_column(names, wanted)]
        id_at = id_column(names, wanted)
        self._id = None if id_at is None else names[id_at]
        self._kept = {writable(names[at]): names[at] for at in kept_columns(names, wanted)}
        self._keeps = bool(wanted.keep)
        ids = "numbered" if self._id is None else f"ids in {shown(self._id)}"
        self.description = f"Parquet, text in {shown(self._text)}, {ids}"

    @property
    def kept(self) -> list[str] | None:
        return list(self._kept)

    def rows(self) -> Iterator[Row]:
        columns = list(dict.fromkeys([self._text, *([self._id] if self._id else []), *self._kept.values()]))
        total = max(self._file.metadata.num_rows, 1)
        number = 0
        for batch in self._batches(columns):
            found = batch.to_pydict()
            for at in range(batch.num_rows):
                number += 1
                id = found[self._id][at] if self._id else number
                kept = {shown: _plain(found[name][at]) for shown, name in self._kept.items()} if self._keeps else None
                yield Row(id if isinstance(id, str | int) else number, found[self._text][at], kept)
            self.bytes_read = self._size * number // total

    def _batches(self, columns: list[str]) -> Iterator[Any]:
        import pyarrow  # type: ignore[import-untyped, unused-ignore]

        try:
            yield from self._file.iter_batches(BATCH_ROWS, columns=columns)
        except (pyarrow.ArrowException, OSError) as error:
            raise InputError(f"{self.name}: the Parquet file is damaged: {error}.") from None


def _opened(stream: BinaryIO, name: str) -> Any:
    try:
        import pyarrow  # type: ignore[import-untyped, unused-ignore]
        from pyarrow import parquet  # type: ignore[import-untyped, unused-ignore]
    except ImportError:
        raise InputError(f"{name}: Parquet is read with pyarrow, which is not installed: pip install pyarrow.") from None
    try:
        return parquet.ParquetFile(stream)
    except (pyarrow.ArrowException, OSError) as error:
        raise InputError(f"{name}: this is no sound Parquet file: {error}.") from None


def _plain(value: Any) -> Any:
    """What JSON knows as it is; dates, decimals and the like as they are written."""
    return value if value is None or isinstance(value, str | int | float | bool | list | dict) else str(value)
