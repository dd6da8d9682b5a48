"""Sources to pack: what is read, what is refused and in which words, what reaches the builder."""

import doctest
import hashlib
import shutil
from pathlib import Path

import pytest

core = pytest.importorskip("ressenti._core")

from ressenti import _faults, _lexicon, _tables, compile  # noqa: E402
from ressenti._faults import Place, SourceError, say  # noqa: E402
from ressenti._sources import read_sources  # noqa: E402
from ressenti._tables import WordSource  # noqa: E402

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
SIGNALS = '[signal.promise_broken]\nfr = "Promesse non tenue"\nen = "Broken promise"\nwhy = "Annoncé, non tenu."\n'
CHANNELS = '[channel.phone]\nfr = "Téléphone"\nen = "Phone"\n'
RULE = (
    '[[rule]]\ntheme = "delivery_time"\nphrase = "colis en retard"\nyes = "Mon colis en retard."\n'
)

LANGUAGE = {
    "themes/parents.toml": PARENTS,
    "themes/delivery.toml": THEME + RULE,
    "signals/signals.toml": SIGNALS + CHANNELS,
    "lexicon/opinion.tsv": "lemma\tpos\tvalence\tforms\tnote\nabusif\tadj\t-50\t\t\n",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    """A source folder named fr, with these files."""
    for name, text in files.items():
        path = folder / "fr" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "fr"


@pytest.fixture(autouse=True)
def no_shipped_pack(monkeypatch, tmp_path):
    monkeypatch.setattr(compile, "SHIPPED_PACK", tmp_path / "absent.pack")


@pytest.fixture
def language(tmp_path):
    return write(tmp_path, LANGUAGE)


@pytest.fixture
def recorded(monkeypatch):
    """Calls made to the builder, as (method, arguments, keywords)."""
    calls = []

    class Recorder:
        def __init__(self):
            self._builder = core.PackBuilder()

        def __getattr__(self, method):
            def call(*arguments, **keywords):
                calls.append((method, arguments, keywords))
                return getattr(builder, method)(*arguments, **keywords)

            builder = self._builder
            return call

    stand_in = type("core", (), {**vars(core), "PackBuilder": Recorder})
    monkeypatch.setattr(compile, "_core", stand_in)
    return calls


def words_added(calls) -> dict[str, dict]:
    return {
        (arguments[0], arguments[1]): keywords
        for method, arguments, keywords in calls
        if method == "add_word"
    }


# --- The bytes ------------------------------------------------------------------------------


def test_same_sources_same_bytes(language, tmp_path):
    elsewhere = tmp_path / "elsewhere" / "fr"
    shutil.copytree(language, elsewhere)
    pack = compile.compile_pack(language)
    assert isinstance(pack, bytes)
    assert pack == compile.compile_pack(language) == compile.compile_pack(elsewhere)


def test_fingerprint_covers_names_and_bytes_of_sorted_files(tmp_path, language):
    digest = hashlib.sha256()
    for name in sorted(LANGUAGE):
        content = LANGUAGE[name].encode()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    assert read_sources(language).fingerprint == digest.hexdigest()
    (language / "lexicon/opinion.tsv").write_text("lemma\tpos\tvalence\n", encoding="utf-8")
    assert read_sources(language).fingerprint != digest.hexdigest()


def test_notes_and_leftovers_are_not_sources(language):
    before = compile.compile_pack(language)
    for name in ("themes/README.md", "themes/.delivery.toml.swp", "lexicon/opinion.tsv~"):
        (language / name).write_text("n’importe quoi", encoding="utf-8")
    assert compile.compile_pack(language) == before


def test_byte_order_mark_and_crlf_are_read(language):
    for name in ("themes/delivery.toml", "lexicon/opinion.tsv"):
        path = language / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    engine = core.Engine([compile.compile_pack(language)])
    assert [rule["name"] for rule in engine.rules()] == ["delivery_time/1"]


def test_labels_reach_the_engine(language):
    engine = core.Engine([compile.compile_pack(language)])
    assert [label["id"] for label in engine.labels("theme")] == ["delivery_time"]
    assert engine.labels("theme")[0]["fr"] == "Délais"
    assert [label["id"] for label in engine.labels("signal")] == ["promise_broken"]
    assert [label["id"] for label in engine.labels("channel")] == ["phone"]


def test_single_file_of_rules(tmp_path):
    path = tmp_path / "essai.toml"
    path.write_text(PARENTS + THEME + SIGNALS + RULE, encoding="utf-8")
    engine = core.Engine([compile.compile_pack(path)])
    rule = engine.rules()[0]
    assert (rule["name"], rule["file"], rule["number"]) == ("delivery_time/1", "essai.toml", 1)


# --- Rules ----------------------------------------------------------------------------------


def rule(*lines: str) -> str:
    """A rule with these lines and what is missing for it to be complete."""
    given = {line.partition("=")[0].strip() for line in lines}
    missing = {"theme": '"delivery_time"', "phrase": '"colis"', "yes": '"Mon colis."'}
    if "signals" in given or "channels" in given or "irritation" in given:
        del missing["theme"]
    return "\n".join(
        [
            "[[rule]]",
            *lines,
            *(f"{key} = {value}" for key, value in missing.items() if key not in given),
            "",
        ]
    )


def read_rules(tmp_path, *blocks: str):
    return read_sources(
        write(tmp_path, LANGUAGE | {"themes/delivery.toml": THEME + "".join(blocks)})
    ).rules


def test_names_follow_first_target_and_rank(tmp_path):
    files = LANGUAGE | {
        "themes/a.toml": rule() + rule('signals = ["promise_broken"]') + rule('id = "retard"'),
        "themes/delivery.toml": THEME
        + rule('channels = ["phone"]')
        + rule("irritation = 2")
        + rule(),
        "signals/signals.toml": SIGNALS
        + CHANNELS
        + rule('signals = ["promise_broken"]', 'channels = ["phone"]'),
    }
    rules = read_sources(write(tmp_path, files)).rules
    assert [(one.name, one.file, one.place.rule) for one in rules] == [
        ("delivery_time/1", "themes/a.toml", 1),
        ("promise_broken/1", "themes/a.toml", 2),
        ("delivery_time/retard", "themes/a.toml", 3),
        ("phone/1", "themes/delivery.toml", 1),
        ("irritation/1", "themes/delivery.toml", 2),
        ("delivery_time/3", "themes/delivery.toml", 3),
        ("promise_broken/2", "signals/signals.toml", 1),
    ]


@pytest.mark.parametrize(
    ("lines", "valence", "neutral"),
    [
        ([], 0, False),
        (['polarity = "pos"'], 50, False),
        (['polarity = "neg"'], -50, False),
        (['polarity = "neu"'], 0, True),
        (["valence = -80"], -80, False),
        (['polarity = "pos"', "valence = 30"], 30, False),
    ],
)
def test_polarity_and_valence(tmp_path, lines, valence, neutral):
    (one,) = read_rules(tmp_path, rule(*lines))
    assert (one.valence, one.neutral) == (valence, neutral)


def test_rule_reaches_the_builder(tmp_path, recorded):
    block = rule(
        'signals = ["promise_broken"]',
        "irritation = 2",
        "valence = -70",
        'phrase = ["colis", "paquet"]',
        "regex = ['\\bj ?\\+ ?[3-9]\\b']",
        'needs = ["j"]',
        'unless = "sans retard"',
        'attributes = { kind = "late" }',
        'with = "blame"',
        'figure = "duration"',
        "joins = true",
    )
    declared = THEME + '[signal.wait]\nfr = "Attente"\nen = "Wait"\nattributes = { kind = ["wait", "late"] }\n'
    block = block.replace('["promise_broken"]', '["promise_broken", "wait"]')
    compile.compile_pack(write(tmp_path, LANGUAGE | {"themes/delivery.toml": declared + block}))
    (added,) = [
        (arguments, keywords) for method, arguments, keywords in recorded if method == "add_rule"
    ]
    assert added[0] == ("promise_broken/1", "themes/delivery.toml", 1)
    assert added[1] == {
        "theme": None,
        "signals": ("promise_broken", "wait"),
        "channels": (),
        "irritation": 2,
        "valence": -70,
        "neutral": False,
        "phrases": ("colis", "paquet"),
        "regexes": (r"\bj ?\+ ?[3-9]\b",),
        "needs": ("j",),
        "unless": ("sans retard",),
        "attributes": ["wait", "kind", "late"],
        "condition": "blame",
        "figure": "duration",
        "joins": True,
    }


@pytest.mark.parametrize(
    ("attributes", "why"),
    [
        ('{ speed = "late" }', "speed"),
        ('{ kind = "slow" }', "slow"),
        ('"late"', "groupe"),
        ("{ kind = 3 }", "groupe"),
    ],
)
def test_an_attribute_must_be_declared(tmp_path, attributes, why):
    signal = THEME + '[signal.wait]\nfr = "Attente"\nen = "Wait"\nattributes = { kind = ["wait", "late"] }\n'
    block = rule('signals = ["wait"]', 'phrase = "attendu"', f"attributes = {attributes}")
    with pytest.raises(compile.SourceError, match=why):
        compile.compile_pack(write(tmp_path, LANGUAGE | {"themes/delivery.toml": signal + block}))


def test_alone_theme_reaches_the_builder(tmp_path, recorded):
    compile.compile_pack(
        write(tmp_path, LANGUAGE | {"themes/delivery.toml": THEME + "alone = true\n" + RULE})
    )
    (theme,) = [
        keywords
        for method, arguments, keywords in recorded
        if method == "add_label" and arguments[0] == "theme"
    ]
    assert theme["alone"] is True and theme["parent"] == "delivery" and theme["stage"] == "delivery"


# --- Another pack's labels ------------------------------------------------------------------


def test_rules_on_labels_of_the_french_pack_replace_none_of_its_rules(
    language, tmp_path, monkeypatch
):
    shipped = tmp_path / "fr.pack"
    shipped.write_bytes(compile.compile_pack(language))
    monkeypatch.setattr(compile, "SHIPPED_PACK", shipped)
    path = tmp_path / "acme.toml"
    path.write_text(rule('phrase = "navette en retard"') + rule('id = "mien"'), encoding="utf-8")
    engine = core.Engine([str(shipped), compile.compile_pack(path)])
    assert [one["name"] for one in engine.rules()] == [
        "delivery_time/1",
        "delivery_time/acme.1",
        "delivery_time/mien",
    ]
    assert [(label["id"], label["fr"]) for label in engine.labels("theme")] == [
        ("delivery_time", "Délais")
    ]


def test_a_whole_language_borrows_nothing(tmp_path, monkeypatch):
    shipped = tmp_path / "fr.pack"
    shipped.write_bytes(compile.compile_pack(write(tmp_path / "old", LANGUAGE)))
    monkeypatch.setattr(compile, "SHIPPED_PACK", shipped)
    new = write(tmp_path / "new", {"themes/parents.toml": PARENTS, "themes/a.toml": RULE})
    with pytest.raises(SourceError, match="delivery_time\u00a0» est inconnu\u202f; en définir un"):
        compile.compile_pack(new)


# --- What is refused ------------------------------------------------------------------------

MISTAKES = {
    "unknown key": ('oui = ["Mon colis."]', "clé inconnue « oui »"),
    "near key": ('phrases = ["colis"]', "écrire « phrase » ?"),
    "wrong type": ("phrase = 3", "phrase doit être un texte ou une liste de textes"),
    "list with a number": (
        'yes = ["Mon colis.", 3]',
        "yes doit être un texte ou une liste de textes",
    ),
    "empty text": ('phrase = ["colis", " "]', "phrase contient un texte vide"),
    "flag as number": ("irritation = true", "irritation doit être un nombre entier de 1 à 3"),
    "irritation out of range": ("irritation = 4", "irritation doit être un nombre entier de 1 à 3"),
    "valence out of range": ("valence = -101", "valence doit être un nombre entier de -100 à 100"),
    "valence zero": ("valence = 0", "jamais jugée"),
    "valence against polarity": ('polarity = "pos"\nvalence = -20', "se contredisent"),
    "valence and neu": ('polarity = "neu"\nvalence = 20', "se contredisent"),
    "unknown polarity": ('polarity = "négatif"', "polarity : « négatif » est inconnu"),
    "unknown theme": ('theme = "delivry_time"', "écrire « delivery_time » ?"),
    "unknown signal": ('signals = ["promise_brokn"]', "écrire « promise_broken » ?"),
    "unknown channel": ('channels = "fax"', "channels : « fax » est inconnu"),
    "no pattern": ("phrase = []", "la règle ne cherche rien"),
    "bad id": ('id = "En retard"', "id : « En retard » ; mettre des minuscules"),
    "id that looks like a rank": ('id = "12"', "id : « 12 » ; mettre"),
    "accent in a regex": ("regex = 'délais?'\nneeds = 'delai'", "écrire « delais? »"),
    "curly apostrophe in a regex": ("regex = 'l’app'\nneeds = 'l'", "écrire « l'app »"),
}


@pytest.mark.parametrize(("line", "expected"), MISTAKES.values(), ids=MISTAKES)
def test_faulty_rule_is_named(tmp_path, line, expected):
    with pytest.raises(SourceError) as caught:
        read_rules(tmp_path, rule('id = "bonne"'), rule(*line.split("\n")))
    message = str(caught.value)
    assert "delivery.toml:14, règle 2" in message
    assert say(expected.replace("« ", "«\u00a0").replace(" »", "\u00a0»")) in message
    assert "\n" not in message


FAULTY_FILES = {
    "no target": (
        "themes/a.toml",
        "[[rule]]\nphrase = 'x'\nyes = 'x'\n",
        "a.toml:1, règle 1 (irritation/1) : la règle ne donne rien",
    ),
    "id twice": ("themes/a.toml", rule('id = "x"') * 2, "règle 2 (delivery_time/x) : id déjà pris"),
    "rule as a table": (
        "themes/a.toml",
        "[rule]\ntheme = 'x'\n",
        "a.toml : [rule] s’écrit [[rule]]",
    ),
    "unknown block": ("themes/a.toml", "[thème]\nx = 1\n", "a.toml:1, TOML illisible"),
    "unknown table": (
        "themes/a.toml",
        "[themes.x]\nfr = 'x'\n",
        "clé inconnue « themes » ; écrire « theme » ?",
    ),
    "syntax": ("themes/a.toml", "\n\nphrase = [1,\n", "a.toml"),
    "theme twice": ("themes/z.toml", THEME, "« delivery_time » est déjà défini ("),
    "theme without stage": (
        "themes/a.toml",
        THEME.replace("delivery_time", "b").replace('stage = "delivery"\n', ""),
        "il manque stage",
    ),
    "unknown stage": (
        "themes/a.toml",
        THEME.replace("delivery_time", "b").replace('"delivery"\ncomp', '"livraison"\ncomp'),
        "stage : « livraison » est inconnu",
    ),
    "unknown component": (
        "themes/a.toml",
        THEME.replace("delivery_time", "b").replace("touchpoints", "touchpoint"),
        "écrire « touchpoints » ?",
    ),
    "unknown parent": (
        "themes/a.toml",
        THEME.replace("delivery_time", "b").replace('parent = "delivery"', 'parent = "livraison"'),
        "parent : « livraison » est inconnu",
    ),
    "bad label id": ("signals/a.toml", "[signal.Départ]\nfr = 'x'\nen = 'x'\n", "TOML illisible"),
    "capital in a label id": (
        "signals/a.toml",
        "[signal.Depart]\nfr = 'x'\nen = 'x'\n",
        "« Depart » : un identifiant",
    ),
    "yaml": ("themes/a.yaml", "theme: x\n", "a.yaml : un fichier .toml est attendu ici"),
    "unknown table of words": ("lexicon/opinions.tsv", "lemma\n", "écrire « opinion.tsv » ?"),
    "header": (
        "lexicon/opinion.tsv",
        "mot\tpos\tvalence\n",
        "opinion.tsv:1 : la première ligne doit nommer les colonnes",
    ),
    "spaces for tabs": (
        "lexicon/emoji.tsv",
        "emoji\tvalence\tnote\n👍  50\n",
        "emoji.tsv:2 : il manque « valence »",
    ),
    "too many cells": (
        "lexicon/emoji.tsv",
        "emoji\tvalence\tnote\n👍\t50\tx\ty\n",
        "4 colonnes au lieu de 3",
    ),
    "valence": (
        "lexicon/emoji.tsv",
        "emoji\tvalence\tnote\n👍\t500\t\n",
        "valence : « 500 » n’est pas un entier de -100 à 100",
    ),
    "valence in words": (
        "lexicon/opinion.tsv",
        "lemma\tpos\tvalence\nbeau\tadj\tfort\n",
        "« fort » n’est pas un entier",
    ),
    "part of speech": (
        "lexicon/opinion.tsv",
        "lemma\tpos\tvalence\nbeau\tadjectif\t40\n",
        "pos : « adjectif » est inconnu ; écrire « adj » ou « adv » ou",
    ),
    "lemma twice": (
        "lexicon/opinion.tsv",
        "lemma\tpos\tvalence\nbeau\tadj\t40\nbeau\tadj\t30\n",
        "opinion.tsv:3 : « beau » est déjà à la ligne 2",
    ),
    "lemma twice once folded": (
        "lexicon/opinion.tsv",
        "lemma\tpos\tvalence\nsûr\tadj\t40\n# note\nsur\tadj\t1\n",
        "opinion.tsv:4 : « sur » et « sûr » (ligne 2) se lisent tous deux « sur »",
    ),
    "verb without forms": (
        "lexicon/opinion.tsv",
        "lemma\tpos\tvalence\tforms\nplaire\tverb\t40\tplaît plaisait\nperdre\tverb\t-40\t\n",
        "opinion.tsv:3 : les formes de « perdre » (verb) ne se déduisent pas",
    ),
    "hole in an expression": (
        "lexicon/expressions.tsv",
        "expression\tvalence\nrien … redire\t60\n",
        "expressions.tsv:2 : « rien … redire » ne se développe pas",
    ),
    "choice in a form": (
        "lexicon/intensity.tsv",
        "form\tpercent\nvraiment(s)\t150\n",
        "doit être écrit en toutes lettres",
    ),
    "kind of negation": (
        "lexicon/negation.tsv",
        "form\tkind\npas\taprès\n",
        "kind : « après » est inconnu",
    ),
    "language": ("normalize/languages.tsv", "word\tlang\nthe\txx\n", "lang : « xx » est inconnu"),
    "abbreviation in two words": (
        "normalize/abbreviations.tsv",
        "short\tfull\nc a d\tc'est à dire\n",
        "une abréviation est un seul mot",
    ),
}


@pytest.mark.parametrize(("name", "text", "expected"), FAULTY_FILES.values(), ids=FAULTY_FILES)
def test_faulty_file_is_named(tmp_path, name, text, expected):
    with pytest.raises(SourceError) as caught:
        compile.compile_pack(write(tmp_path, LANGUAGE | {name: text}))
    message = str(caught.value)
    plain = message.replace("\u00a0", " ").replace("\u202f", " ")
    assert expected.replace("a.toml:1, TOML", "a.toml:1 : TOML") in plain
    assert name in message and "\n" not in message


def test_bytes_that_are_not_utf8(language):
    (language / "lexicon/opinion.tsv").write_bytes(
        "lemma\tpos\tvalence\ndéçu\tadj\t-60\n".encode("cp1252")
    )
    with pytest.raises(SourceError, match="opinion.tsv:2.*pas en UTF-8"):
        compile.compile_pack(language)


@pytest.mark.parametrize("name", ["absent", "absent.toml"])
def test_source_that_is_not_there(tmp_path, name):
    with pytest.raises(SourceError, match="n’existe pas"):
        compile.compile_pack(tmp_path / name)


def test_empty_folder(tmp_path):
    with pytest.raises(SourceError, match="rien à lire"):
        compile.compile_pack(tmp_path)


def test_phrase_that_does_not_compile_is_quoted_in_french(tmp_path):
    source = write(
        tmp_path,
        LANGUAGE | {"themes/delivery.toml": THEME + rule('phrase = ["colis", "(colis en retard"]')},
    )
    with pytest.raises(SourceError) as caught:
        compile.compile_pack(source)
    plain = str(caught.value).replace("\u00a0", " ")
    assert (
        "règle 1 (delivery_time/1) : phrase « (colis en retard », juste après « (colis en retard »"
        in plain
    )
    assert "parenthèse n’est pas fermée" in plain


def test_unless_that_does_not_compile_is_told_apart(tmp_path):
    source = write(
        tmp_path, LANGUAGE | {"themes/delivery.toml": THEME + rule('unless = ["ça va", "(sans"]')}
    )
    with pytest.raises(SourceError, match="unless «\u00a0\\(sans\u00a0»"):
        compile.compile_pack(source)


def test_regex_that_does_not_compile(tmp_path):
    source = write(
        tmp_path,
        LANGUAGE | {"themes/delivery.toml": THEME + rule("regex = '(retard'", "needs = 'retard'")},
    )
    with pytest.raises(SourceError, match="regex «\u00a0\\(retard\u00a0»"):
        compile.compile_pack(source)


# --- Words ----------------------------------------------------------------------------------


def test_every_table_reaches_the_builder(tmp_path, recorded):
    compile.compile_pack(
        write(
            tmp_path,
            LANGUAGE
            | {
                "lexicon/opinion.tsv": "lemma\tpos\tvalence\tforms\nabusif\tadj\t-50\t\nadorer\tverb\t60\t-\n",
                "lexicon/expressions.tsv": "expression\tvalence\tnote\n[vraiment] rien à redire\t60\t\n",
                "lexicon/emoji.tsv": "emoji\tvalence\n👍\t50\n",
                "lexicon/intensity.tsv": "form\tpercent\tnote\ntrès\t150\t\n",
                "lexicon/negation.tsv": "form\tkind\npas\tafter\nsans\twithout\n",
                "lexicon/cues.tsv": "form\tkind\nau lieu de\tinstead\n",
                "lexicon/connectives.tsv": "form\tkind\nmais\tcontrast\ndonc\tbreak\n",
                "normalize/abbreviations.tsv": "short\tfull\ntjrs\ttoujours\n",
                "normalize/languages.tsv": f"word\tlang\nthe\t{core.language_names[1]}\n",
            },
        )
    )
    assert words_added(recorded) == {
        ("opinion", "abusif"): {"value": -50, "full": None, "verb": False, "accents": False},
        ("opinion", "abusive"): {"value": -50, "full": None, "verb": False, "accents": False},
        ("opinion", "abusifs"): {"value": -50, "full": None, "verb": False, "accents": False},
        ("opinion", "abusives"): {"value": -50, "full": None, "verb": False, "accents": False},
        ("opinion", "adorer"): {"value": 60, "full": None, "verb": True, "accents": False},
        ("opinion", "rien à redire"): {"value": 60, "full": None, "verb": False, "accents": False},
        ("opinion", "vraiment rien à redire"): {"value": 60, "full": None, "verb": False, "accents": False},
        ("opinion", "👍"): {"value": 50, "full": None, "verb": False, "accents": False},
        ("intensity", "très"): {"value": 150, "full": None, "verb": False, "accents": False},
        ("negation", "pas"): {"value": 1, "full": None, "verb": False, "accents": False},
        ("negation", "sans"): {"value": 3, "full": None, "verb": False, "accents": False},
        ("connective", "mais"): {"value": 0, "full": None, "verb": False, "accents": False},
        ("connective", "donc"): {"value": 2, "full": None, "verb": False, "accents": False},
        ("cue", "au lieu de"): {"value": 2, "full": None, "verb": False, "accents": False},
        ("respell", "tjrs"): {"value": 0, "full": "toujours", "verb": False, "accents": False},
        ("language", "the"): {"value": 2, "full": None, "verb": False, "accents": False},
    }


def opinion(text: str, value: int, forms: str, pos: str = "adj", line: int = 2) -> WordSource:
    place = Place("opinion.tsv", line)
    return WordSource(
        place=place,
        table="opinion.tsv",
        kind="opinion",
        text=text,
        value=value,
        pos=pos,
        forms=forms,
    )


def lexicon_of(*words: WordSource):
    return _lexicon.build_lexicon(words, _faults.raise_at_once)


def test_shared_form_keeps_the_larger_valence():
    lexicon = lexicon_of(opinion("a", -20, "commun"), opinion("b", -60, "commun"))
    assert [(word.form, word.source.value) for word in lexicon.words] == [
        ("a", -20),
        ("commun", -60),
        ("b", -60),
    ]
    assert lexicon.conflicts == []


def test_written_lemma_wins_over_a_derived_form():
    lexicon = lexicon_of(
        opinion("fatiguer", -40, "fatigue", pos="verb"), opinion("fatigue", 0, "-", pos="noun")
    )
    assert {word.form: word.source.value for word in lexicon.words} == {
        "fatiguer": -40,
        "fatigue": 0,
    }


def test_forms_that_only_differ_by_folding_are_one():
    lexicon = lexicon_of(opinion("a", -20, "Bien-être"), opinion("b", -60, "bien-etre"))
    assert [word.form for word in lexicon.words] == ["a", "bien-etre", "b"]


def test_opposite_signs_are_a_conflict():
    (conflict,) = lexicon_of(
        opinion("a", 20, "commun"), opinion("b", -60, "commun", line=3)
    ).conflicts
    assert (conflict.form, conflict.kept.text, conflict.dropped.text) == ("commun", "b", "a")


@pytest.mark.parametrize("module", [_faults, _tables])
def test_examples_of_the_documentation(module):
    failed, tried = doctest.testmod(module)
    assert tried and not failed
