"""ressenti.normalize: what comes out of each step, what may be given, what is refused; and the command."""

import doctest
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ressenti

ROOT = Path(__file__).resolve().parents[2]

# ---- steps ------------------------------------------------------------------------------------------------------

FOLDED = [
    ("Très DÉÇU", "tres decu"),
    ("l’accueil «parfait»…", "l'accueil \"parfait\"..."),
    ("cœur, ŒUVRE, ﬁn", "coeur, oeuvre, fin"),
    ("a\u00a0b\u202fc \t d\r\n e", "a b c d\ne"),
    ("e\u0301te\u0301", "ete"),
    ("Ａｂｃ１２", "abc12"),
    ("dé\u00adlai\u200b re\ufeffçu", "delai recu"),
    ("d&eacute;lai &amp; co&#233;", "delai & coe"),
    ("dÃ©lai dâ€™attente", "delai d'attente"),
    ("12–15 — non‑lu", "12-15 - non-lu"),
    ("", ""),
    ("  ", ""),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_folding(text: str, folded: str) -> None:
    assert ressenti.normalize(text) == folded


STEPS = [
    # the step left out, text, what comes out, with the step, why
    ("mojibake", "dÃ©lai", "da\u00a9lai", "delai", "what was read wrongly is folded as it stands"),
    ("entities", "&eacute;t&eacute; &amp; CO", "&eacute;t&eacute; &amp; co", "ete & co", "entities are text"),
    ("blanks", "  a \u00a0 b ", "  a   b ", "a b", "each blank is one"),
    ("typography", "l’été «œuf»…", "l’ete «œuf»…", "l'ete \"oeuf\"...", "signs stay as they were typed"),
    ("case", "Très DÉÇU", "Tres DECU", "tres decu", "capitals stay"),
    ("accents", "Très DÉÇU", "très déçu", "tres decu", "accents stay, in small letters"),
    ("accents", "e\u0301te\u0301", "été", "ete", "and are composed"),
    ("ignorable", "dé\u00adlai\u200b", "de\u00adlai\u200b", "delai", "what cannot be seen stays"),
]


@pytest.mark.parametrize(("step", "text", "without", "with_it", "why"), STEPS)
def test_a_step_left_out(step: str, text: str, without: str, with_it: str, why: str) -> None:
    options: dict[str, Any] = {step: False}
    assert ressenti.normalize(text, **options) == without, why
    assert ressenti.normalize(text) == with_it


def test_steps_left_out_together() -> None:
    assert ressenti.normalize("L’Été «CHAUD»", case=False, accents=False) == "L'Été \"CHAUD\""
    assert ressenti.normalize("L’Été  d&eacute;j&agrave;", case=False, accents=False, typography=False) == "L’Été déjà"


SPELLED = [
    ("tjrs pas reçu, nuuul", "toujours pas recu, nul", "abbreviations and drawn-out letters"),
    ("Un nuuulle", "un nulle", "two letters where only that is known"),
    ("déjà bien écrit", "deja bien ecrit", "nothing to put right"),
]


@pytest.mark.parametrize(("text", "spelled", "why"), SPELLED)
def test_spelling(text: str, spelled: str, why: str) -> None:
    assert ressenti.normalize(text, spelling=True) == spelled, why
    assert ressenti.normalize([text, text], spelling=True, analyzer=ressenti.load()) == [spelled, spelled]


# ---- forms ------------------------------------------------------------------------------------------------------

FORMED = {"NFC": "Été ﬁn\u00a0!", "NFD": "E\u0301te\u0301 ﬁn\u00a0!", "NFKC": "Été fin !", "NFKD": "E\u0301te\u0301 fin !"}


@pytest.mark.parametrize("form", FORMED)
def test_a_form_is_nothing_but_the_form(form: Any) -> None:
    """tests/python/test_forms.py has Unicode's own cases; here: no step of folding is taken beside it."""
    assert ressenti.normalize("E\u0301té ﬁn\u00a0!", form=form) == FORMED[form]
    assert ressenti.normalize("  &eacute; Ã©\u200b\r\n", form="NFD") == "  &eacute; A\u0303©\u200b\r\n"


CONTRADICTIONS = [
    ({"form": "NFC", "case": False}, "leave case out"),
    ({"form": "NFC", "spelling": True, "return_map": True}, "leave spelling, return_map out"),
    ({"form": "NFC", "analyzer": ressenti.load()}, "leave analyzer out"),
    ({"form": "nfc"}, "one of NFC, NFD, NFKC, NFKD, not 'nfc'"),
    ({"invalid": "ignore"}, "one of reject, replace, repair, not 'ignore'"),
    ({"spelling": True, "accents": False, "blanks": False}, "accents cannot be left out"),
    ({"analyzer": ressenti.load()}, "spelling=True only"),
]


@pytest.mark.parametrize(("options", "sentence"), CONTRADICTIONS)
def test_what_cannot_be_had_together(options: dict[str, Any], sentence: str) -> None:
    for text in ("x", ["x"], []):
        with pytest.raises(ValueError, match=sentence):
            ressenti.normalize(text, **options)


# ---- what may be given ---------------------------------------------------------------------------------------------


class Column:
    """What a Series and an Arrow array have in common: a way to become a list."""

    def __init__(self, name: str, rows: list[Any]) -> None:
        setattr(self, name, lambda: rows)


class Unknown:
    """Like pandas' NA: what it is equal to is not known."""

    def __eq__(self, other: object) -> Any:
        return self

    def __bool__(self) -> bool:
        raise TypeError("NA is ambiguous")

    __hash__ = object.__hash__


ROWS: list[Any] = ["Été", None, b"\xc3\x89T\xc3\x89", float("nan"), "", Unknown(), ressenti.Unreadable("invalid_utf8")]
READ = ["ete", None, "ete", None, "", None, None]

COLLECTIONS: dict[str, Callable[[], Any]] = {
    "a list": lambda: ROWS,
    "a tuple": lambda: tuple(ROWS),
    "a generator": lambda: (row for row in ROWS),
    "pandas and polars": lambda: Column("to_list", ROWS),
    "Arrow": lambda: Column("to_pylist", ROWS),
    "NumPy": lambda: Column("tolist", ROWS),
}


@pytest.mark.parametrize("name", COLLECTIONS)
def test_columns(name: str) -> None:
    assert ressenti.normalize(COLLECTIONS[name]()) == READ
    assert ressenti.normalize(COLLECTIONS[name](), form="NFC") == ["Été", None, "ÉTÉ", None, "", None, None]
    texts, maps = ressenti.normalize(COLLECTIONS[name](), return_map=True)
    assert texts == READ
    assert [None if map is None else (len(map), map.source_length) for map in maps] == [(3, 3), None, (3, 5), None, (0, 0), None, None]


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow", "numpy"])
def test_real_columns(library: str) -> None:
    """Where the library is installed; the package needs none of them."""
    module = pytest.importorskip(library)
    rows = ["Été", None, "ÇA"]
    columns = {
        "pandas": lambda: module.Series(rows),
        "polars": lambda: module.Series(rows),
        "pyarrow": lambda: module.chunked_array([rows[:2], rows[2:]]),
        "numpy": lambda: module.array(rows, dtype=object),
    }
    assert ressenti.normalize(columns[library]()) == ["ete", None, "ca"]


def test_no_texts() -> None:
    assert ressenti.normalize([]) == []
    assert ressenti.normalize([], return_map=True) == ([], [])
    assert ressenti.normalize([None]) == [None]


def test_many_texts_are_read_as_one_by_one() -> None:
    """The core takes them by the chunk; none is lost at a border, and none gets its neighbour's answer."""
    texts = [f"Été n° {i} " + "œ" * (i % 7) for i in range(1_700)]
    texts[511] = texts[512] = ""
    alone = [ressenti.normalize(text, return_map=True) for text in texts]
    folded, maps = ressenti.normalize(texts, return_map=True)
    assert list(zip(folded, maps, strict=True)) == alone
    assert ressenti.normalize(texts, form="NFD") == [ressenti.normalize(text, form="NFD") for text in texts]


REFUSED = [
    (None, TypeError, "a str is expected, not NoneType"),
    (3, TypeError, "a str is expected, not int"),
    (bytearray(b"x"), TypeError, "not bytearray"),
    ({"x": "y"}, TypeError, "not dict"),
    ({"x"}, TypeError, "not set"),
    (["x", 3], TypeError, r"texts\[1\]: a str is expected, not int"),
    (["x", ["y"]], TypeError, r"texts\[1\]: a str is expected, not list"),
    ("a\ud800", ValueError, "code point 1 is a surrogate that stands alone"),
    (["x"] * 600 + ["ab\udfff"], ValueError, r"texts\[600\]: code point 2 is a surrogate"),
    (b"ab\xff", ValueError, "byte 2 is not UTF-8"),
    (["x", b"\xe9t\xe9"], ValueError, r"texts\[1\]: byte 0 is not UTF-8"),
]


@pytest.mark.parametrize(("given", "kind", "sentence"), REFUSED)
def test_refused(given: Any, kind: type[Exception], sentence: str) -> None:
    for options in ({}, {"form": "NFC"}, {"return_map": True}):
        with pytest.raises(kind, match=sentence):
            ressenti.normalize(given, **options)


def test_a_refusal_says_where_to_a_program_too() -> None:
    with pytest.raises(ressenti.CoreError) as caught:
        ressenti.normalize(["x", "a\ud800"])
    assert (caught.value.status, caught.value.item, caught.value.offset) == ("BAD_DATA", 1, 1)
    with pytest.raises(ressenti.CoreError) as caught:
        ressenti.normalize(b"ab\xff")
    assert (caught.value.status, caught.value.item, caught.value.offset) == ("BAD_DATA", None, 2)


# ---- invalid texts ---------------------------------------------------------------------------------------------------

INVALID = [
    # text, replaced, repaired, why; case and accents are left on
    (b"\xe9t\xe9", "\ufffdt\ufffd", "été", "bytes of cp1252"),
    (b"a\x80\x99z", "a\ufffd\ufffdz", "a€™z", "and its signs"),
    (b"\xe2\x82x", "\ufffdx", "â‚x", "a character cut short is one mistake"),
    ("caf\udce9", "caf\ufffd", "café", "a byte that Python could not decode"),
    ("a\ud83d\ude00b", "a\ufffd\ufffdb", "a😀b", "the halves of an emoji"),
    ("a\ude00\ud83db", "a\ufffd\ufffdb", "a\ufffd\ufffdb", "the wrong way round they are nothing"),
    ("sain", "sain", "sain", "nothing to do"),
]


@pytest.mark.parametrize(("text", "replaced", "repaired", "why"), INVALID)
def test_invalid(text: str | bytes, replaced: str, repaired: str, why: str) -> None:
    kept: dict[str, Any] = {"case": False, "accents": False, "typography": False}
    assert ressenti.normalize(text, invalid="replace", **kept) == replaced, why
    assert ressenti.normalize(text, invalid="repair", **kept) == repaired, why
    assert ressenti.normalize([text, "x"], invalid="repair", form="NFC") == [repaired, "x"], f"{why}: as a form"
    assert ressenti.normalize(text, invalid="replace", form="NFC") == replaced, f"{why}: as a form"


@pytest.mark.parametrize("byte", range(0x80, 0x100))
def test_a_byte_is_repaired_alike_by_steps_and_forms(byte: int) -> None:
    steps: dict[str, Any] = dict.fromkeys(("mojibake", "blanks", "typography", "case", "accents", "ignorable"), False)
    text = b"a" + bytes([byte]) + b"b"
    assert ressenti.normalize(text, invalid="repair", **steps) == ressenti.normalize(text, invalid="repair", form="NFC")


# ---- the lock --------------------------------------------------------------------------------------------------------


def test_other_threads_run_meanwhile() -> None:
    """A chunk of large texts is one call of the core: another thread has to get on during it."""
    texts = ["Été très déçu " * 30_000] * 40
    ticks = 0
    is_done = threading.Event()

    def work() -> None:
        ressenti.normalize(texts)
        is_done.set()

    thread = threading.Thread(target=work)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(10)  # nothing but a released lock lets the other thread in
    try:
        thread.start()
        while not is_done.is_set():
            ticks += 1
            is_done.wait(0.001)
    finally:
        sys.setswitchinterval(interval)
    thread.join()
    assert ticks > 3


# ---- the documents ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["normalisation.md", "offsets.md"])
def test_the_documents_say_what_happens(name: str) -> None:
    failed, tried = doctest.testfile(str(ROOT / "docs" / name), module_relative=False, encoding="utf-8")
    assert tried > 3 and failed == 0


def test_the_example_of_the_map() -> None:
    found = doctest.DocTestFinder().find(ressenti.OffsetMap, "OffsetMap", globs={"ressenti": ressenti})
    runs = [doctest.DocTestRunner().run(test) for test in found]
    assert sum(run.attempted for run in runs) > 2 and sum(run.failed for run in runs) == 0


# ---- the command ------------------------------------------------------------------------------------------------------


def run(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "ressenti", "normalize", *arguments], input=data, capture_output=True, timeout=60)


