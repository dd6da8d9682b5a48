"""The work of `ressenti suggest`: rows in, rules to paste out."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ._annotations import annotation_of
from ._batch import Job
from ._input import Wanted, batches, open_input
from ._interrupt import Interruption
from ._output import open_output
from ._suggest import Suggester
from ._suggest_toml import blocks_of, head
from ._terminal import Console

if TYPE_CHECKING:
    from ressenti import Analyzer

KINDS: Final = ("covered", "uncovered", "settled", "unread")


def suggest(job: Job, analyzer: "Analyzer", most: int, least: int, console: Console, interruption: Interruption) -> None:
    """Read the input of `job` and write at most `most` rules for what no theme covers, each in `least` texts or more.

    Raises InputError, OutputError, BrokenPipeError, and KeyboardInterrupt between two batches.
    """
    suggester = Suggester(analyzer)
    with (
        open_input(job.input, job.input_format, job.encoding, _wanted(job), console.warn) as source,
        open_output(job.output) as output,
    ):
        console.note(f"{source.name}: {source.description}.")
        for rows in batches(source.rows()):
            suggester.add([row.text for row in rows], [annotation_of(row.kept) for row in rows], job.threads)
        for sentence in source.faults.sentences():
            console.warn(sentence)
        output.write(head([(kind, suggester.counts[kind]) for kind in KINDS]).encode())
        for block in blocks_of(suggester.suggestions(most, least), analyzer):
            with interruption.held():
                output.write(f"\n{block}".encode())
    console.note(analyzer.fingerprint)


def _wanted(job: Job) -> Wanted:
    """Annotations are fields of JSON Lines; other formats have none."""
    is_json = (job.input_format or "") == "jsonl" or job.input.lower().endswith((".jsonl", ".ndjson"))
    return replace(job.wanted, keep=("all",)) if is_json else job.wanted
