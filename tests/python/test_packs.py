"""Packs as people name them: what stands on what, sources compiled on the fly, and the cache of them."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

core = pytest.importorskip("ressenti._core")

import ressenti  # noqa: E402
from ressenti import _cache, _packs, cli, compile  # noqa: E402
from ressenti._faults import SourceError  # noqa: E402

OWN = """
[[rule]]
theme = "delivery_time"
polarity = "neg"
phrase = "licorne égarée"
yes = "Une licorne égarée."
"""
WORDS = "lemma\tpos\tvalence\tforms\tnote\nlicornesque\tadj\t80\t-\t\n"
TEXT = "Une licorne égarée."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a cache of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    _cache.forget()
    (tmp_path / "mine.toml").write_text(OWN, encoding="utf-8")
    return tmp_path


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the sources that are compiled from here on."""
    names: list[str] = []
    build = compile.build

    def counting(sources, *more):  # type: ignore[no-untyped-def]
        names.append(sources.name)
        return build(sources, *more)

    monkeypatch.setattr(compile, "build", counting)
    return names


def themes(analyzer: ressenti.Analyzer, text: str = TEXT) -> dict[str, str]:
    return analyzer.analyze([text]).to_dicts()[0]["themes"]


def entries(folder: Path) -> list[Path]:
    return sorted((folder / "cache/ressenti").glob("*.cached"), key=lambda path: path.stat().st_size)


# --- What stands on what --------------------------------------------------------------------

STACKS = [
    # as given to --pack, as opened, why
    ([], ["fr"], "nothing asked"),
    (["fr"], ["fr"], "fr by name"),
    (["mine.toml"], ["fr", "mine.toml"], "rules of one's own"),
    (["opinion.tsv"], ["fr", "opinion.tsv"], "words of one's own"),
    (["own"], ["fr", "own"], "a folder that is no whole language"),
    (["mine.toml", "opinion.tsv"], ["fr", "mine.toml", "opinion.tsv"], "several, in order"),
    (["fr", "mine.toml"], ["fr", "mine.toml"], "fr is not doubled"),
    (["mine.toml", "fr"], ["mine.toml", "fr"], "somebody wants it that way"),
    (["x.pack"], ["x.pack"], "a .pack file is whole"),
    (["x.pack", "mine.toml"], ["x.pack", "mine.toml"], "and carries what comes after it"),
    (["whole"], ["whole"], "a folder with its parents is a language"),
]


@pytest.mark.parametrize(("given", "opened", "why"), STACKS, ids=[row[-1] for row in STACKS])
def test_what_pack_means(folder: Path, given: list[str], opened: list[str], why: str) -> None:
    (folder / "own/themes").mkdir(parents=True)
    (folder / "whole/themes").mkdir(parents=True)
    (folder / "whole/themes/parents.toml").touch()
    assert _packs.laid_over_default(given) == opened, why


def test_own_rules_name_themes_of_fr_without_declaring_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    assert cli.main(["analyze", "a.txt", "-q", "--pack", "mine.toml"]) == 0
    laid_over = capsys.readouterr().out
    assert '"delivery_time": "neg"' in laid_over and "delivery_time/mine.1" in laid_over
    assert cli.main(["analyze", "a.txt", "-q", "--pack", "fr", "--pack", "mine.toml"]) == 0
    assert capsys.readouterr().out == laid_over
    assert themes(ressenti.Analyzer(["fr", "mine.toml"])) == {"delivery_time": "neg"}


def test_only_the_packs_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "--rules", "--no-default", "--pack", "mine.toml", "--format", "jsonl"]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    assert len(ressenti.Analyzer("mine.toml").rules) == 1, "in Python the packs are those given"
    assert cli.main(["explain", "bien", "--no-default"]) == 2
    assert "--pack" in capsys.readouterr().err


def test_a_table_of_words_is_known_by_the_end_of_its_name(folder: Path) -> None:
    for name in ("opinion.tsv", "acme.opinion.tsv"):
        (folder / name).write_text(WORDS, encoding="utf-8")
        explained = ressenti.explain("Un service licornesque.", ressenti.Analyzer(["fr", name]))
        assert [term.label for term in explained.contributions if term.kind != "model"] == ["licornesque"]
    (folder / "mots.tsv").write_text(WORDS, encoding="utf-8")
    with pytest.raises(SourceError, match="porte le nom de sa table"):
        ressenti.Analyzer(["fr", "mots.tsv"])


