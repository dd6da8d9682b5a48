"""What files and pipes become: rows, ids, statuses to be, and what is said about it."""

import csv
import io
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ressenti import _input
from ressenti._input import NOT_TEXT, InputError, Wanted, decoding
from ressenti._input.decoding import CHUNK, WINDOW, DecodedInput
from ressenti._input.dialect import CELL_LIMIT, SAMPLE_CHARACTERS
from ressenti._input.rows import BATCH_CHARACTERS, BATCH_ROWS, Row, batches

DAMAGED = "\udce9"
"""The byte E9 where UTF-8 was expected: the analyzer answers `invalid_utf8`."""


@dataclass
class Read:
    """All that came out of one input."""

    rows: list[Row]
    description: str
    warnings: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def texts(self) -> list[object]:
        return [row.text for row in self.rows]

    @property
    def ids(self) -> list[str | int]:
        return [row.id for row in self.rows]

    @property
    def kept(self) -> list[dict[str, Any] | None]:
        return [row.kept for row in self.rows]


def read(folder: Path, data: bytes | str, name: str = "avis.csv", **options: Any) -> Read:
    """Write `data` to a file and read it; `options`: text, id, keep, encoding, format."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    warnings: list[str] = []
    wanted = Wanted(options.get("text"), options.get("id"), tuple(options.get("keep", ())))
    with _input.open_input(
        str(path), options.get("format"), options.get("encoding"), wanted, warnings.append
    ) as source:
        rows = list(source.rows())
        assert source.bytes_read == source.size == path.stat().st_size
        return Read(rows, source.description, warnings, list(source.faults.sentences()))


def refusal(folder: Path, data: bytes | str, name: str = "avis.csv", **options: Any) -> str:
    """The sentence with which the input is refused."""
    with pytest.raises(InputError) as refused:
        read(folder, data, name, **options)
    sentence = str(refused.value)
    assert sentence.endswith("."), sentence
    assert "\n" not in sentence
    return sentence


# --- Delimited: separators, quotes, line breaks ---------------------------------------------------

SEPARATED = [
    # file, texts, part of the description, why
    ("id,verbatim\n1,bien\n2,nul\n", ["bien", "nul"], "commas", "the ordinary CSV"),
    ("id;verbatim\n1;bien\n2;nul\n", ["bien", "nul"], "semicolons", "Excel in French"),
    ("id\tverbatim\n1\tbien\n", ["bien"], "tabs", "tabs under the name .csv"),
    ("id|verbatim\n1|bien\n", ["bien"], "bars", "a database's export"),
    ("id;verbatim\n1;cher, lent, nul\n2;bien\n", ["cher, lent, nul", "bien"], "semicolons",
     "commas of the language are no separators"),
    ("id,verbatim\n1,\"cher; lent\"\n2,bien\n", ["cher; lent", "bien"], "commas",
     "a semicolon in a quoted cell"),
    ("note, sur 5;verbatim\n5;bien\n1;nul\n", ["bien", "nul"], "semicolons",
     "a comma in the header cuts nothing below"),
    ("verbatim\ncher, lent\nnul; nul\n", ["cher, lent", "nul; nul"], "one column",
     "one column is never cut"),
    ("verbatim\n\"cher, lent\"\n", ["cher, lent"], "one column", "one column may be quoted"),
    ("id;verbatim\r\n1;bien\r\n2;nul\r\n", ["bien", "nul"], "semicolons", "CR LF"),
    ("id;verbatim\r1;bien\r2;nul", ["bien", "nul"], "semicolons", "CR, an old Mac"),
    ("id;verbatim\n1;bien", ["bien"], "semicolons", "no line end at the end"),
    ("id;verbatim\n1;\"deux\nlignes\"\n2;nul\n", ["deux\nlignes", "nul"], "semicolons",
     "a line break in a quoted cell"),
    ("id;verbatim\n1;\"deux\r\nlignes\"\r\n", ["deux\r\nlignes"], "semicolons",
     "a line break keeps its form: offsets count it"),
    ("id;verbatim\n1;\"il dit \"\"oui\"\"\"\n", ['il dit "oui"'], "semicolons", "doubled quotes"),
    ("id;verbatim\n1;il dit \"oui\"\n", ['il dit "oui"'], "semicolons", "quotes inside a bare cell"),
    ("id;verbatim\n1;a\0b\n", ["a\0b"], "semicolons", "NUL is a character"),
    ("id;verbatim\n1;a\u2028b\x85c\x0bd\n", ["a\u2028b\x85c\x0bd"], "semicolons",
     "what Unicode calls line separators are none"),
    ("id;verbatim\n\n1;bien\n\n", ["bien"], "semicolons", "blank lines between rows are nothing"),
    ("\ufeffverbatim;note\nbien;5\n", ["bien"], "semicolons", "a byte-order mark is no letter"),
    ("id;verbatim\n1;\n2;  \n", [None, "  "], "semicolons", "an empty cell is null, blanks are a text"),
]


@pytest.mark.parametrize(("data", "texts", "described", "why"), SEPARATED)
def test_csv(tmp_path: Path, data: str, texts: list[object], described: str, why: str) -> None:
    found = read(tmp_path, data)
    assert found.texts == texts, why
    assert described in found.description, why
    assert (found.warnings, found.faults) == ([], []), why


TAB_SEPARATED = [
    # file, texts, why
    ('id\ttext\n1\t"Bof" dit-il\n2\t"Bien\n3\tnul\n', ['"Bof" dit-il', '"Bien', "nul"],
     "unquoted files: a quotation mark at the start of a text swallows nothing"),
    ('id\ttext\n1\t"deux\nlignes"\n2\tnul\n', ["deux\nlignes", "nul"],
     "quoted files, as Excel writes them"),
    ('id\ttext\n1\t"il dit ""oui"""\n2\t"a\tb"\n', ['il dit "oui"', "a\tb"],
     "quoted files: doubled quotes, a tab inside"),
    ('id\ttext\n1\t"il dit ""oui"""\n2\t"Bien\n3\tnul\n', ['il dit "oui"', '"Bien', "nul"],
     "a cell wrapped whole is unwrapped even where quotes have no power"),
    ("id\ttext\n1\tcher, lent; nul\n", ["cher, lent; nul"], "the suffix decides the separator"),
]


