"""How results are laid out, and how a file takes its place."""

import csv
import io
import json
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ressenti._output import Descriptor, Output, OutputError, open_output
from ressenti._terminal import visible
from ressenti._writers import CsvWriter, JsonLinesWriter, format_for, harmless

READ: dict[str, Any] = {
    "id": "17", "status": "ok", "sentiment": "mixed", "score": -0.12, "points": -31, "confidence": 0.71,
    "irritation": 1, "themes": {"delivery_time": "neg", "staff_attitude": "pos"},
    "signals": ["promise_broken", "irony"], "channels": ["phone"], "stages": ["delivery", "support"],
    "components": ["touchpoints"], "lang": "fr",
    "gaps": [
        {"kind": "duration", "promised": 5, "actual": 7.0, "unit": "day", "direction": "missed", "start": 0, "end": 40},
        {"kind": "price", "promised": 9.9, "actual": 12.5, "unit": "eur", "direction": "missed", "start": 3, "end": 9},
    ],
    "promises": [{"kind": "duration", "value": 48.0, "unit": "hour", "start": 50, "end": 59}],
    "mentions": [
        {"theme": "delivery_time", "polarity": "neg", "score": -0.64, "start": 0, "end": 28, "rule": "delivery_time/12", "source": "rule"},
        {"theme": "staff_attitude", "polarity": "pos", "score": 0.81, "start": 48, "end": 71, "rule": None, "source": "model"},
    ],
    "signal_hits": [
        {"signal": "promise_broken", "start": 0, "end": 40, "rule": None, "source": "gap", "attributes": {}},
        {"signal": "wait", "start": 3, "end": 9, "rule": "wait/2", "source": "rule", "attributes": {"kind": "late", "open": "yes"}, "value": 2.0, "unit": "day"},
    ],
    "gave_up": ["app/long", "price/dear"],
    "fingerprint": "ressenti 0.1.0 fr:0123456789abcdef",
}

UNREAD: dict[str, Any] = {
    "id": 18, "status": "not_text", "sentiment": None, "score": None, "points": None, "confidence": None,
    "irritation": None, "themes": {}, "signals": [], "channels": [], "stages": [], "components": [],
    "lang": None, "gaps": [], "promises": [], "mentions": [], "signal_hits": [], "gave_up": [], "fingerprint": "ressenti 0.1.0 fr:0123456789abcdef",
}


class Results:
    """Documents as an analysis gives them."""

    def __init__(self, documents: list[dict[str, Any]]) -> None:
        self._documents = documents

    def to_dicts(self) -> list[dict[str, Any]]:
        return self._documents

    def json_lines(self, inputs: list[dict[str, Any]] | None = None) -> Iterator[str]:
        for at, document in enumerate(self._documents):
            kept = {"input": inputs[at]} if inputs else {}
            yield json.dumps(document | kept, ensure_ascii=False)


