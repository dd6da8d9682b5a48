"""Parts of themes, "return_refund/cancel": how they are written, what is refused, and that everything else sees the theme."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

core = pytest.importorskip("ressenti._core")

import ressenti  # noqa: E402
from ressenti import check, cli, compile  # noqa: E402
from ressenti._annotations import Annotation  # noqa: E402
from ressenti._diff import differences  # noqa: E402
from ressenti._faults import SourceError  # noqa: E402
from ressenti._rules import chosen, rule_rows  # noqa: E402
from ressenti._sources import read_sources  # noqa: E402
from ressenti._suggest import Suggester  # noqa: E402
from ressenti._suggest_toml import blocks_of  # noqa: E402
from ressenti._subthemes import is_part, whole_of  # noqa: E402

ROOT = Path(__file__).parents[2]

Write = Callable[..., Path]

NIGHT = """
[theme."delivery_time/night"]
fr = "Livraison de nuit"
en = "Night delivery"
why = "Ce qui arrive après le dîner."

[[rule]]
theme = "delivery_time/night"
id = "nocturne"
phrase = "griffon nocturne"
yes = "Un griffon nocturne."
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str, name: str = "mine.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture
def night(write: Write) -> ressenti.Analyzer:
    return ressenti.Analyzer(["fr", write(NIGHT)])


def part(analyzer: ressenti.Analyzer, id: str) -> dict[str, Any]:
    return next(row for row in analyzer.subthemes if row["id"] == id)


# --- The shipped ones -------------------------------------------------------------------------

ROUTED = [
    # a sentence written for this test, the theme that counts, the part that a team works on
    ("Vous avez annulé ma commande.", "return_refund", "return_refund/cancel"),
    ("Résiliation refusée sans motif.", "return_refund", "return_refund/contract_end"),
    ("J’attends toujours mon remboursement.", "return_refund", "return_refund/refund"),
    ("Les frais de retour sont à ma charge.", "return_refund", "return_refund/send_back"),
    ("Article échangé sans discuter.", "return_refund", "return_refund/exchange"),
    ("Prélevé deux fois en mai.", "billing", "billing/double_charge"),
    ("Menacée d’une société de recouvrement.", "billing", "billing/collection"),
    ("Carton éventré à la réception.", "delivery_condition", "delivery_condition/damaged"),
    ("Il manque deux articles.", "delivery_condition", "delivery_condition/missing_items"),
    ("On m’a livré le mauvais modèle.", "delivery_condition", "delivery_condition/wrong_item"),
    ("Colis perdu par le transporteur.", "delivery_tracking", "delivery_tracking/lost"),
    ("Marqué livré alors que je n’ai rien.", "delivery_tracking", "delivery_tracking/false_delivery"),
    ("J’ai perdu mon mot de passe.", "account_access", "account_access/login"),
    ("Compte suspendu sans motif.", "account_access", "account_access/blocked"),
    ("Je signale mon changement d’adresse.", "account_access", "account_access/details"),
    ("Mon compte a été piraté.", "privacy_security", "privacy_security/fraud"),
]


@pytest.mark.parametrize(("text", "theme", "sub"), ROUTED)
def test_a_team_finds_what_it_works_on(text: str, theme: str, sub: str) -> None:
    row = ressenti.analyze([text]).to_dict(0)
    assert (theme, sub) in {(mention["theme"], mention.get("sub")) for mention in row["mentions"]}
    assert theme in row["themes"] and sub not in row["themes"]


def test_each_shipped_part_is_tried_above_and_explained() -> None:
    sources = read_sources(ROOT / "data/fr")
    assert {sub for _, _, sub in ROUTED} == set(sources.labels["subtheme"]) == {row["id"] for row in ressenti.load().subthemes}
    assert all(label.why and label.fr and label.en for label in sources.labels["subtheme"].values())
    assert not [label.fr for label in sources.labels["subtheme"].values() if "'" in label.fr + label.why]


