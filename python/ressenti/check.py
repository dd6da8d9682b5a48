"""Sources put to the test: what `ressenti check` says, in French.

Examples are run (`_examples`), doubts looked for (`_lints`, `_shadow`), work measured (`_growth`).
Every mistake of every file is reported at once: a faulty rule is left out and the rest goes on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ._examples import false_examples
from ._faults import NO_BREAK, Place, SourceError, counted
from ._annotations import annotation_of
from ._growth import explosions, patterns_of, refusal
from ._input import InputError, Wanted, batches, open_input
from ._lints import doubts
from ._packs import open_packs
from ._precision import CorpusReport
from ._rules import Tiers, tiers_of
from ._shadow import shadowed
from ._sources import Sources, read_sources
from .compile import Built, build, engine_of, ids_of, packs_below

__all__ = ["CorpusReport", "Report", "on_corpus", "run"]

DEFAULT_SOURCE = Path("data/fr")
"""The sources of a checkout, from its root."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was read and accepted; `forms` are words of all tables, inflected."""

    themes: int = 0
    subthemes: int = 0
    signals: int = 0
    channels: int = 0
    rules: int = 0
    forms: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.themes + other.themes,
            self.subthemes + other.subthemes,
            self.signals + other.signals,
            self.channels + other.channels,
            self.rules + other.rules,
            self.forms + other.forms,
        )

    def __str__(self) -> str:
        return ", ".join(
            (
                counted(self.themes, "thème", "thèmes"),
                *([counted(self.subthemes, "sous-thème", "sous-thèmes")] if self.subthemes else []),
                counted(self.signals, "signal", "signaux"),
                counted(self.channels, "canal", "canaux"),
                counted(self.rules, "règle", "règles"),
                counted(self.forms, "forme", "formes"),
            )
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong (`errors`), doubtful (`warnings`) or could be better (`hints`), in French, with places.

    `false_examples` counts the errors that are a `yes` not found or a `no` found; `tiers` tells how
    the rules are run.
    """

    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    counts: Counts
    false_examples: int
    hints: tuple[str, ...] = ()
    tiers: Tiers = Tiers()

    @property
    def ok(self) -> bool:
        """True when there is no error; warnings and hints do not count."""
        return not self.errors

    def __str__(self) -> str:
        """Every error, warning and hint, how the rules are run, then one line that sums up."""
        return "\n".join((*self.errors, *self.warnings, *self.hints, str(self.tiers), self._summary()))

    def _summary(self) -> str:
        others = len(self.errors) - self.false_examples
        verdict = [
            counted(self.false_examples, "exemple faux", "exemples faux"),
            counted(len(self.warnings), "avertissement", "avertissements"),
        ]
        if self.hints:
            verdict.append(counted(len(self.hints), "conseil", "conseils"))
        if others:
            verdict.insert(1, counted(others, "autre erreur", "autres erreurs"))
        return f"{self.counts}{NO_BREAK}: {', '.join(verdict)}"


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


def on_corpus(files: Sequence[str | Path], sources: Sequence[Path] | None = None) -> CorpusReport:
    """Run the rules of `sources` (None: ./data/fr) on annotated verbatims, and count how often each is right.

    `files` are JSON Lines as in data/fr/corpus: text, themes, signals, channels, irritation. Rows without an annotation are
    counted and left out. Raises InputError for a file that cannot be read or holds no annotated row, SourceError for a
    source with a mistake.
    """
    if isinstance(files, (str, Path)) or isinstance(sources, (str, Path)):
        raise TypeError("on_corpus() takes lists of paths, not one path")
    given = [_default_source()] if sources is None else [Path(source) for source in sources]
    below = packs_below(given[0])
    engine = engine_of([*below, *open_packs(given)], given[0])
    report = CorpusReport(engine, len(engine_of(below, given[0]).rules()) if below else 0)
    for file in files:
        _read_corpus(str(file), report)
    return report


def _read_corpus(file: str, report: CorpusReport) -> None:
    before = report.texts
    with open_input(file, None, None, Wanted(keep=("all",)), lambda _: None) as source:
        for rows in batches(source.rows()):
            annotations = [annotation_of(row.kept) for row in rows]
            report.add([row.id for row in rows], [row.text for row in rows], annotations)
    if report.texts == before:
        raise InputError(f"{file}: no row is annotated: each wants \"themes\", as in data/fr/corpus.")


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
    hints: list[str] = field(default_factory=list)
    tiers: Tiers = Tiers()

    def add_error(self, error: SourceError) -> None:
        self.errors.append(str(error))

    def add_warnings(self, warnings: Iterable[tuple[Place, str]]) -> None:
        self.warnings += (f"{place}{NO_BREAK}: attention, {text}" for place, text in warnings)

    def add_hints(self, hints: Iterable[tuple[Place, str]]) -> None:
        self.hints += (f"{place}{NO_BREAK}: conseil, {text}" for place, text in hints)

    def add_false_example(self, text: str) -> None:
        self.errors.append(text)
        self.false_examples += 1

    def report(self) -> Report:
        return Report(
            tuple(self.errors), tuple(self.warnings), self.counts, self.false_examples, tuple(self.hints), self.tiers
        )


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
    for text in false_examples(built.rules, engine):
        findings.add_false_example(text)
    for explosion in explosions(patterns_of(built.rules, engine)):
        findings.add_error(refusal(explosion))
    findings.add_warnings(doubts(read, built, engine))
    findings.add_hints(shadowed(built.rules, engine))
    findings.tiers += tiers_of(engine, len(built.rules))
    return [*below, built.pack]


def _counts_of(read: Sources, built: Built) -> Counts:
    themes, subthemes, signals, channels = (len(read.labels[kind]) for kind in ("theme", "subtheme", "signal", "channel"))
    return Counts(themes, subthemes, signals, channels, len(built.rules), built.word_count)
