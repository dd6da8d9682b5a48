"""Rules that another rule makes useless: all that they find, it finds.

Nobody can prove that of two expressions in general, so it is said only of what can be tried out:
every `yes` of the rule, then every way of saying its phrases, read by the other rule.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from . import _core
from ._accents import is_demanding, without_demands
from ._examples import Hits
from ._faults import Place, quote, say
from ._sources import RuleSource
from .compile import with_stand_ins
from .inflect import expand

WAYS_AT_MOST = 200
"""A rule with more ways of saying its phrases than this is left alone."""

_CLASSES = {
    "<mot>": "chose",
    "<nombre>": "(3|deux)",
    "<durée>": "(5 jours|deux heures|48h)",
    "<prix>": "(12 €|9,90 euros)",
    "<jour>": "(lundi|dimanche)",
    "<mois>": "(mars|août)",
    "<pas>": "(pas|plus|jamais|point|guère)",
    "<cible>": "chose",
}
_GAP = re.compile(r"…|\.\.\.|<0-([1-9])>")
_GAP_WORDS = 3
_STAR = re.compile(r"\*")
_FILLING = "[chose] "

Pair = tuple[RuleSource, RuleSource]


def shadowed(rules: Sequence[RuleSource], engine: _core.Engine) -> Iterator[tuple[Place, str]]:
    """Each rule that another one covers, with what to do about it."""
    told: set[str] = set()
    for rule, other in _covered(rules, engine):
        if rule.name in told or other.name in told:  # of two equal rules one must stay
            continue
        told.add(rule.name)
        problem = (
            "tout ce qu’elle trouve, la règle {name} le trouve déjà ({place}) ;"
            " l’ôter, ou lui donner ce que l’autre n’a pas"
        )
        yield rule.place, say(problem, name=quote(other.name), place=other.place)


def _covered(rules: Sequence[RuleSource], engine: _core.Engine) -> Iterator[Pair]:
    """Pairs (rule, rule that covers it): first by the examples, which leaves few to try out."""
    candidates = list(_pairs_covered_on(rules, {rule.name: tuple(map(with_stand_ins, rule.yes)) for rule in rules}, engine))
    ways = {rule.name: _ways(rule) for rule, _ in candidates}
    doubtful = [rule for rule in {pair[0].name: pair[0] for pair in candidates}.values() if ways[rule.name]]
    found = {(rule.name, other.name) for rule, other in _pairs_covered_on(rules, ways, engine, doubtful)}
    yield from (pair for pair in candidates if (pair[0].name, pair[1].name) in found)


def _pairs_covered_on(
    rules: Sequence[RuleSource],
    texts: dict[str, tuple[str, ...]],
    engine: _core.Engine,
    asked: Sequence[RuleSource] | None = None,
) -> Iterator[Pair]:
    """Pairs where the second finds all that the first finds in the texts of the first."""
    asked = rules if asked is None else asked
    rows = [(rule, text) for rule in asked for text in texts[rule.name]]
    hits = Hits(engine.analyze([text for _, text in rows], hits=True), engine)
    covering: dict[str, set[str]] = {}
    for row, (rule, _) in enumerate(rows):
        names = _covering(rule.name, hits.of(row))
        covering[rule.name] = covering[rule.name] & names if rule.name in covering else names
    family = defaultdict(list)
    for rule in rules:
        if not any(map(is_demanding, rule.phrases)):  # it refuses spellings that nobody has tried
            family[_given(rule)].append(rule)
    for rule in asked:
        for other in family[_given(rule)]:
            if other.name in covering.get(rule.name, ()) and set(other.unless) <= set(rule.unless):
                yield rule, other


def _covering(name: str, hits: dict[str, list[slice]]) -> set[str]:
    """The rules of whose hits one holds each hit of the rule `name`; none where it finds nothing."""
    own = hits.get(name, [])
    return {
        other
        for other, spans in hits.items()
        if own and other != name
        and all(any(span.start <= hit.start and hit.stop <= span.stop for span in spans) for hit in own)
    }


def _given(rule: RuleSource) -> tuple[object, ...]:
    return (tuple(rule.targets()), rule.irritation, rule.valence, rule.neutral)


def _ways(rule: RuleSource) -> tuple[str, ...]:
    """Every way of saying the phrases of a rule; () where they are too many or it has a regex."""
    if rule.regexes:
        return ()
    found: list[str] = []
    for phrase in rule.phrases:
        try:
            found += expand(_spelled_out(phrase))
        except ValueError:
            return ()
        if len(found) > WAYS_AT_MOST:
            return ()
    return tuple(found)


def _spelled_out(phrase: str) -> str:
    """The phrase without gaps, classes and stars: some words in their place."""
    for name, words in _CLASSES.items():
        phrase = phrase.replace(name, words)
    phrase = without_demands(with_stand_ins(phrase))
    phrase = _GAP.sub(lambda gap: _FILLING * int(gap[1] or _GAP_WORDS), phrase)
    return _STAR.sub("(|e|ement)", phrase).strip("^$ ")