def test_parts_are_told_beside_their_theme_and_with_it() -> None:
    """On the corpus: a mention's theme is the whole of its part and among the themes of its text, which are no parts."""
    texts = [json.loads(line)["text"] for line in (ROOT / "data/fr/corpus/a.jsonl").read_text(encoding="utf-8").splitlines()]
    analysis = ressenti.analyze(texts)
    found = [mention for mention in analysis.mentions if mention["sub"] is not None]
    assert len(found) > 20
    for mention in found:
        assert whole_of(mention["sub"]) == mention["theme"] in analysis.documents["themes"][mention["document"]]
    assert not [theme for themes in analysis.documents["themes"] for theme in themes if is_part(theme)]
    assert not [theme["id"] for theme in ressenti.load().themes if is_part(theme["id"])]


# --- Writing them -------------------------------------------------------------------------------


def test_a_part_is_as_its_theme_where_it_says_nothing(night: ressenti.Analyzer) -> None:
    whole = next(theme for theme in night.themes if theme["id"] == "delivery_time")
    made = part(night, "delivery_time/night")
    assert (made["fr"], made["en"], made["parent"]) == ("Livraison de nuit", "Night delivery", "delivery_time")
    assert (made["stage"], made["component"], made["alone"]) == (whole["stage"], whole["component"], whole["alone"])
    assert len(night.themes) == len(ressenti.load().themes) == 39


def test_a_part_may_have_a_stage_of_its_own(write: Write) -> None:
    source = write(NIGHT.replace("why", 'stage = "support"\nwhy'))
    row = ressenti.Analyzer(["fr", source]).analyze(["Un griffon nocturne."]).to_dict(0)
    assert row["stages"] == ["support"] and row["themes"].keys() == {"delivery_time"}


def test_a_rule_is_named_after_the_whole_theme(night: ressenti.Analyzer) -> None:
    """So that it keeps its name, and those who silence it their list, when it is moved to a part."""
    rule = night.rules[-1]
    assert rule["name"] == "delivery_time/nocturne"
    assert night.themes[rule["theme"]]["id"] == "delivery_time" and night.subthemes[rule["subtheme"]]["id"] == "delivery_time/night"
    assert ressenti.load().rules[0]["subtheme"] is None


def test_a_pack_over_another_names_and_renames_its_parts(write: Write) -> None:
    source = '[theme."return_refund/cancel"]\nfr = "Séjour annulé"\n[[rule]]\ntheme = "return_refund/cancel"\nphrase = "griffon renvoyé"\nyes = "Un griffon renvoyé."'
    analyzer = ressenti.Analyzer(["fr", write(source)])
    before, after = part(ressenti.load(), "return_refund/cancel"), part(analyzer, "return_refund/cancel")
    assert after == {**before, "fr": "Séjour annulé"}
    (mention,) = analyzer.analyze(["Un griffon renvoyé."]).mentions
    assert (mention["theme"], mention["sub"], mention["rule"]) == ("return_refund", "return_refund/cancel", "return_refund/mine.1")


def test_a_theme_declared_behind_its_part_will_do(tmp_path: Path) -> None:
    whole = 'parent = "g"\nfr = "Zèle"\nen = "Z"\nstage = "use"\ncomponent = "journey"\n'
    files = {"parents.toml": '[parent.g]\nfr = "G"\nen = "G"\n', "a.toml": '[theme."zeal/part"]\nfr = "P"\nen = "P"\n', "z.toml": f"[theme.zeal]\n{whole}"}
    (tmp_path / "fr/themes").mkdir(parents=True)
    for name, text in files.items():
        (tmp_path / "fr/themes" / name).write_text(text, encoding="utf-8")
    pack = compile.compile_pack(tmp_path / "fr")
    engine = core.Engine([pack])
    assert [label["parent"] for label in engine.labels("subtheme")] == ["zeal"] and pack == compile.compile_pack(tmp_path / "fr")


# --- What is refused, and in which words ----------------------------------------------------------