def test_a_source_may_name_the_labels_of_the_one_before_it(folder: Path) -> None:
    label = '[signal.licorne]\nfr = "Licorne"\nen = "Unicorn"\nwhy = "x"\n[[rule]]\nsignals = "licorne"\nphrase = "licorne"\nyes = "licorne"\n'
    (folder / "first.toml").write_text(label, encoding="utf-8")
    (folder / "second.toml").write_text('[[rule]]\nsignals = "licorne"\nphrase = "corne unique"\nyes = "corne unique"\n', encoding="utf-8")
    row = ressenti.Analyzer(["fr", "first.toml", "second.toml"]).analyze(["Une corne unique."]).to_dicts()[0]
    assert row["signals"] == ["licorne"]
    with pytest.raises(SourceError, match="licorne"):
        ressenti.Analyzer(["fr", "second.toml"])


# --- The cache ------------------------------------------------------------------------------


def test_a_source_is_compiled_once(folder: Path, builds: list[str]) -> None:
    first = _packs.open_packs(["fr", "mine.toml"])
    assert _packs.open_packs(["fr", "mine.toml"]) == first and builds == ["mine"], "in memory"
    _cache.forget()
    assert _packs.open_packs(["fr", "mine.toml"]) == first and builds == ["mine"], "on disk"
    assert first[1] == compile.compile_pack(folder / "mine.toml"), "what is kept is what compiling gives"


CHANGES: dict[str, Callable[[Path], None]] = {
    "a phrase": lambda path: path.write_text(OWN.replace("égarée", "perdue"), encoding="utf-8") and None,
    "a comment": lambda path: path.write_text(OWN + "# note\n", encoding="utf-8") and None,
}


@pytest.mark.parametrize("name", CHANGES)
def test_another_content_is_another_pack(folder: Path, builds: list[str], name: str) -> None:
    before = _packs.open_packs(["fr", "mine.toml"])
    CHANGES[name](folder / "mine.toml")
    assert _packs.open_packs(["fr", "mine.toml"]) != before
    assert builds == ["mine", "mine"]


def test_what_it_is_compiled_over_is_part_of_the_key(folder: Path, builds: list[str]) -> None:
    shutil.copy(_packs.DATA_FOLDER / "fr.pack", folder / "copy.pack")
    _packs.open_packs(["fr", "mine.toml"])
    _packs.open_packs(["copy.pack", "mine.toml"])
    assert builds == ["mine", "mine"]


def test_the_name_of_a_source_is_in_its_pack_and_so_in_the_key(folder: Path) -> None:
    shutil.copy("mine.toml", "other.toml")
    assert "mine:" in ressenti.Analyzer(["fr", "mine.toml"]).fingerprint
    assert "other:" in ressenti.Analyzer(["fr", "other.toml"]).fingerprint


