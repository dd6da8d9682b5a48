"""The compiled core. Private: use the names of the package `ressenti`."""

from collections.abc import Iterable, Sequence
from typing import Any, final

ABI: int
PACK_FORMAT: int
build_info: str
status_names: tuple[str, ...]
sentiment_names: tuple[str | None, ...]
stage_names: tuple[str, ...]
component_names: tuple[str, ...]
gap_kind_names: tuple[str, ...]
source_names: tuple[str, ...]  # "rule" "gap" "model"
gap_unit_names: tuple[str, ...]
gap_direction_names: tuple[str, ...]
figure_kind_names: tuple[str, ...]
figure_unit_names: tuple[str | None, ...]
contribution_kind_names: tuple[str, ...]
language_names: tuple[str, ...]
kernels_names: tuple[str, ...]  # that this processor can run, the fastest first

class CoreError(ValueError):
    """A call that failed; `status` is the C status name ("BAD_PACK"), `item` and `offset` an int or None."""

    status: str
    item: int | None
    offset: int | None

@final
class Engine:
    def __new__(
        cls, packs: Sequence[bytes | str], /, *, kernels: str | None = None, muted: Iterable[str] = (), lists: Iterable[str] = (), learned_themes: bool = True
    ) -> Engine: ...  # bytes: a pack; str: the path of one; lists: "concurrent", a name of it, "marque" …
    @property
    def kernels(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def word_count(self) -> int: ...
    def labels(self, kind: str, /) -> list[dict[str, Any]]: ...  # "theme" "signal" "channel" "parent" "subtheme"
    def rules(self) -> list[dict[str, Any]]: ...
    def attributes(self) -> list[dict[str, Any]]: ...  # signal (index), key, value
    def patterns(self) -> list[dict[str, Any]]: ...
    def names(self) -> list[dict[str, str]]: ...
    def analyze(
        self,
        texts: Sequence[Any],
        /,
        *,
        contributions: bool = False,
        hits: bool = False,
        figures: bool = False,
        text_size_limit: int = 0,
    ) -> Result: ...
    def match(self, texts: Sequence[Any], /, *, text_size_limit: int = 0) -> Result: ...

@final
class Result:
    def __len__(self) -> int: ...
    def column(self, table: str, name: str, /) -> memoryview: ...
    def contribution_labels(self) -> list[str]: ...
    def json(self, document: int, id: str, extra: str | None = None, /) -> str: ...

@final
class PackBuilder:
    def __new__(cls) -> PackBuilder: ...
    def name(self, name: str, fingerprint: str, /) -> None: ...
    def add_label(
        self,
        kind: str,
        id: str,
        /,
        *,
        fr: str = "",
        en: str = "",
        parent: str | None = None,
        stage: str | None = None,
        component: str | None = None,
        alone: bool = False,
        amounts: bool = False,
    ) -> None: ...
    def add_word(
        self,
        kind: str,
        form: str,
        /,
        *,
        value: int = 0,
        full: str | None = None,
        verb: bool = False,
        accents: bool = False,
    ) -> None: ...
    def add_list_word(self, list: str, word: str, /) -> None: ...
    def add_sample(self, text: str, /) -> None: ...
    def add_rule(
        self,
        name: str,
        file: str,
        number: int,
        /,
        *,
        theme: str | None = None,
        signals: Iterable[str] = (),
        channels: Iterable[str] = (),
        irritation: int = 0,
        valence: int = 0,
        neutral: bool = False,
        phrases: Iterable[str] = (),
        regexes: Iterable[str] = (),
        needs: Iterable[str] = (),
        unless: Iterable[str] = (),
        attributes: Iterable[str] = (),  # signal, key and value of each
        condition: str | None = None,  # "praise" "blame" "after_blame"
        figure: str | None = None,  # "duration" "price" "percent" "count"
        joins: bool = False,
    ) -> None: ...
    def set_model(self, model: bytes, /) -> None: ...
    def set_theme_model(self, model: bytes, /) -> None: ...
    def finish(self) -> bytes: ...

def train(
    engine: Engine,
    texts: Sequence[Any],
    labels: bytes,
    /,
    *,
    roles: bytes | None = None,
    folds: int = 0,
    cost: int = 0,
) -> tuple[bytes, bytes, bytes, bytes]: ...  # the model; sentiment (uint8), score and confidence (int32) of unseen texts
def train_themes(
    engine: Engine,
    texts: Sequence[Any],
    /,
    *,
    theme_begin: bytes | None = None,
    themes: bytes | None = None,
    signals: bytes | None = None,
    folds: int = 0,
    cost: int = 0,
    certainty: int = 0,
    signal_certainty: int = 0,
    least: int = 0,
) -> tuple[
    bytes, list[tuple[int, int, int, int, int, bool]], tuple[int, int, int, int, int], tuple[int, int, int, int, int]
]: ...  # the model; of each label kind, index, texts, proposed, right, kept; totals of themes and of signals
def work(regex: str, texts: Sequence[str], /) -> list[int | None]: ...  # steps; None: it gives up
def fold(text: str, /) -> tuple[str, list[int]]: ...
def normalize(
    texts: Sequence[Any],
    /,
    *,
    form: str | None = None,
    left_out: tuple[str, ...] = (),
    engine: Engine | None = None,
    invalid: str = "reject",
    mapped: bool = False,
    alone: bool = False,
    kernels: str | None = None,
) -> list[Any]: ...  # str | None; with mapped: tuple[str, bytes, bytes, int] | None
