"""What deserves a look in rules that compile: idle, costly, repeated or fragile."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from . import _core
from ._accents import demanded
from ._faults import Place, quote, quote_start, say
from ._lexicon import Conflict
from ._sources import RuleSource, Sources, is_renaming
from ._subthemes import is_part
from .compile import Built

NEEDS_AT_MOST = 160
"""With more `needs` than this the core tries the regex on every text."""

Doubts = Iterator[tuple[Place, str]]
"""Where, and one French sentence."""


def doubts(read: Sources, built: Built, engine: _core.Engine) -> Doubts:
    """Every doubt about one source; `engine` holds its pack."""
    yield from _idle_themes(read)
    yield from _costly_rules(built.rules, engine)
    yield from _useless_needs(built.rules)
    for rule in built.rules:
        for regex in rule.regexes:
            yield from ((rule.place, problem) for problem in _fragile_places(regex))
    yield from _repeated_rules(built.rules)
    yield from _repeated_patterns(built.rules)
    for conflict in built.lexicon.conflicts:
        yield conflict.kept.place, _opposed(conflict)


def _idle_themes(read: Sources) -> Doubts:
    served = Counter(id for rule in read.rules for id in (rule.theme, rule.subtheme))
    for id, theme in (*read.labels["theme"].items(), *read.labels["subtheme"].items()):
        if is_renaming(theme):
            continue
        kind = "sous-thème" if is_part(id) else "thème"
        if not served[id]:
            problem = "le {kind} {id} n’a aucune règle ; en écrire une ou l’ôter"
            yield theme.place, say(problem, kind=kind, id=quote(id))
        if not theme.why:
            problem = "le {kind} {id} n’a pas de why ; dire ce qu’il couvre et ce qu’il laisse"
            yield theme.place, say(problem, kind=kind, id=quote(id))


# --- Cost -----------------------------------------------------------------------------------


def _costly_rules(rules: Iterable[RuleSource], engine: _core.Engine) -> Doubts:
    """The patterns for which no word rules a text out beforehand: they are tried on every text."""
    patterns = _patterns_by_name(engine)
    for rule in rules:
        written_as = [*((phrase, True) for phrase in rule.phrases), *((regex, False) for regex in rule.regexes)]
        for (written, is_phrase), pattern in zip(written_as, patterns[rule.name], strict=True):
            if pattern["prefiltered"]:
                continue
            if is_phrase:
                problem = (
                    "{phrase} est lue sur chaque texte, faute d’un mot qui y soit toujours ;"
                    " y mettre un mot sûr ou couper ses longs choix"
                )
                yield rule.place, say(problem, phrase=quote_start(written))
            elif not rule.needs:
                problem = "sans needs, la regex {regex} est lue sur chaque texte, car {why} ; ajouter needs = [\"…\"]"
                yield rule.place, say(problem, regex=quote_start(written), why=_why_unknown(pattern))
        if len(rule.needs) > NEEDS_AT_MOST:
            problem = "plus de {most} needs : la regex est lue sur chaque texte ; en garder moins"
            yield rule.place, say(problem, most=NEEDS_AT_MOST)


def _patterns_by_name(engine: _core.Engine) -> dict[str, list[dict[str, Any]]]:
    """What finds each rule, as written: phrases, then regexes. A later rule of the same name replaces an earlier one."""
    by_index: list[list[dict[str, Any]]] = [[] for _ in engine.rules()]
    for pattern in engine.patterns():
        if not pattern["unless"]:
            by_index[pattern["rule"]].append(pattern)
    return {rule["name"]: found for rule, found in zip(engine.rules(), by_index, strict=True)}


def _why_unknown(pattern: dict[str, Any]) -> str:
    if not pattern["program"]:
        return "PCRE2 l’exécute et ne dit pas quels mots il lui faut"
    return "aucun mot n’y commence à coup sûr (\\b devant un mot qui y est toujours suffirait)"


def _useless_needs(rules: Iterable[RuleSource]) -> Doubts:
    for rule in rules:
        if rule.needs and not rule.regexes:
            yield rule.place, say("needs ne sert qu’à une regex, absente ici ; l’ôter")


# --- Regexes against folded text ------------------------------------------------------------

_CAPITAL = re.compile(r"(?<!\\)[A-Z]")
_ESCAPES_AND_NAMES = re.compile(
    r"\\[pP]\{[^}]*\}|\\N\{[^}]*\}|\\x\{[^}]*\}|\\x[0-9A-Fa-f]{1,2}|\(\?P?<[A-Za-z_]\w*>"
    r"|\(\?P?[=>&]\w+\)|\\[kg][<{']\w+[>}']"
)
_PROPERTY = re.compile(r"\\[pPX](?:\{[^}]*\}|\w)?|\\N\{[^}]*\}|\[:\^?(?:alpha|upper|lower|print|punct|graph):\]")
_CODE_POINT = re.compile(r"\\x\{0*([0-9A-Fa-f]+)\}|\\x([0-9A-Fa-f]{2})|\\u([0-9A-Fa-f]{4})")
_CASELESS = re.compile(r"\(\?[a-hj-z]*i[a-z]*(?:-[a-z]+)?[:)]")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]")
_REPEATED_SIGN = re.compile(r"[^\x00-\x7f](?=[?*+{])")
_TWO_BLANKS = re.compile(r"(?<!\[)  (?![?*+{])")
_HEXADECIMAL = 16
_ASCII_MOST = 0x7F


def _fragile_places(regex: str) -> Iterator[str]:
    """Why a regex does not read what its author thinks: folded text is bytes, small and plain.

    Accented letters written as such are refused before: see `_sources`.
    """
    if _CAPITAL.search(_ESCAPES_AND_NAMES.sub("", regex)):
        problem = "{regex} contient une majuscule, que le texte plié n’a jamais ; l’ôter"
        yield say(problem, regex=quote(regex))
    for found in _PROPERTY.finditer(regex):
        if found[0].startswith("[:") and found[0] != "[:upper:]":
            continue
        problem = "{sign} demande l’Unicode, que la regex n’a pas ; écrire [a-z], le texte plié n’a pas d’accent"
        yield say(problem, sign=quote(found[0]))
    for found in _CODE_POINT.finditer(regex):
        if int(next(filter(None, found.groups())), _HEXADECIMAL) > _ASCII_MOST:
            problem = "{sign} désigne un octet, pas une lettre accentuée ; écrire la lettre sans accent"
            yield say(problem, sign=quote(found[0]))
    if found_option := _CASELESS.search(regex):
        problem = "{sign} ne sert à rien : le texte plié n’a pas de majuscule ; l’ôter"
        yield say(problem, sign=quote(found_option[0]))
    yield from _split_signs(regex)
    if _TWO_BLANKS.search(_CLASS.sub("x", regex)):
        problem = "{regex} contient deux espaces de suite, que le texte plié n’a jamais ; en ôter un"
        yield say(problem, regex=quote(regex))


def _split_signs(regex: str) -> Iterator[str]:
    """A sign beyond ASCII is several bytes: a class holds each of them, a `?` only the last one."""
    for found in _CLASS.finditer(regex):
        if not found[0].isascii():
            problem = "{sign} lit un seul octet d’un signe qui en a plusieurs ; écrire (?:€|a) au lieu de [€a]"
            yield say(problem, sign=quote(found[0]))
    for repeated in _REPEATED_SIGN.finditer(_CLASS.sub("x", regex)):
        problem = "{sign} répété ne répète que son dernier octet ; écrire (?:{bare})?"
        yield say(problem, sign=quote(repeated[0]), bare=repeated[0])


# --- Repetitions ----------------------------------------------------------------------------


def _targets(rule: RuleSource) -> tuple[object, ...]:
    """What tells families of rules apart: the theme, or for want of one everything it gives."""
    return (rule.theme,) if rule.theme else (*rule.targets(), rule.irritation)


def _said(rule: RuleSource) -> list[str]:
    phrases = (" ".join((_core.fold(phrase)[0], *demanded(phrase))) for phrase in rule.phrases)
    return [*phrases, *rule.regexes]


def _repeated_rules(rules: Iterable[RuleSource]) -> Doubts:
    """Two rules of one family with the same phrases."""
    first: dict[object, RuleSource] = {}
    for rule in rules:
        earlier = first.setdefault((_targets(rule), frozenset(_said(rule))), rule)
        if earlier is not rule:
            problem = "la règle a les mêmes phrases qu’une autre du thème ({place}) ; n’en garder qu’une"
            yield rule.place, say(problem, place=earlier.place)


def _repeated_patterns(rules: Iterable[RuleSource]) -> Doubts:
    """A phrase twice, in one rule or in two of one family; wholly repeated rules are told already."""
    first: dict[object, RuleSource] = {}
    whole: set[object] = set()
    for rule in rules:
        key = (_targets(rule), frozenset(_said(rule)))
        is_told = key in whole
        whole.add(key)
        seen: set[str] = set()
        for written, said in zip((*rule.phrases, *rule.regexes), _said(rule), strict=True):
            earlier = first.setdefault((_targets(rule), said), rule)
            if said in seen:
                problem = "{phrase} est écrite deux fois dans la règle ; n’en garder qu’une"
                yield rule.place, say(problem, phrase=quote_start(written))
            elif earlier is not rule and not is_told:
                problem = "{phrase} est déjà dans une règle du thème ({place}) ; n’en garder qu’une"
                yield rule.place, say(problem, phrase=quote(written), place=earlier.place)
            seen.add(said)


def _opposed(conflict: Conflict) -> str:
    return say(
        "{form} vient de {kept} ({value:+}) et de {dropped} ({other:+}, {place}) ; le premier reste",
        form=quote(conflict.form),
        kept=quote(conflict.kept.text),
        value=conflict.kept.value,
        dropped=quote(conflict.dropped.text),
        other=conflict.dropped.value,
        place=conflict.dropped.place,
    )
