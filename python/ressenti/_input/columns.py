"""Which column holds the text, the id, and what is kept: by name, accents and case set aside."""

import unicodedata
from collections.abc import Sequence
from typing import Final

from .rows import InputError, Wanted

TEXT_NAMES: Final = (
    "verbatim", "commentaire", "comment", "text", "texte", "avis", "review", "message",
)
"""Names a text column goes by when --text is not given, the most telling first."""

ID_NAME: Final = "id"

_NAMES_LISTED = 30
_NAME_LENGTH = 40


def text_column(names: Sequence[str], wanted: Wanted) -> int:
    """Index of the column that holds the verbatims; InputError when it cannot be told."""
    if wanted.text is not None:
        return column(names, wanted.text, "--text")
    folded = [_folded(name) for name in names]
    for usual in TEXT_NAMES:
        if usual in folded:
            return column(names, usual, "the text")
    if len(names) == 1:
        return 0
    raise InputError(f"Which column holds the text? Say it with --text; {_listing(names)}.")


def id_column(names: Sequence[str], wanted: Wanted) -> int | None:
    """Index of the id column, None when rows go by their number."""
    if wanted.id is not None:
        return column(names, wanted.id, "--id")
    if any(_folded(name) == ID_NAME for name in names):
        return column(names, ID_NAME, "the id")
    return None


def kept_columns(names: Sequence[str], wanted: Wanted) -> list[int]:
    """Indices of the columns to put under `input`, in the order asked for, none twice."""
    asked = names if wanted.keeps_all else [name for value in wanted.keep for name in _split(value, names)]
    return list(dict.fromkeys(column(names, name, "--keep") for name in asked))


def _split(value: str, names: Sequence[str]) -> list[str]:
    """The names in one value of --keep; a column whose own name holds a comma stays whole."""
    return [value] if value in names else value.split(",")


def column(names: Sequence[str], name: str, what: str) -> int:
    """Index of `name`: the exact name first, then case, accents and outer blanks set aside."""
    found = [at for at, other in enumerate(names) if other == name]
    found = found or [at for at, other in enumerate(names) if _folded(other) == _folded(name)]
    if not found:
        raise InputError(f"{what} {shown(name)}: there is no such column; {_listing(names)}.")
    if len(found) > 1:
        raise InputError(f"{what}: {len(found)} columns are called {shown(name)}; rename one of them.")
    return found[0]


def shown(name: str) -> str:
    """A column name fit for a message: quoted, short, no control characters."""
    short = name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1] + "…"
    return '"' + "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in short) + '"'


def _listing(names: Sequence[str]) -> str:
    more = ", …" if len(names) > _NAMES_LISTED else ""
    return "the columns are " + ", ".join(map(shown, names[:_NAMES_LISTED])) + more


def _folded(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))
