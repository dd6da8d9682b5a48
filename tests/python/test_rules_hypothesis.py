"""Rules as users write them against Python's `re`: the same matches, with the same places, in the same texts.

A rule of regexes is compiled in memory, matched by `Analyzer.match` and mapped back to the text as given; the reference
is `re` on the folded text (bytes, so that \\w means ASCII), repeated leftmost matching over all its regexes.
"""

import json
import re
from functools import cache
from itertools import accumulate
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import ressenti
from ressenti import _core

CHALLENGE = Path(__file__).parents[1] / "challenge"
HAS_POSSESSIVE = hasattr(re, "NOFLAG")  # both came with Python 3.11

Span = tuple[int, int]

WORDS = ["colis", "coli", "retard", "retards", "pas", "par", "parti", "de", "l", "a", "5", "24", "cher", "chere", "rembourse", "remboursement", "nul", "ete"]
SEPARATORS = [" ", " ", " ", "'", "-", "/", "_", ", ", ". ", "\n", "€", "", "’", " - ", "é", "! ", "\u00a0", "É"]
word = st.sampled_from(WORDS)

# ---- rules --------------------------------------------------------------------------------------

stem = st.builds(lambda full, size: full[:size] + r"\w*", word, st.integers(1, 6))
ending = st.sampled_from(["", "", "s?", "e?s?", "(?:s|x)?", r"\b", r"(?!\w)", r"(?!s)", "s*", r"\d?"])
ended = st.builds(str.__add__, word, ending)
choice = st.builds(lambda branches, after: f"(?:{'|'.join(branches)}){after}", st.lists(st.one_of(ended, stem), min_size=2, max_size=10), st.sampled_from(["", "", "?", "{1,2}", "{2}"]))
others = st.sampled_from([r"\d+", "24/7", "[0-5]/5", r"\w+", "[a-c]+", "€", r"(?=\w*s)\w+", "_", r"\w{2,4}", "l'a"])
part = st.one_of(ended, stem, choice, others)
border = st.sampled_from(["", r"\b", r"\b", r"\b", r"(?<!\w)", r"\B"])
gap = st.sampled_from([" ", r"\s+", r"\W+", r"(?:\W+\w+){0,3}\W+", r"\W+(?:\w+\W+){0,2}", r"[\s'-]+", ".{0,20}", r"[^.]*\b", "'?", "[ _/]", r"\W*", " ?€ ?"])
POSSESSIVE = [r"[ '\-]++", r"[ '\-]*+", r"(?: \w+)?+ ", r"(?>\W+)"] if HAS_POSSESSIVE else []
either_gap = st.one_of(gap, st.sampled_from(POSSESSIVE)) if POSSESSIVE else gap


@st.composite
def regexes(draw: st.DrawFn) -> str:
    regex = draw(border) + draw(part)
    for _ in range(draw(st.integers(0, 2))):
        regex += draw(either_gap) + draw(border) + draw(part)
    return regex + draw(st.sampled_from(["", "", r"\b", r"(?!\w)", "s?"]))


pieces = st.tuples(st.one_of(word, st.sampled_from(["x", "été", "Pas", "24/7", "a_b", "deux", "…", "😡"])), st.sampled_from(SEPARATORS))
texts = st.lists(pieces, max_size=30).map(lambda parts: "".join(piece for pair in parts for piece in pair))


# ---- both ways ----------------------------------------------------------------------------------


def analyzer_of(rules: list[list[str]]) -> ressenti.Analyzer:
    builder = _core.PackBuilder()
    builder.name("hypothesis", "0123456789abcdef")
    builder.add_label("theme", "t", fr="T", en="T")
    for number, rule in enumerate(rules, 1):
        builder.add_rule(f"t/{number}", "memory.toml", number, theme="t", regexes=rule)
    return ressenti.Analyzer(builder.finish())


def spans_of_re(rule: list[str], folded: bytes) -> list[Span]:
    """Repeated leftmost matching: of all regexes the earliest, of equals the first written."""
    together = re.compile("|".join(f"(?:{regex})" for regex in rule).encode())
    return [match.span() for match in together.finditer(folded)]


def as_given(folded: bytes, offsets: ressenti.OffsetMap, span: Span) -> Span:
    """From bytes of the folded text to code points of the text; \\W may take one byte of a character."""
    begins = [0, *accumulate((byte & 0xC0) != 0x80 for byte in folded)]
    return offsets.source(begins[span[0] + 1] - 1, begins[span[1]])


def is_only_joints(words: bytes) -> bool:
    """Blanks, apostrophes and hyphens alone are no hit everywhere: left out on both sides."""
    return not words.strip(b" \n'-")


