"""`ressenti diff` and `ressenti explain --rules`: what two small packs see differently, and how rules are run."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("ressenti._core")

from ressenti import cli  # noqa: E402

LANGUAGE = """
[parent.delivery]
fr = "Livraison"
en = "Delivery"
"""
LABELS = """
[theme.delay]
parent = "delivery"
fr = "Délais"
en = "Delay"
stage = "delivery"
component = "touchpoints"
why = "x"

[signal.leaving]
fr = "Départ"
en = "Leaving"
why = "x"

[channel.phone]
fr = "Téléphone"
en = "Phone"
why = "x"
"""
OLD = """
[[rule]]
id = "retard"
theme = "delay"
phrase = "retard"
yes = "retard"

[[rule]]
id = "adieu"
signals = "leaving"
phrase = "adieu"
yes = "adieu"
"""
NEW = """
[[rule]]
id = "retard"
theme = "delay"
phrase = "retard"
yes = "retard"

[[rule]]
id = "attente"
theme = "delay"
polarity = "neg"
phrase = "attente"
yes = "attente"

[[rule]]
id = "tel"
channels = "phone"
phrase = "allô"
yes = "allô"

[[rule]]
id = "cri"
irritation = 2
phrase = "assez"
yes = "assez"
"""
WORDS = "lemma\tpos\tvalence\tforms\tnote\nbon\tadj\t40\t-\t\nnul\tadj\t-60\t-\t\ncourt\tadj\t{court}\t-\t\n"

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two languages, "old" and "new", that differ in known ways."""
    for name, rules, court in (("old", OLD, "40"), ("new", NEW, "-60")):
        files = {
            "themes/parents.toml": LANGUAGE,
            "themes/rules.toml": LABELS + rules,
            "lexicon/opinion.tsv": WORDS.format(court=court),
        }
        for file, text in files.items():
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def changes(folder: Path, capsys: Capture, *texts: str) -> dict[int, list[dict[str, Any]]]:
    """What differs for each text, by its number from 1."""
    (folder / "a.txt").write_text("\n".join(texts) + "\n", encoding="utf-8")
    assert cli.main(["diff", "--pack", "old", "--pack", "new", "a.txt", "-q", "--format", "jsonl"]) == 0
    *rows, last = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert last["summary"]["verbatims"] == len(texts) and last["summary"]["changed"] == len(rows)
    return {row["id"]: row["changes"] for row in rows}


def reason(start: int, end: int, sort: str, name: str, effect: str, evidence: str) -> dict[str, Any]:
    return {"start": start, "end": end, "sort": sort, "name": name, "effect": effect, "evidence": evidence}


CASES = [
    # text, kind, label, old, new, what disappears, what appears, why
    ("Une attente", "theme", "delay", None, "neg", [], [reason(4, 11, "rule", "delay/attente", "neg", "attente")], "a theme comes"),
    ("Adieu !", "signal", "leaving", "present", None, [reason(0, 5, "rule", "leaving/adieu", "", "Adieu")], [], "a signal goes"),
    ("Allô ?", "channel", "phone", None, "present", [], [reason(0, 4, "rule", "phone/tel", "", "Allô")], "a channel comes"),
    ("Assez, c’est nul", "irritation", "", 0, 2, [], [reason(0, 5, "rule", "irritation/cri", "2", "Assez")], "irritation rises"),
    ("C’est court", "sentiment", "", "pos", "neg", [reason(6, 11, "word", "court", "+40", "court")], [reason(6, 11, "word", "court", "-60", "court")], "a word changes sides"),
    (
        "Retard court", "theme", "delay", "pos", "neg",
        [reason(0, 6, "rule", "delay/retard", "pos", "Retard"), reason(7, 12, "word", "court", "+40", "court")],
        [reason(0, 6, "rule", "delay/retard", "neg", "Retard"), reason(7, 12, "word", "court", "-60", "court")],
        "the rule is there on both sides, its judgement turns",
    ),
]


@pytest.mark.parametrize(("text", "kind", "label", "old", "new", "lost", "gained", "why"), CASES, ids=[row[-1] for row in CASES])
def test_what_changes_and_why(
    folder: Path, capsys: Capture, text: str, kind: str, label: str, old: Any, new: Any, lost: list[Any], gained: list[Any], why: str
) -> None:
    found = [change for change in changes(folder, capsys, "Rien.", text)[2] if change["kind"] == kind]
    assert found == [{"kind": kind, "label": label, "old": old, "new": new, "lost": lost, "gained": gained}], why


