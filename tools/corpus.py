"""The corpus of our own: drafts as people write them, made into `data/fr/corpus`, with the split fixed by the ids.

    python tools/corpus.py DRAFTS…      each file "A_01.txt" holds verbatims of writer A

A draft holds one verbatim a line, `text || sentiment || themes || signals || channels || irritation || gaps`, under lines
"# sector". Themes end in + - or =; gaps are `kind promised actual unit direction`, parted by semicolons. Ids are the
writer's letter and a number in the order of the drafts; one id in three, by its SHA-256, is held apart under `held/`.
docs/corpus.md says how the texts were written and what may be done with them.
"""

import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent / "data/fr/corpus"
POLARITY = {"+": "pos", "-": "neg", "=": "neu"}

Row = dict[str, object]


def is_held(id: str) -> bool:
    """One third of all ids, for good: adding texts moves none."""
    return hashlib.sha256(id.encode()).digest()[0] % 3 == 0


def main() -> int:
    writers: dict[str, list[Row]] = defaultdict(list)
    for path in sorted(map(Path, sys.argv[1:])):
        writers[path.name.split("_")[0].lower()] += drafted(path)
    if not writers:
        sys.exit(__doc__)
    for letter, rows in writers.items():
        numbered = [{"id": f"{letter}{number:04}", **row} for number, row in enumerate(rows, 1)]
        write(CORPUS / f"{letter}.jsonl", [row for row in numbered if not is_held(str(row["id"]))])
        write(CORPUS / f"held/{letter}.jsonl", [row for row in numbered if is_held(str(row["id"]))])
    return 0


def drafted(path: Path) -> Iterator[Row]:
    sector = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            sector = line[2:].strip()
        elif line.strip():
            cells = [cell.strip() for cell in line.split("||")]
            yield row_of(sector, *(cells + [""] * 7)[:7])


def row_of(sector: str, text: str, sentiment: str, themes: str, signals: str, channels: str, irritation: str, gaps: str) -> Row:
    return {
        "sector": sector,
        "text": text,
        "sentiment": sentiment,
        "themes": {theme[:-1]: POLARITY[theme[-1]] for theme in themes.split()},
        "signals": signals.split(),
        "channels": channels.split(),
        "irritation": int(irritation or 0),
        "gaps": [gap_of(*gap.split()) for gap in gaps.split(";") if gap.strip()],
    }


def gap_of(kind: str, promised: str, actual: str, unit: str, direction: str) -> Row:
    return {"kind": kind, "promised": number_of(promised), "actual": number_of(actual), "unit": unit, "direction": direction}


def number_of(digits: str) -> int | float:
    value = float(digits)
    return int(value) if value.is_integer() else value


def write(path: Path, rows: list[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print(f"{path.relative_to(CORPUS)}: {len(rows)}")


if __name__ == "__main__":
    sys.exit(main())