def compare(analyzer: ressenti.Analyzer, rules: list[list[str]], texts: list[str]) -> int:
    """How many matches were the same.  A rule that takes quadratic work may run out of its budget on a long text:
    what it found until then must be what comes first."""
    matches = analyzer.match(texts)
    found: dict[tuple[int, str], list[Span]] = {}
    for document, rule, start, end in matches:
        found.setdefault((document, rule), []).append((start, end))
    compared = 0
    for document, text in enumerate(texts):
        normalized, offsets = ressenti.normalize(text, spelling=True, analyzer=analyzer, return_map=True)
        folded = normalized.encode()
        for number, rule in enumerate(rules, 1):
            spans = spans_of_re(rule, folded)
            joints = {as_given(folded, offsets, span) for span in spans if is_only_joints(folded[slice(*span)])}
            expected = [span for span in (as_given(folded, offsets, span) for span in spans) if span not in joints]
            had = [span for span in found.get((document, f"t/{number}"), []) if span not in joints]
            if matches.statuses[document] == "budget":
                expected = expected[: len(had)]
            assert had == expected, f"{rule} in {folded!r}"
            compared += len(expected)
    return compared


# ---- cases ----------------------------------------------------------------------------------------


def analyzer_or_assume(rules: list[list[str]]) -> ressenti.Analyzer:
    try:
        return analyzer_of(rules)
    except ressenti.CoreError as error:
        assume("matches the empty text" not in str(error))
        raise


SETTINGS = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
some_rules = st.lists(st.lists(regexes(), min_size=1, max_size=3), min_size=1, max_size=6)


@SETTINGS
@given(rules=some_rules, texts=st.lists(texts, min_size=1, max_size=4))
def test_random_rules_on_random_texts(rules: list[list[str]], texts: list[str]) -> None:
    compare(analyzer_or_assume(rules), rules, texts)


@SETTINGS
@given(rule=st.lists(regexes(), min_size=1, max_size=2), text=texts, times=st.integers(2, 60))
def test_a_text_again_and_again(rule: list[str], text: str, times: int) -> None:
    """Beyond 64 stretches the prefilter counts in buckets."""
    compare(analyzer_or_assume([rule]), [rule], [text * times, (text + " ") * times])


def test_a_rule_that_gives_up_keeps_what_it_had_found() -> None:
    """Each « par » looks for the two other words through the rest of the text: quadratic, and out of budget."""
    rule = [[r"colis|par[^.]*\bp\w* (?:coli|par)s"]]
    analyzer = analyzer_of(rule)
    text = "colis " * 3 + "par'parti' " * 300 + "colis"
    assert analyzer.match([text]).statuses == ["budget"]
    assert compare(analyzer, rule, [text]) == 3


@cache
def challenge_texts() -> list[str]:
    lines = (CHALLENGE / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    tables = [(CHALLENGE / name).read_text(encoding="utf-8") for name in ("minimal_pairs.tsv", "invariance.tsv")]
    cells = (cell for table in tables for line in table.splitlines() for cell in line.split("\t"))
    return [*(json.loads(line)["text"] for line in lines), *cells]


# Written by hand, of each kind that the docs name, about what these texts speak of.
KINDS = [
    [r"\bcolis\b", r"\bpaquets?\b"],
    [r"\blivr\w*(?:\W+\w+){0,3}\W+(?:retard|tard|rapid|vite)\w*"],
    [r"\b(?:pas|jamais|aucun\w*|plus)\W+(?:\w+\W+){0,2}(?:recu|satisf|cher|content)\w*"],
    [r"\b(?:tres|trop|vraiment)\s+\w+"],
    [r"\d+ ?(?:€|euros?)\b|\b\d{1,2}h\d{0,2}\b"],
    [r"(?<!\w)(?:l'|d'|j'|n')?a\w+(?!\w)"],
    [r"\bservice[\s'-]+(?:client|apres)\w*(?:[\s'-]+vente)?"],
    [r"(?=\w*ment\b)\w+", r"\w+ite\b"],
    [r"\b(?!tres)\w+ bien\b"],
    [r"[!?]+"],
    [r"\bje\b.{0,30}\bne?\b.{0,20}\bplus\b"],
    ["é|€", r"\bde\b(?:\W+\w+)?\W+(?:la|le)\b"],
]


def test_rules_of_every_kind_on_every_challenge_text() -> None:
    texts = challenge_texts()
    assert compare(analyzer_of(KINDS), KINDS, texts) > len(texts)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(rules=some_rules)
def test_random_rules_on_every_challenge_text(rules: list[list[str]]) -> None:
    compare(analyzer_or_assume(rules), rules, challenge_texts())
