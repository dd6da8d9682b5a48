"""Slips that the CPython API invites, looked for in the text of python/binding."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BINDING = sorted((ROOT / "python/binding").glob("*.[ch]"))

# Functions that return a new reference: nested in an argument, nobody checks it and nobody drops it.
MAKERS = r"Py(?:Long_From|Float_From|Unicode_(?:From|Decode|New|AsUTF8String|Substring)|Bytes_From|Tuple_(?:New|Pack)|List_New|Dict_New|Set_New|Object_Call|Object_GetAttr|Object_Str|Object_Repr|Sequence_(?:List|Tuple|GetItem)|MemoryView_From|Err_NewException|Type_From|_BuildValue|_NewRef)\w*"

CHECKED_BY_THE_CALLEE = {"Py_BuildValue"}  # "N" arguments: NULL makes it fail, and it takes the reference


def code(path: Path) -> str:
    return blanked(path.read_text(encoding="utf-8"))


def blanked(text: str) -> str:
    """Comments and strings replaced by blanks, so that lines keep their numbers."""
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', lambda found: re.sub(r"[^\n]", " ", found[0]), text, flags=re.DOTALL)


def nested_makers(text: str) -> Iterator[tuple[int, str]]:
    """Calls of makers inside the parentheses of another call."""
    for found in re.finditer(rf"\b{MAKERS}\s*\(", text):
        caller = enclosing_call(text, found.start())
        if caller is not None and caller not in CHECKED_BY_THE_CALLEE:
            yield text.count("\n", 0, found.start()) + 1, f"{found[0]} inside {caller}("


def enclosing_call(text: str, at: int) -> str | None:
    """The function whose argument list holds `at`; None at the level of a statement or a condition."""
    depth = 0
    for i in range(at - 1, -1, -1):
        if text[i] in ";{}":
            return None
        if text[i] == ")":
            depth += 1
        elif text[i] == "(":
            depth -= 1
            if depth < 0:
                name = re.search(r"(\w+)\s*$", text[:i])
                if name and name[1] not in {"if", "while", "for", "switch", "return", "sizeof", "void"}:
                    return name[1]
                depth = 0
    return None


def leaps_without_the_lock(text: str) -> Iterator[tuple[int, str]]:
    """Ways out of a block that gave the lock away, and calls of Python inside it."""
    for block in re.finditer(r"Py_BEGIN_ALLOW_THREADS(.*?)Py_END_ALLOW_THREADS", text, flags=re.DOTALL):
        for slip in re.finditer(r"\breturn\b|\bgoto\b|\bPy[A-Z_]\w+\s*\(", block[1]):
            yield text.count("\n", 0, block.start(1) + slip.start()) + 1, slip[0]


def static_objects(text: str) -> Iterator[tuple[int, str]]:
    """Objects that outlive the interpreter that made them; functions and types by value are no such thing."""
    for found in re.finditer(r"^(?:static\s+)?(?:PyObject|PyTypeObject)\s*\*?\s*\w+\s*(?:=[^;]*)?;|\bstatic\s+PyTypeObject\s+\w+|^\s+static\s+PyObject\s*\*\s*\w+\s*[=;]", text, flags=re.MULTILINE):
        yield text.count("\n", 0, found.start()) + 1, found[0].strip()


CHECKS = [nested_makers, leaps_without_the_lock, static_objects]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("path", BINDING, ids=lambda path: path.name)
def test_the_binding_is_free_of(path: Path, check) -> None:  # type: ignore[no-untyped-def]
    assert not [f"{path.name}:{line}: {slip}" for line, slip in check(code(path))]


SLIPS = {
    "a string that leaks": (nested_makers, 'PyObject_SetAttrString(module, "x", PyUnicode_FromString(name));'),
    "in an expression": (nested_makers, "answer = a + PyList_Append(list, PyLong_FromLong(3));"),
    "in a condition": (nested_makers, "if (PyDict_SetItem(d, k, Py_BuildValue(x)) < 0) return NULL;"),
    "return without the lock": (leaps_without_the_lock, "Py_BEGIN_ALLOW_THREADS\n if (x) return NULL;\nPy_END_ALLOW_THREADS"),
    "goto without the lock": (leaps_without_the_lock, "Py_BEGIN_ALLOW_THREADS\n if (x) goto done;\nPy_END_ALLOW_THREADS"),
    "Python without the lock": (leaps_without_the_lock, "Py_BEGIN_ALLOW_THREADS\n PyErr_NoMemory();\nPy_END_ALLOW_THREADS"),
    "a global exception": (static_objects, "static PyObject *core_error;"),
    "a global one without static": (static_objects, "PyObject *core_error = NULL;"),
    "a static type": (static_objects, "static PyTypeObject engine_type = {0};"),
    "a cache inside a function": (static_objects, "{\n    static PyObject *cached = NULL;\n}"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_the_check_sees(name: str) -> None:
    check, text = SLIPS[name]
    assert list(check(blanked(text)))


INNOCENT = [
    (nested_makers, "PyObject *a = PyLong_FromLong(3);\nif (a == NULL) return -1;"),
    (nested_makers, "if ((name = PyUnicode_FromString(x)) == NULL) return -1;"),
    (leaps_without_the_lock, "Py_BEGIN_ALLOW_THREADS\nstatus = run(x);\nPy_END_ALLOW_THREADS\nreturn 1;"),
    (static_objects, "static PyObject *engine_new(PyTypeObject *type)\n{\n    PyObject *args = NULL;\n}"),
]


@pytest.mark.parametrize(("check", "text"), INNOCENT)
def test_the_check_leaves_good_code_alone(check, text: str) -> None:  # type: ignore[no-untyped-def]
    assert not list(check(blanked(text)))


def test_only_the_stable_api_is_used() -> None:
    """One wheel for every Python from 3.11: the limit is set in one header, which every file includes first."""
    state = (ROOT / "python/binding/state.h").read_text(encoding="utf-8")
    assert re.search(r"#define Py_LIMITED_API 0x030B0000\n(?:#define .*\n)*#include <Python.h>", state)
    for path in BINDING:
        if path.suffix == ".c":
            assert re.search(r'#include\s+"([^"]+)"', path.read_text(encoding="utf-8"))[1] == "state.h", path.name  # type: ignore[index]
