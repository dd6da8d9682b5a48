"""Phrases for rules, out of texts that no theme covers: frequent there and rare elsewhere, with a guess at their theme."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from . import _core
from ._annotations import Annotation
from ._privacy import MASK, masked
from ._sequences import Segments, frequent_sequences, segments_of, sequences_among, specificity, without_parts

if TYPE_CHECKING:
    from ._analyzer import Analyzer

TEXTS_MOST: Final = 100_000
"""So many texts of either kind are looked at; of the others only the number is known."""

NEIGHBOURS_MOST: Final = 20_000
"""So many covered texts say which words go with which themes."""

SAMPLES: Final = 3
CANDIDATES_MOST: Final = 4000
PART_OF_LONGER: Final = 0.8
SPECIFIC: Final = 3.84
"""Log-likelihood from which chance is an unlikely reason (one degree of freedom, 5 %)."""

RIGHT_AT_LEAST: Final = 0.5
PROPOSED_OF_ASKED: Final = 5

SMALL: Final = frozenset(
    "a ai ainsi alors an ans apres as au aussi autre aux avaient avais avait avant avec avez avoir avons beaucoup bien bon c ca car ce ceci cela ces cet cette chez comme comment"
    " d dans de depuis des deux dit donc dont du elle elles en encore est et etaient etais etait ete etes etre eu eux fait faire faut fois ici il ils j jai je jour jours l la le les leur leurs lui m ma"
    " mais me meme mes moi mois moins mon n ne ni nos notre nous on ont or ou oui par parce pas peu peut plus pour pourquoi puis qu quand que quel quelle quelque qui quoi rien s sa sans se"
    " sera ses si soit son sont sous suis sur t ta te tes toi ton toujours tous tout toute toutes tres trop trois tu un une va vais vers voila vos votre vous vraiment vu y".split()
)
"""Words that say nothing by themselves; a phrase begins with one of OPENING of them, or with none."""

OPENING: Final = frozenset("aucun aucune jamais ne pas plus sans toujours trop rien moins".split())

_WORD: Final = re.compile(r"[^\W_]+")
_LEAST_SURE: Final = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One phrase to make a rule of.

    `uncovered`, `covered`: in how many texts it stands; `theme` is a guess, right in a share of `precision` of the texts as far
    as `basis` can tell: "annotations", "covered" (texts with the phrase that have themes already) or "neighbours" (texts with
    the same words). `polarity` is that of the theme, where annotations agree. `samples` are pieces of texts, masked.
    """

    phrase: str
    uncovered: int
    covered: int
    score: float
    theme: str | None
    precision: float | None
    basis: str
    polarity: str | None
    samples: tuple[str, ...]


@dataclass(slots=True)
class _Text:
    text: str
    segments: Segments
    themes: frozenset[str]
    annotation: Annotation | None


