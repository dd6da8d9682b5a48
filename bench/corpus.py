"""A made-up corpus of French comments: seeded, and in length, accents and slips like real ones.

    python bench/corpus.py COUNT        prints one text a line (ends of line inside shown as blanks)

Aimed at: a mean near 280 bytes, 5.5 % of the bytes beyond ASCII, 5 % of the texts decomposed (NFD), 12 % typed without
accents; typographic apostrophes, no-break spaces, capitals, drawn-out letters, typing slips, œ, emoji, ends of line.
"""

import random
import re
import sys
import unicodedata
from itertools import accumulate, cycle, islice
from pathlib import Path

import words

SEED = 4
COUNT = 20_000


def one_by_one(phrases: str) -> list[str]:
    return [phrase.strip() for phrase in phrases.replace("\n", "").split("|")]


OPENINGS = one_by_one("""
bonjour| alors voilà| pour commencer| comme prévu| comme souvent| depuis trois mois| la semaine dernière| hier matin| en plein mois d'août| à mon arrivée
|sur place| au téléphone| par courriel| après deux relances| sans prévenir| à ma grande surprise| d'après le message reçu| contrairement à ce qui était annoncé
|cela dit| du coup| résultat| en un mot| pour finir| à l'avenir| chez vous| malgré tout| bref| côté positif| côté négatif| pour ma part
""")

CLOSINGS = one_by_one("""
je verrai bien la suite| on ne m'y reprendra pas| j'y retournerai sûrement| à bon entendeur| j'attends toujours votre appel| merci quand même| c'est noté
|voilà mon ressenti| vous pouvez mieux faire| toute la famille a apprécié| ma mère en a eu besoin aussi| il était presque midi| nous étions cinq à table
|cela fait dix ans que je suis cliente| on m'avait pourtant dit le contraire| ce n'était pas la première fois| rien n'a bougé depuis| le reste va bien
|je mets trois étoiles| mes voisins pensent pareil| j'en parlerai autour de moi| avec mes salutations| c'est tout ce que j'avais à dire| tant pis pour eux
""")

DEGREES = ["très", "vraiment", "trop", "assez", "plutôt", "un peu", "tellement", "franchement"]
NEGATIONS = ["pas", "pas", "pas", "jamais", "plus", "pas du tout", "pas vraiment"]
MOMENTS = ["avant", "après", "pendant", "sans", "depuis", "à cause de", "grâce à"]
EMOJI = ["😀", "😡", "👍", "👎", "😍", "😢", "🙏", "😂", "🤬", "❤️", "👏🏽", "🤷‍♀️", "⭐⭐⭐", "💶"]
ENDS = [". ", ", ", " ! ", "... ", " ; ", " ?\n", "\n", " - ", " (", ") "]
END_WEIGHTS = [52, 18, 9, 6, 3, 3, 4, 3, 1, 1]


class Ranked:
    """Items in an order of chance, drawn with weights that fall as one over the rank, as words in real texts."""

    def __init__(self, draw: random.Random, items: list[str], head: int = 12) -> None:
        self.draw = draw
        self.items = draw.sample(items, len(items))
        self.weights = list(accumulate(1 / (rank + head) for rank in range(len(items))))

    def __call__(self) -> str:
        return self.draw.choices(self.items, cum_weights=self.weights)[0]


