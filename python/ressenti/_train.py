"""A model of one's own from rated comments, and how good sentiments are against ratings."""

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

THOUSANDTHS: Final = 1000
MODEL_SUFFIX: Final = ".bin"
TEACHES_ALL, TEACHES_WORDS, TEACHES_POLARITY = range(3)


@dataclass(frozen=True)
class Training:
    """What was learned. `pack` goes on top of the packs that it was learned on: `Analyzer(packs=["fr", training.pack])`.

    `metrics` are those of cross-validation: each text was judged by a model that had not seen it. `model` are the learned
    weights alone, which a source keeps as `model/….bin`.
    """

    model: bytes
    pack: bytes
    metrics: Metrics

    def save(self, path: str | Path) -> None:
        """Write the pack, or the weights alone when `path` ends in .bin; a file is replaced whole. Raises OSError."""
        with open_output(str(path)) as output:
            output.write(self.model if str(path).endswith(MODEL_SUFFIX) else self.pack)

    def __str__(self) -> str:
        return str(self.metrics)


def train(
    texts: Any,
    ratings: Iterable[Any],
    *,
    analyzer: Analyzer | None = None,
    scale: str | None = None,
    also: tuple[Any, Iterable[Any]] | None = None,
    known: tuple[Any, Iterable[Any]] | None = None,
    folds: int = 0,
    cost: int = 0,
    name: str = "trained",
) -> Training:
    """Learn from rated texts, on top of what `analyzer` (None: the French pack) knows.

    `ratings`, one for each text: labels, stars or NPS (see `scale`: "labels", "stars", "nps", None: told by the ratings); None
    where there is none. The model answers with the labels that occur. `also`: texts and ratings of another kind, which teach
    which words are good or bad and are not judged; `known`: texts on which rules of `analyzer` were written, where these look better
    than they are: they teach words, and neither how far rules are to be trusted nor the borders between labels. `folds` of the cross-validation (0: 5); `cost` of an error in hundredths
    (0: 10): with thousands of texts like those to be read, 100 follows them more closely. Deterministic; one core; seconds for
    ten thousand texts. Raises ValueError for ratings that cannot be understood or are too few, TypeError as `analyze`.
    """
    reader = analyzer or load()
    rows, codes = _rated(texts, ratings, scale)
    roles = [TEACHES_ALL] * len(rows)
    for role, given in ((TEACHES_WORDS, known), (TEACHES_POLARITY, also)):
        more, more_codes = _rated(*given, None) if given is not None else ([], [])
        rows, codes, roles = rows + more, codes + more_codes, roles + [role] * len(more)
    model, *judged = _core.train(reader._engine, rows, bytes(codes), roles=bytes(roles), folds=folds, cost=cost)
    return Training(model, packed(model, name), _judged(codes, *judged))


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


def packed(model: bytes, name: str) -> bytes:
    """A pack that holds nothing but the model."""
    builder = _core.PackBuilder()
    builder.name(name, hashlib.sha256(model).hexdigest())
    builder.set_model(model)
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
