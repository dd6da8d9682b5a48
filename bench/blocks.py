"""The files that bench/corpus.h reads: a count, offsets, bytes."""

import struct
from itertools import accumulate
from pathlib import Path


def write_block(path: Path, texts: list[str]) -> None:
    parts = [text.encode() for text in texts]
    offsets = [0, *accumulate(len(part) for part in parts)]
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        file.write(struct.pack(f"<{len(offsets) + 1}Q", len(parts), *offsets))
        file.writelines(parts)
