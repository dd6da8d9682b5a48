"""The files of a source: which are read, in what order, and the fingerprint of them all."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ._faults import OnError, Place, SourceError, advice, say
from ._tables import TABLE_NAMES

FOLDERS = {"themes": ".toml", "signals": ".toml", "lexicon": ".tsv", "normalize": ".tsv", "model": ".bin"}
"""Folders of a source, in the order they are read, and the suffix of their files."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file as found: `name` is relative to the source, `shown` its path in messages."""

    name: str
    shown: str
    content: bytes


def source_files(source: Path, on_error: OnError) -> list[SourceFile]:
    """The files of a source with their bytes: themes, signals, words, each folder by name.

    `source` is a folder laid out like data/fr, one .toml file, or one .tsv file with the name of a
    table ("opinion.tsv", "acme.opinion.tsv"). A file that would never be
    read goes to `on_error`. Raises SourceError when there is nothing to read, OSError when the
    system refuses.
    """
    here = Place(str(source))
    if source.is_dir():
        found = list(_folder_files(source, on_error))
    elif source.suffix == ".toml" and source.is_file():
        found = [SourceFile(source.name, str(source), source.read_bytes())]
    elif source.suffix == ".tsv" and source.is_file():
        found = [SourceFile(_table_of(source), str(source), source.read_bytes())]
    elif source.exists():
        raise here.fault("ni dossier ni fichier .toml ou .tsv ; donner un dossier tel que data/fr")
    else:
        raise here.fault("ce chemin n’existe pas ; donner un dossier tel que data/fr")
    if not found:
        raise here.fault("rien à lire ; un dossier tel que data/fr est attendu")
    return found


def fingerprint(files: Iterable[SourceFile]) -> str:
    """SHA-256, in hexadecimal, of names and contents in the order of names."""
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.name):
        digest.update(f"{file.name}\0{len(file.content)}\0".encode())
        digest.update(file.content)
    return digest.hexdigest()


def _folder_files(source: Path, on_error: OnError) -> Iterator[SourceFile]:
    for folder, suffix in FOLDERS.items():
        if not (source / folder).is_dir():
            continue
        for path in sorted((source / folder).iterdir(), key=lambda path: path.name):
            name = f"{folder}/{path.name}"
            if _is_not_source(path):
                continue
            if problem := _never_read(name, suffix):
                on_error(SourceError(Place(str(path)), problem))
            else:
                yield SourceFile(name, str(path), path.read_bytes())


def _table_of(path: Path) -> str:
    """The table that a single file of words adds to, by the end of its name."""
    for name in TABLE_NAMES:
        file = name.rpartition("/")[2]
        if path.name == file or path.name.endswith(f".{file}"):
            return name
    files = [name.rpartition("/")[2] for name in TABLE_NAMES]
    raise Place(str(path)).fault(
        "un fichier de mots porte le nom de sa table ; {hint}", hint=advice(path.name, files)
    )


def _is_not_source(path: Path) -> bool:
    """Notes, hidden files, folders and what editors leave behind."""
    return path.is_dir() or path.name.startswith((".", "#")) or path.name.endswith(("~", ".md", ".manifest.toml"))


def _never_read(name: str, suffix: str) -> str:
    """Why nobody would read this file, "" if somebody does."""
    if not name.endswith(suffix):
        return say(
            "un fichier {suffix} est attendu ici ; le convertir ou le déplacer", suffix=suffix
        )
    if suffix == ".tsv" and name not in TABLE_NAMES:
        folder, _, file = name.partition("/")
        siblings = [table.partition("/")[2] for table in TABLE_NAMES if table.startswith(folder)]
        return say("ce fichier ne serait pas lu ; {hint}", hint=advice(file, siblings))
    return ""
