"""Sequences of one to four words: which are frequent in some texts, and how frequent in others.

Words are those of folded texts; a sequence goes over blanks, apostrophes and hyphens, as the phrases of rules do, and never over
punctuation. Texts are counted, not occurrences. A sequence is frequent only if both its shorter halves are: each length is
counted among what the one before has left.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import log
from typing import Final

LONGEST: Final = 4

_SEGMENT: Final = re.compile(r"[a-z0-9]+(?:[ '\-]+[a-z0-9]+)*")
_JOINT: Final = re.compile(r"[ '\-]+")

Segments = Sequence[Sequence[str]]
"""The words of a text, in stretches that no punctuation cuts."""


def segments_of(folded: str) -> Segments:
    return [_JOINT.split(run) for run in _SEGMENT.findall(folded)]


def _sequences(segments: Segments, length: int) -> Iterator[str]:
    for words in segments:
        for at in range(len(words) - length + 1):
            yield " ".join(words[at : at + length])


def frequent_sequences(texts: Sequence[Segments], least: int) -> dict[str, int]:
    """The sequences that stand in at least `least` of the texts, with how many. O(words * LONGEST)."""
    found: dict[str, int] = {}
    known: Collection[str] = ()
    for length in range(1, LONGEST + 1):
        counts: Counter[str] = Counter()
        for segments in texts:
            counts.update({sequence for sequence in _sequences(segments, length) if length == 1 or _has_halves(sequence, known)})
        level = {sequence: count for sequence, count in counts.items() if count >= least}
        found.update(level)
        known = level.keys()
        if not known:
            break
    return found


def _has_halves(sequence: str, known: Collection[str]) -> bool:
    return sequence.rpartition(" ")[0] in known and sequence.partition(" ")[2] in known


def sequences_among(segments: Segments, wanted: Collection[str]) -> set[str]:
    """Those of the `wanted` sequences that stand in a text. O(words * LONGEST)."""
    return {sequence for length in range(1, LONGEST + 1) for sequence in _sequences(segments, length) if sequence in wanted}


def specificity(here: int, texts_here: int, there: int, texts_there: int) -> float:
    """How much more often it stands here than there, as a log-likelihood ratio (Dunning's G²); negative: less often.

    Without any texts there, the count here.
    """
    if not texts_there:
        return float(here)
    share = (here + there) / (texts_here + texts_there)
    cells = (
        (here, texts_here * share),
        (there, texts_there * share),
        (texts_here - here, texts_here * (1 - share)),
        (texts_there - there, texts_there * (1 - share)),
    )
    ratio = 2 * sum(seen * log(seen / expected) for seen, expected in cells if seen and expected)
    return ratio if here * texts_there > there * texts_here else -ratio


def without_parts(counts: Mapping[str, int], share: float) -> dict[str, int]:
    """The sequences but those that nearly always (`share`) stand in one longer sequence that is here too."""
    kept = dict(counts)
    for sequence, count in counts.items():
        for part in (sequence.rpartition(" ")[0], sequence.partition(" ")[2]):
            if part in kept and count >= share * counts[part]:
                del kept[part]
    return kept
