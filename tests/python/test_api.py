"""The Python surface: what goes in, what comes out, what is refused and how it is said."""

import array
import copy
import gc
import json
import math
import pickle
import signal
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import ressenti
from ressenti import _core

PACK = Path(ressenti.__file__).with_name("data") / "fr.pack"

TEXTS = [
    "Livraison promise en 5 jours, reçue en 9 ! Par contre la conseillère a été adorable au téléphone.",
    "Très déçue, je n’achèterai plus chez vous : scandaleux !",
    "Parfait, je recommande.",
    "Où se trouve la facture ?",
]

# Design, section 3: every row has every key, whatever its status.
KEYS = {"id", "status", "sentiment", "score", "points", "confidence", "irritation", "themes", "signals", "channels", "stages",
        "components", "lang", "gaps", "promises", "mentions", "gave_up"}
GAP_KEYS = {"kind", "promised", "actual", "unit", "direction", "start", "end", "promised_start", "promised_end", "actual_start", "actual_end", "open"}
MENTION_KEYS = {"theme", "polarity", "score", "start", "end", "rule", "source", "target", "target_start", "target_end", "name"}


class SeriesLike:
    """What pandas and polars have: `to_list`; iterating it would give something else."""

    def __init__(self, rows: list[Any]) -> None:
        self.rows = rows

    def to_list(self) -> list[Any]:
        return list(self.rows)

    def __iter__(self) -> Iterator[Any]:
        raise AssertionError("its own way to a list comes first")


class ArrayLike:
    """What NumPy has: `tolist`, which gives a bare value for an array without dimensions."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def tolist(self) -> Any:
        return self.rows


class Missing:
    """As pandas' NA: neither true nor false, and equal to nobody knows."""

    def __eq__(self, other: object) -> "Missing":  # type: ignore[override]
        return self

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        raise TypeError("boolean value of NA is ambiguous")


class Str(str):
    """A str that lies about itself; its real characters count."""

    def encode(self, *args: Any, **kwargs: Any) -> bytes:
        raise AssertionError("nobody may ask me")

    def __len__(self) -> int:
        return 3

    def __str__(self) -> str:
        return "menteur"


def dicts(texts: Any, **options: Any) -> list[dict[str, Any]]:
    return ressenti.analyze(texts, **options).to_dicts()


# ---- what goes in ------------------------------------------------------------------------------------

WAYS_IN: dict[str, Callable[[list[str]], Any]] = {
    "list": list,
    "tuple": tuple,
    "generator": lambda texts: (text for text in texts),
    "iterator": iter,
    "series": SeriesLike,
    "array": ArrayLike,
    "keys of a dict": lambda texts: dict.fromkeys(texts).keys(),
    "str subclasses": lambda texts: [Str(text) for text in texts],
}


@pytest.mark.parametrize("way", WAYS_IN)
def test_however_texts_come_the_answer_is_the_same(way: str) -> None:
    assert dicts(WAYS_IN[way](TEXTS)) == dicts(TEXTS)


def test_a_str_is_one_text() -> None:
    assert dicts(TEXTS[0]) == dicts([TEXTS[0]])
    assert dicts(ArrayLike(TEXTS[0])) == dicts([TEXTS[0]])


def test_no_texts_no_documents() -> None:
    for nothing in ([], (), iter([]), SeriesLike([])):
        analysis = ressenti.analyze(nothing)
        assert len(analysis) == 0 and analysis.to_dicts() == [] and len(analysis.mentions) == 0
        assert list(analysis.scores()) == [] and "0 texts" in analysis._repr_html_()


@pytest.mark.parametrize("refused", [b"texte", bytearray(b"texte"), memoryview(b"texte"), {"a"}, frozenset("a"), {"a": "b"}, 3, None], ids=lambda value: type(value).__name__)
def test_what_is_no_list_of_texts_is_refused(refused: Any) -> None:
    """An unordered collection has no first row; bytes would be a list of numbers."""
    with pytest.raises(TypeError):
        ressenti.analyze(refused)


