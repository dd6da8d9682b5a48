"""The drawing of csrc, enforced: what may include what, where foreign headers live, no hidden state."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CSRC = ROOT / "csrc"
OBJECTS = ROOT / "build/obj"

# A line is a layer, from the ground up.  A concept includes what stands before it; files joined by "+" are
# one concept in several files, and may include each other.  A file that is not here fails with its name.
LAYERS = """
    ground      compiler memory arena failure hash span chunk writer platform kernels
    text        utf8 word_runs forms fold repair entity origin normalize accents nouns tokenize ngrams wording
    knowledge   pack_format subtheme pack program+program_format+program_draft+program_run+program_seal program_flow pattern work
                rarity needs+spelling needs_text lists phrase builder+pack_write+pack_words+pack_rules+pack_model lexicon
                prefilter+prefilter_tables engine+engine_options+engine_lists+engine_proposals
    readings    respell clause match negation intensity number_words numbers units token_class calendar figures+quantity roles
                gap+gap_measure construction list voice opinion+irony model verdict sentiment target proposal mention amount signal+evidence language
    many texts  offsets findings scratch result analyze json folder lessons solver train
                separators theme_lessons theme_labels theme_model calibration theme_train
    door        api
"""

FOREIGN = {  # header: the concepts that may include it
    "pcre2.h": {"pattern"},
    "utf8proc.h": {"fold", "forms", "api"},
    "Python.h": set(),  # python/binding only
    "immintrin.h": {"kernels"},
    "x86intrin.h": {"kernels"},
    "cpuid.h": {"kernels"},
    "arm_neon.h": {"kernels"},
    "arm_sve.h": {"kernels"},
    "unistd.h": {"platform"},
    "fcntl.h": {"platform"},
    "errno.h": {"platform"},
    "dlfcn.h": set(),
    "pthread.h": set(),  # no threads inside
    "threads.h": set(),
    "locale.h": set(),  # no locale either
    "time.h": set(),
    "signal.h": set(),
}

LONGEST = 600  # lines; at that length ask which two concepts are inside


def ranks(layers: str) -> dict[str, int]:
    """The place of each file, by its name without suffix."""
    concepts = [word for line in layers.splitlines() for word in re.split(r"\s+", line[16:].strip()) if word]
    return {name: place for place, concept in enumerate(concepts) for name in concept.split("+")}


RANK = ranks(LAYERS)


def sources() -> list[Path]:
    return sorted([*CSRC.glob("**/*.c"), *CSRC.glob("**/*.h")])


def concept(path: Path) -> str:
    return "kernels" if path.parent.name == "kernels" else path.stem


def includes(path: Path) -> Iterator[tuple[int, str]]:
    """Line and header, with the sign that opens it: `"signal.h` is ours, `<signal.h` is not."""
    for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if found := re.match(r'\s*#\s*include\s*(["<][^">]+)[">]', text):
            yield line, found[1]


def violations(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        for line, header in includes(path):
            if not may_include(concept(path), header):
                yield f"{path.name}:{line}: {concept(path)} may not include {header[1:]}"


def may_include(name: str, opened: str) -> bool:
    header = opened[1:]
    own = "kernels" if header.startswith("kernels/") else Path(header).stem
    if opened[0] == '"' and own in RANK:
        return RANK[own] <= RANK[name]
    if header.startswith("sys/"):
        return name == "platform"
    return name in FOREIGN.get(header, {name})  # what is left: the C library, include/ and tables/


def test_every_file_has_its_place() -> None:
    lost = sorted({concept(path) for path in sources()} - RANK.keys())
    assert not lost, f"not in the drawing of {Path(__file__).name}: {', '.join(lost)}"


def test_the_drawing_names_no_ghosts() -> None:
    ghosts = sorted(RANK.keys() - {concept(path) for path in sources()} - {"kernels"})
    assert not ghosts, f"in the drawing, but not in csrc: {', '.join(ghosts)}"


def test_includes_go_down_only() -> None:
    found = list(violations(sources()))
    assert not found, "\n".join(found)


def test_the_check_sees_what_it_is_for(tmp_path: Path) -> None:
    slips = {
        "fold.c": ['#include "tokenize.h"', "#include <pcre2.h>"],
        "json.c": ['# include  "api.h"', "#include <sys/stat.h>", "#include <immintrin.h>"],
        "mention.c": ['#include "failure.h"', "#include <string.h>", '#include "ressenti.h"', '#include "signal.h"', "#include <signal.h>"],
    }
    for name, lines in slips.items():
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    found = list(violations(sorted(tmp_path.iterdir())))
    assert [text.partition(":")[0] for text in found] == ["fold.c"] * 2 + ["json.c"] * 3 + ["mention.c"] * 2


def test_python_h_stays_in_the_binding() -> None:
    strangers = [path for path in [*sources(), *(ROOT / "include").glob("*.h")] if "Python.h" in path.read_text(encoding="utf-8")]
    assert not strangers


def test_intrinsics_stay_in_the_kernels() -> None:
    """Also the ones that need no header: vector types and target attributes."""
    spelled = re.compile(r"\b_mm\d*_\w+|\bv\w+q_[usf]\d+\b|__attribute__\(\(\s*(vector_size|target)\b|__builtin_ia32_")
    found = [path.name for path in sources() if concept(path) != "kernels" and spelled.search(path.read_text(encoding="utf-8"))]
    assert not found


@pytest.mark.parametrize("suffix", ["c", "h"])
def test_no_file_is_two_concepts_long(suffix: str) -> None:
    folders = [CSRC, ROOT / "include", ROOT / "python/binding"]
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for folder in folders for path in folder.glob(f"**/*.{suffix}")}
    too_long = {name: lines for name, lines in lengths.items() if lines > LONGEST}
    assert lengths and not too_long, too_long


def test_no_header_is_without_its_guard() -> None:
    for path in sources():
        if path.suffix == ".h":
            guard = f"RSN_{path.stem.upper()}_H"
            text = path.read_text(encoding="utf-8")
            assert f"#ifndef {guard}\n#define {guard}\n" in text, path.name


def test_the_core_neither_prints_nor_reads_the_environment() -> None:
    """Promised in ressenti.h; asked of the linker, which no macro deceives."""
    forbidden = {"printf", "puts", "putchar", "fprintf", "fwrite", "stdout", "stderr", "exit", "abort", "getenv", "setlocale", "fork",
                 "pthread_create", "raise", "signal", "__printf_chk", "__fprintf_chk", "__assert_fail", "rand", "time", "clock"}
    used = {name for line in nm("-u") for name in line.split()[-1:]}
    assert not forbidden & {name.partition("@")[0] for name in used}


def test_no_global_state_can_change() -> None:
    """Nothing in .data or .bss: the reviewed list of exceptions is empty."""
    mutable = [line for line in nm("-f", "sysv", "--defined-only") if re.search(r"\|\s*\.(data|bss|tdata|tbss)(?!\.rel\.ro)[\w.]*\s*$|\*COM\*", line)]
    assert not mutable, "\n".join(mutable)


def nm(*options: str) -> list[str]:
    objects = sorted(OBJECTS.glob("**/*.o"))
    assert objects, "no objects to look at: run make lib"
    known = {path.stem for path in CSRC.glob("**/*.c")}
    current = [str(path) for path in objects if path.stem in known]  # a file that went away leaves its object
    answer = subprocess.run(["nm", *options, *current], check=True, capture_output=True, text=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})
    return [line for line in answer.stdout.splitlines() if line.strip() and not line.endswith(":")]
