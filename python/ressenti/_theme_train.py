"""Themes and signals learned from annotated texts, and how right the proposals are."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from . import _core
from ._analyzer import Analyzer, as_list

KINDS: Final = {1: "theme", 2: "signal"}
"""What the core calls them."""

NOT_SAID: Final = None
"""What a text is annotated with that nobody annotated."""


@dataclass(frozen=True, slots=True)
class ProposedLabel:
    """One theme or signal in cross-validation: texts that have it, proposals, right ones; `is_kept`: the model proposes it."""

    kind: str
    id: str
    texts: int
    proposed: int
    right: int
    is_kept: bool

    @property
    def precision(self) -> float | None:
        return self.right / self.proposed if self.proposed else None


@dataclass(frozen=True, slots=True)
class ProposedTotals:
    """All labels of a kind: those of the annotations, those that rules find, those that the model proposes beside them."""

    annotated: int
    found: int
    found_right: int
    proposed: int
    right: int

    @property
    def f1_without(self) -> float:
        """Of the rules alone, over all texts and labels."""
        return _f1(self.found_right, self.annotated, self.found)

    @property
    def f1_with(self) -> float:
        return _f1(self.found_right + self.right, self.annotated, self.found + self.proposed)

    @property
    def precision(self) -> float | None:
        """Of the proposals."""
        return self.right / self.proposed if self.proposed else None


@dataclass(frozen=True)
class ThemeFigures:
    """Cross-validated: weights and thresholds had not seen a text that they were asked about. `signals` None: not learned."""

    labels: tuple[ProposedLabel, ...]
    themes: ProposedTotals | None
    signals: ProposedTotals | None

    def __str__(self) -> str:
        lines = [f"{'':<10}{'F1 rules':>10}{'F1 with':>10}{'proposed':>10}{'right':>8}"]
        lines += [_totals_line(name, totals) for name, totals in (("themes", self.themes), ("signals", self.signals)) if totals is not None]
        lines.append(f"{'proposed':<26}{'texts':>8}{'proposed':>10}{'right':>8}")
        lines += [f"{label.id:<26}{label.texts:>8,}{label.proposed:>10,}{_share(label.precision):>8}" for label in self.labels if label.is_kept]
        return "\n".join(lines)


def learn_themes(
    reader: Analyzer, rows: Sequence[Any], themes: Iterable[Any] | None, signals: Iterable[Any] | None, **settings: int
) -> tuple[bytes, ThemeFigures]:
    """The bytes of a model and its figures; arguments as of `train`, `settings` those of the core."""
    said_themes = _said(themes, "themes", len(rows))
    said_signals = _said(signals, "signals", len(rows))
    columns = [said for said in (said_themes, said_signals) if said is not None]
    taught = [None if all(said[i] is NOT_SAID for said in columns) else row for i, row in enumerate(rows)]
    begin, indices = _theme_columns(reader, said_themes) if said_themes is not None else (None, None)
    bits = _signal_bits(reader, said_signals) if said_signals is not None else None
    model, labels, of_themes, of_signals = _core.train_themes(
        reader.engine, taught, theme_begin=begin, themes=indices, signals=bits, **settings
    )
    figures = ThemeFigures(
        tuple(_label(reader, *row) for row in labels),
        ProposedTotals(*of_themes) if said_themes is not None else None,
        ProposedTotals(*of_signals) if said_signals is not None else None,
    )
    return model, figures


# --- Annotations --------------------------------------------------------------------------------


def _said(given: Iterable[Any] | None, what: str, count: int) -> list[list[str] | None] | None:
    """The ids of each text; None for a text that is not annotated."""
    if given is None:
        return None
    cells = as_list(given)
    if len(cells) != count:
        raise ValueError(f"there are {count:,} texts and {len(cells):,} lists of {what}")
    return [_ids(cell, what) for cell in cells]


def _ids(cell: Any, what: str) -> list[str] | None:
    """{id: polarity}, a list of ids, or "id:neg|id": how JSON, Python and CSV say it."""
    if cell is None or isinstance(cell, float):  # NaN: an empty cell of a table
        return NOT_SAID
    if isinstance(cell, str):
        return [part.partition(":")[0].strip() for part in cell.split("|") if part.strip()]
    ids = list(cell) if isinstance(cell, (Mapping, list, tuple, set, frozenset)) else [cell]
    if not all(isinstance(id, str) for id in ids):
        raise ValueError(f"{what} of a text are ids: a list of them, a dict of polarities by id, or \"id|id\", not {cell!r}")
    return ids


def _places(labels: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    return {label["id"]: index for index, label in enumerate(labels)}


def _place(places: Mapping[str, int], id: str, what: str) -> int:
    """Of a part of a theme, "return_refund/cancel", that of the theme."""
    id = id.partition("/")[0] if id not in places else id
    if id not in places:
        raise ValueError(f"no pack has a {what} {id!r}; they have {', '.join(sorted(places))}")
    return places[id]


def _theme_columns(reader: Analyzer, said: Sequence[list[str] | None]) -> tuple[bytes, bytes]:
    places = _places(reader.themes)
    begin, indices = array("Q", [0]), array("I")
    for ids in said:
        indices.extend(_place(places, id, "theme") for id in ids or ())
        begin.append(len(indices))
    return begin.tobytes(), indices.tobytes()


def _signal_bits(reader: Analyzer, said: Sequence[list[str] | None]) -> bytes:
    places = _places(reader.signals)
    return array("Q", [sum(1 << _place(places, id, "signal") for id in set(ids or ())) for ids in said]).tobytes()


# --- Figures ------------------------------------------------------------------------------------


def _label(reader: Analyzer, kind: int, index: int, texts: int, proposed: int, right: int, is_kept: bool) -> ProposedLabel:
    name = KINDS[kind]
    labels = reader.themes if name == "theme" else reader.signals
    return ProposedLabel(name, labels[index]["id"], texts, proposed, right, is_kept)


def _f1(right: int, wanted: int, given: int) -> float:
    return 2 * right / (wanted + given) if wanted + given else 0.0


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _totals_line(name: str, totals: ProposedTotals) -> str:
    return f"{name:<10}{totals.f1_without:>10.3f}{totals.f1_with:>10.3f}{totals.proposed:>10,}{_share(totals.precision):>8}"
