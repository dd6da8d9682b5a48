"""The work of `ressenti diff`: rows in, what changes for each of them out, the counts at the end."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ._batch import Job
from ._diff import Summary, differences
from ._input import batches, open_input
from ._interrupt import Interruption
from ._output import open_output
from ._terminal import Console

if TYPE_CHECKING:
    from ressenti import Analyzer


def compare(job: Job, old: "Analyzer", new: "Analyzer", console: Console, interruption: Interruption) -> None:
    """Read the input of `job` with both analyzers and write what differs, as text or "jsonl".

    Raises InputError, OutputError, BrokenPipeError, and KeyboardInterrupt between two batches.
    """
    written: Callable[[Any], str] = (lambda found: found.to_json()) if job.format == "jsonl" else str
    summary = Summary()
    with (
        open_input(job.input, job.input_format, job.encoding, job.wanted, console.warn) as source,
        open_output(job.output) as output,
    ):
        console.note(f"{source.name}: {source.description}.")
        for rows in batches(source.rows()):
            texts, ids = [row.text for row in rows], [row.id for row in rows]
            found = list(differences(texts, ids, old, new, job.threads))
            summary.add(len(rows), found)
            with interruption.held():
                output.write("".join(f"{written(difference)}\n" for difference in found).encode(errors="backslashreplace"))
        output.write(f"{written(summary)}\n".encode())
        for sentence in source.faults.sentences():
            console.warn(sentence)
    console.note(f"{old.fingerprint} → {new.fingerprint}")
