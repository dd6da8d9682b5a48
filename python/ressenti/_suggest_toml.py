"""Suggestions as `[[rule]]` blocks to paste: each compiled and run on its own examples before it is shown."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from . import _core
from ._examples import false_examples
from ._faults import NO_BREAK, SourceError, counted
from ._files import SourceFile
from ._sources import read_sources
from ._subthemes import whole_of
from ._suggest import Suggestion
from .compile import STAND_INS, build, ids_in

if TYPE_CHECKING:
    from ._analyzer import Analyzer

FILE: Final = "suggestions.toml"

_BASES: Final = {
    "annotations": "d’après les annotations",
    "covered": "d’après les textes déjà couverts qui la contiennent",
    "neighbours": "d’après les textes voisins",
}
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Block:
    """One suggestion as TOML. `theme`: the guess, or for want of one the theme to replace."""

    suggestion: Suggestion
    id: str
    theme: str

    def __str__(self) -> str:
        return "\n".join([*self._comments(), *self._lines()]) + "\n"

    def _comments(self) -> Iterator[str]:
        found = self.suggestion
        counts = f"{counted(found.uncovered, 'texte non couvert', 'textes non couverts')}, {found.covered} ailleurs"
        yield f"# {counts}{NO_BREAK}; vraisemblance {found.score:.1f}".replace(f"{NO_BREAK};", "\u202f;").replace(".", ",")
        if found.theme is None:
            yield "# thème à choisir"
        elif found.precision is not None:
            share = f"{found.precision:.2f}".replace(".", ",")
            yield f"# précision estimée {share}, {_BASES[found.basis]}"

    def _lines(self) -> Iterator[str]:
        yield "[[rule]]"
        yield f"id     = {_string(self.id)}"
        yield f"theme  = {_string(self.theme)}"
        if self.suggestion.polarity:
            yield f"polarity = {_string(self.suggestion.polarity)}"
        yield f"phrase = [{_string(self.suggestion.phrase)}]"
        samples = ", ".join(_string(sample) for sample in self.suggestion.samples)
        yield f"yes    = [{samples}]"
        yield "no     = []"


def _string(text: str) -> str:
    """A basic string of TOML: that of JSON, without control characters."""
    return json.dumps(_CONTROL.sub(" ", text), ensure_ascii=False)


def blocks_of(suggestions: Iterable[Suggestion], analyzer: "Analyzer") -> Iterator[Block]:
    """The suggestions that stand: their phrase is one, and finds their samples. Ids are new to the packs."""
    themes = [theme["id"] for theme in analyzer.themes]
    if not themes:
        return
    taken = {rule["name"] for rule in analyzer.rules}
    parts = {part["id"] for part in analyzer.subthemes}
    for suggestion in suggestions:
        theme = suggestion.theme or themes[0]
        theme = theme if theme in parts else whole_of(theme)  # an annotation may name a part that no pack has
        block = Block(suggestion, _free_id(suggestion.phrase, theme, taken), theme)
        if suggestion.samples and _stands(block, analyzer):
            taken.add(f"{whole_of(theme)}/{block.id}")
            yield block


def _free_id(phrase: str, theme: str, taken: Iterable[str]) -> str:
    words = re.findall(r"[a-z0-9]+", _core.fold(phrase)[0])
    id = "-".join(words)
    id = id if id[:1].isalpha() else f"p-{id}"
    names, number, tried = set(taken), 1, id
    while f"{whole_of(theme)}/{tried}" in names:
        number += 1
        tried = f"{id}-{number}"
    return tried


def _stands(block: Block, analyzer: "Analyzer") -> bool:
    borrowed = ids_in(analyzer.engine)
    files = [SourceFile(FILE, FILE, str(block).encode())]
    try:
        built = build(read_sources(Path(FILE), borrowed=borrowed, files=files), borrowed)
        engine = _core.Engine([*analyzer.packs, built.pack], lists=[text for pair in STAND_INS.items() for text in pair])
    except (SourceError, _core.CoreError):
        return False
    return not list(false_examples(built.rules, engine))


def head(counts: Sequence[tuple[str, int]]) -> str:
    """What stands above the blocks: how many texts were read, and how they were covered."""
    names = {"covered": "couverts par un thème", "uncovered": "sans thème", "settled": "annotés sans thème", "unread": "non lus"}
    said = ", ".join(f"{count} {names[kind]}" for kind, count in counts if count)
    return f"# {counted(sum(count for _, count in counts), 'texte', 'textes')}{NO_BREAK}: {said}\n"
