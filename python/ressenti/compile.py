"""From sources to a pack: what `ressenti compile` and the build run.

A source is a folder laid out like data/fr, or a single .toml file of rules. The same source
gives the same bytes on every machine; the layout of these bytes is the core's business.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import _core
from ._faults import OnError, Place, SourceError, quote, quote_start, raise_at_once, say
from ._files import SourceFile
from ._lexicon import Lexicon, PackWord, build_lexicon
from ._sources import ALL_KINDS, LISTS, NO_IDS, Ids, LabelSource, ListSource, RuleSource, Sources, ThemeSource, read_sources
from ._subthemes import is_part, whole_of

__all__ = ["SourceError", "compile_pack"]

SHIPPED_PACK = Path(__file__).with_name("data") / "fr.pack"
"""The French pack of this installation."""

WHOLE_LANGUAGE = "themes/parents.toml"
"""A folder with this file stands alone; any other source may name the labels of the French pack."""

_CLASSES = "<mot>, <nombre>, <durée>, <prix>, <jour>, <mois>, <pas>, <cible>, <concurrent>, <marque>, <produit> ou <0-5>"
_FRENCH = {
    "an attached parenthesis": "une parenthèse collée ne contient que des lettres ; l’espacer",
    "a star needs three letters": "l’étoile demande au moins trois lettres devant elle",
    "a star stands at the end": "l’étoile se met à la fin du mot",
    "choices are nested too deeply": "les choix sont emboîtés trop profondément",
    "a parenthesis is not closed": "une parenthèse n’est pas fermée",
    "a bracket is not closed": "un crochet n’est pas fermé",
    "an exclamation mark stands right behind": "le point d’exclamation se met juste derrière les lettres d’un mot : salé!(e)(s)",
    "these letters cannot be demanded": "ces lettres ne peuvent pas exiger leurs accents",
    "accents are demanded of one word": "seul un mot isolé peut exiger ses accents",
    "unknown class": f"classe inconnue ; écrire {_CLASSES}",
    "a word is expected": "un mot est attendu",
    "a gap stands between two words": "un trou se met entre deux mots ; l’ôter",
    "a word that must be there": "un mot obligatoire est attendu ; un trou ne finit pas une phrase",
    "a bar, a parenthesis or": "une barre, une parenthèse ou un crochet est seul",
    "the pattern matches the empty": "elle trouverait le texte vide ; rendre un mot obligatoire",
    "`needs` holds beginnings": "needs n’admet que des débuts de mot, lettres et chiffres : {name}",
    "`needs` holds an empty word": "needs contient un mot vide",
    "a sub-theme": "un sous-thème s’écrit thème/partie, après son thème",
    "this word is there twice": "le moteur le lit comme un mot déjà donné ; n’en garder qu’un",
    "a word, or up to twelve": "un à douze mots sont attendus",
    "an abbreviation is one word": "une abréviation est un seul mot, de lettres et de chiffres",
    "a pack holds 64 signals": "un paquet contient au plus 64 signaux et 64 canaux",
    "a name in a list has letters": "un nom d’une liste a des lettres ou des chiffres : {name}",
    "a name in a list is too long": "un nom d’une liste a cent lettres au plus : {name}",
    "too many slots for names": "une phrase attend quatre noms au plus",
    "is not allowed in a rule": r"une règle n’admet ni (*…), ni (?C…), ni \K, \C ou \G",
    "longer than 4096 bytes": "elle dépasse 4 096 octets ; la couper en plusieurs regex",
    "more than 1000 repeats": "une répétition dépasse 1 000 fois",
    "number too big in {}": "une répétition dépasse 1 000 fois",
    "numbers out of order in {}": "les bornes d’une répétition sont à l’envers",
    "too deeply nested": "plus de 32 parenthèses sont emboîtées",
    "missing closing parenthesis": "une parenthèse n’est pas fermée",
    "unmatched closing parenthesis": "une parenthèse se ferme sans s’être ouverte",
    "missing terminating ]": "un crochet n’est pas fermé",
    "range out of order": "les bornes d’un intervalle entre crochets sont à l’envers",
    "quantifier does not follow": "une répétition ne suit rien qui se répète",
    "not fixed length": "un regard en arrière (?<=…) demande une longueur fixe",
    "unknown property": "cette propriété Unicode n’existe pas",
    "non-existent subpattern": "elle renvoie à un groupe qui n’existe pas ; le nommer (?<nom>…)",
    "\\ at end of pattern": r"un \ seul la finit",
    "unrecognized character follows \\": "cette lettre ne veut rien dire après \\",
    "unrecognized character after (?": "ce signe ne veut rien dire après (?",
    "no learned model of this release": "ce n’est pas un modèle de cette version ; le réapprendre avec ressenti train",
    "this learned model is damaged": "ce modèle est abîmé ; le réapprendre avec ressenti train",
    "regular expression is too large": "elle est trop grande une fois ses répétitions écrites",
}
"""What the core says, by its first words, as an analyst reads it."""

READ_SHOWN = 40
"""A message shows no more than this of what was read before a mistake."""


@dataclass(frozen=True, slots=True)
class Built:
    """A pack, and what went into it: the rules and words that were accepted."""

    pack: bytes
    rules: tuple[RuleSource, ...]
    lexicon: Lexicon
    word_count: int


# --- Public ---------------------------------------------------------------------------------


def compile_pack(source: Path) -> bytes:
    """The bytes of the pack of one source, a folder, a .toml file or a .tsv file.

    Raises SourceError on the first mistake, in one French sentence that names file and rule;
    OSError when a file cannot be read.
    """
    source = Path(source)
    borrowed = ids_of(packs_below(source))
    return build(read_sources(source, borrowed=borrowed), borrowed).pack


# --- For the checker ------------------------------------------------------------------------


def is_whole_language(source: Path) -> bool:
    """Whether a source stands alone, and does not add to the packs before it."""
    return source.is_dir() and (source / WHOLE_LANGUAGE).is_file()


def packs_below(source: Path, stacked: Sequence[bytes | str] = ()) -> list[bytes | str]:
    """What this source adds to: nothing for a whole language, else `stacked` or the shipped pack."""
    if is_whole_language(source):
        return []
    if stacked or not SHIPPED_PACK.is_file():
        return list(stacked)
    return [str(SHIPPED_PACK)]


def ids_of(packs: Sequence[bytes | str]) -> Ids:
    """The id of every label of `packs`. Raises SourceError if the core refuses one."""
    if not packs:
        return NO_IDS
    return ids_in(engine_of(packs, SHIPPED_PACK))


def ids_in(engine: _core.Engine) -> Ids:
    """The id of every label of an engine."""
    return {kind: frozenset(label["id"] for label in engine.labels(kind)) for kind in ALL_KINDS}


STAND_INS = {name: f"nom{name}" for name in LISTS}
"""In the examples of a rule `<concurrent>` stands for a name of the list; when they are run, this one."""


def with_stand_ins(example: str) -> str:
    """The example as it is run: a name for each `<concurrent>`."""
    for name, word in STAND_INS.items():
        example = example.replace(f"<{name}>", word)
    return example


def engine_of(packs: Sequence[bytes | str], source: Path) -> _core.Engine:
    """An engine of `packs` that knows STAND_INS; SourceError at `source` if the core refuses them."""
    try:
        return _core.Engine(packs, lists=[text for pair in STAND_INS.items() for text in pair])
    except _core.CoreError as error:
        problem = "le paquet est refusé : {why}"
        raise Place(str(source)).fault(problem, why=in_french(error)) from None


def build(sources: Sources, borrowed: Ids = NO_IDS, on_error: OnError = raise_at_once) -> Built:
    """Compile what was read. What the core refuses goes to `on_error` and is left out."""
    builder = _core.PackBuilder()
    builder.name(sources.name, sources.fingerprint)
    lexicon = build_lexicon(sources.words, on_error)
    labels = _add_labels(builder, sources, borrowed, on_error)
    word_count = sum(_is_accepted(on_error, _add_word, builder, word) for word in lexicon.words)
    for names in sources.lists:
        for word in names.words:
            _is_accepted(on_error, _add_list_word, builder, names, word)
    for rule in sources.rules:
        for example in (*rule.yes, *rule.no):
            builder.add_sample(example)  # tells the core which words are rare
    rules = [
        rule
        for rule in sources.rules
        if labels.issuperset(rule.targets()) and _is_accepted(on_error, _add_rule, builder, rule)
    ]
    if sources.model is not None:
        _is_accepted(on_error, _set_model, builder.set_model, sources.model)
    if sources.theme_model is not None:
        _is_accepted(on_error, _set_model, builder.set_theme_model, sources.theme_model)
    return Built(builder.finish(), tuple(rules), lexicon, word_count)


def _is_accepted(on_error: OnError, add: Callable[..., None], *arguments: object) -> bool:
    """Whether `add` took its arguments; if not, `on_error` was told why."""
    try:
        add(*arguments)
    except SourceError as error:
        on_error(error)
        return False
    return True


# --- Labels ---------------------------------------------------------------------------------


def _add_labels(
    builder: _core.PackBuilder, sources: Sources, borrowed: Ids, on_error: OnError
) -> set[tuple[str, str]]:
    """Add the source's labels and references to borrowed ones; return kind and id of them all."""
    added = _add_references(builder, sources, borrowed)
    for kind in ALL_KINDS:
        for label in sources.labels[kind].values():
            is_rooted = not isinstance(label, ThemeSource) or not label.parent or _root(label) in added
            if is_rooted and _is_accepted(on_error, _add_label, builder, kind, label):
                added.add((kind, label.id))
    return added


