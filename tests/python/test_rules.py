"""The shipped French data: its rules keep their own examples, and it covers the guide."""

import re
from pathlib import Path

import pytest

import ressenti
from ressenti import check
from ressenti._lexicon import build_lexicon
from ressenti._sources import Sources, read_sources

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data/fr"
GUIDE = (ROOT / "tests/challenge/ANNOTATION.md").read_text(encoding="utf-8")

COUNTS = {"theme": 39, "signal": 17, "channel": 11}
"""What the guide defines; the contract of the project says the same numbers."""

LEAST_FORMS = 2_500
"""Words and expressions with a valence, inflected."""


def table(heading: str) -> list[str]:
    """The ids in the first column of a section of the guide."""
    section = GUIDE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE)


def channels() -> list[str]:
    row = re.search(r"^\| `channels` \|.*$", GUIDE, flags=re.MULTILINE)
    assert row is not None
    return re.findall(r"`(\w+)`", row[0].partition("brand:")[2])


GUIDE_IDS = {"theme": table("Themes"), "signal": table("Signals"), "channel": channels()}


@pytest.fixture(scope="module")
def sources() -> Sources:
    return read_sources(DATA, on_error=lambda error: None)


@pytest.mark.parametrize("kind", COUNTS)
def test_the_guide_was_read_right(kind: str) -> None:
    assert len(set(GUIDE_IDS[kind])) == len(GUIDE_IDS[kind]) == COUNTS[kind]


def test_every_rule_keeps_its_own_examples() -> None:
    report = check.run([DATA])
    assert report.ok, str(report)


@pytest.mark.parametrize("kind", COUNTS)
def test_every_id_of_the_guide_has_its_labels(kind: str, sources: Sources) -> None:
    labels = sources.labels[kind]
    assert not [id for id in GUIDE_IDS[kind] if id not in labels]
    assert not [id for id in GUIDE_IDS[kind] if not labels[id].fr.strip() or not labels[id].en.strip()]


@pytest.mark.parametrize("kind", COUNTS)
def test_every_id_of_the_guide_has_a_rule(kind: str, sources: Sources) -> None:
    served = {id for rule in sources.rules for target, id in rule.targets() if target == kind}
    gaps = {"promise_broken", "promise_exceeded"}  # also read from figures, but people say it in words too
    assert gaps <= set(GUIDE_IDS["signal"])
    assert not [id for id in GUIDE_IDS[kind] if id not in served]


def test_labels_differ_so_that_people_can_tell_them_apart(sources: Sources) -> None:
    for kind in COUNTS:
        for language in ("fr", "en"):
            names = [getattr(label, language) for label in sources.labels[kind].values()]
            assert sorted(set(names)) == sorted(names), (kind, language)


def test_every_level_of_irritation_has_rules(sources: Sources) -> None:
    assert {rule.irritation for rule in sources.rules} >= {1, 2, 3}


def test_every_rule_says_where_it_must_not_fire_at_least_now_and_then(sources: Sources) -> None:
    """A `no` is where homographs are caught; a file of rules without any was written without thinking of them."""
    files: dict[str, list[int]] = {}
    for rule in sources.rules:
        files.setdefault(rule.file, []).append(len(rule.no))
    assert not {file: counts for file, counts in files.items() if len(counts) >= 10 and sum(counts) < len(counts) / 3}


def test_the_words_that_judge_are_many(sources: Sources) -> None:
    lexicon = build_lexicon(sources.words, on_error=lambda error: None)
    judging = [word for word in lexicon.words if word.source.kind == "opinion" and word.source.value]
    assert len(judging) >= LEAST_FORMS
    praise = sum(word.source.value > 0 for word in judging)
    assert 0.25 < praise / len(judging) < 0.75, "a lexicon that knows one side only"


def test_the_shipped_pack_is_made_of_these_sources(sources: Sources) -> None:
    analyzer = ressenti.load()
    assert {rule["name"] for rule in analyzer.rules} == {rule.name for rule in sources.rules}
    for kind, shipped in (("theme", analyzer.themes), ("signal", analyzer.signals), ("channel", analyzer.channels)):
        assert [label["id"] for label in shipped] == list(sources.labels[kind])

