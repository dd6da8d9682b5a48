"""What was measured, as rows of ours beside a peer: the table and build/bench.json.

A row is {"name", "ours", "peer", "unit", "ratio"}: times of ours and of the peer, ratio the peer's divided by ours.
`…_growth_300_to_3000` divides our cost at 3,000 rules by that at 300; `memory_…` the peak after few texts by that after
many (1: no growth).  Rows of rules that were compared carry `pairs` and `differing` too.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]

GATED = {"memcpy": "", "icu": "libicu-dev", "unicodedata": "", "vectorscan": "libvectorscan-dev", "re": "", "sklearn": "scikit-learn", "fasttext": "fasttext-wheel"}
"""Peers without which the figures do not count, and the package that brings them."""

SIZES = (100, 300, 1000, 3000)
MATCH_RULES, MATCH_RULES_SHORT = 1000, 300
NORMALISE_PEERS = {
    "memcpy": "memcpy", "memcpy_cached": "memcpy_cached", "icu": "icu", "utf8proc": "utf8proc_map", "utf8proc_reused": "utf8proc_reused",
    "unicodedata": "unicodedata", "polars": "polars",
}  # fmt: skip
THEME_PEERS = {
    "hyperscan": "vectorscan", "re2": "re2", "pcre2": "pcre2", "re": "re", "python_hyperscan": "python_hyperscan", "google_re2": "google_re2",
}  # fmt: skip
SENTIMENT_PEERS = ("sklearn", "fasttext", "fasttext_small")
PEERS = sorted({*NORMALISE_PEERS.values(), *THEME_PEERS.values(), *SENTIMENT_PEERS})

# (at least, aim) of what the project promises; growth is at most.
PROMISES: dict[str, tuple[float, float]] = {
    "normalize_vs_memcpy": (0.10, 0.20),  # with AVX-512 see promise()
    "normalize_vs_icu": (6, 15),
    "normalize_vs_unicodedata": (60, 150),
    "themes_vs_hyperscan_1000": (1.5, 4),
    "themes_vs_re": (800, 2000),
    "themes_growth_300_to_3000": (4, 2.5),
    "sentiment_vs_sklearn": (100, 300),
    "sentiment_vs_fasttext": (15, 30),
}


@dataclass
class Measurements:
    """The lines that the programs print, found again by what they are about."""

    lines: list[dict[str, Any]]

    def time(self, engine: str, rules: int | None = None) -> float | None:
        return self._value("us", engine, rules)

    def make_ms(self, engine: str, rules: int) -> float | None:
        return self._value("make_ms", engine, rules)

    def peak_mib(self, engine: str, texts: int) -> float | None:
        return next((line["peak_mib"] for line in self.lines if line.get("engine") == engine and line["texts"] == texts), None)

    def check(self, peer: str, rules: int) -> dict[str, int] | None:
        found = (line for line in self.lines if line.get("check") == peer and line["rules"] == rules)
        return next(({"pairs": line["pairs"], "differing": line["differing"]} for line in found), None)

    def _value(self, what: str, engine: str, rules: int | None) -> float | None:
        found = (line for line in self.lines if line.get("engine") == engine and what in line)
        return next((line[what] for line in found if rules is None or line["rules"] == rules), None)


def rows(measured: Measurements, memory_texts: tuple[int, ...] = ()) -> list[Row]:
    return [
        *normalise_rows(measured),
        *theme_rows(measured),
        *growth_rows(measured),
        *match_rows(measured),
        *compared("rules_compile_1000", measured.make_ms("ours", 1000), measured.make_ms("vectorscan", 1000), "ms"),
        *sentiment_rows(measured),
        *compared("analyze_vs_re", measured.time("analyze"), measured.time("re_shipped")),
        *compared("match_shipped_vs_re", measured.time("match_shipped"), measured.time("re_shipped")),
        *compared("rules_on_folded_text_vs_re", measured.time("analyze_folded_hits"), measured.time("re_shipped")),
        *memory_rows(measured, memory_texts),
    ]


def compared(name: str, ours: float | None, peer: float | None, unit: str = "us/text", more: Row | None = None) -> Iterator[Row]:
    """One row, or none when one of the two is missing."""
    if ours and peer:
        yield {"name": name, "ours": ours, "peer": peer, "unit": unit, "ratio": peer / ours, **(more or {})}


def normalise_rows(measured: Measurements) -> Iterator[Row]:
    for name, engine in NORMALISE_PEERS.items():
        yield from compared(f"normalize_vs_{name}", measured.time("ours", 0), measured.time(engine, 0))
    for engine in ("unicodedata", "polars"):
        yield from compared(f"normalize_python_vs_{engine}", measured.time("ours_python", 0), measured.time(engine, 0))


def theme_rows(measured: Measurements) -> Iterator[Row]:
    for name, engine in THEME_PEERS.items():
        for size in SIZES:
            ours, peer = measured.time("ours", size), measured.time(engine, size)
            yield from compared(f"themes_vs_{name}_{size}", ours, peer, more=measured.check(engine, size))
    yield from compared("themes_vs_re", measured.time("ours", 1000), measured.time("re", 1000))


def sentiment_rows(measured: Measurements) -> Iterator[Row]:
    """The learned part from folded text; the whole of sentiment(), rules and all, stands beside."""
    for peer in SENTIMENT_PEERS:
        yield from compared(f"sentiment_vs_{peer}", measured.time("learned_part"), measured.time(peer))
        yield from compared(f"sentiment_whole_vs_{peer}", measured.time("sentiment"), measured.time(peer))


def match_rows(measured: Measurements) -> Iterator[Row]:
    """For short texts microseconds for one are seconds for a million."""
    for name, size, unit in (("match_vs_composite_1000", MATCH_RULES, "us/text"), ("match_1m_300_rules", MATCH_RULES_SHORT, "s")):
        yield from compared(name, measured.time("match_ours", size), measured.time("icu_vectorscan", size), unit)


def growth_rows(measured: Measurements) -> Iterator[Row]:
    for name, engine in (("themes", "ours"), ("hyperscan", "vectorscan")):
        for row in compared(f"{name}_growth_300_to_3000", measured.time(engine, 3000), measured.time(engine, 300)):
            yield {**row, "ratio": row["ours"] / row["peer"]}


def memory_rows(measured: Measurements, texts: tuple[int, ...]) -> Iterator[Row]:
    for language in ("c", "python"):
        peaks = {count: measured.peak_mib(f"memory_{language}", count) for count in texts}
        for count in texts[1:]:
            yield from compared(f"memory_{language}_{count // texts[0]}x_texts", peaks[count], peaks[texts[0]], "MiB")


def absent(measured: Measurements) -> list[str]:
    return [peer for peer in PEERS if measured.time(peer) is None]


def failures(measured: Measurements) -> list[str]:
    """Each a sentence that names what is wrong."""
    missing = [
        f"{peer} could not be had" + (f" (package {GATED[peer]})" if GATED[peer] else "") for peer in absent(measured) if peer in GATED
    ]
    differing = [
        f"{line['differing']:,} (text, rule) pairs differ from {line['check']}'s at {line['rules']} rules"
        for line in measured.lines
        if line.get("differing")
    ]
    ours = ["ours did not run"] if measured.time("ours", 0) is None or measured.time("ours", 1000) is None else []
    unchecked = [
        f"no pairs were compared with {peer} at {size} rules"
        for peer in ("vectorscan", "pcre2")
        for size in SIZES
        if measured.time(peer, size) is not None and not (measured.check(peer, size) or {}).get("pairs")
    ]
    return [*ours, *missing, *differing, *unchecked]


def table(many: Iterable[Row], has_avx512: bool = False) -> Iterator[str]:
    yield f"{'':<34}{'ours':>11}{'peer':>12}  {'unit':<8}{'ratio':>9}  at least / aim"
    for row in many:
        text = f"{row['name']:<34}{row['ours']:>11,.3f}{row['peer']:>12,.3f}  {row['unit']:<8}{row['ratio']:>9,.2f}"
        if "pairs" in row:
            text += f"  {row['pairs']:,} pairs, {row['differing']:,} differing"
        if row["name"] in PROMISES:
            text += "  " + verdict(row, *promise(row["name"], has_avx512))
        yield text


def promise(name: str, has_avx512: bool) -> tuple[float, float]:
    return (0.15, 0.30) if has_avx512 and name == "normalize_vs_memcpy" else PROMISES[name]


def verdict(row: Row, least: float, aim: float) -> str:
    is_growth = aim < least
    is_kept = row["ratio"] <= least if is_growth else row["ratio"] >= least
    return f"{least:g} / {aim:g}" + ("" if is_kept else "  BELOW" if not is_growth else "  ABOVE")


def write_json(path: Path, many: list[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(many, indent=1) + "\n", encoding="utf-8")