class Memory(Output):
    """An output that can be looked at."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.pieces.append(data)

    @property
    def text(self) -> str:
        return b"".join(self.pieces).decode()


def csv_of(documents: list[dict[str, Any]], kept: list[str], inputs: list[dict[str, Any]] | None) -> str:
    memory = Memory()
    writer = CsvWriter(memory, kept)
    writer.begin()
    writer.write(Results(documents), inputs)
    return memory.text


# --- JSON Lines -----------------------------------------------------------------------------------


def test_json_lines_are_written_in_one_piece_with_their_ends() -> None:
    memory = Memory()
    statuses = JsonLinesWriter(memory).write(Results([READ, UNREAD]), [{"n": "é"}, {"n": None}])
    assert len(memory.pieces) == 1
    lines = memory.text.split("\n")
    assert lines[-1] == ""
    assert [json.loads(line)["input"]["n"] for line in lines[:-1]] == ["é", None]
    assert statuses == {"ok": 1, "not_text": 1}


def test_no_results_are_no_lines() -> None:
    memory = Memory()
    assert not JsonLinesWriter(memory).write(Results([]), None)
    assert memory.text == ""


def test_the_status_is_not_taken_from_a_text() -> None:
    document = {"id": '"status": "null"', "status": "ok", "input": {"status": "budget"}}
    assert JsonLinesWriter(Memory()).write(Results([document]), None) == {"ok": 1}


# --- CSV ------------------------------------------------------------------------------------------

CELLS = [
    # column, of the document read, of the one unread
    ("id", "17", "18"),
    ("status", "ok", "not_text"),
    ("sentiment", "mixed", ""),
    ("score", "-0.12", ""),
    ("points", "-31", ""),
    ("confidence", "0.71", ""),
    ("irritation", "1", ""),
    ("themes", "delivery_time:neg|staff_attitude:pos", ""),
    ("signals", "promise_broken|irony", ""),
    ("channels", "phone", ""),
    ("stages", "delivery|support", ""),
    ("components", "touchpoints", ""),
    ("lang", "fr", ""),
    ("gaps", "duration 5>7 day missed|price 9.9>12.5 eur missed", ""),
    ("promises", "duration 48 hour", ""),
    ("mentions", "delivery_time:neg:0-28|staff_attitude:pos:48-71:model", ""),
    ("signal_hits", "promise_broken:0-40|wait:3-9:kind=late:open=yes:2 day", ""),
    ("gave_up", "app/long|price/dear", ""),
    ("fingerprint", "ressenti 0.1.0 fr:0123456789abcdef", "ressenti 0.1.0 fr:0123456789abcdef"),
    ("input.note", "5", ""),
]


def test_csv_columns() -> None:
    text = csv_of([READ, UNREAD], ["note"], [{"note": 5}, {"note": None}])
    assert "\r" not in text
    assert list(csv.reader(io.StringIO(text))) == [list(row) for row in zip(*CELLS, strict=True)]


def test_csv_without_rows_has_its_header() -> None:
    assert csv_of([], [], None).startswith("id,status,sentiment,score,")


FORMULAS = [
    # cell, is it taken for a formula, why
    ("=1+1", True, "a formula"),
    ("+33 6 12 34 56 78", True, "a telephone number is no number"),
    ("-- nul", True, "a dash"),
    ("@SUM(A1)", True, "an old spreadsheet's formula"),
    ("\tx", True, "a tab, which a spreadsheet drops"),
    ("\rx", True, "a return, the same"),
    ("  =1+1", True, "blanks, which a spreadsheet drops"),
    ("＝1+1", True, "the full-width sign"),
    ("-", True, "a dash alone is no number"),
    ("-5", False, "a number"),
    ("+12,50", False, "a French number"),
    ("-1.5e3", False, "a number"),
    ("très bien", False, "a text"),
    ("a=1", False, "an equal sign further on"),
    ("'=1", False, "already a text"),
    ("", False, "nothing"),
]


@pytest.mark.parametrize(("cell", "guarded", "why"), FORMULAS)
def test_formulas_are_disarmed(cell: str, guarded: bool, why: str) -> None:
    assert harmless(cell) == ("'" + cell if guarded else cell), why


KEPT = [
    # value kept, cell, why
    ("texte", "texte", "a text"),
    ("", "", "an empty one"),
    (None, "", "null"),
    (5, "5", "a number"),
    (5.0, "5", "a whole number"),
    (2.5, "2.5", "a fraction"),
    (True, "true", "as JSON"),
    (["a", {"é": 1}], '["a", {"é": 1}]', "as JSON"),
    ("=cmd", "'=cmd", "disarmed"),
    ('a,b;"c"\nd', 'a,b;"c"\nd', "quoted as CSV wants"),
    ("a\rb", "a\rb", "a lone CR is quoted too"),
]


@pytest.mark.parametrize(("value", "cell", "why"), KEPT)
def test_kept_values(value: Any, cell: str, why: str) -> None:
    rows = list(csv.reader(io.StringIO(csv_of([READ], ["x"], [{"x": value}]), newline=""), strict=True))
    assert rows[1][-1] == cell, why


def test_ids_are_disarmed() -> None:
    assert "\n'=cmd,ok," in csv_of([READ | {"id": "=cmd"}], [], None)


FORMATS = [
    # output, --format, format, why
    (None, None, "jsonl", "standard output"),
    ("-", None, "jsonl", "standard output"),
    ("r.csv", None, "csv", "by suffix"),
    ("r.CSV", None, "csv", "by suffix, whatever its case"),
    ("r.jsonl", None, "jsonl", "by suffix"),
    ("r", None, "jsonl", "no suffix"),
    ("r.csv", "jsonl", "jsonl", "what is asked wins"),
    ("r.parquet", "jsonl", "jsonl", "what is asked wins"),
]


@pytest.mark.parametrize(("path", "asked", "expected", "why"), FORMATS)
def test_formats(path: str | None, asked: str | None, expected: str, why: str) -> None:
    assert format_for(path, asked) == expected, why


@pytest.mark.parametrize("path", ["r.parquet", "r.xlsx", "r.xls"])
def test_formats_not_written(path: str) -> None:
    with pytest.raises(OutputError, match=path):
        format_for(path, None)


# --- Files ----------------------------------------------------------------------------------------


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    with open_output(str(path)) as output:
        output.write(b"a\n")
        assert not path.exists()
    assert path.read_bytes() == b"a\n"
    assert os.listdir(tmp_path) == ["r.jsonl"]


@pytest.mark.parametrize("failure", [ValueError, MemoryError, SystemExit, BrokenPipeError])
def test_a_failure_leaves_the_old_file(tmp_path: Path, failure: type[BaseException]) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(b"old\n")
    with pytest.raises(failure), open_output(str(path)) as output:
        output.write(b"new\n")
        raise failure
    assert path.read_bytes() == b"old\n"
    assert os.listdir(tmp_path) == ["r.jsonl"]


def test_an_interruption_keeps_the_lines_beside(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(b"old\n")
    output = open_output(str(path))
    with pytest.raises(KeyboardInterrupt), output:
        output.write(b"new\n")
        raise KeyboardInterrupt
    assert output.partial == f"{path}.partial"
    assert Path(output.partial).read_bytes() == b"new\n"
    assert path.read_bytes() == b"old\n"
    assert sorted(os.listdir(tmp_path)) == ["r.jsonl", "r.jsonl.partial"]


def test_an_interruption_before_any_line_keeps_nothing(tmp_path: Path) -> None:
    output = open_output(str(tmp_path / "r.jsonl"))
    with pytest.raises(KeyboardInterrupt), output:
        raise KeyboardInterrupt
    assert output.partial is None
    assert os.listdir(tmp_path) == []


def test_an_interruption_in_a_write_keeps_whole_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = open_output(str(tmp_path / "r.jsonl"))
    with pytest.raises(KeyboardInterrupt), output:
        output.write(b"whole\n")
        os.write(output._file.fileno(), b"ha")  # type: ignore[attr-defined]
        raise KeyboardInterrupt
    assert (tmp_path / "r.jsonl.partial").read_bytes() == b"whole\n"


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o660])
def test_a_replaced_file_keeps_its_permissions(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "r.jsonl"
    path.touch()
    path.chmod(mode)
    with open_output(str(path)) as output:
        output.write(b"a\n")
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with open_output(str(tmp_path / "r.jsonl")) as output:
            output.write(b"a\n")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "r.jsonl").stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.jsonl", tmp_path / "link.jsonl"
    target.write_bytes(b"old\n")
    link.symlink_to(target)
    with open_output(str(link)) as output:
        output.write(b"new\n")
    assert link.is_symlink()
    assert target.read_bytes() == b"new\n"


REFUSED = [
    # path, part of the refusal, why
    ("nulle/part.jsonl", "No such file", "a folder that is not there"),
    (".", "directory", "a folder"),
    ("x" * 300, "name too long", "a name too long"),
    ("/dev/full/x", "Not a directory", "below what is no folder"),
    ("a\0b", "null", "a NUL in the name"),
]


@pytest.mark.parametrize(("path", "part", "why"), REFUSED)
def test_what_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, part: str, why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError) as refused, open_output(path):
        pass
    assert part.lower() in str(refused.value).lower(), why
    assert os.listdir(tmp_path) == [], why


def test_a_full_device() -> None:
    with pytest.raises(OutputError, match="/dev/full cannot be written: No space left"), open_output("/dev/full") as out:
        out.write(b"a\n")


def test_a_device_is_written_not_replaced() -> None:
    with open_output("/dev/null") as output:
        output.write(b"a\n")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_a_pipe_that_does_not_wait_is_waited_for() -> None:
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    size = 300_000
    pid = os.fork()
    if pid == 0:
        os.close(writer)
        left = size
        while left:
            left -= len(os.read(reader, 1000))
        os._exit(0)
    os.close(reader)
    Descriptor(writer, "pipe", is_ours=True).write(b"x" * size)
    os.close(writer)
    assert os.waitpid(pid, 0)[1] == 0


def test_a_pipe_that_nobody_reads() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    output = Descriptor(writer, "pipe", is_ours=True)
    with pytest.raises(BrokenPipeError), output:
        output.write(b"a\n")


def test_standard_output_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OutputError, match="-o FILE"):
        open_output(None)


@pytest.mark.terminal
def test_a_terminal_is_not_driven() -> None:
    terminal, end = os.openpty()
    Descriptor(end, "terminal", is_ours=True).write('{"id": "\x1b[2J\x9bété"}\n'.encode())
    assert os.read(terminal, 1000).decode() == '{"id": "\\u001b[2J\\u009bété"}\r\n'
    os.close(end)
    os.close(terminal)


SHOWN = [
    # text, shown, why
    ("déçu\n\tnul", "déçu\n\tnul", "letters, lines and tabs as they are"),
    ("\x1b[2J", "\\u001b[2J", "an escape sequence"),
    ("\x9b2J", "\\u009b2J", "its short form"),
    ("a\rb\x08", "a\\u000db\\u0008", "what moves the cursor"),
    ("\u202eabc", "\\u202eabc", "what turns the line round"),
    ("\udce9", "\\udce9", "an undecodable byte"),
]


@pytest.mark.parametrize(("text", "shown", "why"), SHOWN)
def test_control_characters_are_shown(text: str, shown: str, why: str) -> None:
    assert visible(text) == shown, why
