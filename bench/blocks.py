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


def read_block(path: Path) -> list[str]:
    data = path.read_bytes()
    (count,) = struct.unpack_from("<Q", data)
    offsets = struct.unpack_from(f"<{count + 1}Q", data, 8)
    first = 8 * (count + 2)
    return [data[first + begin : first + end].decode() for begin, end in zip(offsets, offsets[1:], strict=False)]