COMMANDS = [
    # arguments, standard input, standard output, why
    (["Très DÉÇU"], b"", "tres decu", "folding"),
    (["--form", "NFD", "été"], b"", "e\u0301te\u0301", "a form"),
    (["--keep", "case,accents", "Très DÉÇU…"], b"", "Très DÉÇU...", "steps left out"),
    (["--keep", "case", "--keep", "accents", "Très DÉÇU…"], b"", "Très DÉÇU...", "one by one"),
    (["--spelling", "tjrs nuuul"], b"", "toujours nul", "the words of the French pack"),
    (["--spelling", "--pack", "fr", "tjrs nuuul"], b"", "toujours nul", "or of others"),
    (["--invalid", "repair"], b"caf\xe9\n\xc3\xa9t\xc3\xa9\n", "cafe\nete", "bytes of cp1252"),
    (["--invalid", "replace", "--form", "NFC"], b"\xc3\xa9t\xc3\xa9\ncaf\xe9\n", "été\ncaf\ufffd", "or replaced"),
    ([], b"\xc3\xa9t\xc3\xa9\ncaf\xe9\nfin\n", "ete\n\nfin", "rejected: an empty line"),
]


@pytest.mark.parametrize(("arguments", "data", "printed", "why"), COMMANDS)
def test_command(arguments: list[str], data: bytes, printed: str, why: str) -> None:
    done = run(*arguments, data=data)
    assert (done.returncode, done.stdout.decode()) == (0, f"{printed}\n"), why


WRONG_COMMANDS = [
    (["--form", "NFX", "x"], b"invalid choice"),
    (["--keep", "acents", "x"], b"'acents' is not one of mojibake, entities"),
    (["--form", "NFC", "--keep", "case", "x"], b"leave case out, or form"),
    (["--spelling", "--keep", "case", "x"], b"case cannot be left out"),
    (["--pack", "fr", "x"], b"spelling"),
    (["--spelling", "--pack", "nulle-part.pack", "x"], b"nulle-part.pack"),
]


@pytest.mark.parametrize(("arguments", "sentence"), WRONG_COMMANDS)
def test_wrong_command(arguments: list[str], sentence: bytes) -> None:
    done = run(*arguments)
    assert done.returncode == 2 and done.stdout == b"" and sentence in done.stderr and b"Traceback" not in done.stderr
