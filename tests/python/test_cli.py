"""The command as people run it: in this process where that tells enough, else as a program."""

import csv
import io
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import ressenti
from ressenti import cli
from ressenti._input.rows import BATCH_ROWS

PRAISE = "Livraison rapide, je suis très satisfait de ma commande."
"""A text that is surely read: status ok."""

AVIS = f"id;verbatim;note\na;{PRAISE};5\nb;;3\nc;Très déçu, mon colis est arrivé en retard.;1\n"

PROGRAM = [sys.executable, "-m", "ressenti"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "avis.csv").write_text(AVIS, encoding="utf-8")
    return tmp_path


Capture = pytest.CaptureFixture[str]


def rows(text: str) -> list[dict[str, Any]]:
    """The documents of JSON Lines, each on a whole line."""
    assert text == "" or text.endswith("\n")
    return [json.loads(line) for line in text.split("\n")[:-1]]


def run(*arguments: str, data: bytes = b"", env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the program to its end."""
    merged = None if env is None else {**os.environ, **env}
    return subprocess.run([*PROGRAM, *arguments], input=data, capture_output=True, env=merged, timeout=120, check=False)


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start the program with pipes; what is still running at the end is killed."""
    started: list[subprocess.Popen[bytes]] = []

    def starter(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
        pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        process = subprocess.Popen([*PROGRAM, *arguments], text=False, **pipes | options)
        started.append(process)
        return process

    yield starter
    for process in started:
        process.kill()
        process.communicate()


# --- analyze: rows in, rows out -------------------------------------------------------------------


def test_analyze_writes_a_line_a_row(folder: Path, capsys: Capture) -> None:
    assert cli.main(["analyze", "avis.csv"]) == 0
    out, err = capsys.readouterr()
    found = rows(out)
    assert [row["id"] for row in found] == ["a", "b", "c"]
    assert [row["status"] for row in found] == ["ok", "null", "ok"]
    assert "input" not in found[0]
    assert 'avis.csv: separated by semicolons, text in "verbatim", ids in "id".' in err
    assert "3 verbatims, 1 null · " in err
    assert err.rstrip().endswith(ressenti.Analyzer().fingerprint)


def test_analyze_says_what_the_package_says(folder: Path, capsys: Capture) -> None:
    cli.main(["analyze", "avis.csv", "-q"])
    texts = [line.split(";")[1] or None for line in AVIS.splitlines()[1:]]
    expected = ressenti.Analyzer().analyze(texts, ids=["a", "b", "c"])
    assert capsys.readouterr().out == "".join(line + "\n" for line in expected.json_lines())


def test_every_row_has_every_key(folder: Path, capsys: Capture) -> None:
    cli.main(["analyze", "avis.csv", "-q"])
    keys = {"id", "status", "sentiment", "score", "points", "confidence", "irritation", "themes", "signals",
            "channels", "stages", "components", "lang", "gaps", "promises", "mentions", "signal_hits", "gave_up", "fingerprint"}
    assert all(keys <= row.keys() for row in rows(capsys.readouterr().out))


def test_keep_puts_fields_under_input(folder: Path, capsys: Capture) -> None:
    cli.main(["analyze", "avis.csv", "-q", "--keep", "note"])
    assert [row["input"] for row in rows(capsys.readouterr().out)] == [{"note": "5"}, {"note": "3"}, {"note": "1"}]


def test_csv_output(folder: Path) -> None:
    assert cli.main(["analyze", "avis.csv", "-o", "r.csv", "--keep", "note,verbatim"]) == 0
    found = list(csv.DictReader(io.StringIO((folder / "r.csv").read_text(encoding="utf-8"))))
    assert [row["id"] for row in found] == ["a", "b", "c"]
    assert [row["input.note"] for row in found] == ["5", "3", "1"]
    assert found[0]["input.verbatim"] == PRAISE
    assert float(found[0]["score"]) > 0
    assert (found[1]["sentiment"], found[1]["themes"]) == ("", "")


def test_csv_and_json_lines_agree(folder: Path, capsys: Capture) -> None:
    cli.main(["analyze", "avis.csv", "-q"])
    documents = rows(capsys.readouterr().out)
    cli.main(["analyze", "avis.csv", "-q", "--format", "csv"])
    for document, row in zip(documents, csv.DictReader(io.StringIO(capsys.readouterr().out)), strict=True):
        assert row["score"] == json.dumps(document["score"])
        assert row["themes"] == "|".join(f"{t}:{p}" for t, p in document["themes"].items())
        assert len(row["mentions"].split("|")) == max(len(document["mentions"]), 1)


STATUSES = [
    # file, bytes, statuses, code with --strict, why
    ("a.csv", b"verbatim\n" + PRAISE.encode(), ["ok"], 0, "all is well"),
    ("a.csv", b"verbatim;n\n;1\n", ["null"], 0, "nothing written is nothing bad"),
    ("a.csv", b"verbatim;n\nx;1;2\n", ["not_text"], 1, "a ragged row"),
    ("a.jsonl", b'{"text": 12}\n{"text": ["a"]}\n{"text": null}\n', ["not_text", "not_text", "null"], 1, "other types"),
    ("a.jsonl", b'{"text": "a"}\nnon\n', None, 1, "a bad line"),
    ("a.jsonl", b'{"text": "\\ud83d"}\n', ["invalid_utf8"], 1, "a lone surrogate in JSON"),
    ("a.txt", "été\nnoël\n".encode() + b"caf\xe9\n", None, 1, "a damaged line"),
    ("a.txt", b"x" * (3 << 20) + b"\n", ["too_long"], 1, "a text beyond the engine's limit"),
    ("a.txt", b"", [], 0, "nothing at all"),
]


@pytest.mark.parametrize(("name", "data", "statuses", "strict", "why"), STATUSES, ids=[row[-1] for row in STATUSES])
def test_statuses(
    folder: Path, capsys: Capture, name: str, data: bytes, statuses: list[str] | None, strict: int, why: str
) -> None:
    (folder / name).write_bytes(data)
    assert cli.main(["analyze", name]) == 0, why
    out, err = capsys.readouterr()
    found = [row["status"] for row in rows(out)]
    assert statuses in (None, found), why
    assert all(status in err for status in found if status != "ok"), why
    assert cli.main(["analyze", name, "--strict"]) == strict, why


def test_unreadable_rows_have_no_sentiment(folder: Path, capsys: Capture) -> None:
    (folder / "a.txt").write_bytes("été\n\n".encode() + b"d\xe9\xe7u\n" + "noël, très déçu\n".encode())
    cli.main(["analyze", "a.txt"])
    found = rows(capsys.readouterr().out)
    assert [row["status"] for row in found[1:3]] == ["null", "invalid_utf8"]
    assert [row["sentiment"] for row in found[1:3]] == [None, None]
    assert [row["id"] for row in found] == [1, 2, 3, 4]


def test_threads_change_nothing(folder: Path) -> None:
    (folder / "a.txt").write_text(f"{PRAISE}\nTrès déçu.\n\n" * 4000, encoding="utf-8")
    for threads in ("1", "2", "3"):
        assert cli.main(["analyze", "a.txt", "-q", "--threads", threads, "-o", f"{threads}.jsonl"]) == 0
    assert len({(folder / f"{threads}.jsonl").read_bytes() for threads in "123"}) == 1
    assert len(rows((folder / "1.jsonl").read_text())) == 12_000


def test_a_file_and_a_pipe_give_the_same(folder: Path) -> None:
    data = "id;verbatim\n".encode("cp1252") + "7;très déçu\n".encode("cp1252") * 9000
    (folder / "a.csv").write_bytes(data)
    piped = run("analyze", "-", "--input-format", "csv", data=data)
    assert piped.stdout == run("analyze", "a.csv").stdout
    assert b"standard input: byte 16 (0xE8) on line 2 is not UTF-8: read as cp1252" in piped.stderr


def test_quiet_keeps_warnings_only(folder: Path, capsys: Capture) -> None:
    (folder / "a.csv").write_bytes("avis;n\ndéçu;1\nx;1;2\n".encode("cp1252"))
    cli.main(["analyze", "a.csv", "--quiet"])
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("ressenti: warning: a.csv: byte") or "line 3" in line for line in lines)


def test_an_empty_file_is_no_failure(folder: Path, capsys: Capture) -> None:
    for name in ("vide.csv", "vide.tsv", "vide.jsonl", "vide.txt"):
        (folder / name).touch()
        assert cli.main(["analyze", name]) == 0
        out, err = capsys.readouterr()
        assert out == ""
        assert "0 verbatims" in err
    assert cli.main(["analyze", "vide.csv", "--format", "csv", "--keep", "note"]) == 0
    assert capsys.readouterr().out.endswith(",mentions,signal_hits,gave_up,fingerprint,input.note\n")


# --- Refusals -------------------------------------------------------------------------------------

REFUSALS = [
    # arguments, parts of the sentence, why
    (["analyze", "nulle-part.csv"], ["nulle-part.csv", "No such file"], "a missing file"),
    (["analyze", "."], [".", "directory"], "a folder"),
    (["analyze", "a.parquet"], ["a.parquet", "No such file"], "a Parquet file that is not there"),
    (["analyze", "avis.csv", "--text", "avis"], ["--text", '"id", "verbatim", "note"'], "a column that is not there"),
    (["analyze", "avis.csv", "--encoding", "klingon"], ["--encoding klingon"], "no such encoding"),
    (["analyze", "avis.csv", "-o", "nulle/part.csv"], ["nulle/part.csv", "No such file"], "an unwritable output"),
    (["analyze", "avis.csv", "-o", "."], [".", "cannot be written"], "an output that is a folder"),
    (["analyze", "avis.csv", "-o", "r.parquet"], ["r.parquet", "Parquet"], "a format not written"),
    (["analyze", "avis.csv", "-o", "/dev/full"], ["/dev/full", "No space left"], "a full disk"),
    (["analyze", "avis.csv", "--pack", "nulle-part"], ["nulle-part"], "a missing pack"),
    (["analyze", "avis.csv", "--pack", "avis.csv"], ["pack"], "a file that is no pack"),
    (["analyze", "j.jsonl", "--keep", "all", "--format", "csv"], ["--keep"], "columns that are not known beforehand"),
    (["analyze", "quote.csv"], ["quote.csv", "line 2"], "an unbalanced quote"),
    (["compile", "nulle-part", "-o", "x.pack"], ["nulle-part"], "no sources"),
    (["check", "nulle-part"], ["nulle-part"], "no sources"),
    (["explain", "bien", "--pack", "nulle-part"], ["nulle-part"], "a missing pack"),
]


@pytest.mark.parametrize(("arguments", "parts", "why"), REFUSALS, ids=[row[-1] for row in REFUSALS])
def test_refusals(folder: Path, capsys: Capture, arguments: list[str], parts: list[str], why: str) -> None:
    (folder / "j.jsonl").write_text('{"text": "bien"}\n')
    (folder / "quote.csv").write_text('id;avis\n1;"secret\n')
    before = set(os.listdir(folder))
    assert cli.main(arguments) == 2, why
    err = capsys.readouterr().err
    last = err.splitlines()[-1]
    assert last.startswith("ressenti: "), why
    assert all(part in last for part in parts), (why, last)
    assert "secret" not in err
    assert "Traceback" not in err
    assert set(os.listdir(folder)) == before, "nothing is left behind"


MISUSES = [
    [], ["lire"], ["analyze"], ["analyze", "a.csv", "--threads", "0"], ["analyze", "a.csv", "--threads", "x"],
    ["analyze", "a.csv", "--format", "xml"], ["analyze", "a.csv", "--input-format", "xml"], ["analyze", "a.csv", "--tex", "x"],
    ["explain"], ["compile", "src"],
]


@pytest.mark.parametrize("arguments", MISUSES, ids=" ".join)
def test_wrong_use(capsys: Capture, arguments: list[str]) -> None:
    assert cli.main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: ressenti")


def test_a_failure_leaves_the_last_results(folder: Path) -> None:
    (folder / "r.jsonl").write_text("old\n")
    (folder / "quote.csv").write_text("id;avis\n" + f"1;{PRAISE}\n" * 5000 + '1;"\n')
    assert cli.main(["analyze", "quote.csv", "-o", "r.jsonl"]) == 2
    assert (folder / "r.jsonl").read_text() == "old\n"
    assert sorted(os.listdir(folder)) == ["avis.csv", "quote.csv", "r.jsonl"]


def test_the_input_may_be_the_output(folder: Path) -> None:
    (folder / "a.txt").write_text(f"{PRAISE}\n" * 5000)
    assert cli.main(["analyze", "a.txt", "-o", "a.txt"]) == 0
    assert len(rows((folder / "a.txt").read_text())) == 5000


# --- As a program: pipes, signals, locales --------------------------------------------------------


def test_a_closed_pipe_is_silent(start: Callable[..., subprocess.Popen[bytes]]) -> None:
    process = start("analyze", "-", "-q")
    assert process.stdin and process.stdout and process.stderr
    process.stdout.close()
    with pytest.raises(BrokenPipeError):
        for _ in range(1000):
            process.stdin.write(f"{PRAISE}\n".encode() * BATCH_ROWS)
    assert process.wait(60) == 141
    assert process.stderr.read() == b""


@pytest.mark.parametrize("arguments", [["--version"], ["normalize", "x"], ["explain", PRAISE], ["--help"]])
def test_a_closed_pipe_is_silent_for_all(start: Callable[..., subprocess.Popen[bytes]], arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = start(*arguments, stdout=writer)
    os.close(writer)
    assert process.wait(60) == 141
    assert process.stderr and process.stderr.read() == b""


def test_a_full_standard_output(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*PROGRAM, "analyze", "avis.csv"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == b"ressenti: standard output cannot be written: No space left on device."


CLOSED = [
    # redirection, code, why
    (">&-", 2, "no standard output, and no -o"),
    ("2>&-", 0, "no standard error: nothing to say it to"),
    ("<&-", 0, "no standard input, which is not needed"),
    ("-o r.jsonl >&-", 0, "no standard output, which is not needed"),
]


@pytest.mark.parametrize(("redirection", "code", "why"), CLOSED)
def test_closed_descriptors(folder: Path, redirection: str, code: int, why: str) -> None:
    command = f'"{sys.executable}" -m ressenti analyze avis.csv {redirection}'
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert done.returncode == code, (why, done.stderr)
    assert b"Traceback" not in done.stderr, why


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "nothing happened for a minute"
        time.sleep(0.01)


def wait_for_handlers(process: subprocess.Popen[bytes]) -> None:
    """Until the program catches SIGTERM: an earlier signal would meet Python's own handlers."""
    status = Path(f"/proc/{process.pid}/status")
    bit = 1 << (signal.SIGTERM - 1)
    wait_for(lambda: bool(int(status.read_text().split("SigCgt:")[1].split()[0], 16) & bit))


def feed_without_end(process: subprocess.Popen[bytes], batches: int) -> None:
    """Give it more than so many batches and let it wait for the rest."""
    assert process.stdin
    process.stdin.write(b"Livraison rapide et soignee, merci.\n" * (BATCH_ROWS * batches + 3000))
    process.stdin.flush()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_ctrl_c_keeps_whole_lines_in_a_partial_file(
    folder: Path, start: Callable[..., subprocess.Popen[bytes]], number: int, code: int
) -> None:
    (folder / "r.jsonl").write_text("old\n")
    process = start("analyze", "-", "-o", "r.jsonl")
    feed_without_end(process, 2)
    wait_for(lambda: sum(path.stat().st_size for path in folder.glob(".ressenti-*")) > 2 * BATCH_ROWS * 100)
    process.send_signal(number)
    assert process.wait(10) == code
    assert (folder / "r.jsonl").read_text() == "old\n"
    assert len(rows((folder / "r.jsonl.partial").read_text())) == 2 * BATCH_ROWS
    assert sorted(os.listdir(folder)) == ["avis.csv", "r.jsonl", "r.jsonl.partial"]
    assert process.stderr
    last = process.stderr.read().decode().splitlines()[-1]
    assert last == "ressenti: stopped after 8,192 verbatims; what was done is in r.jsonl.partial."


def test_ctrl_c_leaves_whole_lines_on_standard_output(start: Callable[..., subprocess.Popen[bytes]]) -> None:
    process = start("analyze", "-")
    assert process.stdout and process.stderr
    feed_without_end(process, 1)
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    rest = process.stdout.read()
    assert process.wait(10) == 130
    assert len(rows((first + rest).decode())) == BATCH_ROWS
    assert b"Traceback" not in process.stderr.read()


def test_a_second_ctrl_c_leaves_an_output_that_nobody_reads(start: Callable[..., subprocess.Popen[bytes]]) -> None:
    process = start("analyze", "-")
    wait_for_handlers(process)
    feed_without_end(process, 1)
    time.sleep(1)  # its pipe is full by now
    process.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.5)
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 130


def test_ctrl_c_before_any_row(folder: Path, start: Callable[..., subprocess.Popen[bytes]]) -> None:
    process = start("analyze", "-", "--input-format", "csv", "-o", "r.jsonl")
    assert process.stdin and process.stderr
    process.stdin.write(b"id;avis\n")
    process.stdin.flush()
    wait_for_handlers(process)
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 130
    assert os.listdir(folder) == ["avis.csv"]
    assert b"Traceback" not in process.stderr.read()


def test_nohup_is_respected(folder: Path, start: Callable[..., subprocess.Popen[bytes]]) -> None:
    process = start(
        "analyze", "-", "-o", "r.jsonl", preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)
    )
    feed_without_end(process, 1)
    wait_for(lambda: any(path.stat().st_size for path in folder.glob(".ressenti-*")))
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert process.returncode == 0
    assert (folder / "r.jsonl").exists()


def test_the_handlers_of_the_caller_come_back(folder: Path) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    cli.main(["analyze", "avis.csv", "-q", "-o", "r.jsonl"])
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


LOCALES = [
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "C", "PYTHONUTF8": "1"},
    {"LC_ALL": "POSIX"},
    {"LC_ALL": "tr_TR.UTF-8"},
    {"LC_ALL": "fr_FR.ISO-8859-1", "PYTHONUTF8": "0"},
    {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "latin-1"},
    {"LC_ALL": "C.UTF-8"},
]

