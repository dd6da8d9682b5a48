"""Whether a pattern explodes: its work on hostile texts of 1, 2 and 4 kB, in steps, never in seconds.

Linear work doubles with the text, quadratic work grows fourfold. What explodes on 4 kB would stop
at the engine's budget on a longer text and leave the row half read, so it is refused beforehand.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from . import _core
from ._faults import NO_BREAK, THIN, SourceError, quote, quote_start
from ._sources import RuleSource

SIZES = (1024, 2048, 4096)
"""Bytes of the hostile texts."""

GROWTH_AT_MOST = 2.6
"""Steps on a text, divided by those on half of it: 2 is linear, 4 quadratic."""

STEPS_OF_NO_MATTER = 2 * SIZES[-1]
"""Two steps a byte: with no more than this the two shorter texts are not read."""

ENDING_LENGTH = 80

_WORD = re.compile(r"[a-z0-9]+")
_SYNTAX = re.compile(r"\(\?C\{[^}]*\}\)|\\[a-zA-Z]|\(\?[<a-zA-Z:=!>]*|[\\()\[\]{}|^$?+.]")
_SIGN = re.compile(r"[^a-z0-9\s]")

_CURE = "resserrer ses trous et distinguer ses choix"
_CURES = {"regex": r"borner ses répétitions ({1,9} au lieu de +), commencer par \b"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One expression of a rule, as it was written and as the engine reads it, by a program or by PCRE2."""

    rule: RuleSource
    key: str
    written: str
    regex: str
    is_program: bool


@dataclass(frozen=True, slots=True)
class Explosion:
    """A pattern refused: its steps on the three sizes of `text` repeated, None where it gave up."""

    pattern: Pattern
    unit: str
    steps: tuple[int | None, ...]


def patterns_of(rules: Sequence[RuleSource], engine: _core.Engine) -> Iterator[Pattern]:
    """Every pattern of `rules`, the last ones of `engine`: phrases, regexes, then `unless`."""
    first = len(engine.rules()) - len(rules)
    patterns = (pattern for pattern in engine.patterns() if pattern["rule"] >= first and not pattern["further"])
    for rule in rules:
        written = [
            *(("phrase", phrase) for phrase in rule.phrases),
            *(("regex", regex) for regex in rule.regexes),
            *(("unless", phrase) for phrase in rule.unless),
        ]
        for (key, text), pattern in zip(written, patterns, strict=False):  # `written` ends first
            yield Pattern(rule, key, text, pattern["regex"], pattern["program"])


def explosions(patterns: Iterable[Pattern]) -> Iterator[Explosion]:
    """The patterns to refuse, each with the first text that shows it. O(bytes) for the others."""
    for pattern in patterns:
        if found := _explosion(pattern):
            yield found


def refusal(explosion: Explosion) -> SourceError:
    """What is said of it, at its rule."""
    pattern = explosion.pattern
    problem = (
        "{key} {written} explose : {steps} sur 1, 2 et 4 ko de {unit} répété ;"
        " {cure}"
    )
    cure = _CURES.get(pattern.key, _CURE)
    return pattern.rule.place.fault(
        problem,
        key=pattern.key,
        written=quote_start(pattern.written),
        steps=", ".join(_counted(steps) for steps in explosion.steps) + f"{NO_BREAK}pas",
        unit=quote(explosion.unit),
        cure=cure,
    )


def _counted(steps: int | None) -> str:
    return "budget dépassé" if steps is None else f"{steps:,}".replace(",", THIN)


def _explosion(pattern: Pattern) -> Explosion | None:
    texts = [(unit, ending) for ending in _endings(pattern) for unit in _units(pattern)]
    longest = _core.work(pattern.regex, [_hostile(unit, ending, SIZES[-1]) for unit, ending in texts])
    for (unit, ending), most in zip(texts, longest, strict=True):
        if most is not None and most <= STEPS_OF_NO_MATTER:
            continue
        shorter = [_hostile(unit, ending, size) for size in SIZES[:-1]]
        steps = (*_core.work(pattern.regex, shorter), most)
        if _explodes(steps):
            return Explosion(pattern, unit, steps)
    return None


def _explodes(steps: Sequence[int | None]) -> bool:
    """Both doublings must show it: one alone may be where a text happens to be cut."""
    counts = [step for step in steps if step is not None]
    if len(counts) < len(steps):
        return True
    return all(
        longer > GROWTH_AT_MOST * max(shorter, 1)
        for shorter, longer in zip(counts, counts[1:], strict=False)
    )


# --- Hostile texts --------------------------------------------------------------------------


def _hostile(unit: str, ending: str, size: int) -> str:
    room = size - len(ending.encode())
    repeated = unit * (room // len(unit.encode()) + 1)
    return repeated.encode()[:room].decode(errors="ignore") + ending


def _endings(pattern: Pattern) -> Iterator[str]:
    """What stands after the repetition: nothing; for PCRE2 also each word and sign that the pattern holds.

    What it looks ahead for is then there to be found.
    """
    yield ""
    if not pattern.is_program:
        words = sorted(set(_WORD.findall(_literal(pattern.regex))))
        yield "\n" + "\n".join(words)[:ENDING_LENGTH] + "\n" + _signs(pattern.regex)[:ENDING_LENGTH]


def _signs(regex: str) -> str:
    return "".join(dict.fromkeys(_SIGN.findall(_literal(regex))))


def _literal(regex: str) -> str:
    """About what a regex says once its syntax is taken away."""
    return _SYNTAX.sub(" ", regex)


def _units(pattern: Pattern) -> list[str]:
    """What is repeated: digits, letters, blanks between them, and the pattern's own words and signs."""
    units = ["1", "a", "1 ", "a ", "1.", "1,1 ", "a\n", "1a", "pas ", "deux ", "5 jours ", "12 € "]
    words = _WORD.findall(_core.fold(_written_words(pattern))[0])
    if words:
        units += [f"{words[0]} ", f"{words[-1]} ", words[0], "".join(words)]
        units += [" ".join(words) + " ", " ".join(words[:-1]) + " " if words[1:] else ""]
        units += [f"{words[0]} {words[-1]} ", " a ".join(words[:-1]) + " a " if words[1:] else ""]
    if pattern.key == "regex":
        units += _units_of_signs(words, _signs(pattern.regex))
    units += [_core.fold(yes)[0] + " " for yes in pattern.rule.yes[:1]]
    return [unit for unit in dict.fromkeys(units) if unit.strip()]


def _written_words(pattern: Pattern) -> str:
    return _literal(pattern.written) if pattern.key == "regex" else pattern.written


def _units_of_signs(words: Sequence[str], signs: str) -> Iterator[str]:
    yield signs
    for sign in signs:
        yield from (sign, f"{sign} ", f"a{sign}", f"1{sign}", f"a {sign} ")
        yield from (f"{word}{sign}" for word in words[:2])
