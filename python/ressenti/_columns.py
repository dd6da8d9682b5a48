"""Columns of results that were read in slices, as one."""

import array
from collections.abc import Iterator, Sequence

from . import _core


def joined(results: Sequence[_core.Result], table: str, name: str) -> Sequence[int]:
    """A column of the core, over all slices."""
    views = [result.column(table, name) for result in results]
    if len(views) == 1:
        return views[0]
    numbers = array.array(views[0].format)
    for view in views:
        numbers.frombytes(view.tobytes())
    return numbers


def documents_of(results: Sequence[_core.Result], borders: str) -> "array.array[int]":
    """For each row of a table, the index of its document."""
    rows = array.array("Q")
    base = 0
    for result in results:
        begin = result.column("documents", borders)
        for document in range(len(result)):
            rows.extend([base + document] * (begin[document + 1] - begin[document]))
        base += len(result)
    return rows


def lemmas_of(results: Sequence[_core.Result]) -> Iterator[str | None]:
    """The lemma of each mention's target, None where there is none."""
    for result in results:
        lemmas = result.column("lemmas", "bytes").tobytes()
        sizes = result.column("mentions", "lemma_size")
        for begin, size in zip(result.column("mentions", "lemma_begin"), sizes, strict=True):
            yield lemmas[begin : begin + size].decode() if size else None