class Suggester:
    """Takes texts batch by batch, then tells which phrases would cover those that no theme does.

    A text is covered by any theme but those that only stay alone (general_opinion). One that an annotation gives no theme
    either is settled: it stands among those that the phrases are to be rare in. What cannot be read is left out.
    """

    def __init__(self, analyzer: "Analyzer") -> None:
        self._analyzer = analyzer
        self._alone = {theme["id"] for theme in analyzer.themes if theme["alone"]}
        self._uncovered: list[_Text] = []
        self._covered: list[_Text] = []
        self.counts = Counter[str]()
        """Texts: "uncovered", "covered", "settled", "unread"."""

    # ---- reading -----------------------------------------------------------------------------

    def add(self, texts: Sequence[Any], annotations: Sequence[Annotation | None] = (), threads: int = 1) -> None:
        """Read a batch. O(bytes of the texts)."""
        documents = self._analyzer.analyze(texts, threads=threads).documents
        safe = [masked(text) if isinstance(text, str) else None for text in texts]
        folded = _core.normalize(safe, engine=self._analyzer.engine)
        said = annotations or [None] * len(texts)
        for sentiment, themes, text, words, annotation in zip(
            documents["sentiment"], documents["themes"], safe, folded, said, strict=True
        ):
            if sentiment is None or text is None or words is None:
                self.counts["unread"] += 1
            else:
                self._sort(text, words, frozenset(themes) - self._alone, annotation)

    def _sort(self, text: str, folded: str, themes: frozenset[str], annotation: Annotation | None) -> None:
        is_settled = not themes and annotation is not None and not set(annotation.themes) - self._alone
        kind = "covered" if themes else "settled" if is_settled else "uncovered"
        kept = self._uncovered if kind == "uncovered" else self._covered
        self.counts[kind] += 1
        if len(kept) < TEXTS_MOST:
            # what was masked is no word, and nothing goes over it
            segments = segments_of(MASK.sub(".", folded) if "[" in folded else folded)
            kept.append(_Text(text if kind == "uncovered" else "", segments, themes, annotation))

    # ---- choosing ----------------------------------------------------------------------------

    def suggestions(self, most: int = 20, least: int = 3) -> Iterator[Suggestion]:
        """At most `most` phrases that stand in at least `least` uncovered texts, the most telling first.

        Of those that annotations speak of only what they find right at least half the time.
        """
        told = 0
        for suggestion in self._all_suggestions(PROPOSED_OF_ASKED * most, least):
            is_wrong = suggestion.basis == "annotations" and (suggestion.precision or 0) < RIGHT_AT_LEAST
            if told < most and not is_wrong:
                told += 1
                yield suggestion

    def _all_suggestions(self, most: int, least: int) -> Iterator[Suggestion]:
        chosen = self._chosen(most, least)
        wanted = {phrase for phrase, _ in chosen}
        covered: dict[str, list[_Text]] = {phrase: [] for phrase in wanted}
        for text in self._covered:
            for phrase in sequences_among(text.segments, wanted):
                covered[phrase].append(text)
        neighbours = _Neighbours(self._covered[:NEIGHBOURS_MOST])
        holding: dict[str, list[_Text]] = {phrase: [] for phrase in wanted}
        for text in self._uncovered:
            for phrase in sequences_among(text.segments, wanted):
                holding[phrase].append(text)
        for phrase, score in chosen:
            yield self._suggestion(phrase, score, holding[phrase], covered[phrase], neighbours)

    def _chosen(self, most: int, least: int) -> list[tuple[str, float]]:
        """Each of them brings texts that those before it do not."""
        candidates = self._candidates(least)
        best = sorted(candidates, key=lambda phrase: (-candidates[phrase], phrase))[:CANDIDATES_MOST]
        rows: dict[str, set[int]] = {phrase: set() for phrase in best}
        for row, text in enumerate(self._uncovered):
            for phrase in sequences_among(text.segments, rows.keys()):
                rows[phrase].add(row)
        taken: set[int] = set()
        chosen: list[tuple[str, float]] = []
        for phrase in best:
            fresh = len(rows[phrase] - taken)
            if len(chosen) < most and fresh >= least and 2 * fresh >= len(rows[phrase]):
                chosen.append((phrase, candidates[phrase]))
                taken |= rows[phrase]
        return chosen

    def _candidates(self, least: int) -> dict[str, float]:
        counts = frequent_sequences([text.segments for text in self._uncovered], least)
        counts = {phrase: count for phrase, count in without_parts(counts, PART_OF_LONGER).items() if _may_be_phrase(phrase)}
        elsewhere = Counter[str]()
        for text in self._covered:
            elsewhere.update(sequences_among(text.segments, counts.keys()))
        here, there = len(self._uncovered), len(self._covered)
        scores = {phrase: specificity(count, here, elsewhere[phrase], there) for phrase, count in counts.items()}
        return {phrase: score for phrase, score in scores.items() if score >= (SPECIFIC if there else 0)}

    # ---- telling -----------------------------------------------------------------------------

    def _suggestion(
        self, phrase: str, score: float, here: Sequence[_Text], there: Sequence[_Text], neighbours: "_Neighbours"
    ) -> Suggestion:
        theme, precision, basis = self._guess(here, there, neighbours)
        samples = tuple(dict.fromkeys(_sample(text.text, phrase) for text in here))[:SAMPLES]
        return Suggestion(
            phrase=_as_written(phrase, [text.text for text in here]),
            uncovered=len(here),
            covered=len(there),
            score=score,
            theme=theme,
            precision=precision,
            basis=basis,
            polarity=_polarity(theme, [*here, *there]),
            samples=tuple(sample for sample in samples if sample),
        )

    def _guess(
        self, here: Sequence[_Text], there: Sequence[_Text], neighbours: "_Neighbours"
    ) -> tuple[str | None, float | None, str]:
        said = [frozenset(text.annotation.themes) - self._alone for text in (*here, *there) if text.annotation]
        if any(said):
            return (*_commonest(said), "annotations")
        if len(there) >= _LEAST_SURE:
            return (*_commonest([text.themes for text in there]), "covered")
        return (*neighbours.theme_of(text.segments for text in here), "neighbours")


