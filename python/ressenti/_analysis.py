"""What an analysis found: columns first, dicts and JSON lines on request."""

import array
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from html import escape
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from . import _core
from ._columns import documents_of, joined, lemmas_of
from ._table import Table

if TYPE_CHECKING:
    from ._analyzer import Analyzer


class Analysis:
    """The documents of one call, in the order of its texts.

    Tables: `documents` (one row per text), `themes` (per theme of a text), `mentions` (per mention, with
    span), `signals` (per piece of evidence, with span), `gaps` (promise against fact), `promises` (without an
    outcome), `figures` (what analyze(figures=True) kept). `start` and `end` count code points of the text as
    given: `texts[document][start:end]` is the evidence. Numbers come straight from the core; names are decoded when a table is first asked for.
    """

    def __init__(
        self, analyzer: "Analyzer", texts: list[Any], ids: list[Any] | None, results: list[_core.Result]
    ) -> None:
        self._analyzer = analyzer
        self._texts = texts
        self._ids = ids
        self._results = results
        self._ends = list(accumulate(len(result) for result in results))

    def __len__(self) -> int:
        return len(self._texts)

    @property
    def fingerprint(self) -> str:
        """Engine and language data that made this; keep it with the results."""
        return self._analyzer.fingerprint

    @property
    def analyzer(self) -> "Analyzer":
        """What made this."""
        return self._analyzer

    @property
    def results(self) -> Sequence[_core.Result]:
        """What the core found, in slices; for the package itself."""
        return self._results

    @property
    def texts(self) -> Sequence[Any]:
        """The texts as given."""
        return self._texts

    @cached_property
    def ids(self) -> Sequence[Any]:
        """The ids as given, else the ranks from 1."""
        return self._ids if self._ids is not None else range(1, len(self) + 1)

    # ---- columns -------------------------------------------------------------------------

    def _numbers(self, table: str, name: str) -> Sequence[int]:
        """A column of the core, over all slices."""
        return joined(self._results, table, name)

    def _names(self, table: str, name: str, names: Sequence[Any]) -> list[Any]:
        return [names[code] for code in self._numbers(table, name)]

    def _thousandths(self, table: str, name: str) -> list[float]:
        return [value / 1000 for value in self._numbers(table, name)]

    def _bit_names(self, name: str, names: Sequence[str]) -> list[list[str]]:
        known: dict[int, list[str]] = {}
        rows = []
        for bits in self._numbers("documents", name):
            if bits not in known:
                known[bits] = [names[i] for i in range(bits.bit_length()) if bits >> i & 1]
            rows.append(list(known[bits]))
        return rows

    def _units(self, table: str, name: str) -> list[str | None]:
        units = _core.gap_unit_names
        return [units[code] if code < len(units) else None for code in self._numbers(table, name)]

    def _measured(self, table: str, name: str, unit: str) -> list[float | None]:
        """Hundredths as floats, None where there is no unit."""
        pairs = zip(self._numbers(table, name), self._units(table, unit), strict=True)
        return [None if named is None else value / 100 for value, named in pairs]

    def _documents_of(self, borders: str) -> "array.array[int]":
        """For each row of a table, the index of its document."""
        return documents_of(self._results, borders)

    @cached_property
    def _theme_ids(self) -> list[str]:
        return [theme["id"] for theme in self._analyzer.themes]

    @cached_property
    def _part_ids(self) -> list[str]:
        return [part["id"] for part in self._analyzer.subthemes]

    @cached_property
    def _rule_names(self) -> Callable[[int], str | None]:
        names = [rule["name"] for rule in self._analyzer.rules]
        return lambda rule: names[rule] if rule < len(names) else None

    def _evidence(self, documents: Sequence[int], begin: Sequence[int], end: Sequence[int]) -> list[str]:
        return [self._texts[d][b:e] for d, b, e in zip(documents, begin, end, strict=True)]

    # ---- tables ----------------------------------------------------------------------------

    @cached_property
    def documents(self) -> Table:
        """One row per text: id, status, sentiment, score, points, confidence, irritation, themes, signals …"""
        themes = self._themes_of_documents()
        return Table(
            {
                "id": self.ids,
                "status": self._names("documents", "status", _core.status_names),
                "sentiment": self._names("documents", "sentiment", _core.sentiment_names),
                "score": self._thousandths("documents", "score"),
                "points": self._numbers("documents", "points"),
                "confidence": self._thousandths("documents", "confidence"),
                "irritation": self._numbers("documents", "irritation"),
                "themes": themes,
                "signals": self._bit_names("signals", [signal["id"] for signal in self._analyzer.signals]),
                "channels": self._bit_names("channels", [channel["id"] for channel in self._analyzer.channels]),
                "stages": self._bit_names("stages", _core.stage_names),
                "components": self._bit_names("components", _core.component_names),
                "lang": self._names("documents", "lang", _core.language_names),
                "gave_up": self._rules_of_documents(),
            }
        )

    def _rules_of_documents(self) -> list[list[str | None]]:
        rows: list[list[str | None]] = [[] for _ in range(len(self))]
        rules = self._numbers("gave_up", "rule")
        if rules:
            for document, rule in zip(self._documents_of("gave_up_begin"), rules, strict=True):
                rows[document].append(self._rule_names(rule))
        return rows

    def _themes_of_documents(self) -> list[dict[str, str]]:
        rows: list[dict[str, str]] = [{} for _ in range(len(self))]
        table = self.themes
        for document, theme, polarity in zip(table["document"], table["theme"], table["polarity"], strict=True):
            rows[document][theme] = polarity
        return rows

    @cached_property
    def themes(self) -> Table:
        """One row per theme of a text: document, theme, polarity, score."""
        return Table(
            {
                "document": self._documents_of("theme_begin"),
                "theme": self._names("themes", "theme", self._theme_ids),
                "polarity": self._names("themes", "polarity", _core.sentiment_names),
                "score": self._thousandths("themes", "score"),
            }
        )

    @cached_property
    def mentions(self) -> Table:
        """One row per mention: document, theme, polarity, score, start, end, evidence, rule, source, target …, sub.

        `source` is "rule", or "model": the learned model proposes it, by the words of the evidence, and `rule` is None.
        `sub` is the part of the theme that is spoken of, "return_refund/cancel", None where it is the theme alone.
        `target` is the lemma of the thing judged, "petit dejeuner", at [target_start, target_end); all three are None
        where it cannot be told. `name`: that of a list ("concurrent" …), None where the rule has no slot for one.
        """
        documents = self._documents_of("mention_begin")
        begin, end = self._numbers("mentions", "begin"), self._numbers("mentions", "end")
        return Table(
            {
                "document": documents,
                "theme": self._names("mentions", "theme", self._theme_ids),
                "polarity": self._names("mentions", "polarity", _core.sentiment_names),
                "score": self._thousandths("mentions", "score"),
                "start": begin,
                "end": end,
                "evidence": self._evidence(documents, begin, end),
                "rule": [self._rule_names(rule) for rule in self._numbers("mentions", "rule")],
                "source": self._names("mentions", "source", _core.source_names),
                **self._target_columns(),
                "name": self._listed_names("mentions"),
                "amount": self._measured("mentions", "amount", "currency"),
                "currency": self._units("mentions", "currency"),
                "sub": self._indexed("mentions", "subtheme", self._part_ids),
            }
        )

    def _target_columns(self) -> dict[str, list[Any]]:
        sizes = self._numbers("mentions", "lemma_size")
        begin, end = self._numbers("mentions", "target_begin"), self._numbers("mentions", "target_end")
        return {
            "target": list(lemmas_of(self._results)),
            "target_start": [at if size else None for at, size in zip(begin, sizes, strict=True)],
            "target_end": [at if size else None for at, size in zip(end, sizes, strict=True)],
        }

    def _listed_names(self, table: str) -> list[str | None]:
        return self._indexed(table, "name", [row["name"] for row in self._analyzer.names])

    def _indexed(self, table: str, column: str, names: Sequence[str]) -> list[str | None]:
        """The names that a column's indices stand for; an index beyond the last: none."""
        return [names[index] if index < len(names) else None for index in self._numbers(table, column)]

    @cached_property
    def signals(self) -> Table:
        """One row per piece of evidence: document, signal, start, end, evidence, rule, source, attributes, value, unit, name.

        `rule` is None where `source` is "gap", figures being the evidence, or "model"; `value` and `unit` where there is no figure. A `recovery` whose
        attribute `state` is "failed" or "pending" stands here, and not among the signals of its document.
        """
        documents = self._documents_of("signal_begin")
        begin, end = self._numbers("signals", "begin"), self._numbers("signals", "end")
        return Table(
            {
                "document": documents,
                "signal": self._names("signals", "signal", [signal["id"] for signal in self._analyzer.signals]),
                "start": begin,
                "end": end,
                "evidence": self._evidence(documents, begin, end),
                "rule": [self._rule_names(rule) for rule in self._numbers("signals", "rule")],
                "source": self._names("signals", "source", _core.source_names),
                "attributes": self._attributes_of_signals(),
                "value": self._measured("signals", "value", "unit"),
                "unit": self._units("signals", "unit"),
                "name": self._listed_names("signals"),
            }
        )

    def _attributes_of_signals(self) -> list[dict[str, str]]:
        rows: list[dict[str, str]] = [{} for _ in self._numbers("signals", "signal")]
        names = [(attribute["key"], attribute["value"]) for attribute in self._analyzer.attributes]
        base = 0
        for result in self._results:
            pairs = zip(
                result.column("signal_attributes", "evidence"), result.column("signal_attributes", "attribute"), strict=True
            )
            for row, attribute in pairs:
                key, value = names[attribute]
                rows[base + row][key] = value
            base += len(result.column("signals", "signal"))
        return rows

    @cached_property
    def gaps(self) -> Table:
        """One row per promise with its outcome: document, kind, promised, actual, unit, direction, start, end …

        `promised_start` to `actual_end` are the spans of the two figures; `open`: what happened still goes on.
        """
        documents = self._documents_of("gap_begin")
        begin, end = self._numbers("gaps", "begin"), self._numbers("gaps", "end")
        return Table(
            {
                "document": documents,
                "kind": self._names("gaps", "kind", _core.gap_kind_names),
                "promised": [value / 100 for value in self._numbers("gaps", "promised")],
                "actual": [value / 100 for value in self._numbers("gaps", "actual")],
                "unit": self._names("gaps", "unit", _core.gap_unit_names),
                "direction": self._names("gaps", "direction", _core.gap_direction_names),
                "start": begin,
                "end": end,
                "evidence": self._evidence(documents, begin, end),
                "promised_start": self._numbers("gaps", "promised_begin"),
                "promised_end": self._numbers("gaps", "promised_end"),
                "actual_start": self._numbers("gaps", "actual_begin"),
                "actual_end": self._numbers("gaps", "actual_end"),
                "open": [value != 0 for value in self._numbers("gaps", "open")],
            }
        )

    @cached_property
    def promises(self) -> Table:
        """One row per promise whose outcome is not told: document, kind, value, unit, start, end, evidence."""
        documents = self._documents_of("promise_begin")
        begin, end = self._numbers("promises", "begin"), self._numbers("promises", "end")
        return Table(
            {
                "document": documents,
                "kind": self._names("promises", "kind", _core.gap_kind_names),
                "value": [value / 100 for value in self._numbers("promises", "value")],
                "unit": self._names("promises", "unit", _core.gap_unit_names),
                "start": begin,
                "end": end,
                "evidence": self._evidence(documents, begin, end),
            }
        )

    @cached_property
    def figures(self) -> Table:
        """One row per figure (analyze(figures=True)): document, kind, value, unit, scale, start, end, evidence.

        `unit` is None from kind "email" on: what is written with digits and measures nothing.
        """
        documents = self._documents_of("figure_begin")
        begin, end = self._numbers("figures", "begin"), self._numbers("figures", "end")
        return Table(
            {
                "document": documents,
                "kind": self._names("figures", "kind", _core.figure_kind_names),
                "value": [value / 100 for value in self._numbers("figures", "value")],
                "unit": self._names("figures", "unit", _core.figure_unit_names),
                "scale": [value / 100 for value in self._numbers("figures", "scale")],
                "start": begin,
                "end": end,
                "evidence": self._evidence(documents, begin, end),
            }
        )

    def scores(self) -> "array.array[float]":
        """The score of each text in [-1, 1]; NaN where it could not be read."""
        sentiments = self._numbers("documents", "sentiment")
        scores = self._numbers("documents", "score")
        return array.array("d", [s / 1000 if label else float("nan") for s, label in zip(scores, sentiments, strict=True)])

    # ---- rows --------------------------------------------------------------------------------

    def _locate(self, document: int) -> tuple[_core.Result, int]:
        at = bisect_right(self._ends, document)
        return self._results[at], document - (self._ends[at - 1] if at else 0)

    def json_line(self, document: int, input: dict[str, Any] | None = None) -> str:
        """One document as a line of JSON (docs/output.md); `input`: fields to carry along."""
        result, row = self._locate(document)
        extra = None if input is None else _json(input)
        return result.json(row, _json(self.ids[document]), extra)

    def json_lines(self, inputs: Sequence[dict[str, Any]] | None = None) -> Iterator[str]:
        """Every document as a line of JSON, without line feeds."""
        for document in range(len(self)):
            yield self.json_line(document, None if inputs is None else inputs[document])

    def to_dict(self, document: int) -> dict[str, Any]:
        """One document as a dict, as in its line of JSON."""
        row: dict[str, Any] = json.loads(self.json_line(document))
        return row

    def to_dicts(self) -> list[dict[str, Any]]:
        """Every document as a dict, as in the JSON lines."""
        return [json.loads(line) for line in self.json_lines()]

    def highlighted(self, document: int) -> str:
        """The text as HTML, its mentions marked with their theme and polarity."""
        from ._explain import highlighted

        mentions = json.loads(self.json_line(document))["mentions"]
        return highlighted(self._texts[document], [(m["start"], m["end"], m["polarity"], m.get("sub") or m["theme"]) for m in mentions])

    # ---- at a glance ---------------------------------------------------------------------------

    def theme_counts(self) -> dict[str, Counter[str]]:
        """How many texts speak of each theme, by polarity; the most frequent theme first."""
        counts: dict[str, Counter[str]] = {}
        for theme, polarity in zip(self.themes["theme"], self.themes["polarity"], strict=True):
            counts.setdefault(theme, Counter())[polarity] += 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1].total(), item[0])))

    def subtheme_counts(self) -> dict[str, Counter[str]]:
        """How many texts speak of each part of a theme, "return_refund/cancel", by polarity; the most frequent first.

        A part that one text praises and blames counts under both: texts are judged by theme, not by part. O(mentions).
        """
        counts: dict[str, Counter[str]] = {}
        columns = (self.mentions[name] for name in ("document", "sub", "polarity"))
        for _, part, polarity in dict.fromkeys(row for row in zip(*columns, strict=True) if row[1] is not None):
            counts.setdefault(part, Counter())[polarity] += 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1].total(), item[0])))

    def targets(self, theme: str | None = None) -> dict[str, Counter[str]]:
        """In how many texts each thing is judged, by lemma, then by polarity; the most frequent thing first.

        `theme`: only in its mentions ("product_quality"), or in those of a part ("return_refund/cancel"). A thing that one text praises and blames counts under both.
        Raises ValueError for a theme that the packs do not have. O(mentions).
        """
        if theme is not None and theme not in self._theme_ids and theme not in self._part_ids:
            raise ValueError(f"the packs have no theme {theme!r}")
        table, counts = self.mentions, dict[str, Counter[str]]()
        columns = (table[name] for name in ("document", "theme", "sub", "target", "polarity"))
        for _, target, polarity in dict.fromkeys(
            (document, target, polarity)
            for document, spoken_of, part, target, polarity in zip(*columns, strict=True)
            if target is not None and theme in (None, spoken_of, part)
        ):
            counts.setdefault(target, Counter())[polarity] += 1
        return dict(sorted(counts.items(), key=lambda item: (-item[1].total(), item[0])))

    def signal_counts(self) -> Counter[str]:
        """How many texts carry each signal."""
        return Counter(signal for signals in self.documents["signals"] for signal in signals)

    def gave_up_counts(self) -> Counter[str]:
        """On how many texts each rule ran out of budget; of a text the first eight rules count."""
        names = (self._rule_names(rule) for rule in self._numbers("gave_up", "rule"))
        return Counter(name for name in names if name is not None)

    def __repr__(self) -> str:
        mentions = sum(len(result.column("mentions", "theme")) for result in self._results)
        return f"<Analysis texts={len(self):,} mentions={mentions:,} {self.fingerprint}>"

    def _repr_html_(self) -> str:
        labels = Counter(self._names("documents", "sentiment", _core.sentiment_names))
        names = {theme["id"]: theme["fr"] for theme in self._analyzer.themes}
        rows = "".join(
            f'<tr><td title="{escape(theme)}">{escape(names[theme])}</td>'
            f"<td>{count.total()}</td><td>{count['pos']}</td><td>{count['neg']}</td></tr>"
            for theme, count in list(self.theme_counts().items())[:10]
        )
        shares = ", ".join(f"{label or 'unread'} {count:,}" for label, count in labels.most_common())
        return (
            f"<p>{len(self):,} texts: {shares}</p><table><thead><tr><th>theme</th><th>texts</th><th>pos</th>"
            f"<th>neg</th></tr></thead><tbody>{rows}</tbody></table><p><small>{escape(self.fingerprint)}</small></p>"
        )


def _json(value: Any) -> str:
    """A JSON value; what JSON has no form for (a date, a NumPy integer) goes as its own number or text."""
    return json.dumps(value, ensure_ascii=False, default=_plain, allow_nan=False) if value == value else "null"


def _plain(value: Any) -> Any:
    item = getattr(value, "item", None)
    return item() if callable(item) else str(value)