def test_a_generator_that_fails_passes_its_own_error_on() -> None:
    def texts() -> Iterator[str]:
        yield TEXTS[0]
        raise LookupError("source gone")

    with pytest.raises(LookupError, match="source gone"):
        ressenti.analyze(texts())


def test_a_list_changed_meanwhile_is_read_as_it_was() -> None:
    texts = [TEXTS[0]] * 20_000
    stop = threading.Event()

    def change() -> None:
        while not stop.is_set():
            texts.pop()
            texts.append("autre chose")

    changer = threading.Thread(target=change)
    changer.start()
    try:
        analysis = ressenti.analyze(texts)
    finally:
        stop.set()
        changer.join()
    assert len(analysis) == len(analysis.texts) == len(analysis.documents)


# ---- rows that are no text ---------------------------------------------------------------------------

ROWS: list[tuple[str, Any, str]] = [
    ("None", None, "null"),
    ("NaN", float("nan"), "null"),
    ("NA", Missing(), "null"),
    ("a number", 3, "not_text"),
    ("bytes", b"texte", "not_text"),
    ("a list", ["texte"], "not_text"),
    ("a lone surrogate", "délai \ud800 trop long", "invalid_utf8"),
    ("empty", "", "ok"),
    ("blanks", " \n\t ", "ok"),
    ("a NUL inside", "très\0bien", "ok"),
    ("too long", "a " * 600_000, "too_long"),
    ("marks", "e" + "\u0301" * 100 + "t", "marks_cut"),
    ("English", "I am very happy with the delivery and the service was great, thank you so much.", "not_french"),
    ("unreadable", ressenti.Unreadable("invalid_utf8"), "invalid_utf8"),
    ("French", TEXTS[0], "ok"),
]
STATUSES = {status for _, _, status in ROWS}
UNREAD = {"null", "not_text", "invalid_utf8", "too_long", "not_french"}


@pytest.fixture(scope="module")
def mixed() -> ressenti.Analysis:
    return ressenti.analyze([row for _, row, _ in ROWS], ids=[name for name, _, _ in ROWS])


@pytest.mark.parametrize(("name", "row", "status"), ROWS, ids=[name for name, _, _ in ROWS])
def test_status_of(name: str, row: Any, status: str, mixed: ressenti.Analysis) -> None:
    """A row that cannot be read says why and takes nobody with it."""
    document = mixed.to_dicts()[[other for other, _, _ in ROWS].index(name)]
    assert (document["id"], document["status"]) == (name, status)
    assert document.keys() >= KEYS
    assert {**document, "id": 1} == dicts([row])[0]
    if status in UNREAD:
        assert document["sentiment"] is None
        assert not any(document[key] for key in ("themes", "signals", "channels", "stages", "components", "gaps", "promises", "mentions", "gave_up"))
        assert (document["points"], document["irritation"]) == (0, 0)
    else:
        assert document["sentiment"] in {"pos", "neg", "neu", "mixed"}


def test_every_status_that_a_text_can_have_was_met() -> None:
    assert STATUSES == set(_core.status_names) - {"budget"}


def test_unreadable_takes_the_name_of_a_status() -> None:
    assert "too_long" in repr(ressenti.Unreadable("too_long"))
    for wrong in ("ok", "lost"):
        with pytest.raises(ValueError, match=wrong):
            ressenti.Unreadable(wrong)


def test_what_an_object_raises_when_asked_is_passed_on() -> None:
    class Bomb:
        @property
        def unreadable_status(self) -> int:
            raise LookupError("bomb")

    with pytest.raises(LookupError, match="bomb"):
        ressenti.analyze([Bomb()])


# ---- ids ----------------------------------------------------------------------------------------------


def test_ids_are_kept_as_given() -> None:
    ids = ["a", 7, None, 'x"y\\é']
    assert [row["id"] for row in dicts(TEXTS, ids=ids)] == ids
    assert [row["id"] for row in dicts(TEXTS)] == [1, 2, 3, 4]
    assert [row["id"] for row in dicts(TEXTS, ids=(n for n in range(4)))] == [0, 1, 2, 3]
    assert [row["id"] for row in dicts(TEXTS, ids=SeriesLike(ids))] == ids


