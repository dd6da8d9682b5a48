"""The C tests, each a program of its own that `make test` has built under build/tests."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = sorted((ROOT / "tests" / "c").glob("test_*.c"))


def test_there_are_c_tests() -> None:
    assert len(SOURCES) > 10


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_program(source: Path) -> None:
    program = ROOT / "build" / "tests" / source.stem
    assert program.is_file(), f"{program.name} is not built: run `make test`"
    answer = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, errors="replace", timeout=300)
    assert answer.returncode == 0, answer.stdout[-4000:] + answer.stderr[-2000:]
    assert ", 0 failed" in answer.stdout