LOCALE_FREE = [
    ["analyze", "avis.csv", "--keep", "all"],
    ["analyze", "é.csv", "--format", "csv", "--text", "Écrit", "--keep", "Écrit"],
    ["analyze", "avis.csv", "--text", "écrit"],
    ["explain", "Très déçu, œuvre à 5 €."],
    ["normalize", "Très DÉÇU, œuvre à 5 €."],
    ["--help"],
    ["analyze", "--help"],
]


@pytest.mark.parametrize("arguments", LOCALE_FREE, ids=" ".join)
def test_the_locale_changes_nothing(folder: Path, arguments: list[str]) -> None:
    (folder / "é.csv").write_text("n;Écrit\n1;Très déçu\n", encoding="utf-8")
    found = set()
    for environment in LOCALES:
        done = run(*arguments, env=environment)
        found.add((done.returncode, done.stdout, done.stderr if done.returncode else b""))
    assert len(found) == 1
    assert b"\r" not in found.pop()[1]


def test_memory_does_not_grow_with_the_rows(folder: Path) -> None:
    peaks = []
    for count in (50_000, 500_000):
        (folder / "a.txt").write_bytes(b"\n" * count)
        process = subprocess.Popen([*PROGRAM, "analyze", "a.txt", "-q", "-o", "/dev/null"])
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        peaks.append(usage.ru_maxrss)
    assert peaks[1] - peaks[0] < 10_000, "kilobytes"