@pytest.mark.parametrize(("data", "texts", "why"), TAB_SEPARATED)
def test_tsv(tmp_path: Path, data: str, texts: list[object], why: str) -> None:
    found = read(tmp_path, data, "avis.tsv")
    assert found.texts == texts, why
    assert found.faults == [], why


def test_blank_lines_of_one_column_are_empty_verbatims(tmp_path: Path) -> None:
    found = read(tmp_path, "verbatim\nbien\n\n\nnul\n\n\n")
    assert found.texts == ["bien", None, None, "nul"]
    assert found.ids == [1, 2, 3, 4]


def test_ragged_rows_keep_their_place_and_lose_their_text(tmp_path: Path) -> None:
    found = read(tmp_path, "id;verbatim;note\na;bien;5\nb;cher; lent;1\nc;nul\nd;ok;3\n", keep=["note"])
    assert found.texts == ["bien", NOT_TEXT, NOT_TEXT, "ok"]
    assert found.ids == ["a", 2, 3, "d"]
    assert found.kept == [{"note": "5"}, {"note": None}, {"note": None}, {"note": "3"}]
    assert found.faults == ["2 rows with more or fewer cells than the header (lines 3, 4): status not_text"]


def test_ragged_lines_are_counted_in_the_file_not_in_rows(tmp_path: Path) -> None:
    found = read(tmp_path, 'id;verbatim\n1;"deux\nlignes"\n2;a;b\n')
    assert "(line 4)" in found.faults[0]


def test_many_faults_name_the_first_lines_only(tmp_path: Path) -> None:
    found = read(tmp_path, "a;verbatim\n" + "1;x\n" * 20 + "1;2;3\n" * 9)
    assert found.faults == [
        "9 rows with more or fewer cells than the header (lines 22, 23, 24, 25, 26 and others): status not_text"
    ]


def test_loose_quotes_on_one_line_are_read_and_counted(tmp_path: Path) -> None:
    found = read(tmp_path, 'id;verbatim\n1;"il dit "oui" hier"\n2;nul\n')
    assert found.texts == ['il dit oui" hier"', "nul"]
    assert found.faults == ["1 row with a quote inside a quoted cell (line 2): read as well as could be"]


