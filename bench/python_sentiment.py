"""The learned part beside the usual ones, on folded texts: the same features in scikit-learn, and fastText with words, pairs and letters.

python bench/python_sentiment.py TEXTS FOLDED

scikit-learn: HashingVectorizer over words 1-2 and over letters 3-5 inside words, then one product with weights.  fastText: a
supervised model of dimension 10 with pairs and letters 3-5 and else as it comes (two million buckets), asked for its label; with as many
buckets as our model has it stands beside as fasttext_small.  What their weights are does not matter for their speed.  Whole `sentiment()` of ours, rules and all, stands beside.
"""

import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import ressenti
from blocks import read_block
from python_race import Contender, race

BUCKETS = 2**16
TRAINED_ON = 2000


def main() -> int:
    texts, folded = read_block(Path(sys.argv[1])), read_block(Path(sys.argv[2]))
    contenders = [Contender("sentiment", ressenti.load().sentiment, texts)]
    for name, make in (("sklearn", with_sklearn), ("fasttext", with_fasttext), ("fasttext_small", with_small_fasttext)):
        try:
            contenders.append(Contender(name, make(folded), folded))
        except ImportError as error:
            print(f"{name}: {error}", file=sys.stderr)
    race(contenders)
    return 0


def with_sklearn(folded: Sequence[str]) -> Callable[[Sequence[str]], Any]:
    import numpy
    from sklearn.feature_extraction.text import HashingVectorizer

    options = {"n_features": BUCKETS, "norm": None, "alternate_sign": False, "lowercase": False}
    words = HashingVectorizer(ngram_range=(1, 2), token_pattern=r"[a-z0-9]+", **options)
    letters = HashingVectorizer(analyzer="char_wb", ngram_range=(3, 5), **options)
    weights = numpy.random.default_rng(1).normal(size=(BUCKETS, 1))

    def read(some: Sequence[str]) -> Any:
        return words.transform(some) @ weights + letters.transform(some) @ weights

    return read


def with_fasttext(folded: Sequence[str]) -> Callable[[Sequence[str]], Any]:
    return fasttext_of(folded)


def with_small_fasttext(folded: Sequence[str]) -> Callable[[Sequence[str]], Any]:
    return fasttext_of(folded, bucket=BUCKETS)


def fasttext_of(folded: Sequence[str], **options: int) -> Callable[[Sequence[str]], Any]:
    import fasttext

    draw = random.Random(1)
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as lines:
        lines.writelines(f"__label__{draw.choice(('pos', 'neg'))} {one_line(text)}\n" for text in folded[:TRAINED_ON])
        lines.flush()
        model = fasttext.train_supervised(lines.name, dim=10, wordNgrams=2, minn=3, maxn=5, **options, epoch=1, verbose=0, thread=1)

    def read(some: Sequence[str]) -> Any:
        return [model.f.predict(one_line(text) + "\n", 1, 0.0, "strict") for text in some]  # model.predict fails with numpy 2

    return read


def one_line(text: str) -> str:
    return text.replace("\n", " ")


if __name__ == "__main__":
    sys.exit(main())
