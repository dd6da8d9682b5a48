"""How good sentiments are against labels: accuracy, macro F1, area under the curve, calibration."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ._ratings import LABELS

BINS: Final = 10


@dataclass(frozen=True)
class Metrics:
    """Figures over the texts that have a label and could be read.

    `accuracy`: share of exact labels. `macro_f1`: mean F1 of the labels that occur. `auc`: that a text labelled pos has a higher
    score than one labelled neg; `balanced_accuracy`: mean share of pos with score > 0 and of neg with score < 0 (None where one
    of both is missing). `calibration_error`: expected calibration error of `confidence`, ten bins (Guo et al., 2017).
    `confusion[label, given]`: how many texts of `label` were given which.
    """

    count: int
    accuracy: float
    macro_f1: float
    auc: float | None
    balanced_accuracy: float | None
    calibration_error: float
    confusion: Counter[tuple[str, str]] = field(repr=False)

    def __str__(self) -> str:
        figures = {
            "texts": f"{self.count:,}",
            "accuracy": f"{self.accuracy:.3f}",
            "macro F1": f"{self.macro_f1:.3f}",
            "AUC, pos against neg": _shown(self.auc),
            "balanced accuracy": _shown(self.balanced_accuracy),
            "calibration error": f"{self.calibration_error:.3f}",
        }
        lines = [f"{name:<22}{value:>8}" for name, value in figures.items()]
        return "\n".join([*lines, *self._confusion_lines()])

    def _confusion_lines(self) -> list[str]:
        labels = [label for label in LABELS if any(label in pair for pair in self.confusion)]
        head = "label \\ given " + "".join(f"{label:>8}" for label in labels)
        rows = (f"{label:<14}" + "".join(f"{self.confusion[label, given]:>8}" for given in labels) for label in labels)
        return [head, *rows]


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def metrics_of(labels: Sequence[str], given: Sequence[str], scores: Sequence[float], confidences: Sequence[float]) -> Metrics:
    """Compare columns of one length; O(n log n). Raises ValueError where there is nothing to compare."""
    if not labels:
        raise ValueError("no text has a label and can be read: there is nothing to measure")
    confusion = Counter(zip(labels, given, strict=True))
    positive = [score for label, score in zip(labels, scores, strict=True) if label == "pos"]
    negative = [score for label, score in zip(labels, scores, strict=True) if label == "neg"]
    has_both = bool(positive and negative)
    right = [label == answer for label, answer in zip(labels, given, strict=True)]
    return Metrics(
        count=len(labels),
        accuracy=sum(right) / len(right),
        macro_f1=_macro_f1(confusion),
        auc=_auc(positive, negative) if has_both else None,
        balanced_accuracy=_balanced(positive, negative) if has_both else None,
        calibration_error=_calibration_error(confidences, right),
        confusion=confusion,
    )


def _macro_f1(confusion: Counter[tuple[str, str]]) -> float:
    labels = sorted({label for label, _ in confusion})
    return sum(_f1(label, confusion) for label in labels) / len(labels)


def _f1(label: str, confusion: Counter[tuple[str, str]]) -> float:
    wanted = sum(count for (real, _), count in confusion.items() if real == label)
    found = sum(count for (_, given), count in confusion.items() if given == label)
    return 2 * confusion[label, label] / (wanted + found)


def _auc(positive: list[float], negative: list[float]) -> float:
    """By ranks; texts of equal score share the mean of theirs (Hanley and McNeil, 1982)."""
    ranked = sorted([(score, True) for score in positive] + [(score, False) for score in negative])
    total, start = 0.0, 0
    while start < len(ranked):
        end = start
        while end < len(ranked) and ranked[end][0] == ranked[start][0]:
            end += 1
        total += (start + end + 1) / 2 * sum(is_positive for _, is_positive in ranked[start:end])
        start = end
    count = len(positive)
    return (total - count * (count + 1) / 2) / (count * len(negative))


def _balanced(positive: list[float], negative: list[float]) -> float:
    def share(scores: list[float]) -> float:
        return sum(1.0 if score > 0 else 0.5 if score == 0 else 0.0 for score in scores) / len(scores)

    return (share(positive) + share([-score for score in negative])) / 2


def _calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float:
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, is_right in zip(confidences, right, strict=True):
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, is_right))
    gaps = (abs(sum(c for c, _ in found) - sum(r for _, r in found)) for found in bins if found)
    return sum(gaps) / len(right)
