"""Packs made ready, and the calls that read texts with them."""

import array
import functools
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, Protocol

from . import _core
from ._analysis import Analysis
from ._matches import Matches
from ._packs import open_packs

SHARE_OF_THREAD: Final = 1024  # texts below which another thread does not pay
WAYS_TO_LIST: Final = ("to_list", "to_pylist", "tolist")  # pandas and polars, pyarrow, NumPy
ROWS_OF_SLICE: Final = 8192  # a thread cannot be interrupted: Ctrl-C waits for the slices at work


def forced_kernels() -> str | None:
    """What the environment asks for; None: nothing."""
    return os.environ.get("RESSENTI_KERNELS") or None


class Labels(Protocol):
    """The labels of one kind: ids in the order of their indices."""

    def __getitem__(self, index: int) -> dict[str, Any]: ...


class Unreadable:
    """Stands in a list of texts for a row that could not be read; its document gets `status`."""

    __slots__ = ("unreadable_status",)

    def __init__(self, status: str) -> None:
        if status not in _core.status_names[1:]:
            raise ValueError(f"a row is unreadable for one of {', '.join(_core.status_names[1:])}, not {status!r}")
        self.unreadable_status = _core.status_names.index(status)

    def __repr__(self) -> str:
        return f"Unreadable({_core.status_names[self.unreadable_status]!r})"


class Analyzer:
    """One or more packs, ready to read texts.

    `packs`: names ("fr"), paths of .pack files or of sources (.toml, .tsv, folder), or the bytes of a pack;
    exactly these, later ones win: ["fr", "mine.toml"]. None: the French pack of this installation.
    Sources are compiled on the fly, and kept (RESSENTI_CACHE=0: not kept).
    `kernels`: "scalar", "avx2", "avx512" or "neon", the inner loops to use; None: what the environment variable
    RESSENTI_KERNELS says, or else the fastest of this processor. The results are the same.
    `disable`: names of rules that shall find nothing, "delivery_time/12", or "delivery_time/*" for all of a label,
    which is not proposed either, "return_refund/cancel/*" for all of a part of a theme.
    `lists`: names beside those of the packs, {"concurrent": ["Aqualys", …]}, for the phrases with a slot for one;
    lists are "concurrent", "marque" and "produit".
    `learned_themes`: whether the packs' learned model proposes themes and signals where no rule finds a theme; they are told
    by their `source`, "model".
    Immutable; may be shared by threads. Raises OSError for a file that cannot be read, ValueError for
    one that is not a pack of this release or a source with a mistake, for kernels that cannot be had,
    for the name of a rule that is not there, or for a list or a name in one that cannot be.
    """

    def __init__(
        self,
        packs: Sequence[str | Path | bytes] | str | Path | bytes | None = None,
        *,
        kernels: str | None = None,
        disable: Iterable[str] = (),
        lists: Mapping[str, Iterable[str]] | None = None,
        learned_themes: bool = True,
    ) -> None:
        if packs is None:
            packs = ["fr"]
        elif isinstance(packs, (str, Path, bytes)):
            packs = [packs]
        if isinstance(disable, str):
            disable = [disable]
        self._packs = open_packs(packs)
        self._engine = _core.Engine(
            self._packs,
            kernels=kernels or forced_kernels(),
            muted=list(disable),
            lists=_list_words(lists or {}),
            learned_themes=learned_themes,
        )

    @property
    def engine(self) -> _core.Engine:
        """The compiled core's; for the package itself."""
        return self._engine

    @property
    def packs(self) -> Sequence[bytes | str]:
        """The packs as the core took them; for the package itself."""
        return self._packs

    @property
    def kernels(self) -> str:
        """The name of the inner loops in use."""
        return self._engine.kernels

    @property
    def fingerprint(self) -> str:
        """Engine and language data; keep it with results to rebuild them later."""
        return self._engine.fingerprint

    @functools.cached_property
    def themes(self) -> list[dict[str, Any]]:
        """The themes in the order of their indices: id, fr, en, parent; `alone`: it stays only where no other is."""
        return self._engine.labels("theme")

    @functools.cached_property
    def subthemes(self) -> list[dict[str, Any]]:
        """The parts of themes in the order of their indices: id ("return_refund/cancel"), fr, en, parent (the id of the theme)."""
        return self._engine.labels("subtheme")

    @functools.cached_property
    def signals(self) -> list[dict[str, Any]]:
        """The signals in the order of their bits: id, fr, en."""
        return self._engine.labels("signal")

    @functools.cached_property
    def channels(self) -> list[dict[str, Any]]:
        """The channels in the order of their bits: id, fr, en."""
        return self._engine.labels("channel")

    @functools.cached_property
    def rules(self) -> list[dict[str, Any]]:
        """The rules in the order of their indices: name, file, number, theme, subtheme …"""
        return self._engine.rules()

    @functools.cached_property
    def attributes(self) -> list[dict[str, Any]]:
        """What the rules say of their evidence, in the order of its indices: signal, key, value."""
        return self._engine.attributes()

    @functools.cached_property
    def names(self) -> list[dict[str, str]]:
        """The names in the lists, in the order of their indices: list, name."""
        return self._engine.names()

    @property
    def patterns(self) -> list[dict[str, Any]]:
        """The regular expressions that the rules have become: rule, regex, unless, program, prefiltered, further, needs.

        `needs` are the words it waits for, "pas|aucun* … cher* ≤3": before "…" those at which a match begins, if known,
        behind it what must be there too and how far ahead; empty where it is tried on every text.
        """
        return self._engine.patterns()

    @property
    def word_count(self) -> int:
        """How many words and expressions are known."""
        return self._engine.word_count

    def analyze(
        self,
        texts: Any,
        *,
        ids: Iterable[Any] | None = None,
        threads: int = 1,
        contributions: bool = False,
        hits: bool = False,
        figures: bool = False,
    ) -> Analysis:
        """Read texts; one document per text, in order.

        `texts`: a str (one text) or any iterable of them: list, generator, pandas or polars Series,
        NumPy array. None, NaN and NA give a document with status "null", other non-texts "not_text".
        `ids`: as many, kept as given; without them the rank from 1. `threads`: slices read side by
        side, with the same result. `contributions`: keep the terms of each score; `hits`: every match
        of every rule; `figures`: every figure read, as `Analysis.figures`. Raises TypeError for bytes, a set or a mapping; linear in the bytes of the texts.
        """
        rows = as_list(texts)
        named = None if ids is None else _as_ids(ids, len(rows))
        read = functools.partial(self._engine.analyze, contributions=contributions, hits=hits, figures=figures)
        return Analysis(self, rows, named, _read_slices(read, rows, threads))

    def match(self, texts: Any, *, threads: int = 1) -> Matches:
        """Where the rules of the packs are found in `texts`, and nothing else: several times as fast as `analyze`.

        The same matches as `analyze(texts, hits=True)` keeps, on texts in any language: the language is not asked.
        `texts` and `threads` as in `analyze`; what cannot be read has no match, and `statuses` say why. Raises
        TypeError for bytes, a set or a mapping; linear in the bytes of the texts.
        """
        rows = as_list(texts)
        return Matches(self, rows, _read_slices(self._engine.match, rows, threads))

    def sentiment(self, texts: Any, *, threads: int = 1) -> "array.array[float]":
        """The score of each text in [-1, 1], NaN where it cannot be read; an array of doubles."""
        return self.analyze(texts, threads=threads).scores()

    def __repr__(self) -> str:
        return (
            f"<Analyzer {self.fingerprint} themes={len(self.themes)} rules={len(self.rules):,}"
            f" words={self.word_count:,}>"
        )

    def __reduce__(self) -> Any:
        raise TypeError("an Analyzer cannot be pickled: make one in each process with ressenti.Analyzer(packs)")