def test_what_stays_is_not_told(folder: Path, capsys: Capture) -> None:
    assert changes(folder, capsys, "Un retard.", "C’est bon.", "", "Autre chose.") == {}


OTHER = LABELS.split("[signal")[0].replace("theme.delay", "theme.other")


@pytest.mark.parametrize("place", ["before", "after"])
def test_labels_are_compared_by_name_not_by_rank(folder: Path, capsys: Capture, place: str) -> None:
    """The new pack has a theme more, in front of the others or behind them."""
    rules = folder / "new/themes/rules.toml"
    text = rules.read_text(encoding="utf-8")
    more = OTHER + '[[rule]]\ntheme = "other"\nphrase = "chose"\nyes = "chose"\n'
    rules.write_text(more + text if place == "before" else text + more, encoding="utf-8")
    found = changes(folder, capsys, "Un retard.", "Une chose.", "Une chose en retard.")
    assert {row: [(change["label"], change["new"]) for change in rows] for row, rows in found.items()} == {
        2: [("other", "neu")],
        3: [("other", "neu")],
    }


def test_no_word_of_a_verbatim_but_evidence(folder: Path, capsys: Capture) -> None:
    (folder / "a.txt").write_text("Madame Untel, 06 00 00 00 00, une attente.\n", encoding="utf-8")
    for form in ("text", "jsonl"):
        assert cli.main(["diff", "--pack", "old", "--pack", "new", "a.txt", "--format", form]) == 0
        out, err = capsys.readouterr()
        assert "attente" in out and "Untel" not in out + err and "06 00" not in out + err


def test_as_text(folder: Path, capsys: Capture) -> None:
    (folder / "a.csv").write_text("id;avis\nx7;Une attente\nx8;Adieu\nx9;Rien\n", encoding="utf-8")
    assert cli.main(["diff", "--pack", "old", "--pack", "new", "a.csv", "-q"]) == 0
    assert capsys.readouterr().out.replace("\u00a0", " ") == (
        "x7\n"
        "  ~ sentiment neu → neg\n"
        "      apparaît : règle delay/attente « attente » (-50)\n"
        "  + thème delay neg\n"
        "      apparaît : règle delay/attente « attente » (neg)\n"
        "x8\n"
        "  − signal leaving\n"
        "      disparaît : règle leaving/adieu « Adieu »\n"
        "2 verbatims sur 3 changent\n"
        "  sentiment neg        +1      −0\n"
        "  sentiment neu        +0      −1\n"
        "  thème delay:neg      +1      −0\n"
        "  signal leaving       +0      −1\n"
    )


def test_counts_at_the_end(folder: Path, capsys: Capture) -> None:
    (folder / "a.txt").write_text("Adieu\nAdieu\nUne attente\n", encoding="utf-8")
    assert cli.main(["diff", "--pack", "old", "--pack", "new", "a.txt", "-q", "--format", "jsonl", "-o", "d.jsonl"]) == 0
    summary = json.loads((folder / "d.jsonl").read_text(encoding="utf-8").splitlines()[-1])["summary"]
    counts = {(row["kind"], row["label"]): (row["gained"], row["lost"]) for row in summary["labels"]}
    assert counts == {("signal", "leaving"): (0, 2), ("theme", "delay:neg"): (1, 0), ("sentiment", "neg"): (1, 0), ("sentiment", "neu"): (0, 1)}
    assert capsys.readouterr().out == ""


def test_the_same_pack_twice(folder: Path, capsys: Capture) -> None:
    (folder / "a.txt").write_text("Adieu\n", encoding="utf-8")
    assert cli.main(["diff", "--pack", "old", "--pack", "old", "a.txt", "-q"]) == 0
    assert capsys.readouterr().out.replace("\u00a0", " ") == "0 verbatim sur 1 change\n"