REFUSED = [
    # what is written, what the sentence must say, why
    ('[theme."delivery_time/"]\nfr = "A"\nen = "B"', "un sous-thème, thème/partie", "nothing behind the slash"),
    ('[theme."/night"]\nfr = "A"\nen = "B"', "un sous-thème, thème/partie", "nothing before it"),
    ('[theme."delivery_time/a/b"]\nfr = "A"\nen = "B"', "un sous-thème, thème/partie", "parts have no parts"),
    ('[theme."delivery_time/été"]\nfr = "A"\nen = "B"', "minuscules sans accent", "an accent"),
    ('[theme."delivery_time/Nuit"]\nfr = "A"\nen = "B"', "minuscules sans accent", "a capital"),
    ('[theme."delivery_time/😀"]\nfr = "A"\nen = "B"', "minuscules sans accent", "an emoji"),
    ('[theme."delivery_times/night"]\nfr = "A"\nen = "B"', "aucun thème ne s’appelle «\u00a0delivery_times\u00a0»\u202f; écrire «\u00a0delivery_time\u00a0»", "a theme that is not there"),
    ('[theme."delivery_time/night"]\nen = "B"', "il manque fr", "half a label"),
    ('[theme."delivery_time/night"]\nfr = "A"\nen = "B"\nparent = "delivery"', "parent ne se dit que du thème «\u00a0delivery_time\u00a0»", "a parent of its own"),
    ('[theme."delivery_time/night"]\nfr = "A"\nen = "B"\nalone = true', "alone ne se dit que du thème", "a flag of its own"),
    ('[theme."delivery_time/night"]\nfr = "A"\nen = "B"\nstage = "nuit"', "stage\u00a0: «\u00a0nuit\u00a0» est inconnu", "an unknown stage"),
    ('[theme.delivery_time.night]\nfr = "A"\nen = "B"', '[theme."delivery_time/night"], entre guillemets', "a dot for the slash"),
    ('[theme.delivery_time/night]\nfr = "A"', "vérifier guillemets", "no quotation marks"),
    (f'{NIGHT}[theme."delivery_time/night"]\nfr = "A"', "clés répétées", "twice in a file"),
]


@pytest.mark.parametrize(("source", "said", "why"), REFUSED)
def test_a_part_that_cannot_be_is_refused_in_one_sentence(write: Write, source: str, said: str, why: str) -> None:
    with pytest.raises(SourceError) as caught:
        compile.compile_pack(write(source))
    assert said in str(caught.value) and "mine.toml" in str(caught.value), why
    assert "\n" not in str(caught.value)


UNKNOWN = [
    ("return_refund/cancle", "n’a pas de sous-thème «\u00a0return_refund/cancle\u00a0»\u202f; écrire «\u00a0return_refund/cancel\u00a0», ou", "a slip: the nearest"),
    ("billing/xyz", "écrire «\u00a0billing/collection\u00a0» ou «\u00a0billing/double_charge\u00a0», ou déclarer [theme.\"billing/…\"]", "nothing near: those there are"),
    ("hidden_fees/port", "n’a pas de sous-thème «\u00a0hidden_fees/port\u00a0»\u202f; déclarer [theme.\"hidden_fees/…\"]", "a theme without parts"),
    ("retrun_refund/cancel", "est inconnu\u202f; écrire «\u00a0return_refund/cancel\u00a0»", "the theme is misspelt"),
    ("billing/", "n’a pas de sous-thème", "nothing behind the slash"),
    ("/billing", "est inconnu", "nothing before it"),
    ("return_refund/cancel/x", "écrire «\u00a0return_refund/cancel\u00a0»", "a part of a part"),
    ("billing/é\\n\\u0007😀", "n’a pas de sous-thème", "control characters"),
    ("billing/" + "x" * 100_000, "[la suite est coupée]", "no end of it"),
    ("x" * 100_000 + "/a", "[la suite est coupée]", "nor here"),
]


@pytest.mark.parametrize(("theme", "said", "why"), UNKNOWN, ids=[row[2] for row in UNKNOWN])
def test_a_rule_on_a_part_that_nobody_declares_is_told_what_to_do(write: Write, theme: str, said: str, why: str) -> None:
    with pytest.raises(SourceError) as caught:
        compile.compile_pack(write(f'[[rule]]\ntheme = "{theme}"\nphrase = "x"\nyes = "x"'))
    message = str(caught.value)
    assert said in message and "mine.toml:1, règle 1" in message, why
    assert "\n" not in message and "\a" not in message and len(message) < 120_000