def _commonest(themes: Sequence[frozenset[str]]) -> tuple[str | None, float | None]:
    """The commonest theme and the share of the texts that have it."""
    counts = Counter(theme for of_text in themes for theme in of_text)
    if not counts:
        return None, None
    theme, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return theme, count / len(themes)


class _Neighbours:
    """Which themes the words of covered texts go with."""

    def __init__(self, texts: Sequence[_Text]) -> None:
        self._of_word: dict[str, Counter[str]] = {}
        self._texts_of_word = Counter[str]()
        self._count = len(texts)
        for text in texts:
            for word in _telling_words(text.segments):
                self._texts_of_word[word] += 1
                self._of_word.setdefault(word, Counter()).update(text.themes)

    def theme_of(self, texts: Iterable[Segments]) -> tuple[str | None, float | None]:
        """The theme that the words of these texts speak for most, and its share of what they say; rare words say more."""
        votes: dict[str, float] = {}
        weight = 0.0
        for segments in texts:
            for word in sorted(_telling_words(segments)):
                texts_with = self._texts_of_word[word]
                if texts_with < _LEAST_SURE:
                    continue
                weight += 1 / texts_with
                for theme, count in self._of_word[word].items():
                    votes[theme] = votes.get(theme, 0.0) + count / texts_with / texts_with
        if not votes:
            return None, None
        theme = min(votes, key=lambda theme: (-votes[theme], theme))
        return theme, min(1.0, votes[theme] / weight)


def _telling_words(segments: Segments) -> set[str]:
    return {word for words in segments for word in words if len(word) > 2 and word not in SMALL}


def _may_be_phrase(phrase: str) -> bool:
    """It says something: no small words alone or at the ends, no long numbers."""
    words = phrase.split()
    if any(len(word) > 3 and any(sign.isdigit() for sign in word) for word in words):
        return False
    telling = [word for word in words if len(word) > 2 and word not in SMALL and not word.isdigit()]
    first_fits = words[0] not in SMALL or words[0] in OPENING
    return bool(telling) and first_fits and words[-1] not in SMALL and not words[0].isdigit()


def _polarity(theme: str | None, texts: Sequence[_Text]) -> str | None:
    """The polarity of the theme in the annotations, where nine in ten agree and three say so."""
    said = Counter(text.annotation.polarity(theme) for text in texts if text.annotation and theme)
    del said[None]
    if said.total() < _LEAST_SURE:
        return None
    polarity, count = said.most_common(1)[0]
    return polarity if polarity in ("pos", "neg") and count >= 0.9 * said.total() else None


# --- Words as people write them -------------------------------------------------------------------


def _as_written(phrase: str, texts: Sequence[str]) -> str:
    """The folded words with the accents that customers put on them most often."""
    wanted = set(phrase.split())
    forms: dict[str, Counter[str]] = {word: Counter() for word in wanted}
    for text in texts[:200]:
        for word in _WORD.findall(text.lower()):
            folded = _core.fold(word)[0]
            if folded in wanted:
                forms[folded][word] += 1
    return " ".join(_commonest_form(word, forms[word]) for word in phrase.split())


def _commonest_form(word: str, forms: Mapping[str, int]) -> str:
    return min(forms, key=lambda form: (-forms[form], form == word, form), default=word)


SAMPLE_LENGTH: Final = 160


def _sample(text: str, phrase: str) -> str:
    """The sentence that holds the phrase, without the ends of a long one; "": it cannot be cut out."""
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
        if sequences_among(segments_of(_core.fold(sentence)[0]), {phrase}):
            return _window(" ".join(sentence.split()), phrase)
    return ""


def _window(sentence: str, phrase: str) -> str:
    if len(sentence) <= SAMPLE_LENGTH:
        return sentence
    words = sentence.split(" ")
    for begin in range(len(words)):
        end = begin
        while end < len(words) and len(" ".join(words[begin : end + 1])) <= SAMPLE_LENGTH:
            end += 1
        piece = " ".join(words[begin:end])
        if sequences_among(segments_of(_core.fold(piece)[0]), {phrase}):
            return piece
    return ""