def in_a_terminal(*arguments: str) -> bytes:
    """What the program shows when its three streams are a terminal."""
    shown = []
    pid, descriptor = pty.fork()
    if pid == 0:
        os.execve(PROGRAM[0], [*PROGRAM, *arguments], {**os.environ, "TERM": "xterm", "NO_COLOR": ""})
    try:
        while True:
            shown.append(os.read(descriptor, 4096))
    except OSError:  # it has ended
        pass
    os.close(descriptor)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    return b"".join(shown)


@pytest.mark.terminal
def test_a_terminal_shows_progress_and_clears_it(folder: Path) -> None:
    shown = in_a_terminal("analyze", "avis.csv", "-o", "r.jsonl")
    assert b"\r\x1b[K3 verbatims \xc2\xb7 100%" in shown
    assert b"\r\x1b[Kressenti: 3 verbatims, 1 null" in shown


@pytest.mark.terminal
def test_a_terminal_that_shows_results_shows_no_progress(folder: Path) -> None:
    assert b"\x1b" not in in_a_terminal("analyze", "avis.csv")


@pytest.mark.terminal
def test_a_verbatim_cannot_drive_a_terminal(folder: Path) -> None:
    (folder / "a.csv").write_text("id;avis\n\x1b[2J;\x9b2J nul\n", encoding="utf-8")
    for format in ("jsonl", "csv"):
        shown = in_a_terminal("analyze", "a.csv", "--keep", "avis", "--format", format)
        assert b"\x1b" not in shown
        assert "\x9b".encode() not in shown
        assert b"\\u001b[2J" in shown
    shown = in_a_terminal("explain", "Livraison \x1b[2J rapide, \x9b2J nul")
    assert b"\x1b[2J" not in shown
    assert b"\\u001b[2J" in shown


