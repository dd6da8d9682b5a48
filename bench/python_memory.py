"""The same as memory.c through Python: texts from a generator, batch by batch.

python bench/python_memory.py TEXTS COUNT
"""

import itertools
import json
import resource
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
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"engine": "memory_python", "texts": read, "peak_mib": round(peak, 2)}))
    return 0


def _fresh(text: str) -> str:
    """A string of its own, as from a file: one that comes back keeps its UTF-8 once it was asked for."""
    return text.encode().decode()


if __name__ == "__main__":
    sys.exit(main())