def test_a_wrong_number_of_ids_is_refused_with_both_numbers() -> None:
    with pytest.raises(ValueError, match="4 texts and 3 ids"):
        ressenti.analyze(TEXTS, ids=["a", "b", "c"])
    with pytest.raises(TypeError):
        ressenti.analyze(TEXTS, ids="abcd")


# ---- what comes out ------------------------------------------------------------------------------------


def without_figure(row: dict[str, Any], value: str, unit: str) -> dict[str, Any]:
    """The row as JSON has it: both keys, or neither."""
    assert (row[value] is None) == (row[unit] is None)
    return {key: cell for key, cell in row.items() if key not in (value, unit) or cell is not None}


def test_tables_say_what_the_rows_say(mixed: ressenti.Analysis) -> None:
    rows = mixed.to_dicts()
    documents = mixed.documents.to_dicts()
    for row, document in zip(rows, documents, strict=True):
        assert {key: row[key] for key in document} == document
    mentions: list[list[dict[str, Any]]] = [[] for _ in rows]
    for mention in mixed.mentions:
        assert mixed.texts[mention["document"]][mention["start"] : mention["end"]] == mention.pop("evidence")
        part = {} if mention["sub"] is None else {"sub": mention["sub"]}
        del mention["sub"]
        mentions[mention.pop("document")].append(without_figure(mention, "amount", "currency") | part)
    assert mentions == [row["mentions"] for row in rows]
    gaps: list[list[dict[str, Any]]] = [[] for _ in rows]
    for gap in mixed.gaps:
        assert mixed.texts[gap["document"]][gap["start"] : gap["end"]] == gap.pop("evidence")
        gaps[gap.pop("document")].append(gap)
    assert gaps == [row["gaps"] for row in rows]
    promises: list[list[dict[str, Any]]] = [[] for _ in rows]
    for promise in mixed.promises:
        assert mixed.texts[promise["document"]][promise["start"] : promise["end"]] == promise.pop("evidence")
        promises[promise.pop("document")].append(promise)
    assert promises == [row["promises"] for row in rows]
    themes: list[dict[str, str]] = [{} for _ in rows]
    for theme in mixed.themes:
        themes[theme["document"]][theme["theme"]] = theme["polarity"]
    assert themes == [row["themes"] for row in rows]
    signals: list[list[dict[str, Any]]] = [[] for _ in rows]
    for found in mixed.signals:
        assert mixed.texts[found["document"]][found["start"] : found["end"]] == found.pop("evidence")
        signals[found.pop("document")].append(without_figure(found, "value", "unit"))
    assert signals == [row["signal_hits"] for row in rows]
    shown = [{hit["signal"] for hit in row["signal_hits"] if hit["attributes"].get("state") not in ("failed", "pending")} for row in rows]
    assert shown == [set(row["signals"]) for row in rows]


def test_the_first_text_is_read_as_the_contract_says() -> None:
    """One known text through every key, so that consistency above is not that of emptiness."""
    row = dicts(TEXTS)[0]
    assert row["status"] == "ok" and row["lang"] == "fr" and row["sentiment"] in {"mixed", "neg", "pos"}
    assert row["themes"]["delivery_time"] == "neg" and row["themes"]["staff_attitude"] == "pos"
    assert "promise_broken" in row["signals"] and row["channels"] == ["phone"]
    gap = row["gaps"][0]
    assert gap.keys() == GAP_KEYS
    assert (gap["kind"], gap["promised"], gap["actual"], gap["unit"], gap["direction"]) == ("duration", 5, 9, "day", "missed")
    assert all(mention.keys() == MENTION_KEYS for mention in row["mentions"])
    assert {mention["theme"] for mention in row["mentions"]} == row["themes"].keys()
    assert set(row["stages"]) >= {"delivery"} and set(row["components"]) <= set(_core.component_names)
    assert -1 <= row["score"] <= 1 and 0 <= row["confidence"] <= 1 and row["irritation"] in range(4)


def test_a_line_of_json_is_one_line() -> None:
    analysis = ressenti.analyze("ligne\nautre\u2028ligne", ids=["a\nb"])
    (line,) = analysis.json_lines(inputs=[{"note": 5, "ville": "Sète\n"}])
    assert "\n" not in line
    assert json.loads(line)["id"] == "a\nb" and json.loads(line)["input"] == {"note": 5, "ville": "Sète\n"}


