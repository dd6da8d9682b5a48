"""Nothing in the tree knows the machine it was written on."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

BUILT = {".git", ".venv", "build", "dist", "__pycache__", ".hypothesis", ".pytest_cache", ".mypy_cache", ".ruff_cache"}
BINARY = {".so", ".o", ".a", ".pack", ".png", ".bin", ".pyc", ".parquet"}

# Roots that only one machine has.  A path in a URL or inside a word ("framework/x") is none.
MACHINE_PATH = re.compile(r"(?<![\w./:-])(?:/(?:work|root|home|Users|workspace|mnt|opt)/\w|[A-Z]:\\\\?Users)")

ALLOWED: set[str] = set()  # "file:line", reviewed


def kept_files(root: Path) -> Iterator[Path]:
    """What a checkout holds: neither built nor cached."""
    for path in sorted(root.iterdir()):
        if path.name in BUILT or path.name.endswith(".egg-info") or path.suffix in BINARY:
            continue
        if path.is_dir():
            yield from kept_files(path)
        else:
            yield path


def machine_paths(text: str) -> Iterator[int]:
    for line, words in enumerate(text.splitlines(), 1):
        if MACHINE_PATH.search(words):
            yield line


def test_no_machine_paths() -> None:
    files = [path for path in kept_files(ROOT) if path != Path(__file__).resolve()]
    assert len(files) > 50, "the tree was not found"
    found = {f"{path.relative_to(ROOT)}:{line}" for path in files for line in machine_paths(path.read_text(encoding="utf-8"))}
    assert not found - ALLOWED


def test_the_check_sees_what_it_is_for() -> None:
    seen = ["cd /work/main", 'open("/root/x")', "see /home/somebody/notes", "PATH=/opt/tool/bin", r"C:\Users\x"]
    unseen = ["https://example.org/home/page", "frame/work/flow", "/usr/lib", "a/home/b", "the /work folder", "/tmp/x"]
    assert [line for text in seen for line in machine_paths(text)] == [1] * len(seen)
    assert [line for text in unseen for line in machine_paths(text)] == []
