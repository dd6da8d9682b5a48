"""What ours is measured against: TF-IDF of words 1-2 and of letters 3-5 inside words, and a logistic regression (scikit-learn).

Without scikit-learn `is_here` is false and nothing else may be called.
"""

import importlib.util
from pathlib import Path
from typing import Any

from evaluate_sets import Row, tsv_rows
from train_default import columns, open_rows

OPEN_SETS = ("spplus", "allocine")
FOLDS = 5

is_here = importlib.util.find_spec("sklearn") is not None
ABSENT = "the peer was not measured: scikit-learn is not installed"


def untrained() -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, lowercase=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, lowercase=True)
    return make_pipeline(make_union(words, letters), LogisticRegression(C=10, max_iter=300))


def trained_on_open(folder: Path) -> Any:
    """On what may be trained on: pos and neg of both open sets."""
    return untrained().fit(*columns([row for name in OPEN_SETS for row in open_rows(folder / f"{name}.tsv")]))


def predictions(peer: Any, path: Path) -> list[Row]:
    """What it says of the texts of a file, as the scorer reads it."""
    rows = tsv_rows(path)
    scores = map(float, peer.decision_function([row["text"] for row in rows]))
    return [
        {"id": row["id"], "sentiment": "pos" if score > 0 else "neg", "score": score, "themes": {}}
        for row, score in zip(rows, scores, strict=True)
    ]


def cross_validated(texts: list[str], labels: list[str]) -> tuple[float, float]:
    """Accuracy and macro F1."""
    from sklearn.metrics import accuracy_score, f1_score
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    said = cross_val_predict(untrained(), texts, labels, cv=StratifiedKFold(FOLDS, shuffle=True, random_state=0))
    return float(accuracy_score(labels, said)), float(f1_score(labels, said, average="macro"))