def test_a_source_of_ones_own_against_the_language_it_stands_on(folder: Path) -> None:
    """As a program, from a pipe: packs of three kinds, bad rows among the good."""
    own = '[[rule]]\ntheme = "delivery_time"\nphrase = "licorne"\nyes = "licorne"\n'
    (folder / "mine.toml").write_text(own, encoding="utf-8")
    program = [sys.executable, "-m", "ressenti"]
    subprocess.run([*program, "compile", "mine.toml", "-o", "mine.pack"], check=True, capture_output=True)
    data = "Une licorne\n\nRien\n".encode() + b"licorne d\xe9\xe7ue\n"
    answer = subprocess.run([*program, "diff", "--pack", "fr", "--pack", "mine.toml", "-", "--threads", "2"], input=data, capture_output=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.decode().count("+ thème delivery_time") == 2 and "1\n" in answer.stdout.decode()
    assert b"mine:" in answer.stderr


REFUSALS = [
    # arguments, part of the sentence, why
    (["diff", "a.txt"], "--pack OLD --pack NEW", "no packs"),
    (["diff", "--pack", "old", "a.txt"], "--pack OLD --pack NEW", "one pack"),
    (["diff", "--pack", "old", "--pack", "new", "--pack", "old", "a.txt"], "--pack OLD --pack NEW", "three packs"),
    (["diff", "--pack", "old", "--pack", "new", "nulle-part.txt"], "nulle-part.txt", "no input"),
    (["diff", "--pack", "old", "--pack", "nulle-part", "a.txt"], "nulle-part", "no such pack"),
    (["explain", "un", "deux"], "one TEXT", "two texts"),
    (["explain", "un", "--format", "jsonl"], "--rules", "a text has no --format"),
    (["explain", "--rules", "--html"], "--rules", "rules have no HTML"),
    (["explain", "--rules", "--pack", "old", "delya"], "écrire « delay » ?", "a name that nobody has"),
]


@pytest.mark.parametrize(("arguments", "part", "why"), REFUSALS, ids=[row[-1] for row in REFUSALS])
def test_refused(folder: Path, capsys: Capture, arguments: list[str], part: str, why: str) -> None:
    (folder / "a.txt").write_text("Adieu\n", encoding="utf-8")
    assert cli.main(arguments) == 2, why
    out, err = capsys.readouterr()
    assert out == "" and part in err.replace("\u00a0", " ").replace("\u202f", " "), why


# --- explain --rules ------------------------------------------------------------------------

SLOW = """
[[rule]]
id = "at"
theme = "delay"
phrase = ["retard", "en attente"]
regex = '(?<=ab|cde)p'
unless = "sans"
yes = "retard"
"""


def listed(capsys: Capture, *names: str) -> list[dict[str, Any]]:
    assert cli.main(["explain", "--rules", "--pack", "old", "--format", "jsonl", *names]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


CHOICES = [
    # names, rules, why
    ([], ["delay/retard", "leaving/adieu", "delay/at"], "all, in their order"),
    (["delay"], ["delay/retard", "delay/at"], "those of a label"),
    (["delay/at"], ["delay/at"], "one"),
    (["*a*i*"], ["leaving/adieu"], "a pattern"),
    (["delay/at", "leaving"], ["leaving/adieu", "delay/at"], "several names"),
]


@pytest.mark.parametrize(("names", "rules", "why"), CHOICES, ids=[row[-1] for row in CHOICES])
def test_rules_by_name(folder: Path, capsys: Capture, names: list[str], rules: list[str], why: str) -> None:
    (folder / "old/themes/slow.toml").write_text(SLOW, encoding="utf-8")
    assert [row["name"] for row in listed(capsys, *names)] == rules, why


def test_how_a_rule_is_run(folder: Path, capsys: Capture) -> None:
    (folder / "old/themes/slow.toml").write_text(SLOW, encoding="utf-8")
    plain, slow = listed(capsys, "delay")
    assert slow == {
        "name": "delay/at", "file": "themes/slow.toml", "number": 1, "tier": "mixed", "prefiltered": False,
        "patterns": 3, "unless": 1, "flags": ["every_text", "pcre2"],
        "needs": ["retard …", "en … attente ≤1", ""],
    }
    assert (plain["tier"], plain["prefiltered"], plain["patterns"], plain["flags"]) == ("program", True, 1, [])


def test_rules_as_a_table(folder: Path, capsys: Capture) -> None:
    (folder / "old/themes/slow.toml").write_text(SLOW, encoding="utf-8")
    assert cli.main(["explain", "--rules", "--pack", "old", "delay"]) == 0
    assert capsys.readouterr().out.replace("\u00a0", " ").splitlines() == [
        "règle         moteur     motifs  unless  remarques",
        "delay/retard  programme  1       0",
        "  retard …",
        "delay/at      les deux   3       1       lue sur chaque texte, PCRE2",
        "  retard …",
        "  en … attente ≤1",
        "  lue sur chaque texte",
        "2 règles : 1 programme, 1 les deux",
    ]
