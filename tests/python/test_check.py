"""What the checker says of right, wrong and doubtful sources."""

from pathlib import Path

import pytest

core = pytest.importorskip("ressenti._core")

from ressenti import check, compile  # noqa: E402
from ressenti._faults import SourceError  # noqa: E402

DATA = Path(__file__).parents[2] / "data/fr"
PARENTS = '[parent.delivery]\nfr = "Livraison"\nen = "Delivery"\n'
THEME = """
[theme.delivery_time]
parent = "delivery"
fr = "Délais"
en = "Delivery time"
stage = "delivery"
component = "touchpoints"
why = "Rapidité et ponctualité."
"""
GOOD = """
[[rule]]
theme = "delivery_time"
phrase = ["colis en retard", "colis toujours attendu"]
yes = ["Mon colis en retard.", "COLIS EN RETARD"]
no = ["J’étais en retard."]
"""
MISSED = """
[[rule]]
theme = "delivery_time"
phrase = ["vendeur tardif", "livreur en retard"]
yes = ["Le livreur était très en retard !"]
"""
UNWANTED = """
[[rule]]
theme = "delivery_time"
phrase = "avec du retard"
yes = ["Reçu avec du retard."]
no = ["Je réponds à votre mél avec du retard."]
"""
LANGUAGE = {"themes/parents.toml": PARENTS, "themes/delivery.toml": THEME + GOOD}


@pytest.fixture(autouse=True)
def no_shipped_pack(monkeypatch, tmp_path):
    monkeypatch.setattr(compile, "SHIPPED_PACK", tmp_path / "absent.pack")


@pytest.fixture
def checked(tmp_path):
    """Check a language made of LANGUAGE and these files."""

    def run(**files: str) -> check.Report:
        names = {
            "rules": "themes/delivery.toml",
            "words": "lexicon/opinion.tsv",
            "signals": "signals/signals.toml",
        }
        written = {names[key]: text for key, text in files.items()}
        return check.run([write(tmp_path, LANGUAGE | written)])

    return run


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / "fr" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "fr"


