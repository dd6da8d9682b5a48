"""Rules judged on annotated texts: how often each fires, how often rightly, where not, and which never do."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import _core
from ._annotations import Annotation
from ._faults import NO_BREAK, counted, shown
from ._subthemes import whole_of

SAMPLES = 3
"""So many wrongly found texts of a rule are kept."""

WRONG_SHOWN = 25
"""The rules that fire wrongly most: no more of them are shown with their texts."""

NAMES_SHOWN = 100
"""Rules that never fire: no more of them are named."""

Target = tuple[str, str]
"""Kind and id of a label: ("theme", "delivery_time")."""


@dataclass(frozen=True, slots=True)
class WrongHit:
    """A text where a rule fires and a reader says otherwise: the words it found, what the reader did not put."""

    id: Any
    text: str
    evidence: str
    missing: tuple[str, ...]


@dataclass(slots=True)
class RulePrecision:
    """One rule on a corpus. Texts are counted, not matches.

    `hits`: texts where it fires; `right`: those that have all it gives; `of_targets`: for each label, those
    that have it. `judged`, `agreed`: for a rule that judges, texts with its theme, and those with its polarity.
    """

    name: str
    file: str
    number: int
    hits: int = 0
    right: int = 0
    of_targets: Counter[str] = field(default_factory=Counter)
    judged: int = 0
    agreed: int = 0
    wrong: list[WrongHit] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """Right texts among those found; None where it never fires."""
        return self.right / self.hits if self.hits else None

    def to_json(self) -> str:
        row = {
            "rule": self.name,
            "file": self.file,
            "number": self.number,
            "hits": self.hits,
            "right": self.right,
            "precision": None if self.precision is None else round(self.precision, 4),
            "targets": dict(self.of_targets),
            "polarity": {"judged": self.judged, "agreed": self.agreed} if self.judged else None,
            "wrong": [
                {"id": hit.id, "text": hit.text, "evidence": hit.evidence, "missing": list(hit.missing)} for hit in self.wrong
            ],
        }
        return json.dumps(row, ensure_ascii=False)


class CorpusReport:
    """Rules on annotated texts; `str()` of it is for reading, `json_lines()` for machines. `add` takes a batch."""

    def __init__(self, engine: _core.Engine, first_rule: int = 0) -> None:
        self._engine = engine
        self._labels = {kind: [label["id"] for label in engine.labels(kind)] for kind in ("theme", "subtheme", "signal", "channel")}
        self._sources = engine.rules()
        self._targets = [list(self._targets_of(rule)) for rule in self._sources]
        self._first = first_rule
        self._rows = [RulePrecision(rule["name"], rule["file"], rule["number"]) for rule in self._sources]
        self.texts = 0
        """Annotated texts that were read."""
        self.left_out = 0
        """Rows without an annotation, and texts that could not be read."""

    def _targets_of(self, rule: Mapping[str, Any]) -> Iterator[Target]:
        if rule["theme"] is not None:
            part = rule["subtheme"]
            yield "theme", self._labels["theme"][rule["theme"]] if part is None else self._labels["subtheme"][part]
        for kind in ("signal", "channel"):
            ids = self._labels[kind]
            yield from ((kind, ids[bit]) for bit in range(len(ids)) if rule[f"{kind}s"] >> bit & 1)

    @property
    def rules(self) -> Sequence[RulePrecision]:
        """The rules of the sources asked about, in their order."""
        return self._rows[self._first :]

    # ---- counting ----------------------------------------------------------------------------

    def add(self, ids: Sequence[Any], texts: Sequence[Any], annotations: Sequence[Annotation | None]) -> None:
        """Read a batch. O(bytes of the texts)."""
        found = self._engine.analyze(list(texts), hits=True)
        hits, documents = _Hits(found), _Themes(found, self._labels["theme"])
        for document, annotation in enumerate(annotations):
            if annotation is None or not hits.is_read(document):
                self.left_out += 1
                continue
            self.texts += 1
            for rule, (begin, end) in hits.first_of_rules(document).items():
                if rule >= self._first:
                    evidence = texts[document][begin:end]
                    self._judge(rule, documents.of(document), annotation, ids[document], texts[document], evidence)

    def _judge(self, rule: int, themes: set[str], annotation: Annotation, id: Any, text: str, evidence: str) -> None:
        # a theme that stays alone is not given where there is another
        targets = [target for target in self._targets[rule] if target[0] != "theme" or whole_of(target[1]) in themes]
        level = self._sources[rule]["irritation"]
        if not targets and (self._targets[rule] or not level):
            return
        row, missing = self._rows[rule], [id for kind, id in targets if not annotation.has(kind, id)]
        if not self._targets[rule] and annotation.irritation < level:
            missing.append(f"irritation {level}")
        row.hits += 1
        row.right += not missing
        row.of_targets.update({id: int(annotation.has(kind, id)) for kind, id in targets})
        self._judge_polarity(row, rule, targets, annotation)
        if missing and len(row.wrong) < SAMPLES:
            row.wrong.append(WrongHit(id, text, evidence, tuple(missing)))

    def _judge_polarity(self, row: RulePrecision, rule: int, targets: Sequence[Target], annotation: Annotation) -> None:
        valence = self._sources[rule]["valence"]
        said = next((annotation.polarity(id) for kind, id in targets if kind == "theme"), None)
        if valence and said is not None:
            row.judged += 1
            row.agreed += said == ("pos" if valence > 0 else "neg")

    # ---- telling -----------------------------------------------------------------------------

    def json_lines(self) -> Iterator[str]:
        """One line a rule, then one that sums up."""
        yield from (row.to_json() for row in self.rules)
        yield json.dumps({"summary": self._summary()}, ensure_ascii=False)

    def _summary(self) -> dict[str, int]:
        rows = self.rules
        return {
            "texts": self.texts,
            "left_out": self.left_out,
            "rules": len(rows),
            "never": sum(not row.hits for row in rows),
            "hits": sum(row.hits for row in rows),
            "right": sum(row.right for row in rows),
        }

    def __str__(self) -> str:
        """In French: every rule that fires, those that fire wrongly most with texts, those that never do, the counts."""
        blocks = [self._table(), self._wrongest(), self._silent(), self._last_line()]
        return "\n\n".join(block for block in blocks if block)

    def _table(self) -> str:
        head = ("règle", "touchés", "justes", "précision", "polarité", "par libellé")
        lines = [head, *(_cells(row) for row in self.rules if row.hits)]
        widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
        return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)

    def _wrongest(self) -> str:
        rows = sorted((row for row in self.rules if row.right < row.hits), key=lambda row: (row.right - row.hits, row.name))
        told = [line for row in rows[:WRONG_SHOWN] for line in _wrong_lines(row)]
        more = [f"… et {counted(len(rows) - WRONG_SHOWN, 'autre règle', 'autres règles')}"] if len(rows) > WRONG_SHOWN else []
        return "\n".join([f"règles qui se trompent le plus{NO_BREAK}:", *told, *more]) if rows else ""

    def _silent(self) -> str:
        names = [row.name for row in self.rules if not row.hits]
        more = [f"… et {counted(len(names) - NAMES_SHOWN, 'autre', 'autres')}"] if len(names) > NAMES_SHOWN else []
        head = f"{counted(len(names), 'règle ne se déclenche', 'règles ne se déclenchent')} jamais{NO_BREAK}:"
        return "\n".join([head, *(f"  {name}" for name in names[:NAMES_SHOWN]), *more]) if names else ""

    def _last_line(self) -> str:
        sums = self._summary()
        said = [
            counted(sums["texts"], "texte annoté", "textes annotés"),
            counted(sums["rules"], "règle", "règles"),
            f"précision {_decimal(sums['right'], sums['hits'])}",
        ]
        if sums["left_out"]:
            said.append(counted(sums["left_out"], "ligne laissée", "lignes laissées"))
        return ", ".join(said)


class _Hits:
    """Which rules fire in each text of a batch."""

    def __init__(self, found: _core.Result) -> None:
        self._status = found.column("documents", "sentiment")
        self._borders = found.column("documents", "hit_begin")
        self._rule = found.column("hits", "rule")
        self._begin = found.column("hits", "begin")
        self._end = found.column("hits", "end")

    def is_read(self, document: int) -> bool:
        return bool(self._status[document])

    def first_of_rules(self, document: int) -> dict[int, tuple[int, int]]:
        """Where each rule that fires does first."""
        spans: dict[int, tuple[int, int]] = {}
        for hit in range(self._borders[document], self._borders[document + 1]):
            spans.setdefault(self._rule[hit], (self._begin[hit], self._end[hit]))
        return spans


class _Themes:
    """The themes of each text of a batch."""

    def __init__(self, found: _core.Result, ids: Sequence[str]) -> None:
        self._borders = found.column("documents", "theme_begin")
        self._theme = found.column("themes", "theme")
        self._ids = ids

    def of(self, document: int) -> set[str]:
        return {self._ids[self._theme[at]] for at in range(self._borders[document], self._borders[document + 1])}


def _decimal(part: int, whole: int) -> str:
    return f"{part / whole:.2f}".replace(".", ",") if whole else "–"


def _cells(row: RulePrecision) -> tuple[str, ...]:
    several = [f"{id} {_decimal(count, row.hits)}" for id, count in row.of_targets.items()] if len(row.of_targets) > 1 else []
    polarity = _decimal(row.agreed, row.judged) if row.judged else ""
    return row.name, str(row.hits), str(row.right), _decimal(row.right, row.hits), polarity, ", ".join(several)


def _wrong_lines(row: RulePrecision) -> Iterator[str]:
    yield f"  {row.name}{NO_BREAK}: {row.hits - row.right} sur {row.hits}"
    for hit in row.wrong:
        yield f"    {hit.id}{NO_BREAK}: «{NO_BREAK}{shown(hit.evidence)}{NO_BREAK}» sans {', '.join(hit.missing)}"
        yield f"      {shown(hit.text)}"
