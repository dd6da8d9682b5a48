"""The work of `ressenti train` and `ressenti evaluate`: files of rated or annotated texts in, a pack or figures out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ._input import InputError, Wanted, counted, open_input
from ._input.columns import column
from ._terminal import Console
from ._train import Training, evaluate, train

if TYPE_CHECKING:
    from ressenti import Analyzer

    from ._metrics import Metrics

LABEL_NAMES: Final = ("sentiment", "label", "note", "stars", "rating", "etoiles", "nps")
"""Names a column of ratings goes by when --label is not given, the most telling first."""

Cells = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Columns:
    """Those of the texts and of what was said of them; None: a usual name for texts and ratings, none for the others."""

    text: str | None
    label: str | None
    themes: str | None = None
    signals: str | None = None

    @property
    def has_ratings(self) -> bool:
        """Whoever names themes or signals alone wants nothing else."""
        return self.label is not None or (self.themes is None and self.signals is None)

    @property
    def wanted(self) -> tuple[str, ...]:
        named = tuple(name for name in (self.label, self.themes, self.signals) if name is not None)
        return named or ("all",)


@dataclass(frozen=True, slots=True)
class Settings:
    """See `train`."""

    scale: str | None
    folds: int
    cost: int
    theme_cost: int
    certainty: int
    signal_certainty: int


def read_rows(paths: Iterable[str], columns: Columns, console: Console) -> tuple[list[Any], list[tuple[str, Cells]]]:
    """The texts of files, one after the other, and for each its file and what is said of it. Raises InputError."""
    texts: list[Any] = []
    said: list[tuple[str, Cells]] = []
    for path in paths:
        with open_input(path, None, None, Wanted(columns.text, None, columns.wanted), console.warn) as source:
            console.note(f"{source.name}: {source.description}.")
            rows = [(row.text, row.kept or {}) for row in source.rows()]
            for sentence in source.faults.sentences():
                console.warn(sentence)
        texts += [text for text, _ in rows]
        said += [(path, cells) for _, cells in rows]
    return texts, said


def read_rated(paths: Iterable[str], columns: Columns, console: Console) -> tuple[list[Any], list[Any]]:
    """The texts and ratings of files. Raises InputError."""
    texts, said = read_rows(paths, columns, console)
    return texts, ratings_of(said, columns)


def ratings_of(said: list[tuple[str, Cells]], columns: Columns) -> list[Any]:
    if columns.label is not None:
        return [cell_of(cells, columns.label) for _, cells in said]
    names = {path: _usual_column(path, [cells for of, cells in said if of == path]) for path in dict.fromkeys(path for path, _ in said)}
    return [cells.get(names[path]) for path, cells in said]


def _usual_column(path: str, rows: list[Cells]) -> str:
    names = {name for cells in rows for name in cells}
    usual = next((name for name in LABEL_NAMES if name in names), None)
    if usual is None:
        raise InputError(f"{path}: which column holds the ratings? Say it with --label; the columns are {', '.join(sorted(names))}.")
    return usual


def cell_of(cells: Cells, name: str) -> Any:
    """`--label Note` may be called `note` in the file; None: the row could not be read."""
    return list(cells.values())[column(list(cells), name, "DATA")] if cells else None


def learn(paths: list[str], also: list[str], columns: Columns, settings: Settings, analyzer: "Analyzer", console: Console) -> Training:
    """Raises InputError for files, ValueError for ratings and ids."""
    texts, said = read_rows(paths, columns, console)
    more = read_rated(also, Columns(columns.text, columns.label), console) if also else None
    console.note(f"learning from {counted(len(texts) + len(more[0] if more else []), 'text')} …")
    return train(
        texts,
        ratings_of(said, columns) if columns.has_ratings else None,
        themes=_column_of(said, columns.themes),
        signals=_column_of(said, columns.signals),
        analyzer=analyzer,
        scale=settings.scale,
        also=more,
        folds=settings.folds,
        cost=settings.cost,
        theme_cost=settings.theme_cost,
        certainty=settings.certainty,
        signal_certainty=settings.signal_certainty,
    )


def _column_of(said: list[tuple[str, Cells]], name: str | None) -> list[Any] | None:
    return None if name is None else [cell_of(cells, name) for _, cells in said]


def measure(paths: list[str], text: str | None, label: str | None, scale: str | None, threads: int, analyzer: "Analyzer", console: Console) -> "Metrics":
    """Raises InputError for files, ValueError for ratings."""
    texts, ratings = read_rated(paths, Columns(text, label), console)
    return evaluate(texts, ratings, analyzer=analyzer, scale=scale, threads=threads)
