"""Packs as people name them: shipped ones, files of packs, and sources compiled on the fly."""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from . import _cache, _core

DATA_FOLDER: Final = Path(__file__).with_name("data")
DEFAULT: Final = "fr"
SOURCE_SUFFIXES: Final = (".toml", ".tsv")

Pack = str | Path | bytes
"""A name ("fr"), the path of a .pack file or of a source (.toml, .tsv, folder), or the bytes of a pack."""


def open_packs(packs: Iterable[Pack]) -> list[bytes | str]:
    """The packs as the core takes them, the sources among them compiled or found compiled.

    A source may name the labels of the packs before it, or of the French pack when it is the first.
    Raises OSError for what cannot be read, ValueError for a source with a mistake.
    """
    opened: list[bytes | str] = []
    for pack in packs:
        opened.append(_opened(pack, opened))
    return opened


def laid_over_default(packs: Sequence[str]) -> list[str]:
    """What `--pack` means: sources that are no whole language stand on the French pack.

    A pack that says a whole language, by name, as a .pack file or as a folder laid out like
    data/fr, stands in its place; then only what is named is there.
    """
    return list(packs) if any(map(_is_whole, packs)) else [DEFAULT, *packs]


def is_source(pack: Pack) -> bool:
    """Whether it has to be compiled first."""
    if isinstance(pack, bytes) or _shipped(pack):
        return False
    path = Path(pack)
    return path.suffix in SOURCE_SUFFIXES or path.is_dir() and path.suffix != ".pack"


def _is_whole(pack: str) -> bool:
    from .compile import is_whole_language

    if is_source(pack):
        return is_whole_language(Path(pack))
    return bool(_shipped(pack)) or not _is_model_only(pack)


def _is_model_only(path: str) -> bool:
    """Whether a pack has learned weights and no word, as those of `ressenti train`: it stands on another.

    What cannot be opened is not: opening it in earnest will say why.
    """
    try:
        return _core.Engine([path]).word_count == 0
    except (OSError, ValueError):
        return False


def _shipped(pack: Pack) -> str:
    """The path of the pack of this name, "" if none has it."""
    path = DATA_FOLDER / f"{pack}.pack" if isinstance(pack, str) else None
    return str(path) if path is not None and path.is_file() else ""


def _opened(pack: Pack, below: Sequence[bytes | str]) -> bytes | str:
    if isinstance(pack, bytes):
        return pack
    if shipped := _shipped(pack):
        return shipped
    path = Path(pack)
    if is_source(pack):
        return _compiled(path, below)
    if not path.exists():
        raise FileNotFoundError(
            f"there is no pack {str(pack)!r}: give fr, the path of a .pack, .toml or .tsv file, or a folder of sources"
        )
    return str(path)


# --- Sources --------------------------------------------------------------------------------


def _compiled(source: Path, stacked: Sequence[bytes | str]) -> bytes:
    """The pack of a source, from the cache if these very files were compiled before."""
    from ._faults import raise_at_once
    from ._files import fingerprint, source_files
    from .compile import build, packs_below
    from ._sources import read_sources

    below = packs_below(source, stacked)
    files = source_files(source, raise_at_once)
    # the paths are in messages only, and what is kept had none
    key = _cache.key_of("pack", source.resolve().stem, fingerprint(files), *map(_identity, below))
    pack = _cache.get(key)
    if pack is None:
        borrowed = _ids_of(below)
        pack = build(read_sources(source, borrowed=borrowed, files=files), borrowed).pack
        _cache.put(key, pack)
    return pack


def _ids_of(below: Sequence[bytes | str]) -> dict[str, frozenset[str]]:
    """The ids of the labels of `below`; making an engine to ask for them takes longer than most sources."""
    from .compile import ids_of

    key = _cache.key_of("ids", *map(_identity, below))
    kept = _cache.get(key)
    if kept is not None:
        return {kind: frozenset(ids) for kind, ids in json.loads(kept).items()}
    found = {kind: frozenset(ids) for kind, ids in ids_of(below).items()}
    _cache.put(key, json.dumps({kind: sorted(ids) for kind, ids in found.items()}).encode())
    return found


def _identity(pack: bytes | str) -> str:
    """What tells a pack from another: its bytes, or which file it is and when that was written."""
    if isinstance(pack, bytes):
        return hashlib.sha256(pack).hexdigest()
    stat = os.stat(pack)
    return f"{os.path.realpath(pack)}:{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ino}"
