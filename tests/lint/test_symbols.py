"""What the library shows is what the headers promise, and the headers stand alone."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "build/lib/libressenti.so"
HEADERS = sorted((ROOT / "include").glob("*.h"))
REVIEWED = Path(__file__).with_name("symbols.txt")

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror"]


def exported() -> set[str]:
    assert LIBRARY.exists(), "no library to look at: run make lib"
    answer = subprocess.run(["nm", "-D", "--defined-only", str(LIBRARY)], check=True, capture_output=True, text=True)
    return {line.split()[-1].partition("@")[0] for line in answer.stdout.splitlines()}


def declarations(header: Path) -> str:
    text = re.sub(r"/\*.*?\*/", " ", header.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"^#.*", "", text, flags=re.MULTILINE)


def declared() -> set[str]:
    found = [name for header in HEADERS for name in re.findall(r"\bRESSENTI_API\b[^;]*?\b(\w+)\s*\(", declarations(header))]
    assert len(found) == len(set(found)), "a function is declared twice"
    return set(found)


def reviewed() -> list[str]:
    return [line for line in REVIEWED.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def test_exported_symbols_are_the_reviewed_ones() -> None:
    """Taking one away is an ABI break; adding one is for ever.  Both are decided in symbols.txt."""
    assert sorted(exported()) == reviewed()


def test_every_exported_symbol_is_declared_and_the_other_way_round() -> None:
    assert exported() == declared()


def test_every_public_name_wears_the_prefix() -> None:
    assert not [name for name in declared() if not name.startswith("ressenti_")]
    macros = {name for header in HEADERS for name in re.findall(r"#\s*define\s+(\w+)", header.read_text(encoding="utf-8"))}
    assert not [name for name in macros if not name.startswith("RESSENTI_")]


def test_the_static_library_holds_the_same_functions() -> None:
    """And what else it must show to its own files wears a prefix of its own, so that it clashes with nobody's."""
    archive = LIBRARY.with_suffix(".a")
    answer = subprocess.run(["nm", "-g", "--defined-only", str(archive)], check=True, capture_output=True, text=True)
    shown = {line.split()[-1] for line in answer.stdout.splitlines() if len(line.split()) == 3}
    assert declared() <= shown
    assert not [name for name in shown - declared() if not name.startswith("rsn_")]


def test_the_library_carries_its_abi_number() -> None:
    header = (ROOT / "include/ressenti.h").read_text(encoding="utf-8")
    abi = re.search(r"#define RESSENTI_ABI (\d+)", header)[1]  # type: ignore[index]
    answer = subprocess.run(["readelf", "-d", str(LIBRARY)], check=True, capture_output=True, text=True)
    assert f"[libressenti.so.{abi}]" in answer.stdout


def test_versions_agree_everywhere() -> None:
    header = (ROOT / "include/ressenti.h").read_text(encoding="utf-8")
    version = re.search(r'#define RESSENTI_VERSION "(.+)"', header)[1]  # type: ignore[index]
    parts = [re.search(rf"#define RESSENTI_VERSION_{part} (\d+)", header)[1] for part in ("MAJOR", "MINOR", "PATCH")]  # type: ignore[index]
    assert ".".join(parts) == version
    assert f'version = "{version}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'__version__ = "{version}"' in (ROOT / "python/ressenti/__init__.py").read_text(encoding="utf-8")


COMPILERS = {
    "c11": (["cc"], ["-std=c11", "-x", "c"]),
    "c99": (["cc"], ["-std=c99", "-x", "c"]),
    "c++17": (["g++", "clang++", "c++"], ["-std=c++17", "-x", "c++"]),
}


@pytest.mark.parametrize("standard", COMPILERS)
@pytest.mark.parametrize("header", HEADERS, ids=lambda path: path.name)
def test_a_header_compiles_alone(header: Path, standard: str, tmp_path: Path) -> None:
    """Included twice, with nothing before it, and its initialisers used."""
    names, options = COMPILERS[standard]
    compiler = next((name for name in names if shutil.which(name)), None)
    if compiler is None:
        pytest.skip("no C++ compiler on this machine")
    initialisers = re.findall(r"#define (RESSENTI_(\w+)_INIT)\b", header.read_text(encoding="utf-8"))
    uses = "".join(f"{type_of(kind, header)} a{i} = {macro};\n" for i, (macro, kind) in enumerate(initialisers))
    program = tmp_path / "alone.c"
    program.write_text(f'#include "{header.name}"\n#include "{header.name}"\n{uses}int main(void) {{ return 0; }}\n', encoding="utf-8")
    command = [compiler, *options, *WARNINGS, "-fsyntax-only", f"-I{header.parent}", str(program)]
    answer = subprocess.run(command, check=False, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr


def type_of(kind: str, header: Path) -> str:
    """RESSENTI_LABEL_INIT starts a ressenti_label; the struct must be there under that name."""
    name = f"ressenti_{kind.lower()}"
    assert f"}} {name};" in header.read_text(encoding="utf-8"), name
    return name