def test_score_array_has_nan_where_nothing_was_read() -> None:
    scores = ressenti.sentiment([TEXTS[2], None, "délai \ud800", TEXTS[1]])
    assert isinstance(scores, array.array) and scores.typecode == "d"
    assert scores[0] > 0 > scores[3] and math.isnan(scores[1]) and math.isnan(scores[2])
    rows = dicts(TEXTS)
    assert list(ressenti.sentiment(TEXTS)) == [row["score"] for row in rows]


def test_html_shows_texts_and_never_runs_them() -> None:
    text = "Livraison rapide <script>alert(1)</script> & \"parfaite\" ' <img src=x onerror=alert(1)>"
    analysis = ressenti.analyze([text], ids=["<script>"])
    explanation = ressenti.explain(text)
    shown = [analysis._repr_html_(), analysis.documents._repr_html_(), analysis.mentions._repr_html_(), analysis.signals._repr_html_(),
             explanation._repr_html_(), analysis.highlighted(0)]
    for html in shown:
        assert "<script" not in html and "<img" not in html
    assert "&lt;script&gt;" in analysis.highlighted(0) and "&lt;script&gt;" in shown[1]


def test_reprs_tell_what_they_are(mixed: ressenti.Analysis) -> None:
    assert repr(mixed).startswith(f"<Analysis texts={len(ROWS)}") and mixed.fingerprint in repr(mixed)
    assert "documents" not in repr(mixed.documents) and f"{len(ROWS)} rows" in repr(mixed.documents)
    assert "themes=" in repr(ressenti.load())
    with pytest.raises(KeyError, match="sentiment"):
        mixed.documents["sentimant"]


def test_counts_at_a_glance_agree_with_the_rows(mixed: ressenti.Analysis) -> None:
    rows = mixed.to_dicts()
    for theme, counts in mixed.theme_counts().items():
        assert counts.total() == sum(theme in row["themes"] for row in rows)
    for name, count in mixed.signal_counts().items():
        assert count == sum(name in row["signals"] for row in rows)


# ---- threads ---------------------------------------------------------------------------------------------


def test_threads_change_nothing() -> None:
    texts = [f"{text} {i}" if i % 5 else None for i in range(1_200) for text in TEXTS]
    alone = ressenti.analyze(texts)
    for threads in (2, 3, 8):
        together = ressenti.analyze(texts, threads=threads)
        assert list(together.json_lines()) == list(alone.json_lines())
        assert together.mentions.to_dicts() == alone.mentions.to_dicts()
        assert array.array("d", together.scores()).tobytes() == alone.scores().tobytes()
    for wrong in (0, -1):
        with pytest.raises(ValueError, match="1 or more"):
            ressenti.analyze(texts, threads=wrong)


def test_one_analyzer_serves_many_threads_and_may_be_dropped_meanwhile() -> None:
    analyzer = ressenti.Analyzer()
    wanted = analyzer.analyze(TEXTS * 50).to_dicts()
    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(analyzer.analyze, TEXTS * 50) for _ in range(16)]
        del analyzer
    assert all(answer.result().to_dicts() == wanted for answer in answers)


# ---- packs -------------------------------------------------------------------------------------------------


def test_load_makes_an_analyzer_once() -> None:
    assert ressenti.load() is ressenti.load()
    assert ressenti.load("fr") is ressenti.load("fr")
    assert ressenti.load().fingerprint == ressenti.Analyzer("fr").fingerprint == ressenti.Analyzer([PACK]).fingerprint


def test_a_pack_as_bytes_as_path_and_by_name_is_the_same() -> None:
    wanted = dicts(TEXTS)
    for pack in ("fr", PACK, str(PACK), PACK.read_bytes(), ["fr"], [PACK.read_bytes()]):
        assert ressenti.Analyzer(pack).analyze(TEXTS).to_dicts() == wanted


