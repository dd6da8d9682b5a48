"""Types: the stub says what the compiled module is, and the package keeps to its own annotations."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

COMMANDS = {
    "stub of the core": ["mypy.stubtest", "ressenti._core"],
    "the package": ["mypy", "--strict", "--cache-dir", "build/mypy", "python/ressenti"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_types_of(name: str) -> None:
    env = {**os.environ, "MYPYPATH": str(ROOT / "python"), "MYPY_CACHE_DIR": str(ROOT / "build/mypy")}
    answer = subprocess.run([sys.executable, "-m", *COMMANDS[name]], cwd=ROOT, env=env, check=False, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "python/ressenti/py.typed").exists()


MISUSES = {
    "a number as text": "ressenti.normalize(3)",
    "bytes explained": "ressenti.explain(b'x')",
    "an attribute that is not there": "ressenti.analyze('x').document",
    "a keyword that is not there": "ressenti.Analyzer().analyze('x', thread=2)",
}


@pytest.mark.parametrize("name", [*MISUSES, None])
def test_a_checker_sees_misuse(name: str | None, tmp_path: Path) -> None:
    """Annotations wide enough to let these pass would be worth nothing; the right use beside them is let through."""
    script = tmp_path / "caller.py"
    script.write_text(f"import ressenti\nx: str = ressenti.normalize('é')\n{MISUSES[name] if name else ''}\n", encoding="utf-8")
    env = {**os.environ, "MYPYPATH": str(ROOT / "python"), "MYPY_CACHE_DIR": str(ROOT / "build/mypy")}
    command = [sys.executable, "-m", "mypy", "--strict", str(script)]
    answer = subprocess.run(command, cwd=tmp_path, env=env, check=False, capture_output=True, text=True)
    assert (answer.returncode == 0) == (name is None), answer.stdout + answer.stderr
