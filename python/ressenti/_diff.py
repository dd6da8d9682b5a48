"""Two analyses of the same texts set side by side: which labels come and go, and why.

Of a verbatim only the words that count are shown: the evidence of what changed.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from ._core import Result
from ._explain import contributions_of
from ._faults import NO_BREAK, THIN, counted, quote

if TYPE_CHECKING:
    from ._analysis import Analysis
    from ._analyzer import Analyzer

KINDS: Final = ("status", "sentiment", "irritation", "theme", "subtheme", "signal", "channel")
_IN_FRENCH: Final = {
    "status": "état",
    "sentiment": "sentiment",
    "irritation": "irritation",
    "theme": "thème",
    "subtheme": "sous-thème",
    "signal": "signal",
    "channel": "canal",
}
_SORTS: Final = {"word": "mot", "expression": "expression", "emoji": "émoji", "rule": "règle", "gap": "écart", "construction": "tournure", "model": "modèle"}


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """Something that one analysis sees in the text and the other does not, or judges otherwise.

    `sort`: "rule", "word", "expression", "emoji", "gap" or "construction"; `name` the rule or the folded word;
    `effect` what it gave: "neg", "+40", "" where it only names. `text[start:end]` is `evidence`.
    """

    start: int
    end: int
    sort: str
    name: str
    effect: str
    evidence: str

    def __str__(self) -> str:
        name = f" {self.name}" if self.name and self.name != self.sort else ""
        effect = f" ({self.effect})" if self.effect else ""
        return f"{_SORTS[self.sort]}{name} {quote(self.evidence)}{effect}"


@dataclass(frozen=True, slots=True)
class Change:
    """One label of one verbatim: None where an analysis does not give it.

    `lost` are the reasons that only the old analysis has, `gained` those that only the new one has.
    """

    kind: str
    label: str
    old: str | int | None
    new: str | int | None
    lost: tuple[Reason, ...] = ()
    gained: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changes for one verbatim, by its id."""

    id: Any
    changes: tuple[Change, ...]

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, default=str)

    def __str__(self) -> str:
        return "\n".join([str(self.id), *(line for change in self.changes for line in _lines(change))])


# --- Comparing ------------------------------------------------------------------------------


def differences(
    texts: Sequence[Any], ids: Sequence[Any], old: "Analyzer", new: "Analyzer", threads: int = 1
) -> Iterator[Difference]:
    """The verbatims whose labels differ, in order. Linear in the texts, twice for those that differ."""
    before = old.analyze(texts, ids=ids, threads=threads)
    after = new.analyze(texts, ids=ids, threads=threads)
    for row in _rows_that_may_differ(before, after):
        changes = list(_changes(before.to_dict(row), after.to_dict(row)))
        if changes:
            yield Difference(ids[row], tuple(_with_reasons(changes, texts[row], old, new)))


def _rows_that_may_differ(before: "Analysis", after: "Analysis") -> Iterable[int]:
    """All that do; columns are compared as bytes, which for most rows of most packs is the end of it."""
    if not _label_alike(before.analyzer, after.analyzer):
        return range(len(before))
    rows: list[int] = []
    base = 0
    for first, second in zip(before.results, after.results, strict=True):  # cut at the same rows
        rows += (base + row for row in _rows_of_slices(first, second))
        base += len(first)
    return rows


def _label_alike(old: "Analyzer", new: "Analyzer") -> bool:
    """Whether an index means the same label to both; one of them may know more labels."""
    pairs = ((old.themes, new.themes), (old.subthemes, new.subthemes), (old.signals, new.signals), (old.channels, new.channels))
    return all(one["id"] == other["id"] for pair in pairs for one, other in zip(*pair, strict=False))


def _rows_of_slices(first: Result, second: Result) -> list[int]:
    found: set[int] = set()
    for name in ("status", "sentiment", "irritation", "signals", "channels"):
        columns = [result.column("documents", name) for result in (first, second)]
        if columns[0].tobytes() != columns[1].tobytes():
            found.update(row for row, (one, other) in enumerate(zip(*columns, strict=True)) if one != other)
    themes = zip(_themes_by_row(first), _themes_by_row(second), strict=True)
    found.update(row for row, (one, other) in enumerate(themes) if one != other)
    parts = zip(_parts_by_row(first), _parts_by_row(second), strict=True)
    found.update(row for row, (one, other) in enumerate(parts) if one != other)
    return sorted(found)


