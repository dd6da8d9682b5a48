"""A pack made to measure: labels in the words of a sector, rules that stay silent."""

from collections.abc import Callable
from pathlib import Path

import pytest

core = pytest.importorskip("ressenti._core")

import ressenti  # noqa: E402
from ressenti import check, cli, compile  # noqa: E402
from ressenti._faults import SourceError  # noqa: E402

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def label(analyzer: ressenti.Analyzer, id: str, kind: str = "themes") -> dict[str, object]:
    return next(row for row in getattr(analyzer, kind) if row["id"] == id)


def themes(analyzer: ressenti.Analyzer, text: str) -> list[str]:
    return list(analyzer.analyze([text]).to_dict(0)["themes"])


# --- Labels ---------------------------------------------------------------------------------

RENAMINGS = [
    # what the pack says, what becomes of fr and en (None: as before), why
    ('[theme.delivery_time]\nfr = "Ponctualité des trains"\nen = "Train punctuality"', "Ponctualité des trains", "Train punctuality", "both"),
    ('[theme.delivery_time]\nfr = "Ponctualité des trains"', "Ponctualité des trains", None, "only what a French reader sees"),
    ('[theme.delivery_time]\nen = "Train punctuality"', None, "Train punctuality", "only what an English reader sees"),
]


@pytest.mark.parametrize(("source", "fr", "en", "why"), RENAMINGS)
def test_a_pack_says_labels_in_the_words_of_a_sector(write: Write, source: str, fr: str | None, en: str | None, why: str) -> None:
    before = label(ressenti.load(), "delivery_time")
    after = label(ressenti.Analyzer(["fr", write("rail.toml", source)]), "delivery_time")
    assert after == {**before, "fr": fr or before["fr"], "en": en or before["en"]}, why


def test_the_later_pack_has_the_last_word(write: Write) -> None:
    one = write("one.toml", '[theme.billing]\nfr = "Un"\nen = "One"\n[signal.churn_intent]\nfr = "Fuite"')
    two = write("two.toml", '[theme.billing]\nfr = "Deux"\n[channel.store]\nfr = "Gare"\nen = "Station"')
    both = ressenti.Analyzer(["fr", one, two])
    assert (label(both, "billing")["fr"], label(both, "billing")["en"]) == ("Deux", "One")
    assert label(both, "churn_intent", "signals")["fr"] == "Fuite"
    assert label(both, "churn_intent", "signals")["en"] == label(ressenti.load(), "churn_intent", "signals")["en"]
    assert label(both, "store", "channels")["fr"] == "Gare"
    assert label(ressenti.Analyzer(["fr", two, one]), "billing")["fr"] == "Un"


def test_other_words_change_no_result(write: Write) -> None:
    """Among them the flag of `general_opinion`, which stays only where nothing else is."""
    source = write("sector.toml", '[theme.general_opinion]\nfr = "Avis d’ensemble"\n[theme.delivery_time]\nfr = "Ponctualité"')
    renamed, text = ressenti.Analyzer(["fr", source]), "Livraison rapide, très satisfait."
    assert label(renamed, "general_opinion")["alone"] is True
    assert themes(renamed, text) == themes(ressenti.load(), text) != []


def test_rules_beside_a_renamed_theme_are_added_to_it(write: Write) -> None:
    source = write("rail.toml", '[theme.delivery_time]\nfr = "Ponctualité"\n[[rule]]\ntheme = "delivery_time"\nphrase = "correspondance manquée"\nyes = "Correspondance manquée."')
    analyzer = ressenti.Analyzer(["fr", source])
    assert analyzer.rules[-1]["name"] == "delivery_time/rail.1"
    assert "delivery_time" in themes(analyzer, "Livraison en retard.") and "delivery_time" in themes(analyzer, "Correspondance manquée.")


def test_a_theme_said_anew_in_full_is_another_theme(write: Write) -> None:
    source = '[theme.billing]\nparent = "delivery"\nfr = "A"\nen = "B"\nstage = "search"\ncomponent = "journey"'
    after = label(ressenti.Analyzer(["fr", write("own.toml", source)]), "billing")
    assert (after["parent"], after["stage"], after["component"]) == ("delivery", 1 << 1, 1 << 3)