def with_byte(data: bytes, at: int, value: int) -> bytes:
    return data[:at] + bytes([value]) + data[at + 1 :]


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "one byte": lambda data: data[:1],
    "the head only": lambda data: data[:64],
    "half": lambda data: data[: len(data) // 2],
    "without its last byte": lambda data: data[:-1],
    "with one byte more": lambda data: data + b"\0",
    "a text": lambda data: "ceci n’est pas un pack".encode() * 10,
    "a byte changed in the middle": lambda data: with_byte(data, len(data) // 2, data[len(data) // 2] ^ 1),
    "a byte changed at the end": lambda data: with_byte(data, len(data) - 1, data[-1] ^ 0x80),
}


def is_one_sentence(message: str) -> bool:
    return bool(message.strip()) and "\n" not in message and len(message) < 300 and "Traceback" not in message


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("way", ["bytes", "path"])
def test_a_broken_pack_is_refused_in_one_sentence(name: str, way: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.pack"
    path.write_bytes(BROKEN[name](PACK.read_bytes()))
    with pytest.raises(ressenti.CoreError) as caught:
        ressenti.Analyzer(path if way == "path" else path.read_bytes())
    assert caught.value.status == "BAD_PACK" and is_one_sentence(str(caught.value))


def test_a_pack_of_another_release_says_so() -> None:
    """The format number is the four bytes after the eight of the magic: found, not assumed."""
    data = PACK.read_bytes()
    number = _core.PACK_FORMAT.to_bytes(4, "little")
    at = data.index(number, 1, 64)
    newer = data[:at] + (_core.PACK_FORMAT + 1).to_bytes(4, "little") + data[at + 4 :]
    with pytest.raises(ressenti.CoreError) as caught:
        ressenti.Analyzer(newer)
    assert caught.value.status == "PACK_VERSION" and is_one_sentence(str(caught.value))
    assert str(_core.PACK_FORMAT + 1) in str(caught.value), "which version it is"


def test_a_pack_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="nulle-part") as caught:
        ressenti.Analyzer("nulle-part.pack")
    assert is_one_sentence(str(caught.value))


def test_a_folder_or_a_file_one_may_not_read_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "x.pack").mkdir()
    with pytest.raises((OSError, ValueError)) as caught:
        ressenti.Analyzer(tmp_path / "x.pack")
    assert is_one_sentence(str(caught.value))


def test_an_analyzer_cannot_be_pickled_and_says_what_to_do_instead() -> None:
    for way in (pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError, match=r"ressenti\.Analyzer\(packs\)"):
            way(ressenti.load())


# ---- explain ------------------------------------------------------------------------------------------------


def test_explain_refuses_what_is_no_text() -> None:
    for wrong in (None, b"x", 3, ["x"]):
        with pytest.raises(TypeError):
            ressenti.explain(wrong)  # type: ignore[arg-type]


def test_explaining_an_unreadable_text_says_why() -> None:
    explanation = ressenti.explain("a\ud800")
    assert explanation.contributions == () and "invalid_utf8" in str(explanation)
    assert explanation._repr_html_()


# ---- time and memory ------------------------------------------------------------------------------------------

LONG_RUN = """
import sys, ressenti
ressenti.load()
texts = ["Livraison promise en 5 jours, reçue en 9, très déçue du service client et du délai."] * 3_000_000
print("ready", flush=True)
ressenti.analyze(texts, threads=int(sys.argv[1]))
print("done", flush=True)
"""


