"""Rules on folded texts from Python: a loop over `re`, python-hyperscan, google-re2's Set.

python bench/python_themes.py TEXTS RULES COUNT
"""

import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from blocks import read_block
from python_race import Contender, race

AUTOMATON_BYTES = 1 << 30


def main() -> int:
    texts, count = read_block(Path(sys.argv[1])), int(sys.argv[3])
    rules = read_block(Path(sys.argv[2]))[:count]
    encoded = [text.encode() for text in texts]
    makers: list[tuple[str, Callable[[list[str]], Callable[[Any], object]], Sequence[Any]]] = [
        ("re", re_loop, texts),
        ("python_hyperscan", hyperscan_callback, encoded),
        ("google_re2", re2_set, encoded),
    ]
    contenders = []
    for engine, make, its_texts in makers:
        began = time.process_time()
        try:
            read = make(rules)
        except ImportError as absent:
            print(f"{engine}: {absent}", file=sys.stderr)
            continue
        contenders.append(Contender(engine, read, its_texts, len(rules), (time.process_time() - began) * 1e3))
    race(contenders)
    return 0


def re_loop(rules: list[str]) -> Callable[[Sequence[str]], object]:
    searches = [re.compile(rule, re.ASCII).search for rule in rules]
    return lambda texts: sum(1 for text in texts for search in searches if search(text))


def hyperscan_callback(rules: list[str]) -> Callable[[Sequence[bytes]], object]:
    import hyperscan

    database = hyperscan.Database()
    database.compile(
        expressions=[rule.encode() for rule in rules],
        ids=list(range(len(rules))),
        flags=[hyperscan.HS_FLAG_SINGLEMATCH] * len(rules),
    )

    def read(texts: Sequence[bytes]) -> int:
        found: list[int] = []

        def on_match(rule: int, begin: int, end: int, flags: int, context: object) -> None:
            found.append(rule)

        for text in texts:
            database.scan(text, match_event_handler=on_match)
        return len(found)

    return read


def re2_set(rules: list[str]) -> Callable[[Sequence[bytes]], object]:
    import re2

    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.max_mem = AUTOMATON_BYTES
    options.log_errors = False
    matcher = re2.Set.SearchSet(options)
    for rule in rules:
        matcher.Add(rule.encode())
    matcher.Compile()
    return lambda texts: sum(len(matcher.Match(text) or ()) for text in texts)  # None: no rule


if __name__ == "__main__":
    sys.exit(main())
