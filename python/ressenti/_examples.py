"""Rules run against their own example sentences."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from . import _core
from ._faults import NO_BREAK, Place, SourceError, counted, quote, quote_all, quote_start, say, shown
from ._sources import RuleSource
from .compile import with_stand_ins

PHRASES_SHOWN = 3
"""A message shows the phrases nearest to the example, no more than this."""

_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Example:
    """One `yes` (`is_wanted`) or `no` of a rule."""

    rule: RuleSource
    text: str
    is_wanted: bool


def false_examples(rules: Sequence[RuleSource], engine: _core.Engine) -> Iterator[str]:
    """What is said of each example that goes against its rule, in the order of the rules.

    A rule that finds none of several `yes` is told once: that is one mistake, in the rule.
    """
    examples = list(_examples(rules))
    hits = Hits(engine.analyze([with_stand_ins(example.text) for example in examples], hits=True), engine)
    found = [hits.of(row).get(example.rule.name, []) for row, example in enumerate(examples)]
    firing = {example.rule.name for example, spans in zip(examples, found, strict=True) if example.is_wanted and spans}
    mute: set[str] = set()
    for row, (example, spans) in enumerate(zip(examples, found, strict=True)):
        rule = example.rule
        if example.is_wanted and not spans:
            if rule.name in firing or not rule.yes[1:]:
                yield _missed(example, hits.status(row))
            elif rule.name not in mute:
                mute.add(rule.name)
                yield _missed(example, hits.status(row), len(rule.yes))
        elif spans and not example.is_wanted:
            yield _unwanted(example, spans[0])


def _examples(rules: Iterable[RuleSource]) -> Iterator[Example]:
    for rule in rules:
        yield from (Example(rule, text, True) for text in rule.yes)
        yield from (Example(rule, text, False) for text in rule.no)


class Hits:
    """The matches of an analysed batch, by row and name of rule."""

    def __init__(self, result: _core.Result, engine: _core.Engine) -> None:
        self._names = [rule["name"] for rule in engine.rules()]
        self._status = result.column("documents", "status")
        self._first = result.column("documents", "hit_begin")
        self._rule = result.column("hits", "rule")
        self._begin = result.column("hits", "begin")
        self._end = result.column("hits", "end")

    def of(self, row: int) -> dict[str, list[slice]]:
        """Where each rule that fires does, as slices of the text, in order."""
        found: dict[str, list[slice]] = {}
        for hit in range(self._first[row], self._first[row + 1]):
            name = self._names[self._rule[hit]]
            found.setdefault(name, []).append(slice(self._begin[hit], self._end[hit]))
        return found

    def status(self, row: int) -> str:
        return _core.status_names[self._status[row]]


def _missed(example: Example, status: str, missed: int = 1) -> str:
    rule, read = example.rule, _core.fold(example.text)[0]
    evidence = [("oui", quote(example.text)), ("lu", shown(read))]
    if status != "ok":
        evidence.append(("état", say("{status} : le moteur n’a pas tout lu", status=status)))
    evidence += _patterns(rule, read)
    if cancelling := _nearest(rule.unless, read, at_least=2):
        evidence.append(("unless", cancelling))
    problem = "la règle ne trouve pas son propre exemple"
    if missed > 1:
        problem = say("la règle ne trouve aucun de ses {missed} exemples ; voici le premier", missed=missed)
    return _with_evidence(rule.place, problem, evidence)


def _unwanted(example: Example, found: slice) -> str:
    read = _core.fold(example.text)[0]
    evidence = [
        ("non", quote(example.text)),
        ("lu", shown(read)),
        ("trouvé", quote(with_stand_ins(example.text)[found])),
    ]
    evidence += _patterns(example.rule, read)
    return _with_evidence(
        example.rule.place, "la règle se déclenche sur un exemple qu’elle doit laisser", evidence
    )


def _patterns(rule: RuleSource, read: str) -> Iterator[tuple[str, str]]:
    if rule.phrases:
        yield "phrase", _nearest(rule.phrases, read)
    if rule.regexes:
        yield "regex", quote_all(rule.regexes)


def _nearest(phrases: Sequence[str], read: str, at_least: int = 0) -> str:
    """The phrases with most words in common with a folded text, and the number of others."""
    words = set(_WORD.findall(read))
    common = {
        phrase: len(words.intersection(_WORD.findall(_core.fold(phrase)[0]))) for phrase in phrases
    }
    candidates = [phrase for phrase in common if common[phrase] >= at_least]
    nearest = sorted(candidates, key=lambda phrase: -common[phrase])[:PHRASES_SHOWN]
    if not nearest:
        return ""
    left = len(phrases) - len(nearest)
    others = f" (et {counted(left, 'autre', 'autres')})" if left else ""
    return ", ".join(quote_start(phrase) for phrase in nearest) + others


def _with_evidence(place: Place, problem: str, evidence: Iterable[tuple[str, str]]) -> str:
    lines = [str(SourceError(place, problem))]
    lines += (f"    {key:<6}{NO_BREAK}: {text}" for key, text in evidence)
    return "\n".join(lines)