def _themes_by_row(result: Result) -> Iterator[tuple[bytes, bytes]]:
    """The themes of each document and their polarities, in the order of first mention."""
    themes, polarities = (result.column("themes", name) for name in ("theme", "polarity"))
    borders = result.column("documents", "theme_begin")
    theme_bytes, polarity_bytes, size = themes.tobytes(), polarities.tobytes(), themes.itemsize
    for begin, end in pairwise(borders):
        yield theme_bytes[begin * size : end * size], polarity_bytes[begin:end]


def _parts_by_row(result: Result) -> Iterator[set[int]]:
    """The parts of themes that each document speaks of, among them the number that stands for none."""
    parts = result.column("mentions", "subtheme").tolist()
    for begin, end in pairwise(result.column("documents", "mention_begin")):
        yield set(parts[begin:end])


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    """What differs, without reasons, in the order of KINDS."""
    for kind in ("status", "sentiment", "irritation"):
        if before[kind] != after[kind]:
            yield Change(kind, "", before[kind], after[kind])
    for theme in _union(before["themes"], after["themes"]):
        was, is_now = before["themes"].get(theme), after["themes"].get(theme)
        if was != is_now:
            yield Change("theme", theme, was, is_now)
    sides = [_labels_without_polarity(document) for document in (before, after)]
    for kind in sides[0]:
        for label in _union(sides[0][kind], sides[1][kind]):
            was, is_now = ("present" if label in side[kind] else None for side in sides)
            if was != is_now:
                yield Change(kind, label, was, is_now)


def _labels_without_polarity(document: dict[str, Any]) -> dict[str, list[str]]:
    """What a document has or has not, in the order of KINDS; a part of a theme is judged with the whole."""
    parts = [mention["sub"] for mention in document["mentions"] if "sub" in mention]
    return {"subtheme": parts, "signal": document["signals"], "channel": document["channels"]}


def _union(first: Iterable[str], second: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*first, *second]))


def _with_reasons(changes: Iterable[Change], text: Any, old: "Analyzer", new: "Analyzer") -> Iterator[Change]:
    if not isinstance(text, str):
        yield from changes
        return
    before, after = _Reasons(text, old), _Reasons(text, new)
    for change in changes:
        first, second = before.of(change), after.of(change)
        yield Change(
            change.kind,
            change.label,
            change.old,
            change.new,
            tuple(sorted(first - second)),
            tuple(sorted(second - first)),
        )


class _Reasons:
    """All that one analyzer sees in one text, by what it is a reason for."""

    def __init__(self, text: str, analyzer: "Analyzer") -> None:
        analysis = analyzer.analyze([text], contributions=True, hits=True)
        (result,) = analysis.results
        columns = [result.column("hits", name) for name in ("rule", "begin", "end")]
        rules = analyzer.rules
        self._text = text
        self._mentions = analysis.mentions.to_dicts()
        self._signals = analysis.signals.to_dicts()
        self._hits = [(rules[rule], start, end) for rule, start, end in zip(*columns, strict=True)]
        self._channels = [channel["id"] for channel in analyzer.channels]
        self._terms = {
            Reason(term.start, term.end, term.kind, term.label, f"{term.points:+d}", text[term.start : term.end])
            for term in contributions_of(result)
        }

    def of(self, change: Change) -> set[Reason]:
        """A label that comes or goes has rules; one that changes its mind, and a score, have terms too."""
        if change.kind == "theme":
            named = {self._mention(mention) for mention in self._mentions if mention["theme"] == change.label}
            return named if change.old is None or change.new is None else named | self._terms
        if change.kind == "subtheme":
            return {self._mention(mention) for mention in self._mentions if mention["sub"] == change.label}
        if change.kind == "signal":
            return {self._signal(signal) for signal in self._signals if signal["signal"] == change.label}
        if change.kind == "channel":
            return self._of_channel(change.label)
        if change.kind == "irritation":
            return self._of_irritation() | self._terms
        return self._terms

    def _of_channel(self, label: str) -> set[Reason]:
        if label not in self._channels:
            return set()
        bit = 1 << self._channels.index(label)
        return {self._rule(rule["name"], start, end) for rule, start, end in self._hits if rule["channels"] & bit}

    def _of_irritation(self) -> set[Reason]:
        return {
            self._rule(rule["name"], start, end, str(rule["irritation"]))
            for rule, start, end in self._hits
            if rule["irritation"]
        }

    def _signal(self, signal: dict[str, Any]) -> Reason:
        return self._rule(signal["rule"], signal["start"], signal["end"], sort=signal["source"])

    def _mention(self, mention: dict[str, Any]) -> Reason:
        return self._rule(mention["rule"], mention["start"], mention["end"], mention["polarity"], mention["source"])

    def _rule(self, name: str | None, start: int, end: int, effect: str = "", sort: str = "rule") -> Reason:
        """A reason of a rule; without a rule it was read from figures, or proposed by the learned model."""
        return Reason(start, end, sort, name or "", effect, self._text[start:end])