INCOMPLETE = [
    ("[theme.billing]", "fr", "it says nothing"),
    ('[theme.billing]\nfr = "A"\nstage = "use"', "en", "a theme half said anew"),
    ('[theme.billing]\nfr = "A"\nen = "B"\nstage = "use"', "parent", "a theme half said anew"),
    ('[theme.own]\nfr = "A"\nen = "B"', "parent", "nobody below has it"),
    ("[signal.own]\nfr = 'A'", "en", "nobody below has it"),
    ("[signal.irony]\nwhy = 'x'", "fr", "a reason is no word"),
]


@pytest.mark.parametrize(("source", "missing", "why"), INCOMPLETE)
def test_half_a_label_is_refused(write: Write, source: str, missing: str, why: str) -> None:
    with pytest.raises(SourceError, match=f"il manque {missing}"):
        compile.compile_pack(write("half.toml", source))


def test_check_has_no_doubts_about_other_words(write: Write) -> None:
    report = check.run([write("rail.toml", '[theme.delivery_time]\nfr = "Ponctualité des trains"')])
    assert report.ok and not report.warnings, str(report)


# --- Rules that stay silent -------------------------------------------------------------------

TWO_RULES = """
[[rule]]
theme = "delivery_time"
id    = "licorne"
phrase = "licorne égarée"
yes = "Une licorne égarée."
[[rule]]
theme = "delivery_time"
id    = "griffon"
phrase = "griffon égaré"
yes = "Un griffon égaré."
"""

MUTED = [
    (["delivery_time/licorne"], False, True, "one rule"),
    ("delivery_time/licorne", False, True, "one name is a list of one"),
    (["delivery_time/*"], False, False, "all of a label"),
    (("delivery_time/griffon", "delivery_time/licorne"), False, False, "two of them"),
    ([], True, True, "none"),
]


@pytest.mark.parametrize(("disable", "licorne", "griffon", "why"), MUTED)
def test_a_disabled_rule_finds_nothing(write: Write, disable: list[str] | str, licorne: bool, griffon: bool, why: str) -> None:
    analyzer = ressenti.Analyzer(["fr", write("own.toml", TWO_RULES)], disable=disable)
    assert ("delivery_time" in themes(analyzer, "Une licorne égarée.")) == licorne, why
    assert ("delivery_time" in themes(analyzer, "Un griffon égaré.")) == griffon, why
    assert len(analyzer.match(["Une licorne égarée."])) == licorne, "match leaves it out too"


def test_the_fingerprint_tells_which_rules_were_silent() -> None:
    names = ["delivery_time/*", "billing/*"]
    plain, one, both, turned = (ressenti.Analyzer(disable=given).fingerprint for given in ([], names[:1], names, names[::-1]))
    assert len({plain, one, both}) == 3 and both == turned
    assert one.startswith(plain) and " options:" in one


@pytest.mark.parametrize("name", ["", "delivery_time", "delivery_time/nul", "*x", "delivery_time/\x00", "é/1", "x" * 5000])
def test_a_name_that_no_rule_has_is_told(name: str) -> None:
    with pytest.raises(ValueError, match="no rule is called"):
        ressenti.Analyzer(disable=[name])


@pytest.mark.parametrize("wrong", [[3], [None], 3])
def test_what_is_no_name_is_refused(wrong: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        ressenti.Analyzer(disable=wrong)  # type: ignore[arg-type]


def test_the_command_takes_names_with_commas(write: Write, capfd: pytest.CaptureFixture[str]) -> None:
    source, texts = write("own.toml", TWO_RULES), write("a.txt", "Une licorne égarée.\nUn griffon égaré.\n")
    assert cli.main(["analyze", str(texts), "--pack", str(source), "--disable", "delivery_time/licorne,delivery_time/griffon"]) == 0
    assert "delivery_time" not in capfd.readouterr().out
    assert cli.main(["analyze", str(texts), "--pack", str(source), "--disable", "delivery_time/griffon"]) == 0
    assert capfd.readouterr().out.count('"delivery_time": ') == 1
    assert cli.main(["explain", "Une licorne égarée.", "--disable", "nul/1"]) == 2
    assert "no rule is called nul/1" in capfd.readouterr().err
