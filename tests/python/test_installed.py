"""The library as another program meets it: installed, found by pkg-config, linked both ways."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

import ressenti

ROOT = Path(__file__).parents[2]
STAGE = ROOT / "build/stage"
EXAMPLE = ROOT / "examples/one_verbatim.c"

TEXTS = [
    "Livraison promise en 5 jours, reçue en 9 ! Par contre la conseillère a été adorable.",
    "Très déçue 😡 : l’appli plante, 3 appels et toujours rien… je pars à la concurrence",
    "De\u0301lai\u00a0respecte\u0301, c\u2019est parfait &amp; rapide",
    "The delivery was late and nobody answered the phone when we called about it.",
    "",
    "\"guillemets\" \\ et\ttabulation\nà la ligne",
]


def pkg_config(*options: str) -> list[str]:
    env = {**os.environ, "PKG_CONFIG_PATH": str(STAGE / "lib/pkgconfig")}
    answer = subprocess.run(["pkg-config", *options, "ressenti"], env=env, check=False, capture_output=True, text=True)
    assert answer.returncode == 0, f"{answer.stderr}run make stage"
    return answer.stdout.replace('\\"', '"').split()


LINKS = {
    "shared": ["--cflags", "--libs"],
    "static": ["--cflags", "--libs", "--static"],
}


@pytest.fixture(scope="module", params=LINKS)
def program(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example compiled against the installed copy and nothing of this checkout."""
    compiler = shutil.which("cc")
    assert compiler, "no C compiler"
    built = tmp_path_factory.mktemp(request.param) / "one_verbatim"
    command = [compiler, "-std=c11", "-Wall", "-Wextra", "-Werror", str(EXAMPLE), "-o", str(built), *pkg_config(*LINKS[request.param])]
    if request.param == "static":
        command.append("-static")
    answer = subprocess.run(command, cwd=built.parent, check=False, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    return built


def run(program: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    env = {"PATH": os.environ["PATH"]}
    if program.parent.name.startswith("shared"):
        env["LD_LIBRARY_PATH"] = str(STAGE / "lib")
    return subprocess.run([program, *arguments], cwd=program.parent, env=env, check=False, capture_output=True, timeout=60, encoding="utf-8")


@pytest.mark.parametrize("text", TEXTS)
def test_c_and_python_say_the_same(program: Path, text: str) -> None:
    answer = run(program, text)
    assert answer.returncode == 0, answer.stderr
    from_c, from_python = json.loads(answer.stdout), ressenti.Analyzer(STAGE / "share/ressenti/fr.pack").analyze([text]).to_dicts()[0]
    del from_c["id"], from_python["id"]
    assert from_c == from_python


def test_without_a_text_it_reads_its_own(program: Path) -> None:
    answer = run(program)
    assert answer.returncode == 0 and answer.stdout.count("\n") == 1
    assert json.loads(answer.stdout)["status"] == "ok"


def test_the_installed_pack_is_the_shipped_one() -> None:
    assert (STAGE / "share/ressenti/fr.pack").read_bytes() == (ROOT / "python/ressenti/data/fr.pack").read_bytes()


def test_what_is_installed() -> None:
    """A file more or less is a decision: it is written here."""
    found = sorted(str(path.relative_to(STAGE)) for path in STAGE.rglob("*") if not path.is_dir())
    assert found == [
        "include/ressenti.h", "include/ressenti_build.h", "include/ressenti_learn.h", "include/ressenti_normalize.h", "lib/libressenti.a", "lib/libressenti.so", "lib/libressenti.so.1",
        "lib/pkgconfig/ressenti.pc", "share/ressenti/fr.pack",
    ]


def test_pkg_config_knows_the_version() -> None:
    assert pkg_config("--modversion") == [ressenti.__version__]


def test_uninstall_takes_away_what_install_brought(tmp_path: Path) -> None:
    options = [f"PREFIX={tmp_path}/usr", "DESTDIR="]
    for target in ("install", "uninstall"):
        answer = subprocess.run(["make", "-s", target, *options], cwd=ROOT, check=False, capture_output=True, text=True)
        assert answer.returncode == 0, answer.stderr
        left = [path for path in tmp_path.rglob("*") if not path.is_dir()]
        assert bool(left) == (target == "install")
