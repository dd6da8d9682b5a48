"""Drawn-out and doubled letters, abbreviations: what is read, and what is left alone."""

import pytest

import ressenti

READ_AS = [  # text, evidence of the one theme or judgement it must carry, why
    ("Une réputation amplement méritée.", "réputation amplement méritée", "-ée is no doubled letter"),
    ("Serviiiice nul", "nul", "a word beside a drawn-out one is read as ever"),
]

SAME = [  # two spellings, why they must read alike
    ("J’adoore cette boutique", "J’adore cette boutique", "a vowel twice in a word nobody knows"),
    ("Nuuuul", "Nul", "three letters and more"),
    ("tjrs pas reçu mon colis", "toujours pas reçu mon colis", "an abbreviation"),
    ("TROOOP LONG", "TROP LONG", "capitals too"),
]

SPELT = [  # typed, spelt, why
    ("nuuul", "nul", "one letter"),
    ("nulllle", "nulle", "two, where one gives no word"),
    ("tellllement", "tellement", "rules speak of words that begin with tel-, but « telement » is none"),
    ("ellle", "elle", "a word of which no dictionary of opinions speaks, but rules do"),
    ("supeeer", "super", "one letter of a word with others behind it"),
    ("zuuut", "zut", "a word that nobody knows either way"),
]


@pytest.mark.parametrize(("typed", "spelt", "why"), SPELT)
def test_letters_drawn_in(typed: str, spelt: str, why: str) -> None:
    assert ressenti.normalize(typed, spelling=True) == spelt, why


@pytest.mark.parametrize(("text", "evidence", "why"), READ_AS)
def test_words_that_are_left_alone(text: str, evidence: str, why: str) -> None:
    explanation = ressenti.explain(text)
    found = [text[m["start"] : m["end"]] for m in explanation.document["mentions"]]
    found += [text[c.start : c.end] for c in explanation.contributions]
    assert evidence in found, why


@pytest.mark.parametrize(("text", "plain", "why"), SAME)
def test_spellings_that_read_alike(text: str, plain: str, why: str) -> None:
    first, second = ressenti.analyze([text, plain]).to_dicts()
    assert (first["sentiment"], first["themes"]) == (second["sentiment"], second["themes"]), why


@pytest.mark.parametrize("number", [100, 200, 500, 1000, 2200, 1500])
def test_digits_are_no_letters(number: int) -> None:
    """« 200 » was read as « 20 », which the lexicon knows."""
    (figure,) = ressenti.analyze(f"{number}", figures=True).figures
    assert figure["value"] == number


def test_only_drawn_out_letters_strengthen() -> None:
    drawn, slip, plain = ressenti.analyze(["Nuuul", "Null", "Nul"]).documents["points"]
    assert drawn < plain == slip < 0