def test_a_mistake_is_told_each_time(folder: Path) -> None:
    (folder / "mine.toml").write_text(OWN.replace("delivery_time", "delivry"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(SourceError, match="delivry"):
            ressenti.Analyzer(["fr", "mine.toml"])


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda entry: b"",
    "cut": lambda entry: entry[:-1],
    "longer": lambda entry: entry + b"x",
    "a bit turned": lambda entry: entry[:-5] + bytes([entry[-5] ^ 1]) + entry[-4:],
    "a bit of the digest turned": lambda entry: entry[:20] + bytes([entry[20] ^ 1]) + entry[21:],
    "something else": lambda entry: b"cache" * 100,
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_entry_is_compiled_again_and_mended(folder: Path, builds: list[str], name: str) -> None:
    whole = _packs.open_packs(["fr", "mine.toml"])
    for path in entries(folder):
        path.write_bytes(DAMAGES[name](path.read_bytes()))
    _cache.forget()
    assert _packs.open_packs(["fr", "mine.toml"]) == whole and builds == ["mine", "mine"]
    _cache.forget()
    assert _packs.open_packs(["fr", "mine.toml"]) == whole and builds == ["mine", "mine"]


def test_an_unreadable_entry_is_no_failure(folder: Path, builds: list[str]) -> None:
    whole = _packs.open_packs(["fr", "mine.toml"])
    for path in entries(folder):
        path.unlink()
        path.mkdir()  # refused to everybody, root too
    _cache.forget()
    assert _packs.open_packs(["fr", "mine.toml"]) == whole and builds == ["mine", "mine"]
    assert not list((folder / "cache/ressenti").glob(".*")), "nothing half written is left"


OBSTACLES: dict[str, Callable[[Path, pytest.MonkeyPatch], None]] = {
    "a file in its place": lambda folder, patch: (folder / "cache").touch(),
    "a folder that takes nothing": lambda folder, patch: patch.setenv("XDG_CACHE_HOME", "/proc"),
    "no home": lambda folder, patch: (patch.delenv("XDG_CACHE_HOME"), patch.setattr(Path, "home", no_home)) and None,
    "a disk that is full": lambda folder, patch: patch.setattr(Path, "write_bytes", full_disk),
    "a disk that is read-only": lambda folder, patch: patch.setattr(os, "replace", read_only),
}


def no_home() -> Path:
    raise RuntimeError("Could not determine home directory.")


def full_disk(path: Path, data: bytes) -> int:
    raise OSError(28, "No space left on device")


def read_only(source: str, target: str) -> None:
    raise OSError(30, "Read-only file system")


@pytest.mark.parametrize("name", OBSTACLES)
def test_where_nothing_can_be_kept_it_works_without(
    folder: Path, monkeypatch: pytest.MonkeyPatch, builds: list[str], name: str
) -> None:
    OBSTACLES[name](folder, monkeypatch)
    for _ in range(2):
        assert themes(ressenti.Analyzer(["fr", "mine.toml"])) == {"delivery_time": "neg"}
        _cache.forget()
    assert builds == ["mine", "mine"]


def test_a_relative_folder_is_ignored_as_the_standard_says(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    monkeypatch.setenv("HOME", str(folder))
    assert _cache.folder() == folder / ".cache/ressenti"


def test_it_can_be_switched_off(folder: Path, monkeypatch: pytest.MonkeyPatch, builds: list[str]) -> None:
    monkeypatch.setenv("RESSENTI_CACHE", "0")
    first = _packs.open_packs(["fr", "mine.toml"])
    assert _packs.open_packs(["fr", "mine.toml"]) == first
    assert builds == ["mine", "mine"] and not (folder / "cache").exists()


def test_it_stays_within_its_bounds_and_drops_what_was_used_longest_ago(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_cache, "DISK_BYTES_MOST", 1000)
    for number in range(6):
        _cache.put(f"{number}", bytes(200))
        for path in entries(folder):  # clocks of some disks are coarse
            os.utime(path, (int(path.stem), int(path.stem)))
        _cache.forget()
        assert _cache.get("0") is not None, "it was read just now"
        os.utime(folder / "cache/ressenti/0.cached", (time.time(), time.time()))
    names = [path.stem for path in entries(folder)]
    assert sum(path.stat().st_size for path in entries(folder)) <= 1000
    assert "0" in names and "5" in names and "1" not in names


def test_what_is_too_large_stays_in_memory_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_cache, "ENTRY_BYTES_MOST", 10)
    _cache.put("large", bytes(11))
    assert _cache.get("large") == bytes(11) and not (folder / "cache").exists()


def test_memory_is_bounded_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_cache, "_write", lambda key, value: None)
    for number in range(_cache.MEMORY_ENTRIES_MOST + 3):
        _cache.put(f"key {number}", b"x")
    assert _cache.get("key 2") is None and _cache.get("key 3") == b"x"


def test_another_process_finds_it(folder: Path) -> None:
    script = "import ressenti.compile as c, ressenti\nc.build = None\nprint(ressenti.Analyzer(['fr', 'mine.toml']).fingerprint)"
    expected = ressenti.Analyzer(["fr", "mine.toml"]).fingerprint
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert answer.stdout.strip() == expected, answer.stderr


def test_a_thousand_rules(folder: Path) -> None:
    """Kept, they cost what reading the file costs: a tenth of compiling them, at the very least a third."""
    rules = [OWN.replace("licorne égarée", f"mot{n} (perdu|égaré)(e)(s) … suite{n}").replace("Une licorne égarée", f"mot{n} perdu suite{n}") for n in range(1000)]
    (folder / "mine.toml").write_text("".join(rules), encoding="utf-8")

    def seconds() -> float:
        started = time.perf_counter()
        assert len(_packs.open_packs(["fr", "mine.toml"])) == 2
        return time.perf_counter() - started

    cold = seconds()
    _cache.forget()
    assert min(seconds() for _ in range(3)) < cold / 3
