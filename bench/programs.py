"""Builds the C programs of bench/ with the peers that are on this machine."""

import functools
import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "bench"
LIBRARY = ROOT / "build" / "lib" / "libressenti.a"
CORE_MODULES = ["libpcre2-8", "libutf8proc"]
C_COMPILER = os.environ.get("CC", "gcc")
WARNINGS = ["-Wall", "-Wextra", "-Wconversion", "-Wshadow"]  # no -Werror: the headers of peers come in many releases


@dataclass(frozen=True)
class Peer:
    """A library that some of the sources need."""

    name: str
    package: str  # of Debian
    modules: tuple[str, ...]  # of pkg-config
    source: str
    macro: str


@dataclass(frozen=True)
class Program:
    name: str
    sources: tuple[str, ...]
    peers: tuple[Peer, ...]


VECTORSCAN = Peer("Vectorscan", "libvectorscan-dev", ("libhs",), "themes_vectorscan.c", "BENCH_VECTORSCAN")
RE2 = Peer("RE2", "libre2-dev", ("re2",), "themes_re2.cpp", "BENCH_RE2")
ICU = Peer("ICU", "libicu-dev", ("icu-uc",), "normalise_icu.c", "BENCH_ICU")

SHARED = ("corpus.c", "race.c")
THEMES = Program("themes", (*SHARED, "themes.c", "themes_ours.c", "themes_pcre2.c"), (VECTORSCAN, RE2))
NORMALISE = Program("normalise", (*SHARED, "normalise.c", "normalise_ours.c", "normalise_memcpy.c", "normalise_utf8proc.c"), (ICU,))
MATCH = Program("match", (*SHARED, "match.c", "match_ours.c", "match_icu_vectorscan.c", "themes_ours.c"), (VECTORSCAN, ICU))
SENTIMENT = Program("sentiment", (*SHARED, "sentiment.c"), ())
MEMORY = Program("memory", ("corpus.c", "memory.c"), ())


@functools.cache
def build(program: Program) -> tuple[Path, list[Peer]]:
    """The program, and the peers that are not in it because this machine has no such library."""
    here = [peer for peer in program.peers if is_usable(peer)]
    macros = [f"-D{peer.macro}" for peer in here]
    sources = [*program.sources, *(peer.source for peer in here)]
    objects = [compile_source(source, program.name, macros) for source in sources]
    modules = [*CORE_MODULES, *(module for peer in here for module in peer.modules)]
    target = BUILD / program.name
    linker = "g++" if shutil.which("g++") else C_COMPILER
    run([linker, *map(str, objects), str(LIBRARY), *pkg_config("--libs", modules), "-o", str(target)])
    return target, [peer for peer in program.peers if peer not in here]


def compile_source(source: str, program: str, macros: list[str]) -> Path:
    target = BUILD / "obj" / f"{program}_{Path(source).stem}.o"
    target.parent.mkdir(parents=True, exist_ok=True)
    language = ["g++", "-std=c++17"] if source.endswith(".cpp") else [C_COMPILER, "-std=c11"]
    include = [f"-I{ROOT / folder}" for folder in ("bench", "include", "csrc")]
    definitions = [*macros, "-D_POSIX_C_SOURCE=200809L"]
    run([*language, "-O3", "-g", *WARNINGS, *definitions, *include, "-c", str(ROOT / "bench" / source), "-o", str(target)])
    return target


def is_usable(peer: Peer) -> bool:
    return is_installed(peer.modules) and (not peer.source.endswith(".cpp") or shutil.which("g++") is not None)


def is_installed(modules: tuple[str, ...]) -> bool:
    return subprocess.run(["pkg-config", "--exists", *modules], check=False).returncode == 0


def pkg_config(flag: str, modules: list[str]) -> list[str]:
    return shlex.split(subprocess.check_output(["pkg-config", flag, *modules], text=True))


def run(command: list[str]) -> None:
    subprocess.run(command, check=True)
