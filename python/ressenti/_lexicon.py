"""The words of the tables inflected, developed and made unique: what goes into a pack."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from . import inflect
from ._accents import is_demanding, without_demands
from ._faults import OnError, SourceError, quote
from ._tables import Reading, WordSource, reading_of, words_read


@dataclass(frozen=True, slots=True)
class PackWord:
    """One form of a word; `is_written` if the table holds this very form, not only its lemma."""

    form: str
    source: WordSource
    is_written: bool
    demands_accents: bool = False

    @property
    def is_verb(self) -> bool:
        return self.source.pos == "verb"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two words that read the same and judge in opposite ways; only the first is kept."""

    form: str
    kept: WordSource
    dropped: WordSource


@dataclass(slots=True)
class Lexicon:
    """What a pack holds: one entry for each kind and reading, in the order of the tables."""

    words: list[PackWord] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def build_lexicon(sources: Iterable[WordSource], on_error: OnError) -> Lexicon:
    """Develop every word and keep one entry per reading.

    Where several words share a form, the one whose table holds that very form wins over those
    it is only derived from, then the larger |valence|, then the first. Faulty words go to
    `on_error` and are left out.
    """
    kept: dict[tuple[str, Reading], PackWord] = {}
    lexicon = Lexicon()
    for source in sources:
        for reading, word in _words_of(source, on_error):
            key = (source.kind, reading)
            rival = kept.setdefault(key, word)
            if rival is word or rival.source is source:
                continue
            winner, loser = (word, rival) if _rank(word) > _rank(rival) else (rival, word)
            kept[key] = winner
            if winner.source.value * loser.source.value < 0:
                lexicon.conflicts.append(Conflict(winner.form, winner.source, loser.source))
    lexicon.words = list(kept.values())
    return lexicon


def _rank(word: PackWord) -> tuple[bool, int]:
    return word.is_written, abs(word.source.value)


def _words_of(source: WordSource, on_error: OnError) -> list[tuple[Reading, PackWord]]:
    try:
        forms = _forms(source)
        if not all(words_read(without_demands(form)) for form in forms):
            raise source.place.fault(
                "{word} ne laisse rien à lire ; l’ôter", word=quote(source.text)
            )
    except SourceError as error:
        on_error(error)
        return []
    return [(reading_of(form, source), _word_of(form, source)) for form in forms]


def _word_of(form: str, source: WordSource) -> PackWord:
    is_written = reading_of(form, source) == reading_of(source.text, source)
    if source.may_demand and is_demanding(form):
        return PackWord(without_demands(form), source, is_written, demands_accents=True)
    return PackWord(form, source, is_written)


def _forms(source: WordSource) -> list[str]:
    """The forms a row stands for: inflected, developed, or itself."""
    if source.table == "opinion.tsv":
        return _inflected(source)
    if source.table == "expressions.tsv":
        return _developed(source)
    return [source.text]


def _inflected(source: WordSource) -> list[str]:
    lemma = without_demands(source.text)
    try:
        forms = inflect.forms(lemma, source.pos, source.forms)
    except ValueError:
        problem = "les formes de {word} ({pos}) ne se déduisent pas ; les écrire sous forms, ou -"
        raise source.place.fault(problem, word=quote(source.text), pos=source.pos) from None
    if lemma == source.text:
        return forms
    is_listed = source.forms.strip() not in ("", "auto")  # each form on the list has its own mark, or none
    return [f"{form}!" if form == lemma or not is_listed else form for form in forms]


def _developed(source: WordSource) -> list[str]:
    try:
        return inflect.expand(source.text)
    except ValueError:
        problem = "{text} ne se développe pas ; n’y mettre que (a|b), (e) et [mot], bien fermés"
        raise source.place.fault(problem, text=quote(source.text)) from None