class Writer:
    """Writes sentences, then texts of the length and with the slips that people make."""

    def __init__(self, seed: int = SEED) -> None:
        self.draw = draw = random.Random(seed)
        self.topic = Ranked(draw, [article + noun for article, noun in words.topics()])
        self.verb = Ranked(draw, words.verbs() + words.opinions("verb"))
        self.adjective = Ranked(draw, words.opinions("adj"))
        self.noun = Ranked(draw, words.opinions("noun"))
        self.expression = Ranked(draw, words.expressions())
        self.word = Ranked(draw, words.all_words(), head=40)
        self.templates = [
            lambda: f"{self.topic()} est {self.pick(DEGREES)} {self.adjective()}",
            lambda: f"{self.topic()} n'est {self.pick(NEGATIONS)} {self.adjective()}",
            lambda: f"{self.pick(OPENINGS)}, {self.topic()} était {self.adjective()} et {self.topic()} aussi",
            lambda: f"{self.pick(OPENINGS)}, {self.expression()}",
            lambda: f"j'ai dû {self.verb()} {self.pick(MOMENTS)} {self.topic()}",
            lambda: f"impossible de {self.verb()} {self.topic()} {self.pick(MOMENTS)} {self.topic()}",
            lambda: f"on n'a {self.pick(NEGATIONS)} pu {self.verb()} {self.topic()}",
            lambda: f"{self.pick(OPENINGS)} il a fallu {self.draw.randint(2, 45)} jours pour {self.verb()} {self.topic()}",
            lambda: f"{self.topic()} et {self.topic()} : {self.noun()}, {self.noun()}",
            lambda: f"{self.word()} {self.word()} pour {self.topic()}, {self.word()} ou {self.word()}",
            lambda: f"{self.topic()} de {self.word()}, {self.adjective()} mais {self.adjective()}",
            lambda: f"{self.expression()} et {self.pick(CLOSINGS)}",
            lambda: f"{self.pick(CLOSINGS)}",
        ]

    def pick(self, items: list[str]) -> str:
        return items[int(self.draw.random() * len(items))]

    def chance(self, share: float) -> bool:
        return self.draw.random() < share

    def sentence(self) -> str:
        said = contracted(self.draw.choice(self.templates)())
        return said[0].upper() + said[1:] if self.chance(0.75) else said

    def text(self) -> str:
        """About as long as a log-normal draw says."""
        wanted = min(1500, max(30, self.draw.lognormvariate(5.32, 0.6)))
        parts: list[str] = []
        size = 0
        while size < wanted:
            parts.append(self.sentence() + self.draw.choices(ENDS, END_WEIGHTS)[0])
            size += len(parts[-1])
        return self.typed("".join(parts).strip())

    def typed(self, text: str) -> str:
        """The text as fingers and keyboards make it; NFD comes last, and so is found on one in twenty."""
        draw = self.draw
        if self.chance(0.12):
            text = without_accents(text)
        if self.chance(0.13):
            text = text.replace("'", "’")
        if self.chance(0.10):
            text = re.sub(r" ([!?:;])", "\N{NO-BREAK SPACE}\\1", text)
        if self.chance(0.04):
            text = text.upper()
        if self.chance(0.05):
            text = re.sub(r"([aeiou])\b", lambda found: found[1] * draw.randint(3, 6), text, count=1)
        if self.chance(0.10):
            at = draw.randrange(len(text) - 1)
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        if self.chance(0.05):
            text = text.replace("oe", "œ").replace("...", "…")
        if self.chance(0.08):
            text += " " + "".join(self.pick(EMOJI) for _ in range(draw.randint(1, 3)))
        return unicodedata.normalize("NFD", text) if self.chance(0.058) else text


def contracted(text: str) -> str:
    """« de le colis » is « du colis », « de une » « d'une »."""
    text = text.replace("de le ", "du ").replace("de les ", "des ")
    return re.sub(r"\b([dD])e ([aeiouyéèêâîh])", r"\1'\2", text)


def without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def write_texts(count: int = COUNT, seed: int = SEED) -> list[str]:
    writer = Writer(seed)
    return [writer.text() for _ in range(count)]


def read_texts(path: Path) -> list[str]:
    """One text a line; empty lines are left out."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def pieces(texts: list[str], size: int, count: int) -> list[str]:
    """`count` texts of `size` bytes, a few less where a character would be cut; begun again when the texts end."""
    encoded = (text.encode() for text in texts)
    cut = [text[at : at + size].decode(errors="ignore") for text in encoded for at in range(0, len(text) - size + 1, size)]
    return list(islice(cycle(cut or [""]), count))


def main() -> int:
    for text in write_texts(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT):
        print(text.replace("\n", " "))
    return 0


if __name__ == "__main__":
    sys.exit(main())
