"""What the result of one text is made of: every term of its score, with the words it stands on."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from . import _core

if TYPE_CHECKING:
    from ._analyzer import Analyzer

_COLOURS: Final = {"pos": "#d4f4dd", "neg": "#fbd9d5", "neu": "#e6e6e6", "mixed": "#fdf0c8"}
STRONG_POINTS: Final = 8
"""A word of the learned model is shown by itself when it adds that much; the others are summed up in one line."""

_KINDS: Final = {"word": "mot", "expression": "expression", "emoji": "émoji", "rule": "règle", "gap": "écart", "construction": "tournure", "model": "modèle"}


@dataclass(frozen=True, slots=True)
class Contribution:
    """One term of the score: `points` is `valence` times `percent` / 100, rounded.

    `text[start:end]` are the words; `text[cue_start:cue_end]` what changed them (empty: nothing did).
    """

    kind: str
    label: str
    valence: int
    percent: int
    points: int
    start: int
    end: int
    cue_start: int
    cue_end: int

    @property
    def is_telling(self) -> bool:
        """Whether a reader wants to see it: every term of words and rules, and the strong ones of the learned model."""
        return self.kind != "model" or abs(self.points) >= STRONG_POINTS


@dataclass(frozen=True)
class Explanation:
    """The document of one text with the terms of its score; `str()` for reading, `to_html()` for showing."""

    text: str
    document: dict[str, Any]
    contributions: tuple[Contribution, ...]

    def __str__(self) -> str:
        doc = self.document
        if doc["sentiment"] is None:
            return f"Texte non lu ({doc['status']})."
        lines = [self.text, "", f"sentiment {doc['sentiment']}  score {doc['score']:+.3f}  points {doc['points']:+d}  confiance {doc['confidence']:.2f}  irritation {doc['irritation']}"]
        lines += [self._contribution_line(term) for term in self.contributions if term.is_telling]
        lines += self._faint_line()
        lines += [f"  = {doc['points']:+d}"] if self.contributions else []
        lines += [self._mention_line(mention) for mention in doc["mentions"]]
        lines += [self._proposed_signal_line(hit) for hit in doc["signal_hits"] if hit["source"] == "model"]
        lines += [f"  écart {gap['kind']} : promis {gap['promised']:g}, obtenu {gap['actual']:g} {gap['unit']} ({gap['direction']})" for gap in doc["gaps"]]
        if doc["signals"]:
            lines.append("  signaux : " + ", ".join(doc["signals"]))
        if doc["channels"]:
            lines.append("  canaux : " + ", ".join(doc["channels"]))
        return "\n".join(lines)

    def _faint_line(self) -> list[str]:
        faint = [term for term in self.contributions if not term.is_telling]
        points = sum(term.points for term in faint)
        return [f"  {points:+5d}  modèle, {len(faint)} autre{'s' if len(faint) > 1 else ''} mot{'s' if len(faint) > 1 else ''}"] if faint else []

    def _contribution_line(self, term: Contribution) -> str:
        words = self.text[term.start : term.end]
        cue = self.text[term.cue_start : term.cue_end]
        if term.kind == "model":
            return f"  {term.points:+5d}  « {words} »  modèle"
        why = f" × {term.percent} %" if term.percent != 100 else ""
        because = f" (« {cue} »)" if cue else ""
        return f"  {term.points:+5d}  « {words} »  {_KINDS[term.kind]} {term.label} {term.valence:+d}{why}{because}"

    def _mention_line(self, mention: dict[str, Any]) -> str:
        words = self.text[mention["start"] : mention["end"]]
        return f"  {mention.get('sub') or mention['theme']} {mention['polarity']}  « {words} »  {_origin(mention)}"

    def _proposed_signal_line(self, hit: dict[str, Any]) -> str:
        return f"  signal {hit['signal']}  « {self.text[hit['start'] : hit['end']]} »  proposé par le modèle"

    def to_html(self) -> str:
        """The text with its terms marked, and the table of them; self-contained, escaped."""
        marks = [(c.start, c.end, "pos" if c.points > 0 else "neg", f"{c.label} {c.points:+d}") for c in self.contributions if c.points and c.is_telling]
        rows = "".join(
            f"<tr><td>{c.points:+d}</td><td>{escape(self.text[c.start:c.end])}</td><td>{_KINDS[c.kind]}</td>"
            f"<td>{c.valence:+d}</td><td>{c.percent} %</td><td>{escape(self.text[c.cue_start:c.cue_end])}</td></tr>"
            for c in self.contributions
        )
        doc = self.document
        head = "<tr><th>points</th><th>mots</th><th>sorte</th><th>valence</th><th>contexte</th><th>à cause de</th></tr>"
        return (
            f"<div><p>{highlighted(self.text, marks)}</p><p><b>{escape(str(doc['sentiment']))}</b> "
            f"score {doc['score']:+.3f}, points {doc['points']:+d}</p><table><thead>{head}</thead><tbody>{rows}</tbody></table>"
            f"{_mention_table(self.text, doc['mentions'])}</div>"
        )

    def _repr_html_(self) -> str:
        return self.to_html()


def _origin(mention: dict[str, Any]) -> str:
    return f"règle {mention['rule']}" if mention["source"] == "rule" else "proposé par le modèle"


def _mention_table(text: str, mentions: Sequence[dict[str, Any]]) -> str:
    if not mentions:
        return ""
    rows = "".join(
        f"<tr><td>{escape(m.get('sub') or m['theme'])}</td><td>{m['polarity']}</td><td>{escape(text[m['start']:m['end']])}</td><td>{escape(_origin(m))}</td></tr>"
        for m in mentions
    )
    return f"<table><thead><tr><th>thème</th><th>polarité</th><th>mots</th><th>origine</th></tr></thead><tbody>{rows}</tbody></table>"


def highlighted(text: str, marks: Sequence[tuple[int, int, str, str]]) -> str:
    """Escaped HTML of `text` with (start, end, polarity, title) marked; of overlapping marks the first wins."""
    parts = []
    at = 0
    for start, end, polarity, title in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if start < at:
            continue
        parts.append(escape(text[at:start]))
        colour = _COLOURS.get(polarity, _COLOURS["neu"])
        parts.append(f'<mark style="background:{colour}" title="{escape(title)}">{escape(text[start:end])}</mark>')
        at = end
    return "".join([*parts, escape(text[at:])])


def explain(text: str, analyzer: "Analyzer | None" = None) -> Explanation:
    """Every term of the score of `text`, with its span and its rule or word; they add up to `points`.

    Raises TypeError when `text` is no str.
    """
    if not isinstance(text, str):
        raise TypeError(f"a str is expected, not {type(text).__name__}")
    if analyzer is None:
        from ._analyzer import load

        analyzer = load()
    analysis = analyzer.analyze([text], contributions=True)
    return Explanation(text, analysis.to_dicts()[0], contributions_of(analysis._results[0]))


def contributions_of(result: _core.Result) -> tuple[Contribution, ...]:
    """The terms of a result of one text, which was asked for them."""
    numbers = [result.column("contributions", name) for name in ("valence", "percent", "points", "begin", "end", "cue_begin", "cue_end")]
    kinds = result.column("contributions", "kind")
    labels = result.contribution_labels()
    return tuple(
        Contribution(_core.contribution_kind_names[kind], label, *row)
        for kind, label, *row in zip(kinds, labels, *numbers, strict=True)
    )
