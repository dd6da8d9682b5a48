"""Rules run against their own example sentences: what `ressenti check` says, in French.

Every mistake of every file is reported at once: a faulty rule is left out and the rest goes on.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import _core
from ._faults import NO_BREAK, THIN, Place, SourceError, quote, quote_all, quote_start, say, shown
from ._lexicon import Conflict
from ._sources import RuleSource, Sources, read_sources
from .compile import Built, build, engine_of, ids_of, is_costly, packs_below

__all__ = ["Report", "run"]

DEFAULT_SOURCE = Path("data/fr")
"""The sources of a checkout, from its root."""

PHRASES_SHOWN = 3
"""A message shows the phrases nearest to the example, no more than this."""

NEEDS_AT_MOST = 160
"""With more `needs` than this the core tries the regex on every text."""

_WORD = re.compile(r"[a-z0-9]+")
_LITERAL_CAPITAL = re.compile(r"(?<!\\)[A-Z]")
_ESCAPES_AND_NAMES = re.compile(
    r"\\[pP]\{[^}]*\}|\(\?P?<[A-Za-z_]\w*>|\(\?P?[=>&]\w+\)|\\[kg][<{']\w+[>}']"
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was read and accepted; `forms` are words of all tables, inflected."""

    themes: int = 0
    signals: int = 0
    channels: int = 0
    rules: int = 0
    forms: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.themes + other.themes,
            self.signals + other.signals,
            self.channels + other.channels,
            self.rules + other.rules,
            self.forms + other.forms,
        )

    def __str__(self) -> str:
        return ", ".join(
            (
                _counted(self.themes, "thème", "thèmes"),
                _counted(self.signals, "signal", "signaux"),
                _counted(self.channels, "canal", "canaux"),
                _counted(self.rules, "règle", "règles"),
                _counted(self.forms, "forme", "formes"),
            )
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong (`errors`), what is doubtful (`warnings`), each a French text with its place.

    `false_examples` counts the errors that are a `yes` not found or a `no` found.
    """

    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    counts: Counts
    false_examples: int

    @property
    def ok(self) -> bool:
        """True when there is no error; warnings do not count."""
        return not self.errors

    def __str__(self) -> str:
        """Every error and warning, then one line that sums up."""
        return "\n".join((*self.errors, *self.warnings, self._summary()))

    def _summary(self) -> str:
        others = len(self.errors) - self.false_examples
        verdict = [
            _counted(self.false_examples, "exemple faux", "exemples faux"),
            _counted(len(self.warnings), "avertissement", "avertissements"),
        ]
        if others:
            verdict.insert(1, _counted(others, "autre erreur", "autres erreurs"))
        return f"{self.counts}{NO_BREAK}: {', '.join(verdict)}"


def _counted(number: int, one: str, several: str) -> str:
    """« 6 204 formes », « 1 forme », « 0 forme »."""
    return f"{number:,}".replace(",", THIN) + NO_BREAK + (several if number > 1 else one)


# --- Public ---------------------------------------------------------------------------------


def run(sources: Sequence[Path] | None = None) -> Report:
    """Compile `sources` and run their examples; None means ./data/fr.

    Several sources are stacked in the order given, as packs are: one that is not a whole
    language stands on those before it, or else on the shipped French pack. Raises SourceError
    when a source is not there at all; what is wrong inside one is in the report.
    """
    if isinstance(sources, (str, Path)):
        raise TypeError("run() takes a list of paths, not one path")
    findings = _Findings()
    packs: list[bytes | str] = []
    for source in [_default_source()] if sources is None else [Path(source) for source in sources]:
        packs = _check_source(source, packs, findings)
    return findings.report()


def _default_source() -> Path:
    if not DEFAULT_SOURCE.is_dir():
        problem = (
            "ce dossier n’existe pas ici ; se placer à la racine du dépôt ou nommer un dossier"
        )
        raise Place(str(DEFAULT_SOURCE)).fault(problem)
    return DEFAULT_SOURCE


@dataclass(slots=True)
class _Findings:
    """What was found so far, over all sources."""

    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    counts: Counts = Counts()
    false_examples: int = 0

    def add_error(self, error: SourceError) -> None:
        self.errors.append(str(error))

    def add_warnings(self, warnings: Iterable[tuple[Place, str]]) -> None:
        self.warnings += (f"{place}{NO_BREAK}: attention, {text}" for place, text in warnings)

    def add_false_example(self, text: str) -> None:
        self.errors.append(text)
        self.false_examples += 1

    def report(self) -> Report:
        return Report(tuple(self.errors), tuple(self.warnings), self.counts, self.false_examples)


def _check_source(
    source: Path, stacked: list[bytes | str], findings: _Findings
) -> list[bytes | str]:
    """Check one source on top of `stacked` packs; return the stack with it."""
    below = packs_below(source, stacked)
    borrowed = ids_of(below)
    read = read_sources(source, findings.add_error, borrowed)
    built = build(read, borrowed, findings.add_error)
    findings.counts += _counts_of(read, built)
    for rule in built.rules:
        if not rule.yes:
            problem = 'aucun exemple ; ajouter yes = ["…"], une phrase que la règle doit trouver'
            findings.add_error(rule.place.fault(problem))
    engine = engine_of([*below, built.pack], source)
    for text in _false_examples(built.rules, engine):
        findings.add_false_example(text)
    findings.add_warnings(_doubts(read, built, engine))
    return [*below, built.pack]


def _counts_of(read: Sources, built: Built) -> Counts:
    themes, signals, channels = (len(read.labels[kind]) for kind in ("theme", "signal", "channel"))
    return Counts(themes, signals, channels, len(built.rules), built.word_count)


# --- Examples -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Example:
    """One `yes` (`is_wanted`) or `no` of a rule."""

    rule: RuleSource
    text: str
    is_wanted: bool


def _false_examples(rules: Sequence[RuleSource], engine: _core.Engine) -> Iterator[str]:
    """What is said of each example that goes against its rule, in the order of the rules."""
    examples = list(_examples(rules))
    result = engine.analyze([example.text for example in examples], hits=True)
    hits = _Hits(result, engine)
    for row, example in enumerate(examples):
        found = hits.of(row).get(example.rule.name)
        if example.is_wanted and found is None:
            yield _missed(example, hits.status(row))
        elif found is not None and not example.is_wanted:
            yield _unwanted(example, found)


def _examples(rules: Iterable[RuleSource]) -> Iterator[_Example]:
    for rule in rules:
        yield from (_Example(rule, text, True) for text in rule.yes)
        yield from (_Example(rule, text, False) for text in rule.no)


class _Hits:
    """The matches of an analysed batch, by row and name of rule."""

    def __init__(self, result: _core.Result, engine: _core.Engine) -> None:
        self._names = [rule["name"] for rule in engine.rules()]
        self._status = result.column("documents", "status")
        self._first = result.column("documents", "hit_begin")
        self._rule = result.column("hits", "rule")
        self._begin = result.column("hits", "begin")
        self._end = result.column("hits", "end")

    def of(self, row: int) -> dict[str, slice]:
        """Where each rule that fires first does, as a slice of the text."""
        found: dict[str, slice] = {}
        for hit in range(self._first[row], self._first[row + 1]):
            found.setdefault(self._names[self._rule[hit]], slice(self._begin[hit], self._end[hit]))
        return found

    def status(self, row: int) -> str:
        return _core.status_names[self._status[row]]


def _missed(example: _Example, status: str) -> str:
    rule, read = example.rule, _core.fold(example.text)[0]
    evidence = [("oui", quote(example.text)), ("lu", shown(read))]
    if status != "ok":
        evidence.append(("état", say("{status} : le moteur n’a pas tout lu", status=status)))
    evidence += _patterns(rule, read)
    if cancelling := _nearest(rule.unless, read, at_least=2):
        evidence.append(("unless", cancelling))
    return _with_evidence(rule.place, "la règle ne trouve pas son propre exemple", evidence)


def _unwanted(example: _Example, found: slice) -> str:
    read = _core.fold(example.text)[0]
    evidence = [
        ("non", quote(example.text)),
        ("lu", shown(read)),
        ("trouvé", quote(example.text[found])),
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
    others = f" (et {_counted(left, 'autre', 'autres')})" if left else ""
    return ", ".join(quote_start(phrase) for phrase in nearest) + others


def _with_evidence(place: Place, problem: str, evidence: Iterable[tuple[str, str]]) -> str:
    lines = [str(SourceError(place, problem))]
    lines += (f"    {key:<6}{NO_BREAK}: {text}" for key, text in evidence)
    return "\n".join(lines)


# --- Doubts ---------------------------------------------------------------------------------


def _doubts(read: Sources, built: Built, engine: _core.Engine) -> Iterator[tuple[Place, str]]:
    """What deserves a look, though it compiles."""
    yield from _idle_themes(read)
    yield from _costly_rules(built.rules, engine)
    yield from _regex_doubts(built.rules)
    yield from _repeated_phrases(built.rules)
    for conflict in built.lexicon.conflicts:
        yield conflict.kept.place, _opposed(conflict)


def _idle_themes(read: Sources) -> Iterator[tuple[Place, str]]:
    served = Counter(rule.theme for rule in read.rules)
    for id, theme in read.labels["theme"].items():
        if not served[id]:
            problem = "le thème {id} n’a aucune règle ; en écrire une ou l’ôter"
            yield theme.place, say(problem, id=quote(id))
        if not theme.why:
            problem = "le thème {id} n’a pas de why ; dire ce qu’il couvre et ce qu’il laisse"
            yield theme.place, say(problem, id=quote(id))


def _costly_rules(rules: Iterable[RuleSource], engine: _core.Engine) -> Iterator[tuple[Place, str]]:
    """The patterns for which no word rules a text out beforehand: they are tried on every text."""
    costly = {rule["name"] for rule in engine.rules() if not rule["prefiltered"]}
    for rule in rules:
        if rule.name not in costly:
            continue
        if rule.regexes and not rule.needs:
            yield rule.place, say('la regex est lue sur chaque texte ; ajouter needs = ["…"]')
        for phrase in filter(is_costly, rule.phrases):
            problem = (
                "{phrase} est lue sur chaque texte ; y mettre un mot sûr ou couper ses longs choix"
            )
            yield rule.place, say(problem, phrase=quote_start(phrase))
        if len(rule.needs) > NEEDS_AT_MOST:
            problem = "plus de {most} needs : la regex est lue sur chaque texte ; en garder moins"
            yield rule.place, say(problem, most=NEEDS_AT_MOST)


def _regex_doubts(rules: Iterable[RuleSource]) -> Iterator[tuple[Place, str]]:
    for rule in rules:
        if rule.needs and not rule.regexes:
            yield rule.place, say("needs ne sert qu’à une regex, absente ici ; l’ôter")
        for regex in rule.regexes:
            if _LITERAL_CAPITAL.search(_ESCAPES_AND_NAMES.sub("", regex)):
                problem = "{regex} contient une majuscule, que le texte plié n’a jamais ; l’ôter"
                yield rule.place, say(problem, regex=quote(regex))


def _repeated_phrases(rules: Iterable[RuleSource]) -> Iterator[tuple[Place, str]]:
    first: dict[tuple[str, str], RuleSource] = {}
    for rule in rules:
        for phrase in rule.phrases:
            key = (rule.theme or "", _core.fold(phrase)[0])
            earlier = first.setdefault(key, rule)
            if rule.theme and earlier is not rule:
                problem = "{phrase} est déjà dans une règle du thème ({place}) ; n’en garder qu’une"
                yield rule.place, say(problem, phrase=quote(phrase), place=earlier.place)


def _opposed(conflict: Conflict) -> str:
    return say(
        "{form} vient de {kept} ({value:+}) et de {dropped} ({other:+}, {place}) ; le premier reste",
        form=quote(conflict.form),
        kept=quote(conflict.kept.text),
        value=conflict.kept.value,
        dropped=quote(conflict.dropped.text),
        other=conflict.dropped.value,
        place=conflict.dropped.place,
    )