# --- Telling --------------------------------------------------------------------------------


def _lines(change: Change) -> Iterator[str]:
    yield f"  {_sign(change)} {_what(change)}"
    yield from (f"      disparaît{NO_BREAK}: {reason}" for reason in change.lost)
    yield from (f"      apparaît{NO_BREAK}: {reason}" for reason in change.gained)


def _sign(change: Change) -> str:
    return "+" if change.old is None else "−" if change.new is None else "~"


def _what(change: Change) -> str:
    name = " ".join(filter(None, (_IN_FRENCH[change.kind], change.label)))
    if change.kind in ("subtheme", "signal", "channel"):
        return name
    if change.old is None or change.new is None:
        return f"{name} {change.old or change.new}"
    return f"{name} {change.old} → {change.new}"


@dataclass(slots=True)
class Summary:
    """How often each label was gained and lost, over all verbatims."""

    verbatims: int = 0
    changed: int = 0
    gained: Counter[tuple[str, str]] = field(default_factory=Counter)
    lost: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, verbatims: int, found: Sequence[Difference]) -> None:
        """Count what was found among so many verbatims."""
        self.verbatims += verbatims
        self.changed += len(found)
        for change in (change for difference in found for change in difference.changes):
            for counts, value in ((self.lost, change.old), (self.gained, change.new)):
                if value is not None:
                    counts[change.kind, _label(change, value)] += 1

    def _labels(self) -> list[tuple[str, str]]:
        return sorted({*self.gained, *self.lost}, key=lambda key: (KINDS.index(key[0]), key[1]))

    def to_json(self) -> str:
        labels = [
            {"kind": kind, "label": label, "gained": self.gained[kind, label], "lost": self.lost[kind, label]}
            for kind, label in self._labels()
        ]
        summary = {"verbatims": self.verbatims, "changed": self.changed, "labels": labels}
        return json.dumps({"summary": summary}, ensure_ascii=False)

    def __str__(self) -> str:
        verb = "changent" if self.changed > 1 else "change"
        total = f"{self.verbatims:,}".replace(",", THIN)
        lines = [f"{counted(self.changed, 'verbatim', 'verbatims')} sur {total} {verb}"]
        rows = [(f"{_IN_FRENCH[kind]} {label}", self.gained[kind, label], self.lost[kind, label]) for kind, label in self._labels()]
        width = max((len(name) for name, _, _ in rows), default=0)
        lines += [f"  {name.ljust(width)}  {f'+{gained}':>6}  {f'−{lost}':>6}" for name, gained, lost in rows]
        return "\n".join(lines)


def _label(change: Change, value: str | int) -> str:
    """The name under which a change is counted: "delivery_time:neg", "churn_intent", "mixed"."""
    if change.kind == "theme":
        return f"{change.label}:{value}"
    return change.label or str(value)
