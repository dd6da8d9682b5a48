"""Several ways to do one piece of work on the same texts, timed in turn in one process: race.c for Python."""

import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

PASSES = 5
PASS_SECONDS = 0.5  # who needs more for all texts reads only the first of them …
FEWEST_TEXTS = 40  # … but never fewer than these


@dataclass
class Contender:
    engine: str
    read: Callable[[Sequence[Any]], object]
    texts: Sequence[Any]
    rules: int = 0
    make_ms: float = 0.0
    times: list[float] = field(default_factory=list)

    def warm_up(self) -> None:
        """Leaves no more texts than can be afforded, and reads them once."""
        few = self.texts[:FEWEST_TEXTS]
        self.read(few)
        seconds_a_text = max(timed(self.read, few), 1e-6) / len(few)
        self.texts = self.texts[: max(len(few), int(PASS_SECONDS / seconds_a_text))]
        self.read(self.texts)


def timed(read: Callable[[Sequence[Any]], object], texts: Sequence[Any]) -> float:
    """CPU seconds of this process, all its threads together."""
    began = time.process_time()
    read(texts)
    return time.process_time() - began


def race(contenders: list[Contender]) -> None:
    """Prints a line of JSON for each."""
    for one in contenders:
        one.warm_up()
    for _ in range(PASSES):
        for one in contenders:
            one.times.append(timed(one.read, one.texts))
    for one in contenders:
        microseconds = statistics.median(one.times) / len(one.texts) * 1e6
        line = {"engine": one.engine, "rules": one.rules, "texts": len(one.texts), "us": microseconds, "make_ms": one.make_ms}
        print(json.dumps(line), flush=True)
