"""Seeds of a fuzz target: `python fuzz/seeds.py analyze|pack|phrase FOLDER`.

Texts come from the challenge's copy, phrases from the language data, the pack is a small one built here.
"""

import json
import struct
import sys
import tomllib
from pathlib import Path

from ressenti import _core

ROOT = Path(__file__).resolve().parent.parent


def texts() -> list[bytes]:
    lines = (ROOT / "tests" / "challenge" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [b"\x07" + json.loads(line)["text"].encode() for line in lines[::4]]


def phrases() -> list[bytes]:
    rules = tomllib.loads((ROOT / "data" / "fr" / "themes" / "delivery.toml").read_text(encoding="utf-8"))["rule"]
    written = [phrase for rule in rules[:40] for phrase in rule.get("phrase", [])]
    written += ["<cible> (est|était) cassé", "chez (<concurrent>|un autre)", "<marque> … <produit>", "j'adore <cible>"]
    return [b"\x01" + phrase.encode() for phrase in written]


def packs() -> list[bytes]:
    builder = _core.PackBuilder()
    builder.name("small", "00")
    builder.add_label("theme", "t", fr="Thème")
    builder.add_word("opinion", "nul", value=-60)
    builder.add_word("opinion", "pas mal", value=30)
    builder.add_rule("t/1", "small.toml", 1, theme="t", phrases=["colis (en retard|abîmé)"], unless=["pas de colis"])
    return [builder.finish(), *theme_models()]


def theme_models() -> list[bytes]:
    """One and two labels as fuzz_pack takes them: the count, then behind 16 more bytes each label's id, kind and thresholds."""
    entries = [b"t".ljust(52, b"\0") + struct.pack("<Iii", 1, -5, 2**31 - 1), b"s".ljust(52, b"\0") + struct.pack("<Iii", 2, 0, 0)]
    return [bytes([count]) + bytes(16) + b"".join(entries[:count]) + bytes(range(256)) for count in (1, 2)]


def main() -> int:
    seeds = {"analyze": texts, "phrase": phrases, "pack": packs}[sys.argv[1]]()
    for number, seed in enumerate(seeds):
        (Path(sys.argv[2]) / f"seed{number:04}").write_bytes(seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