@pytest.mark.parametrize("threads", [1, 2])
def test_ctrl_c_stops_a_long_run(threads: int) -> None:
    """The promise is a tenth of a second; the margin is for slow machines.  The whole run would take a minute."""
    command = [sys.executable, "-c", LONG_RUN, str(threads)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None and process.stdout.readline() == "ready\n"
            time.sleep(0.5)
            process.send_signal(signal.SIGINT)
            sent = time.monotonic()
            out, err = process.communicate(timeout=20)
            took = time.monotonic() - sent
        finally:
            process.kill()
    assert "KeyboardInterrupt" in err and "done" not in out
    assert took < 4, f"{took:.1f} s"


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096


def repeat(count: int) -> None:
    rows: list[Any] = [*TEXTS * 60, None, 3, "a\ud800"]
    for _ in range(count):
        analysis = ressenti.analyze(rows, contributions=True, hits=True)
        analysis.to_dicts()
        _ = analysis.documents, analysis.mentions, analysis.gaps
        ressenti.explain(TEXTS[0])
        ressenti.normalize(TEXTS[1])
        with pytest.raises(ressenti.CoreError):
            ressenti.Analyzer(b"no pack")


def test_memory_does_not_grow_with_calls() -> None:
    """One lost result of these 243 rows is some 100 kB: forty of them would be seen twice over."""
    repeat(10)
    gc.collect()
    tracemalloc.start()
    before, python_before = resident_bytes(), tracemalloc.get_traced_memory()[0]
    try:
        repeat(40)
        gc.collect()
        python_after = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert python_after - python_before < 200_000
    assert resident_bytes() - before < 8_000_000


def test_packs_are_given_back() -> None:
    for _ in range(3):
        ressenti.Analyzer()
    before = resident_bytes()
    for _ in range(25):
        ressenti.Analyzer(PACK.read_bytes())
    assert resident_bytes() - before < 5 * PACK.stat().st_size, "25 packs were opened and dropped"


SUBINTERPRETER = """
import sys
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
code = '''
import sys
sys.path[:0] = {path!r}
try:
    import ressenti
    row = ressenti.analyze("Parfait, je recommande.").to_dicts()[0]
    assert row["sentiment"] == "pos", row
    del row
except ImportError as refused:
    assert "subinterpreter" in str(refused), refused
'''.format(path=[p for p in sys.path if p])
import ressenti
ressenti.analyze("Parfait")
for _ in range(3):
    interpreter = interpreters.create()
    failure = interpreters.run_string(interpreter, code)
    assert failure is None, failure
    interpreters.destroy(interpreter)
assert ressenti.analyze("Parfait").to_dicts()[0]["sentiment"] == "pos"
print("fine")
"""


def test_subinterpreters() -> None:
    """Right, or refused in words: never a crash."""
    answer = subprocess.run([sys.executable, "-c", SUBINTERPRETER], check=False, capture_output=True, text=True, timeout=60)
    assert (answer.returncode, answer.stdout) == (0, "fine\n"), answer.stderr


def test_at_exit_with_a_thread_at_work() -> None:
    code = """
import threading, ressenti
ressenti.load()
threading.Thread(target=ressenti.analyze, args=(["très bien"] * 3_000_000,), daemon=True).start()
"""
    answer = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=60)
    assert answer.returncode == 0, answer.stderr


def test_forked_children_answer_alike(tmp_path: Path) -> None:
    code = """
import multiprocessing, ressenti
def read(text): return ressenti.analyze(text).to_dicts()
texts = ["Parfait, je recommande.", "Très déçu du délai."]
wanted = [read(text) for text in texts]
for method in ("fork", "spawn"):
    if __name__ == "__main__":
        with multiprocessing.get_context(method).Pool(2) as pool:
            assert pool.map(read, texts) == wanted
"""
    script = tmp_path / "children.py"
    script.write_text(code, encoding="utf-8")
    answer = subprocess.run([sys.executable, str(script)], check=False, capture_output=True, text=True, timeout=120)
    assert answer.returncode == 0, answer.stderr


def test_no_verbatim_in_an_exception() -> None:
    """What customers wrote does not end up in logs."""
    canary = "canari-7431"
    attempts: list[Callable[[], Any]] = [
        lambda: ressenti.analyze([canary], ids=[]),
        lambda: ressenti.normalize(f"{canary}\ud800"),
        lambda: ressenti.analyze({canary: canary}),
        lambda: ressenti.analyze({canary}),
        lambda: ressenti.analyze(canary.encode()),
    ]
    for attempt in attempts:
        with pytest.raises((TypeError, ValueError)) as caught:
            attempt()
        assert canary not in str(caught.value)


def test_one_document_as_a_dict_is_that_of_them_all() -> None:
    analysis = ressenti.analyze(TEXTS)
    assert [analysis.to_dict(row) for row in range(len(analysis))] == analysis.to_dicts()
