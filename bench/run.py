"""Speed beside the peers, on the same texts in the same run: `make bench`.

    python bench/run.py [FILE]      FILE: plain text, one comment a line (a made-up corpus, see corpus.py)

One thread on one core, CPU time, medians of passes in turn.  Gets the peers (peers.py), builds the C programs
(programs.py), runs each, prints a table and writes build/bench.json (results.py).  The exit status is 1 when a peer
that counts could not be had, or when one finds other (text, rule) pairs than ours.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import blocks
import corpus
import peers
import programs
import results
import rules

import ressenti

OUTPUT = programs.ROOT / "build" / "bench.json"
PACK = programs.ROOT / "python" / "ressenti" / "data" / "fr.pack"
TEXTS, SHORT, FOLDED, RULES = (programs.BUILD / f"{name}.bin" for name in ("texts", "short", "folded", "rules"))
SHORT_TEXTS, SHORT_BYTES = 100_000, 100
MEMORY_TEXTS = (1_000, 10_000, 100_000)


def main() -> int:
    peers.get_all()
    stay_on_one_core()
    write_inputs(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    measured = results.Measurements([*normalise(), *themes(), *match(), *sentiment(), *python_line("analyze", TEXTS, FOLDED), *memory()])
    rows = results.rows(measured, MEMORY_TEXTS)
    print("\n".join(results.table(rows, has_avx512())))
    results.write_json(OUTPUT, rows)
    for peer in results.absent(measured):
        print(f"absent: {peer}")
    failures = results.failures(measured)
    for failure in failures:
        print(f"FAILED: {failure}")
    return 1 if failures else 0


def stay_on_one_core() -> None:
    """Programs started from here inherit it.  The last core: the first one often serves the interrupts."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def has_avx512() -> bool:
    """The kind that compresses bytes, which folding needs."""
    cpu = Path("/proc/cpuinfo")
    return cpu.exists() and "avx512_vbmi2" in cpu.read_text(encoding="utf-8", errors="replace")


def write_inputs(path: Path | None) -> None:
    """All engines read the same folded texts: those few that would change when folded once more are left out."""
    texts = corpus.read_texts(path) if path is not None else corpus.write_texts()
    folded = [ressenti.normalize(text) for text in texts]
    stable = [text for text in folded if text and ressenti.normalize(text) == text]
    blocks.write_block(TEXTS, texts)
    blocks.write_block(FOLDED, stable)
    blocks.write_block(SHORT, corpus.pieces(texts, SHORT_BYTES, SHORT_TEXTS))
    blocks.write_block(RULES, rules.write_rules())
    size = sum(len(text.encode()) for text in texts) / len(texts)
    print(f"{len(texts):,} texts of {size:.0f} bytes; {ressenti.build_info}")
    if len(stable) < len(texts):
        print(f"{len(texts) - len(stable):,} texts are not among the folded ones: empty, or folded otherwise the second time")


def normalise() -> list[dict[str, object]]:
    return [*c_line(programs.NORMALISE, str(TEXTS)), *python_line("normalise", TEXTS)]


def themes() -> list[dict[str, object]]:
    lines = []
    for size in rules.SIZES:
        arguments = (str(FOLDED), str(RULES), str(size))
        lines += c_line(programs.THEMES, *arguments)
        lines += python_line("themes", *arguments)
    return lines


def match() -> list[dict[str, object]]:
    """From texts as typed to hits: the usual texts, and many short ones."""
    many = c_line(programs.MATCH, str(SHORT), str(RULES), str(results.MATCH_RULES_SHORT))
    return [*c_line(programs.MATCH, str(TEXTS), str(RULES), str(results.MATCH_RULES)), *many]


def sentiment() -> list[dict[str, object]]:
    return [*c_line(programs.SENTIMENT, str(PACK), str(FOLDED)), *python_line("sentiment", TEXTS, FOLDED)]


def memory() -> list[dict[str, object]]:
    lines = []
    for count in MEMORY_TEXTS:
        lines += c_line(programs.MEMORY, str(PACK), str(TEXTS), str(count))
        lines += python_line("memory", TEXTS, str(count))
    return lines


def c_line(program: programs.Program, *arguments: str) -> list[dict[str, object]]:
    """What the program measured; nothing when it cannot be built, which is told, and found missing in the end."""
    try:
        path, _ = programs.build(program)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{program.name}: {error}", file=sys.stderr)
        return []
    return lines_of([str(path), *arguments])


def python_line(name: str, *arguments: str | Path) -> list[dict[str, object]]:
    return lines_of([str(peers.python()), str(programs.ROOT / "bench" / f"python_{name}.py"), *map(str, arguments)])


def lines_of(command: list[str]) -> list[dict[str, object]]:
    environment = {**os.environ, "PYTHONPATH": str(programs.ROOT / "python"), "POLARS_MAX_THREADS": "1"}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        print(f"{Path(command[0]).name} {' '.join(command[1:])}: exit status {done.returncode}", file=sys.stderr)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


if __name__ == "__main__":
    sys.exit(main())