# --- The other commands ---------------------------------------------------------------------------


def test_version(capsys: Capture) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"ressenti {ressenti.__version__} (kernels {ressenti.Analyzer().kernels})\n"


def test_explain(capsys: Capture) -> None:
    assert cli.main(["explain", PRAISE]) == 0
    assert capsys.readouterr().out == f"{ressenti.explain(PRAISE)}\n"
    assert cli.main(["explain", PRAISE, "--html"]) == 0
    assert capsys.readouterr().out == f"{ressenti.explain(PRAISE).to_html()}\n"


@pytest.mark.terminal
def test_explain_colours_what_counts_on_a_terminal() -> None:
    shown = in_a_terminal("explain", PRAISE).decode()
    assert "\x1b[32m" in shown
    assert PRAISE in shown.replace("\x1b[32m", "").replace("\x1b[0m", "")


def test_explain_reads_standard_input() -> None:
    done = run("explain", "-", data=f"{PRAISE}\nMerci.".encode())
    assert done.stdout.decode() == f"{ressenti.explain(PRAISE + chr(10) + 'Merci.')}\n"


FOLDED = [
    # arguments, standard input, why
    (["Très DÉÇU"], "", "a text"),
    (["-"], "Très DÉÇU\nÉTÉ\n", "the lines of standard input"),
    ([], "Très DÉÇU\r\n\nÉTÉ", "without an argument too"),
]