@settings(max_examples=40, deadline=None)
@given(id=st.text(alphabet="ab/_é0A -\u0301", max_size=12))
def test_no_id_breaks_the_compiler(tmp_path_factory: pytest.TempPathFactory, id: str) -> None:
    path = tmp_path_factory.mktemp("ids") / "any.toml"
    path.write_text(f"[theme.{json.dumps(f'delivery_time/{id}', ensure_ascii=False)}]\nfr = 'A'\nen = 'B'\n", encoding="utf-8")
    try:
        engine = core.Engine([str(compile.SHIPPED_PACK), compile.compile_pack(path)])
    except SourceError:
        return
    assert f"delivery_time/{id}" in {row["id"] for row in engine.labels("subtheme")}


# --- Everything that goes by themes -----------------------------------------------------------------

TEXTS = ["Un griffon nocturne, parfait.", "Un griffon nocturne, quelle horreur, scandaleux.", "Livraison rapide.", "Bonjour."]


def test_tables_and_counts(night: ressenti.Analyzer) -> None:
    analysis = night.analyze(TEXTS)
    assert [row["sub"] for row in analysis.mentions if row["rule"] == "delivery_time/nocturne"] == ["delivery_time/night"] * 2
    assert analysis.subtheme_counts()["delivery_time/night"] == {"pos": 1, "neg": 1}
    assert "delivery_time/night" not in analysis.theme_counts() and analysis.theme_counts()["delivery_time"].total() == 3
    assert [mention.get("sub") for mention in analysis.to_dict(0)["mentions"]][:1] == ["delivery_time/night"]
    assert "sub" not in analysis.to_dict(2)["mentions"][0], "no key where the theme alone is named"
    assert 'title="delivery_time/night"' in analysis.highlighted(0)


def test_targets_of_a_part(write: Write) -> None:
    source = NIGHT.replace('phrase = "griffon nocturne"', 'phrase = "<cible> nocturne"')
    analysis = ressenti.Analyzer(["fr", write(source)]).analyze(TEXTS)
    assert analysis.targets("delivery_time/night").keys() == {"griffon"} and "griffon" in analysis.targets("delivery_time")
    with pytest.raises(ValueError, match="no theme"):
        analysis.targets("delivery_time/day")


def test_csv_names_the_part_behind_the_place(write: Write, tmp_path: Path) -> None:
    """The cell begins as it did before there were parts."""
    (tmp_path / "in.txt").write_text("\n".join(TEXTS), encoding="utf-8")
    out = tmp_path / "out.csv"
    assert cli.main(["analyze", str(tmp_path / "in.txt"), "--pack", str(write(NIGHT)), "-q", "-o", str(out)]) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert "delivery_time:pos:3-19:delivery_time/night" in rows[0]["mentions"].split("|")
    assert rows[0]["themes"] == "delivery_time:pos" and "delivery_time/" not in rows[2]["mentions"]


def test_explain_names_the_part(night: ressenti.Analyzer) -> None:
    explanation = ressenti.explain(TEXTS[0], night)
    assert "delivery_time/night pos  « griffon nocturne »  règle delivery_time/nocturne" in str(explanation)
    assert "<td>delivery_time/night</td>" in explanation.to_html()


def test_explain_rules_by_part(night: ressenti.Analyzer) -> None:
    rows = rule_rows(night.rules, night.patterns, night.subthemes)
    for name in ("delivery_time/night", "delivery_time/night/*"):
        (row,) = chosen(rows, [name])
        assert row.name == "delivery_time/nocturne" and json.loads(row.to_json())["subtheme"] == "delivery_time/night"
    assert "subtheme" not in json.loads(chosen(rows, ["delivery_time/livraison"])[0].to_json())
    assert "delivery_time/nocturne" in {row.name for row in chosen(rows, ["delivery_time"])}


DISABLED = [
    ("delivery_time/night/*", False, True, "all of the part"),
    ("delivery_time/nocturne", False, True, "the rule by its name"),
    ("delivery_time/*", False, False, "all of the theme"),
]


