"""A folder of sources read and checked: labels, rules and words, typed, each with its place.

Nothing is compiled here. Every mistake goes to an `on_error` that either raises it at once
(compiling) or collects it (checking); in the second case the faulty block is left out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from . import _core
from ._faults import OnError, Place, SourceError, advice, quote, quote_start, raise_at_once
from ._files import SourceFile, fingerprint, source_files
from ._subthemes import is_part, undeclared, whole_of
from ._tables import TABLE_NAMES, VALENCE, WordSource, read_table
from ._toml import LABEL_KINDS, Entry, TomlFile, read_toml

POLARITIES = {"pos": 50, "neg": -50, "neu": 0}
"""Polarities a rule may give, and the valence each stands for, in hundredths."""

CONDITIONS = ("praise", "blame", "after_blame")
"""What a rule may ask of the text around its hit: see `ressenti_condition`."""

FIGURES = ("duration", "price", "percent", "count")
"""Kinds of figures that may be the value of a piece of evidence."""

NO_TARGET = "irritation"
"""First part of the name of a rule that has no theme, signal or channel."""

_LABEL_ID = re.compile(r"[a-z][a-z0-9_]*(/[a-z0-9_]+)?")
_RULE_ID = re.compile(r"[a-z][a-z0-9_-]*")
_LABEL_KEYS = ("fr", "en", "why", "seed")
_SIGNAL_KEYS = (*_LABEL_KEYS, "attributes")
_OF_THE_WHOLE = ("parent", "alone", "amounts")
_THEME_KEYS = (*_LABEL_KEYS, "stage", "component", *_OF_THE_WHOLE)
_RULE_TARGETS = ("theme", "signals", "channels", "irritation")
_RULE_PATTERNS = ("phrase", "regex", "needs", "unless")
_RULE_EVIDENCE = ("attributes", "with", "figure", "joins")
_RULE_KEYS = ("id", *_RULE_TARGETS, "polarity", "valence", *_RULE_PATTERNS, *_RULE_EVIDENCE, "yes", "no", "why")


# --- What is read ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSource:
    """What a person reads for an id, in both languages, and why the id exists."""

    place: Place
    id: str
    fr: str
    en: str
    why: str = ""
    seed: str = ""


class ParentSource(LabelSource):
    """A group of themes."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalSource(LabelSource):
    """Something a customer tells about the relationship: `churn_intent`.

    `attributes`: what may be said of its evidence, as keys with their accepted values.
    """

    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class ChannelSource(LabelSource):
    """A way a customer dealt with the brand: `phone`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeSource(LabelSource):
    """What customers speak of. `alone`: it stays only where no other theme is.

    A sub-theme ("return_refund/cancel") has its theme as its `parent`; an empty stage or component is the theme's.
    """

    parent: str
    stage: str
    component: str
    alone: bool = False
    amounts: bool = False


def is_renaming(theme: LabelSource) -> bool:
    """Whether it only gives other words to a theme of a pack below."""
    return isinstance(theme, ThemeSource) and not theme.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSource:
    """One `[[rule]]`.

    `name` is "delivery_time/12" or "delivery_time/retard"; `file` is relative to the source.
    `valence` is in hundredths, 0 where the rule does not judge; `neutral`: never judged.
    `attributes`: signal, key and value of each; `condition`, `figure`, `joins`: see docs/authoring.fr.md.
    `subtheme`: the part of `theme` that it gives, "return_refund/cancel".
    """

    place: Place
    name: str
    file: str
    theme: str | None
    signals: tuple[str, ...]
    channels: tuple[str, ...]
    irritation: int
    valence: int
    neutral: bool
    phrases: tuple[str, ...]
    regexes: tuple[str, ...]
    needs: tuple[str, ...]
    unless: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    why: str = ""
    attributes: tuple[tuple[str, str, str], ...] = ()
    condition: str | None = None
    figure: str | None = None
    joins: bool = False
    subtheme: str | None = None

    def targets(self) -> Iterator[tuple[str, str]]:
        """Kind and id of each label it gives, the first one first."""
        if self.theme:
            yield "theme", self.theme
        if self.subtheme:
            yield "subtheme", self.subtheme
        yield from (("signal", id) for id in self.signals)
        yield from (("channel", id) for id in self.channels)


LISTS = ("concurrent", "marque", "produit")
"""Lists of names, each with its slot in phrases: `<concurrent>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSource:
    """One `[[list]]`: names that phrases with the slot of this list find."""

    place: Place
    name: str
    words: tuple[str, ...]


Labels = Mapping[str, Mapping[str, LabelSource]]
"""Labels by kind ("parent", "theme", "signal", "channel", "subtheme"), then by id."""

Ids = Mapping[str, frozenset[str]]
"""Ids of labels, by kind."""

ALL_KINDS = (*LABEL_KINDS, "subtheme")
"""Kinds of labels; a sub-theme is written as a theme with a slash in its id."""

NO_IDS: Ids = {kind: frozenset() for kind in ALL_KINDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All that one folder, or one file of rules, says.

    `fingerprint` is the SHA-256, in hexadecimal, of the paths and bytes of the files read.
    """

    path: Path
    name: str
    fingerprint: str
    labels: Labels
    rules: tuple[RuleSource, ...]
    words: tuple[WordSource, ...]
    model: SourceFile | None = None
    """What `ressenti train` learned from ratings, under model/."""
    theme_model: SourceFile | None = None
    """What it learned from themes and signals."""
    lists: tuple[ListSource, ...] = ()


# --- Public ---------------------------------------------------------------------------------


def read_sources(
    source: Path,
    on_error: OnError = raise_at_once,
    borrowed: Ids = NO_IDS,
    files: Sequence[SourceFile] | None = None,
) -> Sources:
    """Read a folder laid out like data/fr, a .toml file of rules or a .tsv file of words.

    `borrowed` are ids of other packs that rules and themes may name as they name their own;
    `files` what `source_files` gave for this source, when it was asked already.
    Raises SourceError when there is nothing to read at `source`, OSError when the system refuses.
    """
    files = source_files(source, on_error) if files is None else files
    blocks = list(_toml_files(files, on_error))
    name = source.resolve().stem
    all_read = len(blocks) == sum(file.name.endswith(".toml") for file in files)
    known = _Known(blocks, borrowed, is_complete=all_read)
    labels = _read_labels(blocks, known, borrowed, on_error)
    return Sources(
        path=source,
        name=name,
        fingerprint=fingerprint(files),
        labels=labels,
        rules=tuple(_read_rules(blocks, known, _Namer(name, labels, borrowed), on_error)),
        words=tuple(_words(files, on_error)),
        model=_model(files, False, on_error),
        theme_model=_model(files, True, on_error),
        lists=tuple(_read_lists(blocks, on_error)),
    )


# --- Files ----------------------------------------------------------------------------------


def _toml_files(files: Iterable[SourceFile], on_error: OnError) -> Iterator[TomlFile]:
    for file in files:
        if file.name.endswith(".toml"):
            try:
                yield read_toml(file.content, file.name, file.shown)
            except SourceError as error:
                on_error(error)


def _words(files: Iterable[SourceFile], on_error: OnError) -> Iterator[WordSource]:
    for file in files:
        if file.name in TABLE_NAMES:
            try:
                yield from read_table(file.content, file.name, file.shown, on_error)
            except SourceError as error:
                on_error(error)


THEME_MODEL_SIGNATURE = b"RSNTHEME"


def _model(files: Iterable[SourceFile], of_themes: bool, on_error: OnError) -> SourceFile | None:
    models = [file for file in files if file.name.endswith(".bin") and file.content.startswith(THEME_MODEL_SIGNATURE) == of_themes]
    for extra in models[1:]:
        on_error(Place(extra.shown).fault("un seul modèle de cette sorte est lu ; ôter celui-ci ou {first}", first=quote(models[0].shown)))
    return models[0] if models else None


class _Known:
    """The ids a block may name: declared anywhere, even by a faulty block, or borrowed.

    Where a file could not be read (`is_complete` false) any id passes: its absence would only
    repeat, rule after rule, what was already said of that file.
    """

    def __init__(self, files: Iterable[TomlFile], borrowed: Ids, *, is_complete: bool) -> None:
        self._ids = {kind: set(borrowed[kind]) for kind in ALL_KINDS}
        for file in files:
            for kind in LABEL_KINDS:
                for id, _, _ in file.labels(kind):
                    self._ids[_kind_of(kind, id)].add(id)
        self._is_complete = is_complete
        self._attributes = {
            id: _declared(table) for file in files for id, table, _ in file.labels("signal")
        }

    def attributes(self, signal: str) -> Mapping[str, tuple[str, ...]] | None:
        """What may be said of the evidence for a signal: keys with their values; None: another pack knows."""
        return self._attributes.get(signal)

    def one(self, entry: Entry, key: str, kind: str, *, required: bool = False) -> str:
        """The id under `key`, "" when absent. Raises SourceError if it is unknown."""
        id = entry.text(key, required=required)
        if id:
            self._must_have(entry, key, kind, id)
        return id

    def several(self, entry: Entry, key: str, kind: str) -> tuple[str, ...]:
        """The ids under `key`, once each."""
        ids = tuple(dict.fromkeys(entry.texts(key)))
        for id in ids:
            self._must_have(entry, key, kind, id)
        return ids

    def whole(self, id: str, entry: Entry) -> str:
        """The theme that `id` is a part of. Raises SourceError if it is unknown."""
        whole = whole_of(id)
        if self._is_complete and whole not in self._ids["theme"]:
            problem, hint = "{id} : aucun thème ne s’appelle {whole} ; {hint}", advice(whole, self._ids["theme"])
            raise entry.wrong(problem, id=quote_start(id), whole=quote_start(whole), hint=hint)
        return whole

    def _must_have(self, entry: Entry, key: str, kind: str, id: str) -> None:
        known = self._ids[_kind_of(kind, id)]
        if not self._is_complete or id in known:
            return
        if kind == "theme" and is_part(id) and whole_of(id) in self._ids["theme"]:
            siblings = [other for other in known if whole_of(other) == whole_of(id)]
            raise entry.wrong("{key} : {problem}", key=key, problem=undeclared(id, siblings))
        entry.must_know(key, id, self._ids[kind] | known)


def _kind_of(kind: str, id: str) -> str:
    """The kind of a label written as `kind`."""
    return "subtheme" if kind == "theme" and is_part(id) else kind


def _declared(table: object) -> Mapping[str, tuple[str, ...]]:
    """The attributes of a signal whose block may still be faulty."""
    attributes = table.get("attributes") if isinstance(table, dict) else None
    if not isinstance(attributes, dict):
        return {}
    return {key: tuple(values) for key, values in attributes.items() if isinstance(values, list)}


# --- Labels ---------------------------------------------------------------------------------


def _read_labels(files: Iterable[TomlFile], known: _Known, borrowed: Ids, on_error: OnError) -> Labels:
    labels: dict[str, dict[str, LabelSource]] = {kind: {} for kind in ALL_KINDS}
    for written in LABEL_KINDS:
        for file in files:
            for id, table, place in file.labels(written):
                kind = _kind_of(written, id)
                try:
                    _must_be_new(id, labels[kind], place)
                    labels[kind][id] = _read_label(kind, id, table, place, known, is_borrowed=id in borrowed[kind])
                except SourceError as error:
                    on_error(error)
    return labels


def _must_be_new(id: str, labels: Mapping[str, LabelSource], place: Place) -> None:
    if id in labels:
        problem = "{id} est déjà défini ({first}) ; n’en garder qu’un"
        raise place.fault(problem, id=quote(id), first=labels[id].place)


_PLAIN_LABELS = {"parent": ParentSource, "channel": ChannelSource}


def _read_label(
    kind: str, id: str, table: object, place: Place, known: _Known, *, is_borrowed: bool
) -> LabelSource:
    """`is_borrowed`: a label of a pack below, whose words may be said anew and the rest left as it is."""
    if kind in ("theme", "subtheme"):
        _must_not_nest(id, table, place)
        read = _read_part if kind == "subtheme" else _read_theme
        return read(id, Entry(table, place, _THEME_KEYS), known, is_borrowed=is_borrowed)
    if kind == "signal":
        entry = Entry(table, place, _SIGNAL_KEYS)
        return SignalSource(**_names(id, entry, is_borrowed=is_borrowed), attributes=entry.lists("attributes"))
    return _PLAIN_LABELS[kind](**_names(id, Entry(table, place, _LABEL_KEYS), is_borrowed=is_borrowed))


def _read_theme(id: str, entry: Entry, known: _Known, *, is_borrowed: bool) -> ThemeSource:
    is_renamed = is_borrowed and not entry.has_any(_THEME_KEYS[len(_LABEL_KEYS) :])
    return ThemeSource(
        **_names(id, entry, is_borrowed=is_renamed),
        parent=known.one(entry, "parent", "parent", required=not is_renamed),
        stage=entry.choice("stage", _core.stage_names, required=not is_renamed),
        component=entry.choice("component", _core.component_names, required=not is_renamed),
        alone=entry.flag("alone"),
        amounts=entry.flag("amounts"),
    )


def _read_part(id: str, entry: Entry, known: _Known, *, is_borrowed: bool) -> ThemeSource:
    """A part of a theme: it says what it is called, and perhaps a stage or a component of its own."""
    is_renamed = is_borrowed and not entry.has_any(("stage", "component"))
    names, whole = _names(id, entry, is_borrowed=is_renamed), known.whole(id, entry)
    for key in _OF_THE_WHOLE:
        if entry.has_any((key,)):
            raise entry.wrong("{key} ne se dit que du thème {whole}, pas de {id} ; l’ôter", key=key, whole=quote(whole), id=quote_start(id))
    return ThemeSource(
        **names,
        parent="" if is_renamed else whole,
        stage=entry.choice("stage", _core.stage_names),
        component=entry.choice("component", _core.component_names),
    )


def _must_not_nest(id: str, table: object, place: Place) -> None:
    """A slash in TOML wants quotes: whoever leaves them out tries a dot."""
    parts = [key for key, value in table.items() if isinstance(value, dict)] if isinstance(table, dict) else []
    if parts:
        problem = "{part} : un sous-thème s’écrit [theme.\"{id}/{part_id}\"], entre guillemets"
        raise place.fault(problem, part=quote_start(parts[0]), id=id, part_id=parts[0] if _RULE_ID.fullmatch(parts[0]) else "…")


def _names(id: str, entry: Entry, *, is_borrowed: bool) -> dict[str, Any]:
    """What every label has: its id, and what people read; of a borrowed one, one language will do."""
    if not _LABEL_ID.fullmatch(id):
        problem = "{id} : un identifiant s’écrit en minuscules sans accent, chiffres et _ ; un sous-thème, thème/partie"
        raise entry.wrong(problem, id=quote_start(id))
    return {
        "place": entry.place,
        "id": id,
        "fr": entry.text("fr", required=not is_borrowed or not entry.has_any(("en",))),
        "en": entry.text("en", required=not is_borrowed),
        "why": entry.text("why"),
        "seed": entry.text("seed"),
    }


# --- Lists ----------------------------------------------------------------------------------


def _read_lists(files: Iterable[TomlFile], on_error: OnError) -> Iterator[ListSource]:
    for file in files:
        for table, place in file.lists():
            try:
                entry = Entry(table, place, ("name", "words", "why"))
                name = entry.choice("name", LISTS, required=True)
                yield ListSource(place=place, name=name, words=entry.texts("words"))
            except SourceError as error:
                on_error(error)


# --- Rules ----------------------------------------------------------------------------------


class _Namer:
    """Gives each rule its name: first target, then its `id` or its rank among those of that target.

    A rule that gives a part of a theme is named after the theme, and keeps its name when it is moved from part to part.
    A rule on a label of another pack has this pack's name before its rank ("delivery_time/acme.1"),
    so that it is added to the rules of that pack and replaces none of them.
    """

    def __init__(self, pack: str, own: Labels, borrowed: Ids) -> None:
        self._prefix = re.sub(r"[^a-z0-9_]", "_", pack.lower()) + "."
        self._others = {NO_TARGET}.union(*borrowed.values()) if any(borrowed.values()) else set()
        self._others.difference_update(id for id, theme in own["theme"].items() if not is_renaming(theme))
        self._ranks: Counter[str] = Counter()
        self._places: dict[str, Place] = {}

    def name(self, table: object, place: Place) -> str:
        """The name of the next rule, whose table may still be faulty."""
        target = _first_target(table)
        self._ranks[target] += 1
        name = f"{target}/{self._last_part(table, target)}"
        if name in self._places:
            problem = "id déjà pris ({first}) ; en choisir un autre"
            raise replace(place, name=name).fault(problem, first=self._places[name])
        self._places[name] = place
        return name

    def _last_part(self, table: object, target: str) -> str:
        id = table.get("id") if isinstance(table, dict) else None
        if isinstance(id, str):
            return id
        return f"{self._prefix if target in self._others else ''}{self._ranks[target]}"


def _first_target(table: object) -> str:
    """Id of the first label of a rule not checked yet."""
    if not isinstance(table, dict):
        return NO_TARGET
    for key in ("theme", "signals", "channels"):
        value = table.get(key)
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, str):
            return whole_of(first) if key == "theme" else first
    return NO_TARGET


def _read_rules(
    files: Iterable[TomlFile], known: _Known, namer: _Namer, on_error: OnError
) -> Iterator[RuleSource]:
    for file in files:
        for table, place in file.rules():
            try:
                place = replace(place, name=namer.name(table, place))
                yield _read_rule(Entry(table, place, _RULE_KEYS), file.name, known)
            except SourceError as error:
                on_error(error)


def _read_rule(entry: Entry, file: str, known: _Known) -> RuleSource:
    _check_id(entry)
    valence, neutral = _judgement(entry)
    theme = known.one(entry, "theme", "theme")
    rule = RuleSource(
        place=entry.place,
        name=entry.place.name,
        file=file,
        theme=whole_of(theme) or None,
        subtheme=theme if is_part(theme) else None,
        signals=known.several(entry, "signals", "signal"),
        channels=known.several(entry, "channels", "channel"),
        irritation=entry.integer("irritation", 1, 3) or 0,
        valence=valence,
        neutral=neutral,
        phrases=entry.texts("phrase"),
        regexes=_regexes(entry),
        needs=entry.texts("needs"),
        unless=entry.texts("unless"),
        yes=entry.texts("yes"),
        no=entry.texts("no"),
        why=entry.text("why"),
        attributes=_attributes(entry, known),
        condition=entry.choice("with", CONDITIONS) or None,
        figure=entry.choice("figure", FIGURES) or None,
        joins=entry.flag("joins"),
    )
    _must_do_something(rule, entry)
    return rule


def _attributes(entry: Entry, known: _Known) -> tuple[tuple[str, str, str], ...]:
    """Signal, key and value of each attribute: it is said of the rule's first signal that declares the key."""
    declared = {id: known.attributes(id) for id in entry.texts("signals")}
    return tuple((_signal_with(key, value, declared, entry), key, value) for key, value in entry.pairs("attributes"))


def _signal_with(key: str, value: str, declared: Mapping[str, Mapping[str, tuple[str, ...]] | None], entry: Entry) -> str:
    for signal, attributes in declared.items():
        if attributes is None:
            return signal
        if key in attributes:
            entry.must_know(key, value, attributes[key])
            return signal
    keys = sorted({name for attributes in declared.values() if attributes for name in attributes})
    raise entry.wrong("attributes : {key} est inconnu ; {hint}", key=quote(key), hint=advice(key, keys))


def _check_id(entry: Entry) -> None:
    id = entry.text("id")
    if id and not _RULE_ID.fullmatch(id):
        problem = (
            "id : {id} ; mettre des minuscules sans accent, chiffres, _ ou -, une lettre d’abord"
        )
        raise entry.wrong(problem, id=quote(id))


def _judgement(entry: Entry) -> tuple[int, bool]:
    """Valence in hundredths and whether the rule is never judged, from `polarity` and `valence`."""
    polarity = entry.choice("polarity", POLARITIES)
    valence = entry.integer("valence", *VALENCE)
    if valence is None:
        return POLARITIES.get(polarity, 0), polarity == "neu"
    if valence == 0:
        raise entry.wrong('valence vaut 0 ; pour une mention jamais jugée, écrire polarity = "neu"')
    if polarity == "neu" or polarity and (POLARITIES[polarity] > 0) != (valence > 0):
        problem = (
            'polarity = "{polarity}" et valence = {valence} se contredisent ; ôter l’un des deux'
        )
        raise entry.wrong(problem, polarity=polarity, valence=valence)
    return valence, False


def _regexes(entry: Entry) -> tuple[str, ...]:
    """The regexes, which read folded text and so hold nothing that folding takes away."""
    regexes = entry.texts("regex")
    for regex in regexes:
        folded = "".join(sign if sign.isascii() else _core.fold(sign)[0] for sign in regex)
        if folded != regex:
            problem = "une regex lit le texte plié : {regex} n’y trouverait rien ; écrire {folded}"
            raise entry.wrong(problem, regex=quote(regex), folded=quote(folded))
    return regexes


def _must_do_something(rule: RuleSource, entry: Entry) -> None:
    if not any(rule.targets()) and not rule.irritation:
        raise entry.wrong("la règle ne donne rien ; ajouter theme, signals, channels ou irritation")
    if not rule.phrases and not rule.regexes:
        raise entry.wrong('la règle ne cherche rien ; ajouter phrase = ["…"]')
