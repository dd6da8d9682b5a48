"""The rules of an engine as a table: how each is run, and what makes it slow."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from typing import Any

from . import _core
from ._faults import NO_BREAK, advice, counted

TIERS = ("program", "mixed", "pcre2")
"""How the patterns of a rule are run: all by programs of our own, some, or all by PCRE2."""

_TIERS_IN_FRENCH = {"program": "programme", "mixed": "les deux", "pcre2": "PCRE2"}
_FLAGS_IN_FRENCH = {"every_text": "lue sur chaque texte", "pcre2": "PCRE2"}


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule. `patterns` find it, `unless` undo it; `flags`: "every_text", "pcre2".

    `needs`: of each of these patterns the words it waits for, "" where it is tried on every text.
    `subtheme`: the part of a theme that it gives, "return_refund/cancel".
    """

    name: str
    file: str
    number: int
    tier: str
    prefiltered: bool
    patterns: int
    unless: int
    flags: tuple[str, ...]
    needs: tuple[str, ...]
    subtheme: str | None = None

    def to_json(self) -> str:
        row = asdict(self)
        if self.subtheme is None:
            del row["subtheme"]
        return json.dumps(row, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Tiers:
    """How many patterns and rules are run in which way."""

    programs: int = 0
    pcre2: int = 0
    prefiltered: int = 0
    every_text: int = 0

    def __add__(self, other: "Tiers") -> "Tiers":
        return Tiers(
            self.programs + other.programs,
            self.pcre2 + other.pcre2,
            self.prefiltered + other.prefiltered,
            self.every_text + other.every_text,
        )

    def __str__(self) -> str:
        patterns = counted(self.programs, "motif en programme", "motifs en programmes")
        rules = counted(self.prefiltered, "règle préfiltrée", "règles préfiltrées")
        every = counted(self.every_text, "lue sur chaque texte", "lues sur chaque texte")
        return f"moteurs{NO_BREAK}: {patterns}, {self.pcre2} par PCRE2{NO_BREAK}; {rules}, {every}".replace(
            f"{NO_BREAK};", "\u202f;"
        )


def rule_rows(
    rules: Sequence[Mapping[str, Any]], patterns: Iterable[Mapping[str, Any]], parts: Sequence[Mapping[str, Any]] = ()
) -> list[RuleRow]:
    """The rows of an engine's `rules()`, `patterns()` and parts of themes, in the order of the rules. O(patterns)."""
    counts = [Counter[str]() for _ in rules]
    needs: list[list[str]] = [[] for _ in rules]
    for pattern in patterns:
        if not pattern["unless"]:
            needs[pattern["rule"]].append(pattern["needs"])
        counts[pattern["rule"]].update(
            ("unless" if pattern["unless"] else "patterns", "program" if pattern["program"] else "pcre2")
        )
    ids = [part["id"] for part in parts]
    return [_row(rule, count, words, ids) for rule, count, words in zip(rules, counts, needs, strict=True)]


def _row(rule: Mapping[str, Any], count: Counter[str], needs: Sequence[str], parts: Sequence[str]) -> RuleRow:
    tier = "program" if not count["pcre2"] else "mixed" if count["program"] else "pcre2"
    flags = [flag for flag, is_on in (("every_text", not rule["prefiltered"]), ("pcre2", count["pcre2"])) if is_on]
    return RuleRow(
        rule["name"],
        rule["file"],
        rule["number"],
        tier,
        rule["prefiltered"],
        count["patterns"],
        count["unless"],
        tuple(flags),
        tuple(needs),
        parts[rule["subtheme"]] if parts and rule["subtheme"] is not None else None,
    )


def tiers_of(engine: _core.Engine, count: int) -> Tiers:
    """The tiers of the last `count` rules of an engine: those of its last pack."""
    rules = engine.rules()
    first = len(rules) - count
    programs = Counter(pattern["program"] for pattern in engine.patterns() if pattern["rule"] >= first)
    filtered = Counter(rule["prefiltered"] for rule in rules[first:])
    return Tiers(programs[True], programs[False], filtered[True], filtered[False])


def chosen(rows: Sequence[RuleRow], names: Iterable[str]) -> list[RuleRow]:
    """The rows that `names` name, all when there are none: a rule, a label ("delivery_time", "return_refund/cancel"), a `*` pattern.

    Raises ValueError, in French, for a name that names nothing.
    """
    wanted = list(names)
    if not wanted:
        return list(rows)
    kept = [_named(rows, name) for name in wanted]
    for name, found in zip(wanted, kept, strict=True):
        if not found:
            known = {label for row in rows for label in (row.name, row.name.partition("/")[0], row.subtheme) if label}
            raise ValueError(f"aucune règle ne s’appelle «{NO_BREAK}{name}{NO_BREAK}»\u202f; {advice(name, known)}")
    names_kept = {row.name for found in kept for row in found}
    return [row for row in rows if row.name in names_kept]


def _named(rows: Sequence[RuleRow], name: str) -> list[RuleRow]:
    return [row for row in rows if name in _labels(row) or name.removesuffix("/*") == row.subtheme or fnmatchcase(row.name, name)]


def _labels(row: RuleRow) -> tuple[str | None, ...]:
    return row.name, row.name.rpartition("/")[0], row.subtheme


def as_table(rows: Sequence[RuleRow], *, with_needs: bool = False) -> str:
    """For reading: one line a rule, columns aligned, then the counts; `with_needs`: below each what it waits for."""
    head = ("règle", "moteur", "motifs", "unless", "remarques")
    lines = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    if with_needs:
        needs = (["  " + (words or _FLAGS_IN_FRENCH["every_text"]) for words in row.needs] for row in rows)
        text = [text[0], *(one for line, below in zip(text[1:], needs, strict=True) for one in (line, *below))]
    tiers = Counter(row.tier for row in rows)
    shares = ", ".join(f"{tiers[tier]} {_TIERS_IN_FRENCH[tier]}" for tier in TIERS if tiers[tier])
    text.append(f"{counted(len(rows), 'règle', 'règles')}{NO_BREAK}: {shares}")
    return "\n".join(text)


def _cells(row: RuleRow) -> tuple[str, ...]:
    flags = [_FLAGS_IN_FRENCH[flag] for flag in row.flags if flag != "pcre2" or row.tier == "mixed"]
    return row.name, _TIERS_IN_FRENCH[row.tier], str(row.patterns), str(row.unless), ", ".join(flags)