@pytest.mark.parametrize(("disable", "nocturne", "livraison", "why"), DISABLED)
def test_parts_are_silenced(write: Write, disable: str, nocturne: bool, livraison: bool, why: str) -> None:
    analyzer = ressenti.Analyzer(["fr", write(NIGHT)], disable=[disable])
    rows = analyzer.analyze(["Un griffon nocturne.", "Livraison rapide."]).documents["themes"]
    assert ["delivery_time" in themes for themes in rows] == [nocturne, livraison], why


def test_diff_tells_a_part_that_comes(write: Write, night: ressenti.Analyzer) -> None:
    """Also where the theme itself stays as it was."""
    whole = ressenti.Analyzer(["fr", write(NIGHT.replace('theme = "delivery_time/night"', 'theme = "delivery_time"'), "whole.toml")])
    (one, other) = differences(TEXTS, range(4), whole, night)
    (change,) = one.changes
    assert (change.kind, change.label, change.old, change.new) == ("subtheme", "delivery_time/night", None, "present")
    assert [reason.name for reason in change.gained] == ["delivery_time/nocturne"] and "+ sous-thème delivery_time/night" in str(one)
    assert not list(differences(TEXTS, range(4), night, night)) and len(other.changes) == 1


def test_check_counts_and_doubts_parts(write: Write) -> None:
    report = check.run([write(NIGHT.replace('why = "Ce qui arrive après le dîner."', ""))])
    assert report.ok and (report.counts.themes, report.counts.subthemes) == (0, 1) and "1\u00a0sous-thème" in str(report)
    (warning,) = report.warnings
    assert "le sous-thème «\u00a0delivery_time/night\u00a0» n’a pas de why" in warning
    (idle,) = check.run([write(NIGHT.partition("[[rule]]")[0])]).warnings
    assert "n’a aucune règle" in idle


def test_the_same_phrase_for_a_part_and_for_its_theme_is_told(write: Write) -> None:
    again = '[[rule]]\ntheme = "delivery_time"\nphrase = ["griffon nocturne", "licorne nocturne"]\nyes = "Une licorne nocturne."'
    (warning,) = check.run([write(NIGHT + again)]).warnings
    assert "est déjà dans une règle du thème" in warning


PRECISION = [
    ({"delivery_time": "pos"}, 1, "the whole is annotated"),
    ({"delivery_time/night": "pos"}, 1, "the part is"),
    ({"delivery_time/day": "pos"}, 0, "another part is"),
    ({"billing": "pos"}, 0, "another theme is"),
]


@pytest.mark.parametrize(("themes", "right", "why"), PRECISION)
def test_the_precision_of_a_rule_on_a_part(write: Write, tmp_path: Path, themes: dict[str, str], right: int, why: str) -> None:
    (tmp_path / "corpus.jsonl").write_text(json.dumps({"id": "1", "text": TEXTS[0], "themes": themes}), encoding="utf-8")
    (row,) = check.on_corpus([tmp_path / "corpus.jsonl"], [write(NIGHT)]).rules
    assert (row.hits, row.right) == (1, right), why


SUGGESTED = [("delivery_time/minuit", "delivery_time", "a part that no pack has"), ("return_refund/cancel", "return_refund/cancel", "one that there is")]


@pytest.mark.parametrize(("said", "theme", "why"), SUGGESTED)
def test_suggestions_name_a_part_where_there_is_one(said: str, theme: str, why: str) -> None:
    """Each block was compiled before it is shown."""
    texts = ["La borne muette du hall", "borne muette encore", "Toujours cette borne muette", "Une borne muette, bravo", "borne muette 😡"]
    covered = ["Livraison rapide.", "Colis en retard.", "Prix trop élevé.", "Conseillère adorable."] * 8
    suggester = Suggester(ressenti.load())
    suggester.add([*covered, *texts], [*[Annotation({"delivery_time": "pos"})] * len(covered), *[Annotation({said: "neg"})] * len(texts)])
    blocks = list(blocks_of(suggester.suggestions(), ressenti.load()))
    assert blocks and {block.theme for block in blocks} == {theme}, why
