"""What a person is told when a source file is wrong: where, what, and what to do, in French."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

NO_BREAK = "\u00a0"
THIN = "\u202f"

LISTED_AT_MOST = 12
"""A message lists the names it would accept when they are no more than this."""

LENGTH_SHOWN = 160
"""A message shows no more characters of a phrase than this."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written.

    `file` is the path as the caller gave it; `line` and `rule` count from 1, 0 when unknown or
    not a rule; `name` is the name of the rule ("delivery_time/12").
    """

    file: str
    line: int = 0
    rule: int = 0
    name: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        if not self.rule:
            return where
        return f"{where}, règle {self.rule}" + (f" ({self.name})" if self.name else "")

    def fault(self, template: str, **values: object) -> "SourceError":
        """The mistake made here, in one French sentence: see `say`."""
        return SourceError(self, say(template, **values))


class SourceError(ValueError):
    """A mistake in a source file: `place` says where, `problem` is one French sentence."""

    def __init__(self, place: Place, problem: str) -> None:
        super().__init__(place, problem)
        self.place = place
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.place}{NO_BREAK}: {self.problem}"


OnError = Callable[[SourceError], None]
"""What becomes of a mistake: raised at once when compiling, collected when checking."""


def raise_at_once(error: SourceError) -> None:
    raise error


def say(template: str, **values: object) -> str:
    """Fill `template` with `values` and set the spaces of French typography.

    Only the template's own spaces change: what it quotes is shown as it was written.

    >>> say("id : {id} ; le changer", id="a : b")
    'id\\xa0: a : b\\u202f; le changer'
    """
    spaced = re.sub(r" (?=:(?:\s|$))", NO_BREAK, template)
    return re.sub(r" (?=[;?!])", THIN, spaced).format(**values)


def shown(text: str) -> str:
    """`text` on one line: ends of lines as ⏎, other control characters as \\x1b."""
    return _CONTROL.sub(lambda sign: f"\\x{ord(sign[0]):02x}", text.replace("\n", "⏎"))


def quote(text: object) -> str:
    """`text` between French quotation marks."""
    return f"«{NO_BREAK}{shown(str(text))}{NO_BREAK}»"


def quote_start(phrase: str) -> str:
    """A phrase between quotation marks, its end left out if it is long."""
    is_long = len(phrase) > LENGTH_SHOWN
    return quote(f"{phrase[:LENGTH_SHOWN]} [la suite est coupée]" if is_long else phrase)


def quote_all(texts: Iterable[object]) -> str:
    return ", ".join(quote(text) for text in texts)


def counted(number: int, one: str, several: str) -> str:
    """« 6 204 formes », « 1 forme », « 0 forme »."""
    return f"{number:,}".replace(",", THIN) + NO_BREAK + (several if number > 1 else one)


def advice(wrong: str, accepted: Iterable[str]) -> str:
    """What to write instead of `wrong`: the nearest accepted name, or all of them if few."""
    names = sorted(set(accepted))
    if not names:
        return "en définir un d’abord"
    near = get_close_matches(wrong, names, n=1) if len(wrong) <= LENGTH_SHOWN else []
    if near:
        return say("écrire {near} ?", near=quote(near[0]))
    if len(names) <= LISTED_AT_MOST:
        return say("écrire {names}", names=" ou ".join(quote(name) for name in names))
    return "voir docs/authoring.fr.md"
