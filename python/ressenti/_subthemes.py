"""Ids of parts of themes: "return_refund/cancel" is a part of "return_refund"."""

from collections.abc import Collection
from difflib import get_close_matches

from ._faults import LENGTH_SHOWN, LISTED_AT_MOST, quote, quote_start, say


def whole_of(theme: str) -> str:
    """The id of the theme itself; of a theme that is no part, its own."""
    return theme.partition("/")[0]


def is_part(theme: str) -> bool:
    return "/" in theme


def undeclared(id: str, parts: Collection[str]) -> str:
    """What to do about a part that nobody declares, `parts` being those of its theme: one sentence in French."""
    problem = "le thème {whole} n’a pas de sous-thème {id} ; {near}déclarer [theme.\"{part}\"]"
    near = _nearest(id, parts)
    choice = say("écrire {near}, ou ", near=" ou ".join(map(quote, near))) if near else ""
    return say(problem, whole=quote(whole_of(id)), id=quote_start(id), near=choice, part=f"{whole_of(id)}/…")


def _nearest(id: str, parts: Collection[str]) -> list[str]:
    """The one that was meant, else all of them if they are few."""
    near = get_close_matches(id[:LENGTH_SHOWN], parts, n=1, cutoff=0.8)
    return near or (sorted(parts) if len(parts) <= LISTED_AT_MOST else [])
