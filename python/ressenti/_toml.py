"""One TOML file of rules: decoded, with the line of each block, and read key by key.

`tomllib` keeps no line numbers; the headers are found again by a scan of the text, and a file
where that scan is not sure of itself (a header inside a long string) shows the rank alone.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ._faults import Place, SourceError, advice, quote, quote_start, say

LABEL_KINDS = ("parent", "theme", "signal", "channel")

_RULE_HEADER = re.compile(r"\s*\[\[\s*rule\s*\]\]")
_LABEL_HEADER = re.compile(
    r"""\s*\[\s*(parent|theme|signal|channel)\s*\.\s*["']?([^\]"']+?)["']?\s*\]"""
)
_TOML_POSITION = re.compile(r"\(at line (\d+), column (\d+)\)")


def decode_text(content: bytes, file: str) -> str:
    """The text of a file without its byte-order mark, all line ends as one line feed.

    Raises SourceError naming the line of the first byte that is not UTF-8.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = "le fichier n’est pas en UTF-8 ; l’enregistrer dans ce codage"
        raise Place(file, line).fault(problem) from None
    return text.replace("\r\n", "\n")


class Entry:
    """One table being read at `place`: typed access to its keys, unknown keys refused."""

    def __init__(self, table: object, place: Place, keys: Collection[str]) -> None:
        self.place = place
        if not isinstance(table, dict):
            raise self.wrong("un bloc de lignes « clé = valeur » est attendu")
        self._table: Mapping[str, Any] = table
        for key in table:
            if key not in keys:
                hint = advice(key, keys)
                raise self.wrong("clé inconnue {key} ; {hint}", key=quote(key), hint=hint)

    def wrong(self, template: str, **values: object) -> SourceError:
        return self.place.fault(template, **values)

    def has_any(self, keys: Collection[str]) -> bool:
        return any(key in self._table for key in keys)

    def text(self, key: str, *, required: bool = False) -> str:
        """A string without the blanks around it, "" when absent."""
        value = self._table.get(key)
        if value is None:
            if required:
                raise self.wrong('il manque {key} ; ajouter {key} = "…"', key=key)
            return ""
        if not isinstance(value, str):
            raise self._mistyped(key, "un texte entre guillemets")
        if not value.strip():
            raise self.wrong("{key} est vide ; le remplir ou l’ôter", key=key)
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A string or a list of strings, as a tuple; () when absent."""
        value = self._table.get(key, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise self._mistyped(key, "un texte ou une liste de textes")
        if not all(item.strip() for item in items):
            raise self.wrong("{key} contient un texte vide ; l’ôter", key=key)
        return tuple(items)

    def integer(self, key: str, low: int, high: int) -> int | None:
        """A whole number from `low` to `high`, None when absent."""
        value = self._table.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self._mistyped(key, f"un nombre entier de {low} à {high}")
        return value

    def flag(self, key: str) -> bool:
        value = self._table.get(key, False)
        if not isinstance(value, bool):
            raise self._mistyped(key, "true ou false")
        return value

    def pairs(self, key: str) -> Iterator[tuple[str, str]]:
        """The entries of an inline table of strings, in order; none when absent."""
        value = self._table.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            raise self._mistyped(key, 'un groupe { clé = "valeur" }')
        yield from value.items()

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        """The entries of an inline table of lists of strings; none when absent."""
        value = self._table.get(key, {})
        is_sound = isinstance(value, dict) and all(
            isinstance(items, list) and items and all(isinstance(item, str) for item in items) for items in value.values()
        )
        if not is_sound:
            raise self._mistyped(key, 'un groupe { clé = ["valeur"] }')
        return {name: tuple(items) for name, items in value.items()}

    def choice(self, key: str, accepted: Collection[str], *, required: bool = False) -> str:
        """One of the `accepted` names, "" when absent."""
        value = self.text(key, required=required)
        if value:
            self.must_know(key, value, accepted)
        return value

    def must_know(self, key: str, value: str, accepted: Collection[str]) -> None:
        """Raise SourceError unless `value` is one of the `accepted` names."""
        if value not in accepted:
            hint = advice(value, accepted)
            problem = "{key} : {value} est inconnu ; {hint}"
            raise self.wrong(problem, key=key, value=quote_start(value), hint=hint)

    def _mistyped(self, key: str, wanted: str) -> SourceError:
        return self.wrong("{key} doit être {wanted}", key=key, wanted=wanted)


@dataclass(frozen=True, slots=True)
class TomlFile:
    """The blocks of one file, each with its place. `name` is relative to the source's folder."""

    name: str
    place: Place
    _tables: Mapping[str, Any] = field(repr=False)
    _label_lines: Mapping[tuple[str, str], int] = field(repr=False)
    _rule_lines: list[int] = field(repr=False)

    def labels(self, kind: str) -> Iterator[tuple[str, object, Place]]:
        """Id, table and place of each `[kind.id]`, as written."""
        for id, table in self._tables.get(kind, {}).items():
            yield id, table, replace(self.place, line=self._label_lines.get((kind, id), 0))

    def lists(self) -> Iterator[tuple[object, Place]]:
        """Table and place of each `[[list]]`, as written; the place is that of the file."""
        for table in self._tables.get("list", []):
            yield table, self.place

    def rules(self) -> Iterator[tuple[object, Place]]:
        """Table and place of each `[[rule]]`, as written."""
        blocks = self._tables.get("rule", [])
        lines = self._rule_lines if len(self._rule_lines) == len(blocks) else [0] * len(blocks)
        for number, (table, line) in enumerate(zip(blocks, lines, strict=True), start=1):
            yield table, replace(self.place, line=line, rule=number)


def read_toml(content: bytes, name: str, shown: str) -> TomlFile:
    """Decode one file; `shown` is its path in messages. Raises SourceError."""
    place = Place(shown)
    text = decode_text(content, shown)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(place, str(error)) from None
    Entry(tables, place, ("rule", "list", *LABEL_KINDS))
    _check_kinds(tables, place)
    return TomlFile(name, place, tables, *_header_lines(text))


def _check_kinds(tables: Mapping[str, Any], place: Place) -> None:
    for kind in ("rule", "list"):
        if not isinstance(tables.get(kind, []), list):
            raise place.fault("[{kind}] s’écrit [[{kind}]], entre doubles crochets", kind=kind)
    for kind in LABEL_KINDS:
        if not isinstance(tables.get(kind, {}), dict):
            raise place.fault("{kind} s’écrit [{kind}.identifiant]", kind=kind)


def _unreadable(place: Place, message: str) -> SourceError:
    """The French of a `tomllib` message, with its line when it gives one."""
    found = _TOML_POSITION.search(message)
    line, column = (int(found[1]), found[2]) if found else (0, "")
    where = say("colonne {column}", column=column) if found else "à la fin du fichier"
    problem = "TOML illisible, {where} ; vérifier guillemets, crochets et clés répétées ({message})"
    said = _TOML_POSITION.sub("", message).strip()
    return replace(place, line=line).fault(problem, where=where, message=said)


def _header_lines(text: str) -> tuple[dict[tuple[str, str], int], list[int]]:
    """Line of each `[kind.id]`, and of each `[[rule]]` in order."""
    labels: dict[tuple[str, str], int] = {}
    rules: list[int] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if _RULE_HEADER.match(line):
            rules.append(number)
        elif found := _LABEL_HEADER.match(line):
            labels.setdefault((found[1], found[2]), number)
    return labels, rules
