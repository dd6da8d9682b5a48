"""Plain text: one verbatim a line. An empty line is an empty verbatim, so numbers are line numbers."""

from collections.abc import Iterator

from .decoding import DecodedInput
from .rows import Row


class PlainReader:
    """Rows of a file of lines; there are no columns, so nothing can be kept."""

    description = "one verbatim a line, numbered"

    def __init__(self, source: DecodedInput) -> None:
        self.kept: list[str] = []
        self._source = source

    def rows(self) -> Iterator[Row]:
        """The rows, in order."""
        for number, line in enumerate(self._source.lines(""), 1):
            yield Row(number, line.rstrip("\r\n") or None, None)
