"""The work of `ressenti analyze`: rows in, batch by batch through the analyzer, results out."""

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ._input import Input, Row, Wanted, batches, counted, open_input
from ._interrupt import Interruption
from ._output import Output, OutputError, open_output
from ._terminal import Console
from ._writers import CsvWriter, JsonLinesWriter, Writer, format_for

if TYPE_CHECKING:
    from ressenti import Analyzer

BAD_STATUSES: Final = ("not_text", "invalid_utf8", "too_long")
"""With --strict these fail the run: there was something to read and it could not be read."""

RULES_NAMED: Final = 12
"""The summary names no more of the rules that gave up."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to read, how, and where the results go; None means "to be found out"."""

    input: str
    output: str | None = None
    format: str | None = None
    input_format: str | None = None
    encoding: str | None = None
    wanted: Wanted = field(default_factory=Wanted)
    threads: int = 1
    is_strict: bool = False


class Tally:
    """Rows done and their statuses since the start."""

    def __init__(self) -> None:
        self.rows = 0
        self.statuses: Counter[str] = Counter()
        self.gave_up: Counter[str] = Counter()
        """Rules that ran out of budget, each with its number of verbatims."""
        self._started = time.perf_counter()

    def add(self, statuses: Counter[str], gave_up: Counter[str]) -> None:
        self.statuses += statuses
        self.gave_up += gave_up
        self.rows += statuses.total()

    @property
    def rows_a_second(self) -> float:
        return self.rows / max(time.perf_counter() - self._started, 1e-6)

    @property
    def has_bad_rows(self) -> bool:
        return any(self.statuses[status] for status in BAD_STATUSES)

    def gave_up_sentence(self) -> str:
        """Such as `Rules that gave up: app/long (2 verbatims), price/dear (1 verbatim); …`; empty: none did."""
        if not self.gave_up:
            return ""
        by_count = sorted(self.gave_up.items(), key=lambda item: (-item[1], item[0]))
        named = [f"{rule} ({counted(count, 'verbatim')})" for rule, count in by_count[:RULES_NAMED]]
        others = [f"{len(by_count) - RULES_NAMED:,} more"] if len(by_count) > RULES_NAMED else []
        return f"Rules that gave up: {', '.join(named + others)}; what they found before is kept."

    def __str__(self) -> str:
        """Such as `12,000 verbatims, 1 not_text, 3 null · 35,000/s`."""
        others = [f"{count:,} {name}" for name, count in sorted(self.statuses.items()) if name != "ok"]
        return f"{', '.join([counted(self.rows, 'verbatim'), *others])} · {self.rows_a_second:,.0f}/s"


class Run:
    """One job under way."""

    def __init__(self, job: Job, analyzer: "Analyzer", console: Console, interruption: Interruption) -> None:
        self._job = job
        self._analyzer = analyzer
        self._console = console
        self._interruption = interruption
        self._tally = Tally()

    def exit_code(self) -> int:
        """Do the job: 0, 1 with `is_strict` and bad rows, 130 or 143 when it was stopped.

        Raises InputError, OutputError, and BrokenPipeError when nobody reads standard output.
        """
        job = self._job
        with open_input(job.input, job.input_format, job.encoding, job.wanted, self._console.warn) as source:
            self._console.note(f"{source.name}: {source.description}.")
            output = open_output(job.output)
            try:
                with output:
                    writer = _writer(job, output, source)
                    self._transfer(source, writer, shows_progress=not output.is_terminal)
            except KeyboardInterrupt:
                self._say_stopped(output)
                return self._interruption.exit_code
            self._report(source)
        return 1 if job.is_strict and self._tally.has_bad_rows else 0

    def _transfer(self, source: Input, writer: Writer, *, shows_progress: bool) -> None:
        """Read, analyze and write all the rows. A batch is written whole or not at all."""
        with self._interruption.held():
            writer.begin()
        for rows in batches(source.rows()):
            texts, ids = [row.text for row in rows], [row.id for row in rows]
            analysis = self._analyzer.analyze(texts, ids=ids, threads=self._job.threads)
            with self._interruption.held():
                self._tally.add(writer.write(analysis, _inputs(rows)), analysis.gave_up_counts())
            if shows_progress:
                self._console.progress(self._tally.rows, _share(source), self._tally.rows_a_second)
        self._console.clear_progress()

    def _report(self, source: Input) -> None:
        for sentence in source.faults.sentences():
            self._console.warn(sentence)
        if sentence := self._tally.gave_up_sentence():
            self._console.warn(sentence)
        self._console.note(f"{self._tally} · {self._analyzer.fingerprint}")

    def _say_stopped(self, output: Output) -> None:
        kept = f"; what was done is in {output.partial}" if output.partial else ""
        self._console.error(f"stopped after {counted(self._tally.rows, 'verbatim')}{kept}.")


def _writer(job: Job, output: Output, source: Input) -> Writer:
    if format_for(job.output, job.format) == "jsonl":
        return JsonLinesWriter(output)
    if source.kept is None:
        raise OutputError("CSV needs its columns beforehand: name them, --keep COL,… instead of --keep all.")
    return CsvWriter(output, source.kept)


def _inputs(rows: list[Row]) -> list[dict[str, Any]] | None:
    """What is kept of the rows; all rows keep something or none does."""
    kept = [row.kept for row in rows if row.kept is not None]
    return kept or None


def _share(source: Input) -> float | None:
    return source.bytes_read / source.size if source.size else None