UNBALANCED = [
    # file, line of the quote, why
    ('id;verbatim\n1;bien\n2;"pas fini\n3;nul\n', 3, "open to the end of the file"),
    ('id;verbatim\n1;bien\n2;"pas fini', 3, "on the last line"),
    ('id;verbatim\n1;"pas fini\n2;nul\n3;"bien"\n', 2, "closed by the next quote, then text"),
    ('id;verbatim\n1;"deux\nlignes";"pas fini\n2;nul\n', 3, "not the first quote of the record"),
    ('id;verbatim\n1;"a" b;"pas\nfini"\n', 2, "a loose quote, and the record goes on"),
    ('"id;verbatim\n1;nul\n', 1, "in the header"),
    ('id;verbatim\r1;nul\r2;"pas fini\r', 3, "lines that end with CR"),
]


@pytest.mark.parametrize(("data", "line", "why"), UNBALANCED)
def test_unbalanced_quote_names_its_line(tmp_path: Path, data: str, line: int, why: str) -> None:
    sentence = refusal(tmp_path, data)
    assert f"line {line}: a quote" in sentence, why
    assert "pas fini" not in sentence, "no verbatim in a message"


def test_a_forgotten_quote_does_not_swallow_a_large_file(tmp_path: Path) -> None:
    row = "2;" + "x" * 1000 + "\n"
    sentence = refusal(tmp_path, 'id;verbatim\n1;"oubli\n' + row * (CELL_LIMIT // len(row) + 100))
    assert "line 2: a quote" in sentence


def test_cells_longer_than_the_csv_module_allows(tmp_path: Path) -> None:
    text = "très bien " * 200_000
    assert read(tmp_path, f'id;verbatim\n1;"{text}"\n2;nul\n').texts == [text, "nul"]


def test_a_cell_beyond_the_limit_is_refused_by_line(tmp_path: Path) -> None:
    sentence = refusal(tmp_path, "id;verbatim\n1;nul\n2;" + "x" * (CELL_LIMIT + 1) + "\n")
    assert "line 3: a cell has more than" in sentence


def test_quotes_beyond_the_sample_do_not_change_the_dialect(tmp_path: Path) -> None:
    rows = "1\tbien\n" * (SAMPLE_CHARACTERS // 6)
    found = read(tmp_path, "id\ttext\n" + rows + '2\t"Bof\n3\tnul\n', "avis.tsv")
    assert found.texts[-2:] == ['"Bof', "nul"]


# --- Columns --------------------------------------------------------------------------------------

CHOSEN = [
    # header, options, texts of the row a;b;c, why
    ("id;Verbatim;note", {}, "b", "case does not matter"),
    ("date;note;COMMENTAIRE", {}, "c", "each usual name"),
    ("date;Écrit;Texte", {"text": "ecrit"}, "b", "accents do not matter when asked"),
    ("texte; verbatim ;note", {}, "b", "the most telling name wins, blanks aside"),
    ("Texte;texte;note", {"text": "texte"}, "b", "the exact name before its variants"),
    ("a;b;c", {"text": "c"}, "c", "any column when asked"),
]


@pytest.mark.parametrize(("header", "options", "text", "why"), CHOSEN)
def test_text_column(tmp_path: Path, header: str, options: dict[str, str], text: str, why: str) -> None:
    assert read(tmp_path, f"{header}\na;b;c\n", **options).texts == [text], why


NOT_CHOSEN = [
    # header, options, parts of the refusal, why
    ("date;note", {}, ["--text", '"date", "note"'], "no usual name: the columns are listed"),
    ("date;note", {"text": "avis"}, ["--text", '"avis"', '"date", "note"'], "a name that is not there"),
    ("id;texte", {"id": "ref"}, ["--id", '"ref"'], "an id column that is not there"),
    ("id;texte", {"keep": ["note"]}, ["--keep", '"note"'], "a kept column that is not there"),
    ("texte;texte", {}, ["2 columns", '"texte"'], "twice the same name"),
    ("id;avis;ID", {"keep": ["all"], "id": "Id"}, ["--id", "2 columns"], "an ambiguous variant"),
    ("x" * 90 + ";note", {}, ["x" * 39 + "…"], "a long name is cut"),
    ("\x1b[31mrouge;note", {}, ["\ufffd[31mrouge"], "control characters do not reach the terminal"),
]


@pytest.mark.parametrize(("header", "options", "parts", "why"), NOT_CHOSEN)
def test_column_refusals(
    tmp_path: Path, header: str, options: dict[str, Any], parts: list[str], why: str
) -> None:
    sentence = refusal(tmp_path, f"{header}\na;b\n", **options)
    assert all(part in sentence for part in parts), (why, sentence)


def test_a_long_list_of_columns_is_cut(tmp_path: Path) -> None:
    sentence = refusal(tmp_path, ";".join(f"q{n}" for n in range(200)) + "\n")
    assert '"q29", …' in sentence


def test_ids_are_as_given(tmp_path: Path) -> None:
    found = read(tmp_path, "ID;avis\n007;a\n 8 ;b\né;c\n;d\n")
    assert found.ids == ["007", " 8 ", "é", 4]
    assert found.faults == ["1 row without an id (line 5): the row number is used"]


def test_rows_without_an_id_column_are_numbered_from_1(tmp_path: Path) -> None:
    assert read(tmp_path, "avis;note\na;1\nb;2\n").ids == [1, 2]


KEPT = [
    # --keep, kept of the first row, why
    (["note"], {"note": "5"}, "one"),
    (["note,id"], {"note": "5", "id": "1"}, "several, in the order asked"),
    (["note", "id"], {"note": "5", "id": "1"}, "several options"),
    (["note,note"], {"note": "5"}, "none twice"),
    (["NOTE"], {"note": "5"}, "the name of the file, not the one asked"),
    (["all"], {"id": "1", "avis": "bien", "note": "5", "lieu, date": "ici"}, "all"),
    (["lieu, date"], {"lieu, date": "ici"}, "a name that holds a comma"),
]


@pytest.mark.parametrize(("keep", "kept", "why"), KEPT)
def test_kept_columns(tmp_path: Path, keep: list[str], kept: dict[str, str], why: str) -> None:
    found = read(tmp_path, "id;avis;note;lieu, date\n1;bien;5;ici\n", keep=keep)
    assert found.kept == [kept], why
    assert list(found.kept[0] or ()) == list(kept), why


# --- Encodings ------------------------------------------------------------------------------------

ENCODED = [
    # bytes, name, texts, parts of the warning, why
    ("id;avis\n1;très déçu\n".encode("cp1252"), ["très déçu"], ["byte 12 (0xE8) on line 2", "cp1252"],
     "Excel in French"),
    ("avis\nœuvre à 5 € « ça »\n".encode("cp1252"), ["œuvre à 5 € « ça »"], ["byte 5", "cp1252"],
     "what cp1252 has and ISO 8859-1 has not"),
    (b"avis\nd\xe9j\xe0 \x81 vu\n", ["déjà \x81 vu"], ["cp1252"], "a hole of cp1252 is no failure"),
    ("avis\nété\n".encode("utf-16"), ["été"], [], "UTF-16 with its mark: Excel's Unicode text"),
    ("avis\nété\n".encode("utf-16-le"), ["été"], [], "UTF-16 without its mark"),
    ("avis\nété\n".encode("utf-16-be"), ["été"], [], "the other UTF-16 without its mark"),
    ("\ufeffavis\nété\n".encode("utf-16-be"), ["été"], [], "the other UTF-16 with its mark"),
    ("avis\nété\n".encode("utf-32"), ["été"], [], "UTF-32"),
    ("avis\nété\nnoël\n".encode() + b"caf\xe9\n", ["été", "noël", "caf" + DAMAGED],
     ["byte 20 (0xE9) on line 4", "not utf-8", "invalid_utf8"], "UTF-8 with one damaged row"),
    ("avis\nété".encode()[:-1], ["ét" + "\udcc3"], ["byte 8", "invalid_utf8"], "cut in a character"),
    (b"avis\n" + b"bien\n" * 100_000 + b"caf\xe9\n", ["bien"] * 100_000 + ["café"],
     ["byte 500,008 (0xE9) on line 100,002", "cp1252"], "the first accent comes late"),
    (b"avis\n" + "é\n".encode() * WINDOW + b"caf\xe9\n", ["é"] * WINDOW + ["caf" + DAMAGED],
     [f"line {WINDOW + 2:,}", "invalid_utf8"], "damage beyond the window of the guess"),
    (b"avis\n\xed\xa0\x80\n", ["\xed\xa0€"], ["cp1252"], "an encoded surrogate is not UTF-8"),
]


@pytest.mark.parametrize(("data", "texts", "parts", "why"), ENCODED, ids=[row[-1] for row in ENCODED])
def test_encodings(tmp_path: Path, data: bytes, texts: list[str], parts: list[str], why: str) -> None:
    found = read(tmp_path, data)
    assert found.texts == texts, why
    assert len(found.warnings) == bool(parts), why
    assert all(part in found.warnings[0] for part in parts), (why, found.warnings)


FORCED = [
    # bytes, encoding, texts, warned, why
    (b"avis\nd\xe9j\xe0\n", "cp1252", ["déjà"], False, "as asked, nothing to say"),
    (b"avis\nd\xe9j\xe0\n", "latin-1", ["déjà"], False, "as asked"),
    (b"avis\n5 \xa4\n", "iso8859-15", ["5 €"], False, "never guessed, but can be asked"),
    (b"avis\nd\x8ej\x88\n", "mac-roman", ["déjà"], False, "never guessed, but can be asked"),
    (b"avis\nd\xe9j\xe0\n", "utf-8", ["d" + DAMAGED + "j\udce0"], True, "forced UTF-8 is not guessed away"),
    ("\ufeffavis\nà\n".encode(), "utf-8", ["à"], False, "the mark is no letter here either"),
    (b"avis\nd\x81j\n", "cp1252", ["d\x81j"], False, "a hole of cp1252"),
]


@pytest.mark.parametrize(("data", "encoding", "texts", "warned", "why"), FORCED)
def test_forced_encoding(
    tmp_path: Path, data: bytes, encoding: str, texts: list[str], warned: bool, why: str
) -> None:
    found = read(tmp_path, data, encoding=encoding)
    assert found.texts == texts, why
    assert bool(found.warnings) == warned, why


@pytest.mark.parametrize("encoding", ["klingon", "rot13", "base64", "utf-8\0", ""])
def test_no_such_encoding(tmp_path: Path, encoding: str) -> None:
    if encoding:
        assert "no such encoding" in refusal(tmp_path, "avis\nbien\n", encoding=encoding)
    else:
        assert read(tmp_path, "avis\nbien\n", encoding=encoding).texts == ["bien"]


def test_an_encoding_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    assert "utf-32" in refusal(tmp_path, "avis\nbien, merci\n", encoding="utf-32")


def test_damaged_ids_and_kept_cells_can_be_written(tmp_path: Path) -> None:
    found = read(tmp_path, "id;avis;note\né;déçu;été\n".encode() + b"\xe9;bien;\xe9\n", keep=["note"])
    assert found.ids == ["é", "\ufffd"]
    assert found.kept == [{"note": "été"}, {"note": "\ufffd"}]
    assert found.texts == ["déçu", "bien"]


class Trickle(io.RawIOBase):
    """A pipe that gives a few bytes at a time."""

    def __init__(self, data: bytes, step: int) -> None:
        self._left = data
        self._step = step

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._left[: min(self._step, len(buffer))]
        buffer[: len(piece)] = piece
        self._left = self._left[len(piece) :]
        return len(piece)


@pytest.mark.parametrize("step", [1, 2, 3, 5, 7, 4096])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-32"])
@pytest.mark.parametrize("newline", ["", "\n"])
def test_lines_do_not_depend_on_how_bytes_arrive(step: int, encoding: str, newline: str) -> None:
    text = "à\r\nb\n\rç\n\nd\x0be\r" + "été\r\n" * 50 + "fin"
    source = DecodedInput(io.BufferedReader(Trickle(text.encode(encoding), step)), "x", None, lambda _: None)
    assert list(source.lines(newline)) == list(io.StringIO(text, newline=newline))


def test_lines_across_chunks() -> None:
    text = "é" * (CHUNK // 2 - 1) + "\r\n" + "b" * CHUNK * 3 + "\r" + "c\n"
    source = DecodedInput(io.BytesIO(text.encode()), "x", None, lambda _: None)
    assert list(source.lines("")) == list(io.StringIO(text, newline=""))


def test_damage_is_placed_exactly_however_bytes_arrive() -> None:
    chance = random.Random(20)
    for _ in range(200):
        pieces = [chance.choice(["été\n", "bien\n", "noël €\n", "😀\n"]).encode() for _ in range(60)]
        broken = chance.randrange(1, 60)
        pieces[broken] = chance.choice([b"\xe9\n", b"x\xf0\x9f\n", b"\x80", b"\xed\xa0\x80\n"])
        data = "é".encode() * 20 + b"".join(pieces)
        start = _first_bad_byte(data)
        warnings: list[str] = []
        source = DecodedInput(
            io.BufferedReader(Trickle(data, chance.randrange(1, 9)), 16), "x", "utf-8", warnings.append
        )
        assert "".join(source.lines("\n")) == data.decode("utf-8", "surrogateescape")
        line = data[:start].count(b"\n") + 1
        assert warnings[0].startswith(f"x: byte {start:,} (0x{data[start]:02X}) on line {line} is not utf-8")
        assert len(warnings) == 1


def _first_bad_byte(data: bytes) -> int:
    with pytest.raises(UnicodeDecodeError) as error:
        data.decode()
    return error.value.start


def test_a_line_without_end_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "LINE_LIMIT", 10)
    data = b"bien\n" + b"x" * 1000 + b"\nfin\n"
    source = DecodedInput(io.BufferedReader(Trickle(data, 7), 7), "x", None, lambda _: None)
    lines = list(source.lines("\n"))
    assert (lines[0], lines[2]) == ("bien\n", "fin\n")
    assert 10 < len(lines[1]) < 25


# --- JSON Lines -----------------------------------------------------------------------------------

JSON_ROWS = [
    # line, id, text, fault, why
    ('{"id": "a", "text": "bien"}', "a", "bien", None, "the ordinary line"),
    ('{"id": 17, "text": "bien"}', 17, "bien", None, "a number stays a number"),
    ('{"id": 1.5, "text": "bien"}', "1.5", "bien", None, "no other kind of id but its JSON"),
    ('{"id": true, "text": "bien"}', "true", "bien", None, "no other kind of id but its JSON"),
    ('{"id": null, "text": "bien"}', 2, "bien", "id", "no id: the row number"),
    ('{"text": "bien"}', 2, "bien", "id", "no id: the row number"),
    ('{"id": "a", "text": null}', "a", None, None, "null is null"),
    ('{"id": "a"}', "a", None, None, "no text is null"),
    ('{"id": "a", "text": ""}', "a", "", None, "an empty text is a text"),
    ('{"id": "a", "text": 12}', "a", 12, None, "a number is not text"),
    ('{"id": "a", "text": ["x"]}', "a", ["x"], None, "a list is not text"),
    ('{"id": "a", "text": "\\ud83d"}', "a", "\ud83d", None, "a lone surrogate, for the analyzer to judge"),
    ('{"id": "\\ud83d", "text": "bien"}', "\ufffd", "bien", None, "but not in an id, which is written"),
    ('{"id": "a", "text": "a\u2028b"}', "a", "a\u2028b", None, "U+2028 ends no line"),
    ('  {"id": "a", "text": "bien"}  \r', "a", "bien", None, "blanks around, CR LF"),
    ("pas du JSON", 2, NOT_TEXT, "JSON", "not JSON"),
    ('"bien"', 2, NOT_TEXT, "JSON", "JSON, but no object"),
    ("[1, 2]", 2, NOT_TEXT, "JSON", "JSON, but no object"),
    ('{"id": "a", "text": "bien"', 2, NOT_TEXT, "JSON", "cut short"),
    ('{"id": "a", "text": "x", "text": "y"}', 2, NOT_TEXT, "JSON", "a key twice"),
    ('{"id": "a", "text": "x", "n": NaN}', 2, NOT_TEXT, "JSON", "NaN is not JSON"),
    ('{"id": "a", "text": "x", "n": 1e999}', 2, NOT_TEXT, "JSON", "a figure out of range"),
    ('{"id": "a", "text": "x", "n": ' + "9" * 5000 + "}", 2, NOT_TEXT, "JSON", "5,000 digits"),
    ('{"id": "a", "text": "x", "n": ' + "[" * 100_000 + "}", 2, NOT_TEXT, "JSON", "a depth bomb"),
]


@pytest.mark.parametrize(("line", "id", "text", "fault", "why"), JSON_ROWS, ids=[row[-1] for row in JSON_ROWS])
def test_json_lines(tmp_path: Path, line: str, id: object, text: object, fault: str | None, why: str) -> None:
    found = read(tmp_path, '{"id": "0", "text": "x"}\n' + line + "\n", "avis.jsonl")
    assert found.rows[1:] == [Row(id, text, None)], why  # type: ignore[arg-type]
    assert len(found.faults) == bool(fault), why
    assert not fault or (fault in found.faults[0] and "line 2" in found.faults[0]), why


def test_json_lines_keep_values_as_they_are(tmp_path: Path) -> None:
    found = read(tmp_path, '{"text": "a", "n": 1, "l": ["\\ud83d", {"k": 2.5}]}\n{"text": "b"}\n', "a.jsonl",
                 keep=["n,l"])
    assert found.kept == [{"n": 1, "l": ["\ufffd", {"k": 2.5}]}, {"n": None, "l": None}]


def test_json_lines_keep_all_keeps_what_each_row_has(tmp_path: Path) -> None:
    found = read(tmp_path, '{"text": "a", "n": 1}\n{"text": "b", "m": 2}\nnon\n', "a.ndjson", keep=["all"])
    assert found.kept == [{"text": "a", "n": 1}, {"text": "b", "m": 2}, {}]


def test_json_lines_keep_nothing_too_deep(tmp_path: Path) -> None:
    deep = '{"text": "a", "n": ' + "[" * 200 + "]" * 200 + "}"
    found = read(tmp_path, '{"text": "a", "n": 1}\n' + deep, "a.jsonl", keep=["n"])
    assert found.texts == ["a", NOT_TEXT]
    assert read(tmp_path, deep, "a.jsonl").texts == ["a"], "what is not kept may be deep"


def test_blank_lines_of_json_lines_are_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path, '\n{"text": "a"}\n \n{"text": "b"}\n\n', "a.jsonl").ids == [1, 2]


def test_the_text_key_may_be_missing_from_the_first_line(tmp_path: Path) -> None:
    assert read(tmp_path, '{"id": 1}\n{"id": 2, "avis": "b"}\n', "a.jsonl").texts == [None, "b"]


JSON_REFUSALS = [
    # file, options, part, why
    ('{"note": 1, "date": 2}\n', {}, '"note", "date"', "no usual name: the keys are listed"),
    ('{"text": "a"}\n', {"text": "verbatim"}, '"verbatim"', "a key that is nowhere"),
    ('[\n  {\n    "text": "a"\n  }\n]\n', {}, "JSON object", "an array is no JSON Lines"),
    ("bien\nnul\n", {}, "JSON object", "no JSON at all"),
]


@pytest.mark.parametrize(("data", "options", "part", "why"), JSON_REFUSALS)
def test_json_lines_refusals(tmp_path: Path, data: str, options: dict[str, Any], part: str, why: str) -> None:
    assert part in refusal(tmp_path, data, "avis.jsonl", **options), why


def test_damaged_json_lines(tmp_path: Path) -> None:
    data = '{"id": "é", "text": "très bien"}\n'.encode() + b'{"id": "b", "text": "d\xe9j\xe0"}\n'
    found = read(tmp_path, data, "avis.jsonl")
    assert found.texts == ["très bien", "d" + DAMAGED + "j\udce0"]
    assert found.ids == ["é", "b"]


# --- Plain lines, and the choice of a format ------------------------------------------------------


def test_plain_lines(tmp_path: Path) -> None:
    found = read(tmp_path, "bien, merci; \"nul\"\r\n\n  \nfin", "avis.txt")
    assert found.texts == ['bien, merci; "nul"', None, "  ", "fin"]
    assert found.ids == [1, 2, 3, 4], "row numbers are line numbers"


@pytest.mark.parametrize("options", [{"text": "a"}, {"id": "a"}, {"keep": ["all"]}])
def test_plain_lines_have_no_columns(tmp_path: Path, options: dict[str, Any]) -> None:
    assert "--input-format" in refusal(tmp_path, "bien\n", "avis.txt", **options)


BY_NAME = [
    # name, options, bytes, texts, why
    ("avis.CSV", {}, "avis\nbien\n", ["bien"], "suffixes have no case"),
    ("avis.tab", {}, "id\tavis\n1\tbien\n", ["bien"], "another name of TSV"),
    ("avis.ndjson", {}, '{"avis": "bien"}\n', ["bien"], "another name of JSON Lines"),
    ("avis", {}, "bien\n", ["bien"], "no suffix: plain lines"),
    ("avis.dat", {}, '{"avis": "bien"}\n', ["bien"], "an unknown suffix, and a brace"),
    ("avis.dat", {}, '\ufeff{"avis": "bien"}\n', ["bien"], "a mark before the brace"),
    ("avis.dat", {"format": "csv"}, "avis\nbien\n", ["bien"], "the format given"),
    ("avis.csv", {"format": "text"}, "avis\nbien\n", ["avis", "bien"], "the format given wins"),
    ("avis.json", {"format": "jsonl"}, '{"avis": "bien"}\n', ["bien"], "and allows what is refused"),
]


@pytest.mark.parametrize(("name", "options", "data", "texts", "why"), BY_NAME)
def test_formats(tmp_path: Path, name: str, options: dict[str, str], data: str, texts: list[str], why: str) -> None:
    assert read(tmp_path, data, name, **options).texts == texts, why


REFUSED_FILES = [
    # name, bytes, part of the refusal, why
    ("avis.parquet", b"PAR1", "no sound Parquet file", "four bytes are no table"),
    ("avis.csv", b"PAR1\x15\x04", "call it .parquet", "a Parquet file under another name"),
    ("avis.xlsx", b"PK\x03\x04", "CSV", "a workbook by its name"),
    ("avis.csv", b"PK\x03\x04rest", "Excel", "a workbook under another name"),
    ("avis.csv", b"PAR1rest", "Parquet", "Parquet under another name"),
    ("avis.csv.gz", b"\x1f\x8b", "gunzip", "compressed, by its name"),
    ("avis.csv", b"\x1f\x8b\x08\x00", "gunzip", "compressed, under another name"),
    ("avis.json", b"[]", ".jsonl", "a JSON document"),
]


@pytest.mark.parametrize(("name", "data", "part", "why"), REFUSED_FILES)
def test_refused_files(tmp_path: Path, name: str, data: bytes, part: str, why: str) -> None:
    sentence = refusal(tmp_path, data, name)
    assert part in sentence, why
    assert name in sentence, why


@pytest.mark.parametrize("name", ["avis.csv", "avis.tsv", "avis.jsonl", "avis.txt", "avis"])
@pytest.mark.parametrize("data", ["", "\ufeff"])
def test_an_empty_file_has_no_rows(tmp_path: Path, name: str, data: str) -> None:
    assert read(tmp_path, data, name).rows == []


def test_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path, "id;avis\n").rows == []


def test_an_empty_file_has_the_kept_columns_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    with _input.open_input(str(tmp_path / "a.csv"), None, None, Wanted(keep=("note",)), print) as source:
        assert source.kept == ["note"]


@pytest.mark.parametrize(
    ("path", "part"), [("nulle-part.csv", "No such file"), (".", "Is a directory"), ("a\0b.csv", "null")]
)
def test_what_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, part: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=part), _input.open_input(path, None, None, Wanted(), print):
        pass


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Trickle(b"bien\nnul\n", 3))))
    with _input.open_input("-", None, None, Wanted(), print) as source:
        assert [row.text for row in source.rows()] == ["bien", "nul"]
        assert source.size is None
        assert source.name == "standard input"


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="closed"), _input.open_input("-", None, None, Wanted(), print):
        pass


