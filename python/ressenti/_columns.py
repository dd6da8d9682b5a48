"""Columns of results that were read in slices, as one."""

import array
from collections.abc import Sequence

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
