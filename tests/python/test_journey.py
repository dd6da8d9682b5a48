"""Stages and components: each document has those of its mentions' themes, and all nine and all four can be reached."""

import functools
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

_core = pytest.importorskip("ressenti._core")

import ressenti  # noqa: E402
from ressenti._sources import RuleSource, ThemeSource, read_sources  # noqa: E402

ROOT = Path(__file__).parents[2]

STAGES = ("awareness", "search", "purchase", "delivery", "use", "support", "return", "relationship", "transverse")
COMPONENTS = ("satisfaction", "relationship", "touchpoints", "journey")

SENTENCES = [
    # one sentence for each stage, written for this test
    ("Encore une pub mensongère à la télévision.", "awareness"),
    ("Impossible de trouver un article avec votre moteur de recherche.", "search"),
    ("Le prix est beaucoup trop élevé.", "purchase"),
    ("Mon colis a été livré avec trois jours de retard.", "delivery"),
    ("Ce produit est de très mauvaise qualité.", "use"),
    ("La conseillère a été très aimable.", "support"),
    ("J’attends toujours mon remboursement.", "return"),
    ("Aucune considération pour les clients fidèles.", "relationship"),
    ("Votre application plante sans arrêt.", "transverse"),
]


def test_the_names_are_those_of_the_contract() -> None:
    assert _core.stage_names == STAGES and _core.component_names == COMPONENTS


@functools.cache
def read() -> tuple[dict[str, ThemeSource], tuple[RuleSource, ...]]:
    """The themes and rules of the French pack, as they are written."""
    sources = read_sources(ROOT / "data/fr")
    themes = sources.labels["theme"].items()
    return {id: theme for id, theme in themes if isinstance(theme, ThemeSource)}, sources.rules


def test_every_stage_and_component_has_a_theme() -> None:
    themes, _ = read()
    assert {theme.stage for theme in themes.values()} == set(STAGES)
    assert {theme.component for theme in themes.values()} == set(COMPONENTS)


@pytest.mark.parametrize(("text", "stage"), SENTENCES)
def test_each_stage_is_reached(text: str, stage: str) -> None:
    row = ressenti.analyze([text]).to_dict(0)
    assert stage in row["stages"], row["themes"]


def test_each_theme_is_reached_and_brings_its_own() -> None:
    """By the examples of its rules."""
    themes, rules = read()
    samples: defaultdict[str, list[str]] = defaultdict(list)
    for rule in rules:
        if rule.theme:
            samples[rule.theme] += rule.yes
    reached: set[str] = set()
    for theme, texts in samples.items():
        for row in ressenti.analyze(texts).documents:
            if theme in row["themes"]:
                reached.add(theme)
                assert themes[theme].stage in row["stages"] and themes[theme].component in row["components"]
    assert reached == set(themes)


def of_mentions(row: dict[str, Any], kind: str, names: tuple[str, ...]) -> list[str]:
    """What the document should have, in the order of the contract."""
    themes, _ = read()
    found = {getattr(themes[mention["theme"]], kind) for mention in row["mentions"]}
    return [name for name in names if name in found]


WORDS = ["livraison", "colis", "prix", "trop cher", "remboursement", "application", "conseillère", "adorable", "publicité", "qualité", "nul", "très satisfait", ".", "mais", "pas", "😡"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_a_document_has_those_of_its_mentions_and_no_others(words: list[str]) -> None:
    row = ressenti.analyze([" ".join(words)]).to_dict(0)
    assert row["stages"] == of_mentions(row, "stage", STAGES)
    assert row["components"] == of_mentions(row, "component", COMPONENTS)


UNREAD = [None, 3, "\ud800", "The delivery was late and nobody answered the phone when we called about it.", "x" * (1 << 20) + "x", "", "…"]


@pytest.mark.parametrize("text", UNREAD, ids=lambda text: repr(text)[:12])
def test_without_mentions_there_are_none(text: object) -> None:
    row = ressenti.analyze([text]).to_dict(0)
    assert (row["stages"], row["components"]) == ([], [])


def test_a_theme_that_went_leaves_no_stage_behind() -> None:
    """general_opinion stays only where nothing else is; its stage goes with it."""
    theme = next(theme for theme in ressenti.load().themes if theme["alone"])
    alone, beside = ressenti.analyze(["Très satisfait.", "Très satisfait, livraison rapide."]).to_dicts()
    assert list(alone["themes"]) == [theme["id"]] and theme["id"] not in beside["themes"]
    assert beside["stages"] == ["delivery"]
