"""The same as memory.c through Python: texts from a generator, batch by batch.

python bench/python_memory.py TEXTS COUNT
"""

import itertools
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import ressenti
from blocks import read_block

BATCH = 1000


def main() -> int:
    texts, count = read_block(Path(sys.argv[1])), int(sys.argv[2])
    analyzer = ressenti.load()
    stream: Iterator[str] = itertools.islice(itertools.cycle(texts), count)
    read = 0
    while batch := [_fresh(text) for text in itertools.islice(stream, BATCH)]:
        read += len(analyzer.analyze(batch))
    print(json.dumps({"engine": "memory_python", "texts": read, "peak_mib": round(peak_mib(), 2)}))
    return 0


def peak_mib() -> float:
    """getrusage() would count what the parent held before it became this program."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


def _fresh(text: str) -> str:
    """A string of its own, as from a file: one that comes back keeps its UTF-8 once it was asked for."""
    return text.encode().decode()


if __name__ == "__main__":
    sys.exit(main())
