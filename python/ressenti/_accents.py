"""Words that demand their accents, in rules and tables: `salé!`."""

import re

from . import _core

_LETTER = r"[\w\u0300-\u036f]"  # or a combining mark
_DEMAND = re.compile(f"({_LETTER}+)!")


def is_demanding(text: str) -> bool:
    """Whether a `!` stands directly behind a letter."""
    return _DEMAND.search(text) is not None


def without_demands(text: str) -> str:
    """`text` without these marks; those that stand alone stay.

    >>> without_demands("trop salé! !")
    'trop salé !'
    """
    return _DEMAND.sub(r"\1", text)


def demanded(text: str) -> tuple[str, ...]:
    """The words that demand their accents, as the engine compares them: in small letters, composed.

    >>> demanded("trop SALÉ!, pas sale!")
    ('salé', 'sale')
    """
    return tuple(_with_accents(found[1]) for found in _DEMAND.finditer(text))


def _with_accents(word: str) -> str:
    return str(_core.normalize([word], left_out=("accents",))[0])