def _list_words(lists: Mapping[str, Iterable[str]]) -> list[str]:
    """Each list and one of its names, turn by turn."""
    words: list[str] = []
    for name, given in lists.items():
        for word in [given] if isinstance(given, str) else given:
            words += (name, word)
    return words


def as_list(texts: Any) -> list[Any]:
    if isinstance(texts, str):
        return [texts]
    if isinstance(texts, (bytes, bytearray, memoryview, dict, set, frozenset)):
        raise TypeError(f"texts are a str or an ordered iterable of str, not {type(texts).__name__}")
    if isinstance(texts, list):
        return texts.copy()  # a snapshot: the caller's list may change meanwhile
    to_list = next((getattr(texts, name) for name in WAYS_TO_LIST if hasattr(texts, name)), None)
    rows = to_list() if to_list is not None else list(texts)
    return rows if isinstance(rows, list) else [rows]


def _as_ids(ids: Iterable[Any], count: int) -> list[Any]:
    if isinstance(ids, str):
        raise TypeError("ids are an iterable, not a str")
    named = as_list(ids)
    if len(named) != count:
        raise ValueError(f"there are {count:,} texts and {len(named):,} ids")
    return named


def _read_slices(read: Callable[[list[Any]], _core.Result], rows: list[Any], threads: int) -> list[_core.Result]:
    slices = _slices(rows, threads)
    if len(slices) == 1:
        return [read(rows)]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(read, slices))


def _slices(rows: list[Any], threads: int) -> list[list[Any]]:
    if threads < 1:
        raise ValueError(f"threads are 1 or more, not {threads}")
    count = max(1, min(threads, len(rows) // SHARE_OF_THREAD))
    if count > 1:
        count = max(count, len(rows) // ROWS_OF_SLICE)
    borders = [len(rows) * i // count for i in range(count + 1)]
    return [rows[begin:end] for begin, end in zip(borders, borders[1:], strict=False)]


@functools.cache
def load(*packs: str, learned_themes: bool = True) -> Analyzer:
    """The Analyzer of these packs, made once per process: `load()`, `load("fr", "acme.pack")`, `load(learned_themes=False)`."""
    return Analyzer(packs or None, learned_themes=learned_themes)


def analyze(texts: Any, **options: Any) -> Analysis:
    """Read texts with the French pack; see Analyzer.analyze."""
    return load().analyze(texts, **options)


def sentiment(texts: Any, **options: Any) -> "array.array[float]":
    """The score of each text in [-1, 1] with the French pack; see Analyzer.sentiment."""
    return load().sentiment(texts, **options)
