"""Rules state French, not the sentences they are measured on: six words in a row are not a coincidence."""

import csv
import functools
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import ressenti

ROOT = Path(__file__).parents[2]
CHALLENGE = ROOT / "tests/challenge"
DATA = ROOT / "data/fr"
LENGTH = 6

_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
Words = tuple[str, ...]


def words_of(text: str) -> list[str]:
    """Folded words between blanks: an elided one ("l'accueil") is part of the next."""
    return _WORD.findall(ressenti.normalize(text))


def runs(words: list[str], length: int = LENGTH) -> Iterator[Words]:
    return (tuple(words[i : i + length]) for i in range(len(words) - length + 1))


@functools.cache
def measured() -> tuple[str, ...]:
    """Every text that figures are taken on."""
    texts = [json.loads(line)["text"] for line in (CHALLENGE / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    for name, columns in (("minimal_pairs.tsv", [1]), ("invariance.tsv", [1, 2])):
        for line in (CHALLENGE / name).read_text(encoding="utf-8").split("\n")[1:]:
            texts += [line.split("\t")[column] for column in columns if line]
    return tuple(texts)


class Known:
    """Runs of words that the texts hold."""

    def __init__(self, texts: Iterable[str]) -> None:
        lists = [words_of(text) for text in texts]
        self.full = {run for words in lists for run in runs(words)}
        self._starts = {run for words in lists for length in range(1, LENGTH) for run in runs(words, length)}
        self._words = {word for words in lists for word in words}

    def readings(self, word: str) -> Iterable[str]:
        """The word itself; for `rembours*` every word of the texts that begins so."""
        return [known for known in self._words if known.startswith(word[:-1])] if word.endswith("*") else [word]

    def longest_end(self, words: Words) -> Words:
        """What of `words` can still become a known run."""
        return next((words[i:] for i in range(len(words)) if words[i:] in self._starts), ())


@functools.cache
def known() -> Known:
    return Known(measured())


def test_the_texts_are_there() -> None:
    assert len(measured()) > 600 and len(known().full) > 5000


# ---- phrases: every way of saying one, walked through without writing them all out ------------------


class Walk:
    """Reads a phrase; a state is (the last words, the letters of the word begun)."""

    def __init__(self, phrase: str, texts: Known) -> None:
        text = re.sub(r"<[^>]*>|\.\.\.", " # ", ressenti.normalize(phrase))  # a gap or a class: any word at all
        self._text = text
        self._known = texts
        self.shared: set[Words] = set()
        ends, at = self._alternatives(0, {((), "")})
        assert at == len(text), f"{phrase}: brackets do not match"
        self._step(ends, " ")

    def _alternatives(self, at: int, states: set[tuple[Words, str]]) -> tuple[set[tuple[Words, str]], int]:
        ends: set[tuple[Words, str]] = set()
        while True:
            found, at = self._sequence(at, states)
            ends |= found
            if at >= len(self._text) or self._text[at] != "|":
                return ends, at
            at += 1

    def _sequence(self, at: int, states: set[tuple[Words, str]]) -> tuple[set[tuple[Words, str]], int]:
        while at < len(self._text) and self._text[at] not in "|)]":
            sign = self._text[at]
            if sign in "([":
                found, end = self._alternatives(at + 1, states)
                is_choice = sign == "(" and "|" in self._text[at:end]
                states, at = found if is_choice else found | states, end + 1
            else:
                states, at = self._step(states, sign), at + 1
        return states, at

    def _step(self, states: set[tuple[Words, str]], sign: str) -> set[tuple[Words, str]]:
        if re.fullmatch(r"[a-z0-9'*-]", sign):
            return {(words, begun + sign) for words, begun in states}
        if sign == "#":
            return {((), "")}
        return {state for words, begun in states for state in self._completed(words, begun.strip("'-"))}

    def _completed(self, words: Words, word: str) -> Iterator[tuple[Words, str]]:
        if not word:
            yield words, ""
        for reading in self._known.readings(word) if word else ():
            run = (*words, reading)
            if run[-LENGTH:] in self._known.full:
                self.shared.add(run[-LENGTH:])
            yield self._known.longest_end(run[-LENGTH + 1 :]), ""


def test_a_phrase_is_walked_through_in_all_its_forms() -> None:
    texts = Known(["Le vendeur ne m'a jamais remboursé la commande."])
    sharing = [
        "le vendeur ne m'a jamais remboursé",
        "[mais] (le|la) vendeu(r|se)(s) ne m'a (pas|jamais) rembours*",
        "<mot> vendeur ne m’a jamais remboursé la (commande|facture) …",
    ]
    apart = ["le vendeur ne m'a jamais", "le vendeur … ne m'a jamais remboursé la", "la vendeu(r|se) ne m'a jamais remboursé"]
    assert [phrase for phrase in sharing if not Walk(phrase, texts).shared] == []
    assert [phrase for phrase in apart if Walk(phrase, texts).shared] == []


# ---- what must not overlap --------------------------------------------------------------------------


def rules(path: Path) -> list[dict[str, object]]:
    return tomllib.loads(path.read_text(encoding="utf-8")).get("rule", [])


def strings(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(item) for item in value] if isinstance(value, list) else []


RULE_FILES = sorted(DATA.glob("*/*.toml"))


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.stem)
def test_no_phrase_repeats_a_measured_text(path: Path) -> None:
    phrases = [phrase for rule in rules(path) for key in ("phrase", "unless") for phrase in strings(rule.get(key))]
    assert_apart({phrase: Walk(phrase, known()).shared for phrase in phrases})


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.stem)
def test_no_example_repeats_a_measured_text(path: Path) -> None:
    examples = [example for rule in rules(path) for key in ("yes", "no") for example in strings(rule.get(key))]
    assert_apart(overlaps(examples))


def test_no_expression_repeats_a_measured_text() -> None:
    lines = (DATA / "lexicon/expressions.tsv").read_text(encoding="utf-8").splitlines()
    expressions = [line.split("\t")[0] for line in lines if line and not line.startswith("#")][1:]
    assert len(expressions) > 20
    assert_apart({expression: Walk(expression, known()).shared for expression in expressions})


def test_no_comment_of_the_demo_repeats_a_measured_text() -> None:
    with (ROOT / "examples/avis.csv").open(encoding="utf-8", newline="") as lines:
        comments = [row["commentaire"] for row in csv.DictReader(lines)]
    assert len(comments) > 20
    assert_apart(overlaps(comments))


def overlaps(texts: Iterable[str]) -> dict[str, set[Words]]:
    """The runs that each text shares with the measured ones."""
    return {text: set(runs(words_of(text))) & known().full for text in texts}


def assert_apart(shared: dict[str, set[Words]]) -> None:
    found = [f"« {' '.join(run)} » in: {text[:100]}" for text, found in shared.items() for run in sorted(found)]
    assert not found, "\n".join(found)


def test_the_check_sees_a_copied_sentence() -> None:
    copied = max(measured(), key=len)
    with pytest.raises(AssertionError):
        assert_apart(overlaps([f"Bonjour, {copied}"]))
    assert_apart(overlaps([" ".join(copied.split()[: LENGTH - 2])]))