def plain(text: str) -> str:
    """With ordinary spaces instead of those of French typography."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


# --- Verdicts -------------------------------------------------------------------------------


def test_right_rules_pass(checked):
    report = checked()
    assert report.ok and report.errors == () and report.warnings == ()
    assert (
        plain(str(report))
        == "moteurs : 2 motifs en programmes, 0 par PCRE2 ; 1 règle préfiltrée, 0 lue sur chaque texte\n"
        "1 thème, 0 signal, 0 canal, 1 règle, 0 forme : 0 exemple faux, 0 avertissement"
    )


def test_missed_example_shows_what_was_read_and_the_nearest_phrase_first(checked):
    report = checked(rules=THEME + GOOD + MISSED)
    (error,) = report.errors
    place, *evidence = plain(error).split("\n")
    assert "themes/delivery.toml:16, règle 2 (delivery_time/2) : " in place
    assert place.endswith("la règle ne trouve pas son propre exemple")
    assert [line.strip() for line in evidence] == [
        "oui    : « Le livreur était très en retard ! »",
        "lu     : le livreur etait tres en retard !",
        "phrase : « livreur en retard », « vendeur tardif »",
    ]
    assert not report.ok and report.false_examples == 1


def test_unwanted_example_shows_what_was_found(checked):
    (error,) = checked(rules=THEME + UNWANTED).errors
    place, *evidence = plain(error).split("\n")
    assert (
        "règle 1 (delivery_time/1) : la règle se déclenche sur un exemple qu’elle doit laisser"
        in place
    )
    assert "trouvé : « avec du retard »" in evidence[2]


def test_found_is_cut_from_the_text_as_written(checked):
    rules = THEME + UNWANTED.replace(
        "Je réponds à votre mél avec du retard", "Déjà… 😀 « AVEC\u00a0DU retard »"
    )
    (error,) = checked(rules=rules).errors
    assert "«\u00a0AVEC\u00a0DU retard\u00a0»" in error


def test_every_mistake_is_reported_at_once(checked):
    broken = '[[rule]]\ntheme = "delivery_time"\nphrase = "(colis"\nyes = "Mon colis."\n'
    unknown = '[[rule]]\ntheme = "delivry"\nphrase = "colis"\nyes = "Mon colis."\n'
    report = checked(
        rules=THEME + broken + GOOD + unknown + MISSED + UNWANTED,
        words="lemma\tpos\tvalence\nbeau\tadj\tx\n",
    )
    text = plain(str(report))
    for name in (
        "règle 1 (delivery_time/1)",
        "règle 3 (delivry/1)",
        "règle 4 (delivery_time/3)",
        "règle 5 (delivery_time/4)",
    ):
        assert name in text
    assert "opinion.tsv:2 : valence" in text
    assert len(report.errors) == 5 and report.false_examples == 2
    assert text.endswith("3 règles, 0 forme : 2 exemples faux, 3 autres erreurs, 0 avertissement")


def test_unreadable_file_does_not_make_its_themes_unknown_everywhere(checked):
    report = checked(
        rules=THEME + "x = [", signals='[signal.a]\nfr = "a"\nen = "a"\nwhy = "a"\n' + GOOD
    )
    (error,) = report.errors
    assert "TOML illisible" in error


def test_faulty_theme_does_not_make_its_rules_faulty(checked):
    report = checked(rules=THEME.replace('stage = "delivery"', 'stage = "livraison"') + GOOD)
    (error,) = report.errors
    assert "stage" in error


def test_rule_without_yes_is_an_error(checked):
    (error,) = checked(rules=THEME + '[[rule]]\ntheme = "delivery_time"\nphrase = "colis"\n').errors
    assert "aucun exemple" in error


def test_summary_counts_in_french(checked):
    words = "".join(f"mot{number}\tadv\t40\t-\t\n" for number in range(1200))
    report = checked(words="lemma\tpos\tvalence\tforms\tnote\n" + words)
    assert "1\u202f200\u00a0formes\u00a0: 0\u00a0exemple faux" in str(report)


# --- Doubts ---------------------------------------------------------------------------------


def doubts(report: check.Report) -> str:
    assert report.ok, str(report)
    return plain("\n".join(report.warnings))


def test_theme_without_rule_or_why(checked):
    idle = THEME.replace("delivery_time", "lonely").replace('why = "Rapidité et ponctualité."', "")
    text = doubts(checked(rules=THEME + idle + GOOD))
    assert "delivery.toml:10 : attention, le thème « lonely » n’a aucune règle" in text
    assert "« lonely » n’a pas de why" in text


def test_needs_without_regex(checked):
    assert "needs ne sert qu’à une regex, absente" in doubts(
        checked(rules=THEME + GOOD + 'needs = ["colis"]\n')
    )


@pytest.mark.parametrize("regex", [r"\bSAV\b", "(?:sav|Sav)"])
def test_capital_in_a_regex(checked, regex):
    text = doubts(checked(rules=THEME + GOOD + f"regex = '{regex}'\nneeds = 'sav'\n"))
    assert f"« {regex} » contient une majuscule" in text


@pytest.mark.parametrize("regex", [r"\bsav\b\S", r"sav\W", r"(?<Nom>sav)"])
def test_capital_that_is_syntax(checked, regex):
    assert checked(rules=THEME + GOOD + f"regex = '{regex}'\nneeds = 'sav'\n").warnings == ()


def test_phrase_in_two_rules_of_a_theme(checked):
    again = GOOD.replace('"colis en retard", ', '"Colis  en RETARD", ').replace(
        '"colis toujours attendu"', '"x"'
    )
    text = doubts(checked(rules=THEME + GOOD + again))
    assert (
        "règle 2 (delivery_time/2) : attention, « Colis  en RETARD » est déjà dans une règle du thème"
        in text
    )
    assert "règle 1 (delivery_time/1)" in text


def test_forms_of_opposite_signs(checked):
    words = "lemma\tpos\tvalence\tforms\na\tadj\t-20\tcommun\nb\tadj\t60\tcommun\n"
    text = doubts(checked(words=words))
    assert "opinion.tsv:3 : attention, « commun » vient de « b » (+60) et de « a » (-20, " in text


# --- Sources --------------------------------------------------------------------------------


def test_default_is_the_data_folder_of_a_checkout(tmp_path, monkeypatch):
    write(tmp_path / "data", LANGUAGE)
    monkeypatch.chdir(tmp_path)
    assert check.run().ok
    assert check.run().counts.rules == 1


def test_default_is_missed_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError, match="^data/fr\u00a0: ce dossier n’existe pas ici"):
        check.run()


def test_absent_source(tmp_path):
    with pytest.raises(SourceError, match="n’existe pas"):
        check.run([tmp_path / "absent"])


def test_one_path_is_not_a_list(tmp_path):
    with pytest.raises(TypeError):
        check.run(str(tmp_path))


def test_sources_are_stacked(tmp_path):
    language = write(tmp_path, LANGUAGE)
    own = tmp_path / "acme.toml"
    own.write_text(MISSED + UNWANTED, encoding="utf-8")
    report = check.run([language, own])
    assert report.false_examples == 2
    assert "delivery_time/acme.1" in report.errors[0] and "delivery_time/acme.2" in report.errors[1]
    assert report.counts.rules == 3


# --- The data of this checkout --------------------------------------------------------------


@pytest.mark.skipif(not (DATA / "themes/parents.toml").is_file(), reason="no data/fr here")
def test_shipped_sources_are_right():
    report = check.run([DATA])
    assert report.ok, str(report)