@pytest.mark.parametrize(("arguments", "data", "why"), FOLDED)
def test_normalize(arguments: list[str], data: str, why: str) -> None:
    done = run("normalize", *arguments, data=data.encode())
    lines = data.splitlines() or arguments
    assert done.stdout.decode() == "".join(ressenti.normalize(line) + "\n" for line in lines), why
    assert done.returncode == 0


def test_normalize_keeps_a_line_for_a_line() -> None:
    done = run("normalize", data="été\nnoël\n".encode() + b"caf\xe9\nfin\n")
    assert done.stdout == b"ete\nnoel\n\nfin\n"
    assert b"line 3" in done.stderr


RULES = """
[parent.house]
fr = "Maison"
en = "House"

[theme.house_word]
parent = "house"
fr = "Mot maison"
en = "House word"
stage = "use"
component = "journey"
why = "Un mot de la maison."

[[rule]]
theme = "house_word"
phrase = ["{phrase}"]
yes = ["Mon zorglub est cassé."]
no = ["Rien."]
"""


@pytest.mark.parametrize(("phrase", "code"), [("zorglub", 0), ("zorglob", 1)])
def test_check(folder: Path, capsys: Capture, phrase: str, code: int) -> None:
    (folder / "maison.toml").write_text(RULES.format(phrase=phrase), encoding="utf-8")
    assert cli.main(["check", "maison.toml"]) == code
    assert capsys.readouterr().out.strip()


def test_compile_and_use(folder: Path, capsys: Capture) -> None:
    (folder / "maison.toml").write_text(RULES.format(phrase="zorglub"), encoding="utf-8")
    (folder / "a.txt").write_text("Mon zorglub est cassé.\n", encoding="utf-8")
    assert cli.main(["compile", "maison.toml", "-o", "maison.pack"]) == 0
    capsys.readouterr()
    outs = []
    for pack in ("maison.pack", "maison.toml"):
        assert cli.main(["analyze", "a.txt", "-q", "--pack", "fr", "--pack", pack]) == 0
        outs.append(capsys.readouterr().out)
    assert outs[0] == outs[1]
    assert "house_word" in rows(outs[0])[0]["themes"]


def test_compile_refuses_a_mistake_and_writes_nothing(folder: Path, capsys: Capture) -> None:
    (folder / "maison.toml").write_text("[[rule]]\n", encoding="utf-8")
    assert cli.main(["compile", "maison.toml", "-o", "maison.pack"]) == 2
    assert "maison.toml" in capsys.readouterr().err
    assert not (folder / "maison.pack").exists()
