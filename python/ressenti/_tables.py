"""The TSV files of words: rows checked and typed, with the line each one is written on."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from . import _core
from ._accents import demanded, is_demanding, without_demands
from ._faults import OnError, Place, SourceError, advice, quote, quote_all, say
from ._toml import decode_text
from .inflect import PARTS_OF_SPEECH

NEGATION_KINDS = ("ne", "after", "determiner", "without", "nor", "weak")
CONNECTIVE_KINDS = ("contrast", "concession", "break")
CUE_ACCENTED = 64
CUE_KINDS = (
    "promise", "actual", "instead", "said", "outcome", "order", "schedule", "guarantee", "elapsed", "since", "still",
    "benefit", "cost", "other", "against", "opening", "online", "shop", "neutral", "lasting", "ended", "paid", "quote", "whereas",
)
VOICE_KINDS = ("reported", "wished", "confirmed", "denied", "request", "fervent")

VALENCE = (-100, 100)
PERCENT = (0, 400)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordSource:
    """One row of a table.

    `table` is the name of its file ("opinion.tsv"), `kind` what it becomes in a pack ("opinion").
    `text` is the word as written, `value` its meaning for that kind: valence in hundredths,
    percent, index of the kind of negation, connective or cue, index of the language + 1.
    `full` is what an abbreviation stands for. `pos` and `forms` are for opinion words only.
    A `!` behind the word demands its accents, but where signs are words: among the emoji.
    """

    place: Place
    table: str
    kind: str
    text: str
    value: int = 0
    full: str | None = None
    pos: str = ""
    forms: str = ""

    @property
    def may_demand(self) -> bool:
        return self.kind != "respell" and self.table != "emoji.tsv"


Reading = tuple[str, tuple[str, ...]]
"""What tells two words apart: how they are read, and the accents that they demand."""


_JOINT = re.compile(r"(?<=[a-z0-9])['-](?=[a-z0-9])")
_READ = re.compile(r"[a-z0-9]+|[^a-z0-9' \n]")


def words_read(text: str) -> str:
    """`text` as the engine looks it up: folded, its words and signs separated by one space.

    >>> words_read("Qualité-prix"), words_read("l’accueil !")
    ('qualite prix', 'l accueil !')
    """
    return " ".join(_READ.findall(_JOINT.sub(" ", _core.fold(text)[0])))


def reading_of(form: str, source: WordSource) -> Reading:
    """How a form of `source` is read: only a form that demands its accents has a second half."""
    if not source.may_demand:
        return words_read(form), ()
    return words_read(without_demands(form)), demanded(form)


class Row:
    """The cells of one line, without the blanks around them."""

    def __init__(self, place: Place, cells: Mapping[str, str]) -> None:
        self.place = place
        self._cells = cells

    def wrong(self, template: str, **values: object) -> SourceError:
        return self.place.fault(template, **values)

    def get(self, column: str) -> str:
        return self._cells.get(column, "")

    def filled(self, column: str) -> str:
        cell = self.get(column)
        if not cell:
            raise self.wrong(
                "la colonne {column} est vide ; la remplir ou ôter la ligne", column=column
            )
        return cell

    def integer(self, column: str, limits: tuple[int, int]) -> int:
        cell = self.filled(column).replace("−", "-")
        digits = cell.removeprefix("-").removeprefix("+")
        if not (digits.isascii() and digits.isdigit()) or not limits[0] <= int(cell) <= limits[1]:
            problem = "{column} : {cell} n’est pas un entier de {low} à {high}"
            low, high = limits
            raise self.wrong(problem, column=column, cell=quote(cell), low=low, high=high)
        return int(cell)

    def index(self, column: str, names: tuple[str, ...]) -> int:
        """Rank of the cell among `names`."""
        cell = self.filled(column)
        if cell not in names:
            hint = advice(cell, names)
            problem = "{column} : {cell} est inconnu ; {hint}"
            raise self.wrong(problem, column=column, cell=quote(cell), hint=hint)
        return names.index(cell)

    def plain(self, column: str) -> str:
        """Words written out: neither choices nor holes, which only phrases have."""
        cell = self.filled(column)
        if any(sign in cell for sign in "()[]|*<>…"):
            problem = "{cell} doit être écrit en toutes lettres, une ligne par forme"
            raise self.wrong(problem, cell=quote(cell))
        return self.one_if_demanding(cell)

    def one_if_demanding(self, cell: str) -> str:
        """Only a word alone may demand its accents: expressions are looked up word by word."""
        if is_demanding(cell) and " " in words_read(without_demands(cell)):
            problem = "{cell} : seul un mot isolé peut exiger ses accents ; ôter le point d’exclamation"
            raise self.wrong(problem, cell=quote(cell))
        return cell


# --- One reader per table -------------------------------------------------------------------


def _opinion(row: Row) -> dict[str, object]:
    row.index("pos", PARTS_OF_SPEECH)
    return {
        "kind": "opinion",
        "text": row.plain("lemma"),
        "value": row.integer("valence", VALENCE),
        "pos": row.get("pos"),
        "forms": row.get("forms"),
    }


def _expression(row: Row) -> dict[str, object]:
    return {
        "kind": "opinion",
        "text": row.one_if_demanding(row.filled("expression")),
        "value": row.integer("valence", VALENCE),
    }


def _emoji(row: Row) -> dict[str, object]:
    return {
        "kind": "opinion",
        "text": row.filled("emoji"),
        "value": row.integer("valence", VALENCE),
    }


def _intensity(row: Row) -> dict[str, object]:
    return {
        "kind": "intensity",
        "text": row.plain("form"),
        "value": row.integer("percent", PERCENT),
    }


def _negation(row: Row) -> dict[str, object]:
    return {
        "kind": "negation",
        "text": row.plain("form"),
        "value": row.index("kind", NEGATION_KINDS),
    }


def _connective(row: Row) -> dict[str, object]:
    return {
        "kind": "connective",
        "text": row.plain("form"),
        "value": row.index("kind", CONNECTIVE_KINDS),
    }


def _cue(row: Row) -> dict[str, object]:
    """« donné! » is a cue where some accent was typed: « donne » is none. Which accents is not asked, that would be slow."""
    form, kind = row.plain("form"), row.index("kind", CUE_KINDS)
    return {"kind": "cue", "text": without_demands(form), "value": kind | CUE_ACCENTED if is_demanding(form) else kind}


def _voice(row: Row) -> dict[str, object]:
    return {"kind": "voice", "text": row.plain("form"), "value": row.index("kind", VOICE_KINDS)}


def _abbreviation(row: Row) -> dict[str, object]:
    short = row.filled("short")
    if " " in short:
        raise row.wrong("{short} : une abréviation est un seul mot", short=quote(short))
    return {"kind": "respell", "text": short, "full": row.plain("full")}


def _foreign_word(row: Row) -> dict[str, object]:
    value = row.index("lang", _core.language_names) + 1
    return {"kind": "language", "text": row.plain("word"), "value": value}


@dataclass(frozen=True, slots=True)
class _Table:
    columns: tuple[str, ...]
    required: int  # the first ones; what follows may be left out
    read: Callable[[Row], dict[str, object]]


_TABLES = {
    "lexicon/opinion.tsv": _Table(("lemma", "pos", "valence", "forms", "note"), 3, _opinion),
    "lexicon/expressions.tsv": _Table(("expression", "valence", "note"), 2, _expression),
    "lexicon/intensity.tsv": _Table(("form", "percent", "note"), 2, _intensity),
    "lexicon/negation.tsv": _Table(("form", "kind", "note"), 2, _negation),
    "lexicon/connectives.tsv": _Table(("form", "kind", "note"), 2, _connective),
    "lexicon/cues.tsv": _Table(("form", "kind", "note"), 2, _cue),
    "lexicon/voices.tsv": _Table(("form", "kind", "note"), 2, _voice),
    "lexicon/emoji.tsv": _Table(("emoji", "valence", "note"), 2, _emoji),
    "normalize/abbreviations.tsv": _Table(("short", "full", "note"), 2, _abbreviation),
    "normalize/languages.tsv": _Table(("word", "lang", "note"), 2, _foreign_word),
}

TABLE_NAMES = tuple(_TABLES)
"""Paths of the tables a source may hold, relative to its folder."""


def read_table(content: bytes, name: str, shown: str, on_error: OnError) -> list[WordSource]:
    """The words of one table; `name` is one of TABLE_NAMES, `shown` its path in messages.

    A bad row goes to `on_error` and is left out; a file that cannot be read at all raises.
    """
    table = _TABLES[name]
    words: list[WordSource] = []
    for row in _rows(decode_text(content, shown), shown, table, on_error):
        try:
            fields = table.read(row)
        except SourceError as error:
            on_error(error)
        else:
            words.append(WordSource(place=row.place, table=name.rpartition("/")[2], **fields))  # type: ignore[arg-type]
    return _without_twice(words, on_error)


def _rows(text: str, shown: str, table: _Table, on_error: OnError) -> Iterator[Row]:
    """The lines after the header, comments and blank lines left out."""
    header: list[str] | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        place = Place(shown, number)
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = _checked_header(cells, place, table)
        elif problem := _misaligned(cells, header, table):
            on_error(SourceError(place, problem))
        else:
            yield Row(place, dict(zip(header, cells, strict=False)))


def _checked_header(cells: list[str], place: Place, table: _Table) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) < table.required or tuple(cells) != table.columns[: len(cells)]:
        problem = "la première ligne doit nommer les colonnes, entre tabulations : {columns}"
        raise place.fault(problem, columns=" ".join(table.columns))
    return cells


def _misaligned(cells: list[str], header: list[str], table: _Table) -> str:
    """What is wrong with the number of cells, "" if nothing is."""
    while len(cells) > len(header) and not cells[-1]:
        cells.pop()
    if len(cells) > len(header):
        return say(
            "{count} colonnes au lieu de {wanted} ; ôter les tabulations en trop",
            count=len(cells),
            wanted=len(header),
        )
    if len(cells) < table.required:
        return say(
            "il manque {columns} ; séparer les colonnes par des tabulations, non par des espaces",
            columns=quote_all(table.columns[len(cells) : table.required]),
        )
    return ""


def _without_twice(words: list[WordSource], on_error: OnError) -> list[WordSource]:
    """The words of one table, those that read the same as an earlier one reported."""
    seen: dict[Reading, WordSource] = {}
    for word in words:
        reading = reading_of(word.text, word)
        first = seen.setdefault(reading, word)
        if first is not word:
            on_error(SourceError(word.place, _twice(word, first, reading[0])))
    return list(seen.values())


def _twice(word: WordSource, first: WordSource, folded: str) -> str:
    if word.text == first.text:
        problem = "{word} est déjà à la ligne {line} ; n’en garder qu’une"
        return say(problem, word=quote(word.text), line=first.place.line)
    return say(
        "{word} et {first} (ligne {line}) se lisent tous deux {folded} ; n’en garder qu’un",
        word=quote(word.text),
        first=quote(first.text),
        line=first.place.line,
        folded=quote(folded),
    )