def _add_references(
    builder: _core.PackBuilder, sources: Sources, borrowed: Ids
) -> set[tuple[str, str]]:
    """Add a label without words, which stands for another pack's, for each borrowed id in use."""
    named = {target for rule in sources.rules for target in rule.targets()}
    themes = (*sources.labels["theme"].values(), *sources.labels["subtheme"].values())
    named.update(_root(theme) for theme in themes if isinstance(theme, ThemeSource))
    others = {
        (kind, id) for kind, id in named if id in borrowed[kind] and id not in sources.labels[kind]
    }
    for kind, id in sorted(others, key=lambda label: (ALL_KINDS.index(label[0]), label[1])):
        builder.add_label(_written_as(kind), id)
    return others


def _root(theme: ThemeSource) -> tuple[str, str]:
    """Kind and id of what must be there before it: the group of a theme, the theme of a sub-theme."""
    return ("theme", whole_of(theme.id)) if is_part(theme.id) else ("parent", theme.parent)


def _written_as(kind: str) -> str:
    """In a pack, as in a source, a sub-theme is a theme with a slash in its id."""
    return "theme" if kind == "subtheme" else kind


def _add_label(builder: _core.PackBuilder, kind: str, label: LabelSource) -> None:
    more: dict[str, Any] = {}
    if isinstance(label, ThemeSource):
        more = {
            "parent": label.parent or None,
            "stage": label.stage or None,
            "component": label.component or None,
            "alone": label.alone,
            "amounts": label.amounts,
        }
    try:
        builder.add_label(_written_as(kind), label.id, fr=label.fr, en=label.en, **more)
    except _core.CoreError as error:
        problem = "{id} est refusé : {why}"
        raise label.place.fault(problem, id=quote(label.id), why=in_french(error)) from None