# --- Whatever the bytes ---------------------------------------------------------------------------

ALPHABET = ["a", "é", "œ", "😀", ";", ",", "\t", "|", '"', "'", "\n", "\r\n", " ", "=", "\\", "\0", ""]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_what_csv_writes_is_read(tmp_path: Path, separator: str, quoting: Any) -> None:
    chance = random.Random(f"{separator}{quoting}")
    for _ in range(40):
        cells = [["".join(chance.choices(ALPHABET, k=6)) for _ in range(3)] for _ in range(chance.randrange(1, 30))]
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=separator, quoting=quoting).writerows([["id", "verbatim", "note"], *cells])
        found = read(tmp_path, text.getvalue(), keep=["all"])
        assert [list((row.kept or {}).values()) for row in found.rows] == cells
        assert found.texts == [row[1] or None for row in cells]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.jsonl", "a.txt", "a"])
def test_any_bytes_give_rows_or_a_sentence(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    pieces = [piece.encode() for piece in ALPHABET] + [b"\xe9", b"\xff\xfe", b"{", b"}", b'"text":', b"\r", b"1"]
    for start in (b"", b"id;verbatim\n", b"text\n", b'{"text": "x"}\n', b"\xef\xbb\xbf", b"\xff\xfe"):
        for _ in range(60):
            data = start + b"".join(chance.choices(pieces, k=chance.randrange(40)))
            try:
                read(tmp_path, data, name)
            except InputError as refused:
                assert str(refused).endswith(".")


# --- Batches --------------------------------------------------------------------------------------


def test_batches_are_bounded_by_rows() -> None:
    rows = [Row(n, "x", None) for n in range(BATCH_ROWS * 2 + 1)]
    assert [len(batch) for batch in batches(rows)] == [BATCH_ROWS, BATCH_ROWS, 1]


def test_batches_are_bounded_by_characters() -> None:
    rows = [Row(n, "x" * (BATCH_CHARACTERS // 2), None) for n in range(5)]
    assert [len(batch) for batch in batches(rows)] == [2, 2, 1]


def test_batches_hold_all_rows_in_order() -> None:
    rows = [Row(n, None if n % 3 else "x" * n, None) for n in range(10_000)]
    assert [row for batch in batches(rows) for row in batch] == rows
