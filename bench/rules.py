"""Made-up rules over folded text: nested sets of regular expressions that every engine reads alike.

In each hundred: 32 literals and stems, 34 of two parts with a gap of a few words, 11 negations and intensifiers, 14 of
several words, 9 alternations.  ASCII \\b and \\w, no look-around, nothing that matches the empty text.
"""

import random
import re
from collections.abc import Callable, Iterator

import words

SEED = 7
SIZES = (100, 300, 1000, 3000)
MIX = {"literal": 32, "gap": 34, "negation": 11, "words": 14, "alternation": 9}

ENDINGS = ("issements", "ations", "ation", "ement", "euse", "ance", "ence", "able", "ite", "age", "eur", "eux", "ant", "ir", "er", "re", "es", "e", "s", "x")


def write_rules(count: int = SIZES[-1], seed: int = SEED) -> list[str]:
    """The first `count` of an endless series: the small sets are the beginnings of the large ones."""
    return [regex for _, regex in series(count, seed)]


def series(count: int, seed: int = SEED) -> list[tuple[str, str]]:
    """(kind, regex), no regex twice; each hundred holds the mix exactly, in an order of chance."""
    author = Author(random.Random(seed))
    rules: dict[str, str] = {}
    for kind in author.kinds():
        if len(rules) == count:
            break
        while (regex := author.write(kind)) in rules:
            pass
        rules[regex] = kind
    return [(kind, regex) for regex, kind in rules.items()]


class Author:
    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.nouns = [words.fold(noun) for _, noun in words.topics()]
        self.stems = [stem(words.fold(word)) for word in words.opinions("adj") + words.opinions("verb") + words.verbs()]
        self.expressions = self.shuffled([words.fold(phrase) for phrase in words.expressions()])
        self.rare = self.shuffled([words.fold(word) for word in words.all_words()])
        self.write_kind: dict[str, Callable[[], str]] = {
            "literal": self.literal,
            "gap": self.gap,
            "negation": self.negation,
            "words": self.several_words,
            "alternation": self.alternation,
        }

    def kinds(self) -> Iterator[str]:
        hundred = [kind for kind, share in MIX.items() for _ in range(share)]
        while True:
            yield from self.shuffled(hundred)

    def write(self, kind: str) -> str:
        return self.write_kind[kind]()

    def shuffled(self, items: list[str]) -> list[str]:
        return self.draw.sample(items, len(items))

    def some(self, items: list[str], count: int) -> str:
        return "|".join(self.draw.sample(items, count))

    def noun(self) -> str:
        return spaced(self.draw.choice(self.nouns))

    def word(self) -> str:
        """The words of the lexicon in turn: few rules share one."""
        word = self.rare.pop(0)
        self.rare.append(word)
        return word

    def literal(self) -> str:
        shape = self.draw.random()
        if shape < 0.06:
            return rf"\b{self.noun()}(?:s|x|es)?\b"
        if shape < 0.52:
            return rf"\b{self.word()}(?:s|x|es)?\b"
        if shape < 0.80:
            return rf"\b{stem(self.word())}\w*"
        return rf"\b{stem(self.word())}(?:ment|ation|ee?s?|er|ant)\b"

    def gap(self) -> str:
        shape = self.draw.random()
        if shape < 0.35:
            return rf"\b{self.noun()}\w*(?:\W+\w+){{0,3}}\W+(?:{self.some(self.stems, 3)})\w*"
        if shape < 0.60:
            return rf"\b(?:{self.some(self.stems, 2)})\w*(?:\W+\w+){{0,2}}\W+{self.noun()}s?\b"
        if shape < 0.85:
            return rf"\b(?:{self.some(self.stems, 2)})\w*(?:\W+\w+){{0,3}}\W+(?:{self.some(self.stems, 2)})\w*"
        return rf"\b{self.word()}(?:\W+\w+){{0,2}}\W+{self.noun()}\b"

    def negation(self) -> str:
        if self.draw.random() < 0.6:
            return rf"\b(?:pas|jamais|aucun\w*|plus)\W+(?:\w+\W+){{0,2}}(?:{self.some(self.stems, 3)})\w*"
        return rf"\b(?:trop|tres|vraiment|franchement)\s+(?:{self.some(self.stems, 2)})\w*"

    def several_words(self) -> str:
        shape = self.draw.random()
        if shape < 0.4 and self.expressions:
            return rf"\b{spaced(self.expressions.pop())}\b"
        if shape < 0.7:
            return rf"\b{self.noun()}s?\s+(?:de|du|des|d')\s*(?:la\s+|l')?{self.noun()}s?\b"
        return rf"\b{self.word()}\s+(?:{self.word()}|{self.word()})\w*"

    def alternation(self) -> str:
        return rf"\b(?:{self.word()}|{self.word()}|{self.word()})s?\b"


def stem(word: str) -> str:
    """The word without one ending, if at least four letters are left."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def spaced(phrase: str) -> str:
    """Between the words of a phrase: blanks, a hyphen or an apostrophe."""
    return re.sub(r"[ '-]+", lambda _: r"[\s'-]+", phrase)
