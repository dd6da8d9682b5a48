"""What a person said of a verbatim: the annotation of a corpus, as in data/fr/corpus."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Annotation:
    """Themes with their polarity, signals, channels and the level of irritation."""

    themes: Mapping[str, str] = field(default_factory=dict)
    signals: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    irritation: int = 0

    def has(self, kind: str, id: str) -> bool:
        """Whether the text has this label, the whole of which it is a part ("return_refund/cancel"), or a part of it."""
        known = self.themes if kind == "theme" else self.signals if kind == "signal" else self.channels
        return any(is_akin(id, other) for other in known)

    def polarity(self, theme: str) -> str | None:
        return self.themes.get(theme) or next((said for other, said in self.themes.items() if is_akin(theme, other)), None)


def is_akin(id: str, other: str) -> bool:
    """Whether two labels are one, or one a part of the other."""
    return id == other or id.startswith(f"{other}/") or other.startswith(f"{id}/")


def annotation_of(row: Mapping[str, Any] | None) -> Annotation | None:
    """The annotation among the fields of a row; None where it is none, or not of that form."""
    if row is None or not isinstance(row.get("themes"), dict):
        return None
    themes, irritation = row["themes"], row.get("irritation") or 0
    lists = [row.get(name) or [] for name in ("signals", "channels")]
    is_sound = all(isinstance(polarity, str) for polarity in themes.values()) and isinstance(irritation, int)
    if not is_sound or not all(isinstance(ids, list) and all(isinstance(id, str) for id in ids) for ids in lists):
        return None
    return Annotation(themes, frozenset(lists[0]), frozenset(lists[1]), irritation)
