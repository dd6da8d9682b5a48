"""The C tests: each program of build/tests/ is one test here, and what it prints is shown when it fails."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "tests"
SOURCES = sorted(path.stem for path in (ROOT / "tests" / "c").glob("test_*.c"))


def test_there_are_programs() -> None:
    assert SOURCES, "tests/c holds no test"


@pytest.mark.parametrize("name", SOURCES)
def test_c_program(name: str) -> None:
    program = FOLDER / name
    assert program.is_file(), f"{program.relative_to(ROOT)} is not built: make {program.relative_to(ROOT)}"
    done = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, errors="replace", timeout=600)
    lines = done.stdout.splitlines()
    assert done.returncode == 0, f"{name}: exit code {done.returncode}\n" + "\n".join(lines[-80:]) + done.stderr[-4000:]
    assert lines and lines[-1].endswith(" passed, 0 failed"), f"{name} does not end with its count:\n{done.stdout[-4000:]}"
    assert not lines[-1].startswith("0 "), f"{name} checked nothing"
