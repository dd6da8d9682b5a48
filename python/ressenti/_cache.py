"""What was compiled once is not compiled again: bytes by the digest of what they were made from.

In memory for the process, on disk for the next one, under `ressenti` of the user's cache folder
($XDG_CACHE_HOME, else ~/.cache). A cache is never a reason to fail: what cannot be read is compiled
again, what cannot be written is not kept, and RESSENTI_CACHE=0 does without.
"""

import hashlib
import os
import secrets
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

from . import _core

MEMORY_ENTRIES_MOST: Final = 16
DISK_BYTES_MOST: Final = 64 << 20
ENTRY_BYTES_MOST: Final = DISK_BYTES_MOST // 4

_SUFFIX: Final = ".cached"
_MARK: Final = b"ressenti cache 1\n"
_DIGEST_SIZE: Final = hashlib.sha256().digest_size

_memory: "OrderedDict[str, bytes]" = OrderedDict()


def is_on() -> bool:
    return os.environ.get("RESSENTI_CACHE") != "0"


def key_of(*parts: str) -> str:
    """The key of what is made from `parts` by this very installation."""
    digest = hashlib.sha256()
    for part in (_maker(), *parts):
        digest.update(f"{len(part)}\0{part}".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def get(key: str) -> bytes | None:
    """What was put under `key`; None when it is not there or not whole."""
    if not is_on():
        return None
    found = _memory.get(key)
    if found is None:
        found = _read(key)
        if found is not None:
            _remember(key, found)
    return found


def put(key: str, value: bytes) -> None:
    """Keep `value` under `key`, in memory and, where that can be, on disk."""
    if is_on():
        _remember(key, value)
        if len(value) <= ENTRY_BYTES_MOST:
            _write(key, value)


def forget() -> None:
    """Drop what is in memory, not what is on disk."""
    _memory.clear()


@cache
def _maker() -> str:
    """What made it: version, format of packs, and the files of this package by size and time.

    A version alone would do for releases; whoever changes the compiler keeps the version.
    """
    files = [Path(_core.__file__ or ""), *sorted(Path(__file__).parent.glob("*.py"))]
    stats = [(file.name, file.stat()) for file in files if file.is_file()]
    made = [f"{name}:{stat.st_size}:{stat.st_mtime_ns}" for name, stat in stats]
    return "\n".join([_core.build_info, str(_core.PACK_FORMAT), *made])


def _remember(key: str, value: bytes) -> None:
    _memory[key] = value
    while len(_memory) > MEMORY_ENTRIES_MOST:
        with suppress(KeyError):  # another thread was faster
            _memory.popitem(last=False)


# --- On disk --------------------------------------------------------------------------------


def folder() -> Path:
    """Where the entries are; it need not exist. Raises OSError or RuntimeError where there is no home."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(named) if os.path.isabs(named) else Path.home() / ".cache"
    return base / "ressenti"


def _read(key: str) -> bytes | None:
    with suppress(OSError, RuntimeError):
        path = folder() / (key + _SUFFIX)
        entry = path.read_bytes()
        value = entry[len(_MARK) + _DIGEST_SIZE :]
        if entry[: -len(value) or None] == _MARK + hashlib.sha256(value).digest():
            with suppress(OSError):
                os.utime(path)  # the least recently used go first
            return value
    return None


def _write(key: str, value: bytes) -> None:
    """Written beside and renamed, so that nobody reads half of it."""
    with suppress(OSError, RuntimeError):
        here = folder()
        here.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = here / f".{secrets.token_hex(8)}.tmp"
        try:
            beside.write_bytes(_MARK + hashlib.sha256(value).digest() + value)
            os.replace(beside, here / (key + _SUFFIX))
        except OSError:
            with suppress(OSError):
                beside.unlink()
            raise
        _shrink(here)


def _shrink(here: Path) -> None:
    """Take away the entries that were used longest ago, until the rest fits."""
    room = DISK_BYTES_MOST
    for _, size, path in sorted(_entries(here), reverse=True):
        room -= size
        if room < 0:
            with suppress(OSError):
                path.unlink()


def _entries(here: Path) -> Iterator[tuple[int, int, Path]]:
    """Time of last use, size and path of each entry, and of what a stopped writer left."""
    for path in here.iterdir():
        if path.suffix in (_SUFFIX, ".tmp"):
            with suppress(OSError):
                stat = path.stat()
                yield stat.st_mtime_ns, stat.st_size, path