# --- Words and rules ------------------------------------------------------------------------


def _add_word(builder: _core.PackBuilder, word: PackWord) -> None:
    source = word.source
    try:
        builder.add_word(
            source.kind, word.form, value=source.value, full=source.full, verb=word.is_verb, accents=word.demands_accents
        )
    except _core.CoreError as error:
        problem = "{word} est refusé : {why}"
        raise source.place.fault(problem, word=quote(word.form), why=in_french(error)) from None


def _set_model(set_model: Callable[[bytes], None], model: SourceFile) -> None:
    try:
        set_model(model.content)
    except _core.CoreError as error:
        raise Place(model.shown).fault("{why}", why=in_french(error)) from None


def _add_list_word(builder: _core.PackBuilder, names: ListSource, word: str) -> None:
    try:
        builder.add_list_word(names.name, word)
    except _core.CoreError as error:
        problem = "liste {list} : {why}"
        raise names.place.fault(problem, list=quote(names.name), why=in_french(error)) from None


def _add_rule(builder: _core.PackBuilder, rule: RuleSource) -> None:
    try:
        builder.add_rule(
            rule.name,
            rule.file,
            rule.place.rule,
            theme=rule.subtheme or rule.theme,
            signals=rule.signals,
            channels=rule.channels,
            irritation=rule.irritation,
            valence=rule.valence,
            neutral=rule.neutral,
            phrases=rule.phrases,
            regexes=rule.regexes,
            needs=rule.needs,
            unless=rule.unless,
            attributes=[part for attribute in rule.attributes for part in attribute],
            condition=rule.condition,
            figure=rule.figure,
            joins=rule.joins,
        )
    except _core.CoreError as error:
        raise SourceError(rule.place, _refusal(rule, error)) from None


def _refusal(rule: RuleSource, error: _core.CoreError) -> str:
    """Which phrase or regex of the rule the core refused, where in it, and why."""
    patterns = [
        *(("phrase", phrase, words) for phrase, words in _folded(rule.phrases)),
        *(("regex", regex, regex) for regex in rule.regexes),
        *(("unless", phrase, words) for phrase, words in _folded(rule.unless)),
    ]
    if error.status != "BAD_PATTERN" or error.item is None or error.item >= len(patterns):
        return say("règle refusée : {why}", why=in_french(error))
    key, written, read = patterns[error.item]
    return say(
        "{key} {written}, {where} : {why}",
        key=key,
        written=quote_start(written),
        where=_after(read.encode()[: error.offset or 0].decode(errors="ignore")),
        why=in_french(error),
    )


def _after(read: str) -> str:
    """Where in a phrase the core stopped, `read` being what it had accepted."""
    if not read.strip():
        return "dès le début"
    end = read[-READ_SHOWN:]
    return say("juste après {end}", end=quote(end if end == read else f"…{end}"))


def _folded(phrases: Iterable[str]) -> Iterable[tuple[str, str]]:
    return ((phrase, _core.fold(phrase)[0]) for phrase in phrases)


def in_french(error: _core.CoreError) -> str:
    """The core's sentence in French; as it is where this file does not know it."""
    message = str(error)
    for english, french in _FRENCH.items():
        if english in message:
            return say(french, name=quote(message.rpartition(": ")[2]))
    if error.status == "BAD_PATTERN":
        return say("PCRE2 la refuse : {message}", message=quote(message))
    return message
