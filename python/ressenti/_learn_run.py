"""The work of `ressenti train` and `ressenti evaluate`: files of rated texts in, a pack or figures out."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from ._input import InputError, Wanted, counted, open_input
from ._terminal import Console
from ._train import Training, evaluate, train

if TYPE_CHECKING:
    from ressenti import Analyzer

    from ._metrics import Metrics

LABEL_NAMES: Final = ("sentiment", "label", "note", "stars", "rating", "etoiles", "nps")
"""Names a column of ratings goes by when --label is not given, the most telling first."""


def read_rated(paths: Iterable[str], text: str | None, label: str | None, console: Console) -> tuple[list[Any], list[Any]]:
    """The texts and ratings of files, one after the other. Raises InputError."""
    texts: list[Any] = []
    ratings: list[Any] = []
    for path in paths:
        wanted = Wanted(text, None, ("all",) if label is None else (label,))
        with open_input(path, None, None, wanted, console.warn) as source:
            console.note(f"{source.name}: {source.description}.")
            rows = [(row.text, row.kept or {}) for row in source.rows()]
            for sentence in source.faults.sentences():
                console.warn(sentence)
        column = label if label is not None else _usual_column(path, rows)
        texts += [text for text, _ in rows]
        ratings += [_rating(kept, column) for _, kept in rows]
    return texts, ratings


def _usual_column(path: str, rows: list[tuple[Any, dict[str, Any]]]) -> str:
    names = {name for _, kept in rows for name in kept}
    column = next((name for name in LABEL_NAMES if name in names), None)
    if column is None:
        raise InputError(f"{path}: which column holds the ratings? Say it with --label; the columns are {', '.join(sorted(names))}.")
    return column


def _rating(kept: dict[str, Any], column: str) -> Any:
    """`--label Note` may be called `note` in the file: there is only that one."""
    return kept[column] if column in kept else next(iter(kept.values()), None)


def learn(
    paths: list[str],
    also: list[str],
    text: str | None,
    label: str | None,
    scale: str | None,
    folds: int,
    cost: int,
    analyzer: "Analyzer",
    console: Console,
) -> Training:
    """Raises InputError for files, ValueError for ratings."""
    texts, ratings = read_rated(paths, text, label, console)
    more = read_rated(also, text, label, console) if also else None
    console.note(f"learning from {counted(len(texts) + len(more[0] if more else []), 'text')} …")
    return train(texts, ratings, analyzer=analyzer, scale=scale, also=more, folds=folds, cost=cost)


def measure(paths: list[str], text: str | None, label: str | None, scale: str | None, threads: int, analyzer: "Analyzer", console: Console) -> "Metrics":
    """Raises InputError for files, ValueError for ratings."""
    texts, ratings = read_rated(paths, text, label, console)
    return evaluate(texts, ratings, analyzer=analyzer, scale=scale, threads=threads)
