"""The parts of `make bench` that need no peer: corpus, rules, blocks, what becomes of the measurements."""

import ast
import json
import re
import struct
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

import ressenti

ROOT = Path(__file__).parents[2]
BENCH = ROOT / "bench"
sys.path.insert(0, str(BENCH))

import blocks  # noqa: E402
import corpus  # noqa: E402
import results  # noqa: E402
import rules  # noqa: E402
import words  # noqa: E402


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return corpus.write_texts(4000)


@pytest.fixture(scope="module")
def series() -> list[tuple[str, str]]:
    return rules.series(3000)


# ---- the corpus ---------------------------------------------------------------------------------


def test_the_corpus_is_the_same_every_time(texts: list[str]) -> None:
    assert corpus.write_texts(300) == texts[:300]
    assert corpus.write_texts(300, seed=1) != texts[:300]


def share(texts: list[str], has: str | re.Pattern[str]) -> float:
    return sum(bool(re.search(has, text)) for text in texts) / len(texts)


def test_the_corpus_is_as_promised(texts: list[str]) -> None:
    encoded = [text.encode() for text in texts]
    total = sum(map(len, encoded))
    beyond_ascii = sum(byte > 127 for text in encoded for byte in text)
    decomposed = sum(unicodedata.normalize("NFC", text) != text for text in texts)
    assert 260 <= total / len(texts) <= 300, "mean bytes"
    assert 0.050 <= beyond_ascii / total <= 0.062, "share of bytes beyond ASCII"
    assert 0.04 <= decomposed / len(texts) <= 0.06, "share of NFD"
    assert len({len(text) // 50 for text in encoded}) > 10, "short and long ones"


@pytest.mark.parametrize(
    ("what", "least", "most"),
    [
        ("’", 0.05, 0.25),
        ("\N{NO-BREAK SPACE}", 0.02, 0.15),
        ("œ", 0.002, 0.10),
        ("\n", 0.10, 0.60),
        (r"([aeiouAEIOU])\1\1", 0.02, 0.10),
        (r"^[^a-zà-ÿ]+$", 0.02, 0.08),
        ("[\U0001f300-\U0001faff⭐❤]", 0.05, 0.12),
    ],
)
def test_the_corpus_has_its_slips(texts: list[str], what: str, least: float, most: float) -> None:
    assert least <= share(texts, what) <= most


def test_one_text_in_eight_is_typed_without_accents() -> None:
    """Of texts long enough to have had accents."""
    long = [text for text in corpus.write_texts(2000, seed=9) if len(text) > 250]
    plain = sum(not any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", text)) for text in long)
    assert 0.08 <= plain / len(long) <= 0.17


def test_french_contracts() -> None:
    assert corpus.contracted("suite de le colis, de les avis, de avoir, de habitude, de la") == "suite du colis, des avis, d'avoir, d'habitude, de la"


def test_a_file_gives_a_text_a_line(tmp_path: Path) -> None:
    path = tmp_path / "texts.txt"
    path.write_text("Bien reçu\n\n  \nÀ éviter\n", encoding="utf-8")
    assert corpus.read_texts(path) == ["Bien reçu", "À éviter"]


def test_pieces_are_short_whole_characters_and_as_many_as_wanted() -> None:
    assert corpus.pieces(["été à", "ab", "abcdefgh"], 4, 5) == ["ét", " à", "abcd", "efgh", "ét"]
    assert corpus.pieces([], 4, 2) == ["", ""]


# ---- the rules ----------------------------------------------------------------------------------


def test_the_rules_are_the_same_every_time_and_nested(series: list[tuple[str, str]]) -> None:
    assert rules.series(300) == series[:300]
    assert rules.write_rules(100) == [regex for _, regex in series[:100]]
    assert rules.series(100, seed=1) != series[:100]


@pytest.mark.parametrize("size", rules.SIZES)
def test_every_size_has_the_mix(series: list[tuple[str, str]], size: int) -> None:
    kinds = Counter(kind for kind, _ in series[:size])
    assert kinds == {kind: percent * size // 100 for kind, percent in rules.MIX.items()}
    assert len({regex for _, regex in series[:size]}) == size


def test_every_rule_is_one_that_all_engines_read_alike(series: list[tuple[str, str]]) -> None:
    for kind, regex in series:
        compiled = re.compile(regex, re.ASCII)
        assert regex.isascii() and regex.replace(r"\W", "").islower(), "written for folded text"
        assert regex.startswith(r"\b"), "a word begins there"
        assert not compiled.search(""), f"{kind}: {regex} matches nothing"
        assert not re.search(r"\(\?[^:]|\\[^bwWs]", regex), f"{regex}: look-around, captures or classes of one engine only"


def test_gaps_and_negations_have_two_parts(series: list[tuple[str, str]]) -> None:
    for kind, regex in series:
        has_gap = r"\W+" in regex or r"\s+" in regex
        assert has_gap or kind not in ("gap", "negation"), regex


def test_some_rules_occur(texts: list[str], series: list[tuple[str, str]]) -> None:
    """1.5 to 3.5 (text, rule) pairs a text at a thousand rules."""
    folded = [ressenti.normalize(text) for text in texts[:300]]
    searches = [re.compile(regex, re.ASCII).search for _, regex in series[:1000]]
    pairs = sum(1 for text in folded for search in searches if search(text))
    assert 1.5 <= pairs / len(folded) <= 3.5


@pytest.mark.parametrize(
    ("word", "expected"),
    [("rapide", "rapid"), ("remboursement", "rembours"), ("cher", "cher"), ("colis", "coli"), ("gaz", "gaz")],
)
def test_stems_keep_four_letters(word: str, expected: str) -> None:
    assert rules.stem(word) == expected


def test_the_words_are_those_of_the_lexicon() -> None:
    assert "rapide" in words.opinions("adj") and len(words.opinions("adj")) > 900
    assert ("l'", "agence") in words.topics() and ("le ", "service après-vente") in words.topics()
    assert words.all_words() == sorted(set(words.all_words())) and len(words.all_words()) > 4000
    assert words.fold("Cœur d’Été") == ressenti.normalize("Cœur d’Été") == "coeur d'ete"


# ---- blocks -------------------------------------------------------------------------------------


@pytest.mark.parametrize("texts", [[], [""], ["a"], ["été", "", "\n", "😀"]])
def test_blocks_come_back(tmp_path: Path, texts: list[str]) -> None:
    path = tmp_path / "deep" / "block.bin"
    blocks.write_block(path, texts)
    assert blocks.read_block(path) == texts


def test_a_block_is_count_offsets_bytes(tmp_path: Path) -> None:
    blocks.write_block(tmp_path / "b", ["é", "ab"])
    assert (tmp_path / "b").read_bytes() == struct.pack("<4Q", 2, 0, 2, 4) + "éab".encode()


# ---- rows, table, failures ----------------------------------------------------------------------


def timed(engine: str, rules: int, us: float, make_ms: float = 0.0) -> dict[str, object]:
    return {"engine": engine, "rules": rules, "texts": 100, "us": us, "make_ms": make_ms}


def checked(peer: str, rules: int, differing: int = 0, pairs: int = 50) -> dict[str, object]:
    return {"check": peer, "rules": rules, "texts": 100, "pairs": pairs, "differing": differing}


def a_whole_run() -> list[dict[str, object]]:
    return [
        *(timed(engine, 0, 2.0) for engine in results.NORMALISE_PEERS.values()),
        timed("ours", 0, 0.5),
        timed("ours_python", 0, 1.0),
        *(timed(engine, size, size / 10, 900) for engine in results.THEME_PEERS.values() for size in results.SIZES),
        *(timed("ours", size, size / 50, 3) for size in results.SIZES),
        *(checked(peer, size) for peer in ("vectorscan", "pcre2", "re2") for size in results.SIZES),
        *(timed("match_ours", size, us) for size, us in ((1000, 4.0), (300, 1.25))),
        *(timed("icu_vectorscan", size, us) for size, us in ((1000, 6.0), (300, 1.5))),
        *(timed(engine, 0, us) for engine, us in (("learned_part", 1.5), ("sentiment", 50), ("sklearn", 300), ("fasttext", 24), ("fasttext_small", 18))),
        timed("analyze", 0, 10),
        timed("match_shipped", 0, 5),
        timed("analyze_folded_hits", 0, 11),
        timed("re_shipped", 700, 1000),
        *({"engine": f"memory_{language}", "texts": count, "peak_mib": 20.0} for language in ("c", "python") for count in (1, 10, 100)),
    ]


def rows_by_name(lines: list[dict[str, object]]) -> dict[str, results.Row]:
    rows = results.rows(results.Measurements(lines), (1, 10, 100))
    named = {row["name"]: row for row in rows}
    assert len(named) == len(rows), "no name twice"
    return named


NAMES = """
normalize_vs_memcpy normalize_vs_icu normalize_vs_unicodedata normalize_vs_utf8proc normalize_vs_polars
themes_vs_hyperscan_100 themes_vs_hyperscan_300 themes_vs_hyperscan_1000 themes_vs_hyperscan_3000 themes_vs_re
themes_vs_re2_1000 themes_vs_pcre2_1000 themes_growth_300_to_3000 analyze_vs_re match_shipped_vs_re rules_compile_1000
match_vs_composite_1000 match_1m_300_rules sentiment_vs_sklearn sentiment_vs_fasttext sentiment_whole_vs_fasttext sentiment_vs_fasttext_small
memory_c_10x_texts memory_c_100x_texts memory_python_10x_texts memory_python_100x_texts
""".split()


def test_a_whole_run_has_every_row() -> None:
    rows = rows_by_name(a_whole_run())
    assert set(NAMES) <= rows.keys()
    for row in rows.values():
        assert row.keys() - {"pairs", "differing"} == {"name", "ours", "peer", "unit", "ratio"}
    assert set(results.PROMISES) <= rows.keys(), "each promise is about a row that exists"


@pytest.mark.parametrize(
    ("name", "ours", "peer", "ratio"),
    [
        ("normalize_vs_icu", 0.5, 2.0, 4.0),
        ("normalize_python_vs_polars", 1.0, 2.0, 2.0),
        ("themes_vs_hyperscan_1000", 20, 100, 5.0),
        ("themes_vs_re", 20, 100, 5.0),
        ("themes_growth_300_to_3000", 60, 6, 10.0),
        ("match_vs_composite_1000", 4, 6, 1.5),
        ("match_1m_300_rules", 1.25, 1.5, 1.2),
        ("rules_compile_1000", 3, 900, 300.0),
        ("sentiment_vs_sklearn", 1.5, 300, 200.0),
        ("sentiment_vs_fasttext", 1.5, 24, 16.0),
        ("sentiment_vs_fasttext_small", 1.5, 18, 12.0),
        ("analyze_vs_re", 10, 1000, 100.0),
        ("memory_c_100x_texts", 20, 20, 1.0),
    ],
)
def test_ratios_are_of_the_right_two_figures(name: str, ours: float, peer: float, ratio: float) -> None:
    row = rows_by_name(a_whole_run())[name]
    assert (row["ours"], row["peer"], row["ratio"]) == pytest.approx((ours, peer, ratio))


def test_pairs_are_in_the_rows_that_were_compared() -> None:
    rows = rows_by_name(a_whole_run())
    assert (rows["themes_vs_hyperscan_300"]["pairs"], rows["themes_vs_hyperscan_300"]["differing"]) == (50, 0)
    assert "pairs" not in rows["themes_vs_re_300"]


def without(*engines: str) -> list[dict[str, object]]:
    return [line for line in a_whole_run() if line.get("engine") not in engines and line.get("check") not in engines]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (a_whole_run(), []),
        (without("polars", "re2", "google_re2", "python_hyperscan", "utf8proc_map"), []),
        (without("icu"), ["icu could not be had (package libicu-dev)"]),
        (without("vectorscan"), ["vectorscan could not be had (package libvectorscan-dev)"]),
        (without("re", "memcpy"), ["memcpy could not be had", "re could not be had"]),
        ([*a_whole_run(), checked("vectorscan", 300, differing=2)], ["2 (text, rule) pairs differ from vectorscan's at 300 rules"]),
        ([line for line in a_whole_run() if line != checked("pcre2", 3000)], ["no pairs were compared with pcre2 at 3000 rules"]),
        (without("ours"), ["ours did not run"]),
    ],
    ids=["all is well", "others may be absent", "no ICU", "no Vectorscan", "neither re nor memcpy", "pairs differ", "not compared", "no ours"],
)
def test_failures_are_named(lines: list[dict[str, object]], expected: list[str]) -> None:
    assert results.failures(results.Measurements(lines)) == expected


def test_absent_peers_are_told() -> None:
    assert results.absent(results.Measurements(without("polars", "re2"))) == ["polars", "re2"]


def test_the_json_is_the_rows(tmp_path: Path) -> None:
    rows = list(rows_by_name(a_whole_run()).values())
    results.write_json(tmp_path / "build" / "bench.json", rows)
    assert json.loads((tmp_path / "build" / "bench.json").read_text(encoding="utf-8")) == rows


@pytest.mark.parametrize(
    ("name", "ratio", "has_avx512", "said"),
    [
        ("themes_vs_hyperscan_1000", 1.4, False, "BELOW"),
        ("themes_vs_hyperscan_1000", 1.6, False, ""),
        ("themes_growth_300_to_3000", 4.1, False, "ABOVE"),
        ("themes_growth_300_to_3000", 3.9, False, ""),
        ("normalize_vs_memcpy", 0.12, False, ""),
        ("normalize_vs_memcpy", 0.12, True, "BELOW"),
    ],
)
def test_the_table_says_what_falls_short(name: str, ratio: float, has_avx512: bool, said: str) -> None:
    row = {"name": name, "ours": 1.0, "peer": ratio, "unit": "us/text", "ratio": ratio}
    (_, line) = results.table([row], has_avx512)
    assert line.startswith(name) and (line.split()[-1] if line.split()[-1].isupper() else "") == said


@pytest.mark.parametrize("path", sorted(BENCH.glob("*.py")), ids=lambda path: path.name)
def test_scripts_say_what_they_are(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
