"""Hostile texts and rules as Python and the command meet them (docs/reliability.md); the C side is tests/c/test_faults.c."""

import json
import unicodedata
from pathlib import Path

import pytest
import ressenti
from ressenti import _core, cli
from ressenti._sources import SourceError
from ressenti.compile import compile_pack

LATE = "Livraison en retard, c’est la cinquième fois : déçu de l’efficacité."

LABELS = """
[theme.mine]
parent = "delivery"
fr = "Mien"
en = "Mine"
stage = "delivery"
component = "touchpoints"
why = "Un essai."
"""


@pytest.fixture(scope="module")
def analyzer() -> ressenti.Analyzer:
    return ressenti.Analyzer()


def source(folder: Path, *rules: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(LABELS + "".join(f"\n[[rule]]\ntheme = 'mine'\n{rule}\n" for rule in rules), encoding="utf-8")
    return path


# --- Texts ----------------------------------------------------------------------------------


def test_fault_3_lone_surrogate(analyzer):
    rows = analyzer.analyze([LATE, "\ud83d seul", LATE]).to_dicts()
    assert [row["status"] for row in rows] == ["ok", "invalid_utf8", "ok"]
    assert rows[0]["themes"] == rows[2]["themes"] != {} and rows[1]["themes"] == {}


SPELLINGS = [
    # fault, the same text, why
    (9, unicodedata.normalize("NFD", LATE), "decomposed"),
    (9, LATE.replace("’", "'"), "a straight apostrophe"),
    (9, LATE.replace(" ", "\u00a0"), "no-break spaces"),
    (9, LATE.replace(" ", "\u202f"), "narrow no-break spaces"),
    (9, LATE.replace("ffi", "ﬃ"), "a ligature"),
    (9, LATE.replace("retard", "ｒｅｔａｒｄ"), "full width"),
    (10, LATE.replace("ret", "re\u200dt"), "a zero-width joiner in a word"),
    (10, LATE.replace("ret", "re\u00adt"), "a soft hyphen in a word"),
    (10, "\ufeff" + LATE, "a byte order mark"),
    (10, LATE.replace("ret", "\u202ere\u2066t"), "controls of direction in a word"),
    (12, LATE.encode().decode("cp1252", "replace").replace("\ufffd", ""), "read as cp1252"),
    (13, LATE.replace("é", "&eacute;").replace("’", "&#8217;"), "entities"),
]


@pytest.mark.parametrize(("fault", "text", "why"), SPELLINGS, ids=[f"{row[0]} {row[2]}" for row in SPELLINGS])
def test_faults_9_10_12_13_read_the_same(analyzer, fault, text, why):
    expected, row = analyzer.analyze([LATE, text]).to_dicts()
    assert text != LATE and expected["themes"]
    assert (row["status"], row["themes"], row["sentiment"], row["points"]) == (
        "ok", expected["themes"], expected["sentiment"], expected["points"]), why
    assert all(text[m["start"] : m["end"]] for m in row["mentions"])


@pytest.mark.parametrize("text", [SPELLINGS[10][1], SPELLINGS[11][1]], ids=["mojibake", "entities"])
def test_faults_12_13_repairs_can_be_left_out(text):
    assert ressenti.normalize(text) == ressenti.normalize(LATE)
    assert ressenti.normalize(text, mojibake=False, entities=False) != ressenti.normalize(LATE)


def test_fault_13_markup_is_text(analyzer):
    row = analyzer.analyze(["<script>alert('retard')</script> http://a.fr/?q=1&lt=2 Livraison en retard"]).to_dict(0)
    assert row["status"] == "ok" and "delivery_time" in row["themes"]


@pytest.mark.parametrize("times", [100, 6000, 7000, 12000])
def test_the_points_of_a_theme_fit_whatever_the_length(analyzer, times):
    """Each mention carries the points of the one long clause; at 7,000 their sum was beyond 32 bits, and positive."""
    row = analyzer.analyze(["promis 5 jours reçu 9 jours " * times]).to_dict(0)
    assert row["status"] == "ok" and row["themes"]["delivery_time"] == "neg"


SEQUENCES = [("👍🏽", "pos"), ("👎🏿", "neg"), ("❤️", "pos")]


@pytest.mark.parametrize(("emoji", "sentiment"), SEQUENCES)
def test_fault_11_an_emoji_is_one_piece(emoji, sentiment):
    text = f"🇫🇷 👩‍👩‍👧 {emoji} !"
    explanation = ressenti.explain(text)
    assert explanation.document["sentiment"] == sentiment
    assert [text[term.start : term.end] for term in explanation.contributions if term.kind == "emoji"] == [emoji]
    assert {text[term.start : term.end] for term in explanation.contributions} <= {"🇫", "🇷", "👩", "👩\u200d", "👧", emoji, "!"}, "no term stands inside one"


def test_fault_19_a_str_is_one_text_and_no_list_of_patterns(analyzer):
    assert len(analyzer.analyze(LATE)) == 1
    with pytest.raises(TypeError, match="not a str"):
        _core.PackBuilder().add_rule("a/1", "a.toml", 1, regexes="abc")


# --- Rules that give up -----------------------------------------------------------------------

QUADRATIC = "id = '{}'\nregex = 'x|a[a ]*9'\nneeds = ['a', 'x']\nyes = 'x'"


def test_faults_14_15_a_rule_that_gives_up_is_named_everywhere(tmp_path, capsys):
    mine = source(tmp_path, QUADRATIC.format("lent"), QUADRATIC.format("long"), "phrase = 'colis perdu'\nyes = 'Colis perdu.'")
    texts = [f"x {'a ' * 20000}, colis perdu", "Colis perdu.", f"x {'a ' * 10000}"]
    analysis = ressenti.Analyzer(packs=[mine]).analyze(texts)
    named = ["mine/lent", "mine/long"]
    rows = analysis.to_dicts()
    assert [row["status"] for row in rows] == ["budget", "ok", "budget"]
    assert [row["gave_up"] for row in rows] == [named, [], named] == analysis.documents["gave_up"]
    assert analysis.gave_up_counts() == {"mine/lent": 2, "mine/long": 2}
    assert [m["start"] for m in rows[0]["mentions"] if m["rule"] == "mine/lent"] == [0], "what it found before is kept"
    assert any(m["rule"] not in named for m in rows[0]["mentions"]), "the sound rule still speaks"
    assert ressenti.Analyzer(packs=[mine]).analyze(texts, threads=2).to_dicts() == rows
    (tmp_path / "avis.txt").write_text("\n".join(texts), encoding="utf-8")
    assert cli.main(["analyze", str(tmp_path / "avis.txt"), "--no-default", "--pack", str(mine)]) == 0
    out, err = capsys.readouterr()
    assert [json.loads(line)["gave_up"] for line in out.splitlines()] == [named, [], named]
    assert "Rules that gave up: mine/lent (2 verbatims), mine/long (2 verbatims); what they found before is kept." in err


def test_the_shipped_rules_never_give_up_on_ordinary_texts(analyzer):
    lines = (Path(__file__).parents[1] / "challenge" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    analysis = analyzer.analyze([json.loads(line)["text"] for line in lines])
    assert len(analysis) > 400 and not analysis.gave_up_counts()


# --- Rules that are refused ---------------------------------------------------------------------

REFUSED = [
    # fault, regex, what stands in the message
    (16, "retard(", "une parenthèse n’est pas fermée"),
    (16, "retard)", "sans s’être ouverte"),
    (16, "retar[d", "un crochet n’est pas fermé"),
    (16, "+retard", "une répétition ne suit rien"),
    (16, r"retard\p{Klingon}", "cette propriété Unicode n’existe pas"),
    (16, "(?<=a+)retard", "une longueur fixe"),
    (16, "retar[z-a]", "à l’envers"),
    (16, r"retard\1", "un groupe qui n’existe pas"),
    (16, "(?<1a>retard)", "PCRE2 la refuse"),
    (17, "(" * 40 + "(?<=aa|b)retard" + ")" * 40, "plus de 32 parenthèses sont emboîtées"),
    (17, "retard" * 700, "elle dépasse 4 096 octets"),
    (17, "retard{1001}", "une répétition dépasse 1 000 fois"),
    (17, "(?:retard){2,70000}", "une répétition dépasse 1 000 fois"),
    (18, r"retard\C", "une règle n’admet ni"),
    (18, "retard(?C1)", "une règle n’admet ni"),
    (18, "(*UTF)retard", "une règle n’admet ni"),
    (18, "retard(*ACCEPT)", "une règle n’admet ni"),
    (18, r"avant\Kretard", "une règle n’admet ni"),
    (18, r"\Gretard", "une règle n’admet ni"),
    (18, "(?:retard)?", "elle trouverait le texte vide"),
    (18, r"\b", "elle trouverait le texte vide"),
]
IDS = [f"{fault} {regex[:24]}" for fault, regex, _ in REFUSED]


@pytest.mark.parametrize(("fault", "regex", "said"), REFUSED, ids=IDS)
def test_faults_16_17_18_are_refused_in_one_french_sentence(tmp_path, capsys, fault, regex, said):
    mine = source(tmp_path, f"id = 'faute'\nregex = '{regex}'\nneeds = ['retard']\nyes = 'retard'")
    with pytest.raises(SourceError) as refused:
        compile_pack(mine)
    message = str(refused.value)
    assert said in message and "mine.toml:" in message and "(mine/faute)" in message
    assert "\n" not in message
    for command in (["compile", str(mine), "-o", str(tmp_path / "mine.pack")], ["check", str(mine)]):
        assert cli.main(command) != 0
        assert said in "".join(capsys.readouterr())
    assert not (tmp_path / "mine.pack").exists()


OFFSETS = [
    ("abc(*UTF)", 3, "a verb"),
    (r"ab\Kc", 2, r"\K"),
    ("retard)", 6, "a parenthesis too many"),
    ("a{1,9}b{1,2000}", 7, "repeats"),
    ("a{1,9}", None, "sound"),
    (r"a\{5000\}", None, "a brace that is a brace"),
    (r"\x{61}{9}", None, "a byte by its number"),
]


@pytest.mark.parametrize(("regex", "offset", "why"), OFFSETS, ids=[row[2] for row in OFFSETS])
def test_fault_16_the_place_is_told(regex, offset, why):
    builder = _core.PackBuilder()
    builder.name("a", "00")
    builder.add_label("channel", "c", fr="C", en="C")
    if offset is None:
        builder.add_rule("a/1", "a.toml", 1, channels=["c"], regexes=["sound", regex])
        return
    with pytest.raises(_core.CoreError) as refused:
        builder.add_rule("a/1", "a.toml", 1, channels=["c"], regexes=["sound", regex])
    assert (refused.value.status, refused.value.item, refused.value.offset) == ("BAD_PATTERN", 1, offset), why
