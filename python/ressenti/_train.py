"""A model of one's own from rated or annotated comments, and how good sentiments are against ratings."""

import hashlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from . import _core
from ._analyzer import Analyzer, as_list, load
from ._metrics import Metrics, metrics_of
from ._output import open_output
from ._ratings import UNRATED, codes_of
from ._theme_train import ThemeFigures, learn_themes

THOUSANDTHS: Final = 1000
MODEL_SUFFIX: Final = ".bin"
TEACHES_ALL, TEACHES_WORDS, TEACHES_POLARITY = range(3)


@dataclass(frozen=True)
class Training:
    """What was learned. `pack` goes on top of the packs that it was learned on: `Analyzer(packs=["fr", training.pack])`.

    `model` are the weights learned from ratings alone, `theme_model` those from themes and signals, b"" what was not learned;
    a source keeps them as `model/….bin`. `figures` are those of the ratings, `themes` those of themes and signals, both of
    cross-validation: each text was judged by a model that had not seen it. None: not learned.
    """

    model: bytes
    pack: bytes
    figures: Metrics | None
    theme_model: bytes = b""
    themes: ThemeFigures | None = None

    @property
    def metrics(self) -> Metrics:
        """Of the ratings. Raises ValueError where there were none."""
        if self.figures is None:
            raise ValueError("nothing was learned from ratings")
        return self.figures

    def save(self, path: str | Path) -> None:
        """Write the pack, or the weights alone when `path` ends in .bin; a file is replaced whole. Raises OSError, and
        ValueError for a .bin when there are two models: each needs a file of its own."""
        is_model = str(path).endswith(MODEL_SUFFIX)
        if is_model and self.model and self.theme_model:
            raise ValueError("a .bin holds one model, and two were learned: save a .pack")
        with open_output(str(path)) as output:
            output.write(self.model or self.theme_model if is_model else self.pack)

    def __str__(self) -> str:
        return "\n".join(str(part) for part in (self.figures, self.themes) if part is not None)


def train(
    texts: Any,
    ratings: Iterable[Any] | None = None,
    *,
    themes: Iterable[Any] | None = None,
    signals: Iterable[Any] | None = None,
    analyzer: Analyzer | None = None,
    scale: str | None = None,
    also: tuple[Any, Iterable[Any]] | None = None,
    known: tuple[Any, Iterable[Any]] | None = None,
    folds: int = 0,
    cost: int = 0,
    theme_cost: int = 0,
    certainty: int = 0,
    signal_certainty: int = 0,
    name: str = "trained",
) -> Training:
    """Learn from rated or annotated texts, on top of what `analyzer` (None: the French pack) knows.

    `ratings`, one for each text: labels, stars or NPS (see `scale`: "labels", "stars", "nps", None: told by the ratings); None
    where there is none. The model answers with the labels that occur. `also`: texts and ratings of another kind, which teach
    which words are good or bad and are not judged; `known`: texts on which rules of `analyzer` were written, where these look better
    than they are: they teach words, and neither how far rules are to be trusted nor the borders between labels. `folds` of the cross-validation (0: 5); `cost` of an error in hundredths
    (0: 10): with thousands of texts like those to be read, 100 follows them more closely. 

    `themes` and `signals`, one for each text: {id: polarity}, a list of ids or "id|id", ids of the packs; None where the text is
    not annotated. From them the model learns to propose what no rule has found (docs/learning.md); it takes the place of that of
    the packs below. `certainty`: in percent, how likely a theme has to be, by cross-validation, to be proposed (0: 50),
    `signal_certainty` the same of signals (0: 60); `theme_cost` as `cost` (0: 30).

    Deterministic; one core; seconds for ten thousand texts. Raises ValueError for ratings that cannot be understood or are
    too few, for ids that no pack has, and when nothing is given to learn from; TypeError as `analyze`.
    """
    reader = analyzer or load()
    if ratings is None and themes is None and signals is None:
        raise ValueError("ratings, themes or signals are needed to learn from")
    figures, theme_figures, model, theme_model = None, None, b"", b""
    if ratings is not None:
        model, figures = _learn_ratings(reader, texts, ratings, scale, also, known, folds, cost)
    if themes is not None or signals is not None:
        settings = {"folds": folds, "cost": theme_cost, "certainty": certainty, "signal_certainty": signal_certainty}
        theme_model, theme_figures = learn_themes(reader, as_list(texts), themes, signals, **settings)
    return Training(model, packed(model, theme_model, name), figures, theme_model, theme_figures)


def _learn_ratings(
    reader: Analyzer,
    texts: Any,
    ratings: Iterable[Any],
    scale: str | None,
    also: tuple[Any, Iterable[Any]] | None,
    known: tuple[Any, Iterable[Any]] | None,
    folds: int,
    cost: int,
) -> tuple[bytes, Metrics]:
    rows, codes = _rated(texts, ratings, scale)
    roles = [TEACHES_ALL] * len(rows)
    for role, given in ((TEACHES_WORDS, known), (TEACHES_POLARITY, also)):
        more, more_codes = _rated(*given, None) if given is not None else ([], [])
        rows, codes, roles = rows + more, codes + more_codes, roles + [role] * len(more)
    model, *judged = _core.train(reader._engine, rows, bytes(codes), roles=bytes(roles), folds=folds, cost=cost)
    return model, _judged(codes, *judged)


def evaluate(texts: Any, ratings: Iterable[Any], *, analyzer: Analyzer | None = None, scale: str | None = None, threads: int = 1) -> Metrics:
    """How good the sentiments of `analyzer` (None: the French pack) are against ratings, as in `train`."""
    rows, codes = _rated(texts, ratings, scale)
    documents = (analyzer or load()).analyze(rows, threads=threads).documents
    kept = [
        (code, sentiment, score, confidence)
        for code, sentiment, score, confidence in zip(
            codes, documents["sentiment"], documents["score"], documents["confidence"], strict=True
        )
        if code != UNRATED and sentiment is not None
    ]
    labels = [_label(code) for code, *_ in kept]
    return metrics_of(labels, [row[1] for row in kept], [row[2] for row in kept], [row[3] for row in kept])


def packed(model: bytes, theme_model: bytes, name: str) -> bytes:
    """A pack that holds nothing but the models, those that are not empty."""
    builder = _core.PackBuilder()
    builder.name(name, hashlib.sha256(model + theme_model).hexdigest())
    if model:
        builder.set_model(model)
    if theme_model:
        builder.set_theme_model(theme_model)
    return builder.finish()


def _rated(texts: Any, ratings: Iterable[Any], scale: str | None) -> tuple[list[Any], list[int]]:
    rows, codes = as_list(texts), codes_of(as_list(ratings), scale)
    if len(rows) != len(codes):
        raise ValueError(f"there are {len(rows):,} texts and {len(codes):,} ratings")
    return rows, codes


def _label(code: int) -> str:
    label = _core.sentiment_names[code]
    assert label is not None
    return label


def _judged(codes: Sequence[int], sentiments: bytes, scores: bytes, confidences: bytes) -> Metrics:
    rows = [
        (code, given, score / THOUSANDTHS, confidence / THOUSANDTHS)
        for code, given, score, confidence in zip(codes, sentiments, array("i", scores), array("i", confidences), strict=True)
        if given != UNRATED
    ]
    return metrics_of([_label(row[0]) for row in rows], [_label(row[1]) for row in rows], [row[2] for row in rows], [row[3] for row in rows])
