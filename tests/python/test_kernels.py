"""The inner loops of each kind of processor: the same results, chosen by an argument or by the environment."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ressenti
from ressenti import _core, cli

ROOT = Path(__file__).parents[2]
NAMES = _core.kernels_names
KNOWN = {"scalar", "avx2", "avx512", "neon"}

ANALYZERS = {name: ressenti.Analyzer(kernels=name) for name in NAMES}


def texts() -> list[str]:
    lines = (ROOT / "tests/challenge/dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def rows(analyzer: ressenti.Analyzer, given: list[str]) -> list[dict[str, Any]]:
    return analyzer.analyze(given).to_dicts()


def test_names() -> None:
    assert set(NAMES) <= KNOWN
    assert NAMES[-1] == "scalar"
    assert all(name in ressenti.build_info for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_results_are_the_same(name: str) -> None:
    assert ANALYZERS[name].kernels == name
    assert rows(ANALYZERS[name], texts()) == rows(ANALYZERS["scalar"], texts())


@given(st.lists(st.text(max_size=200), max_size=5))
def test_the_results_are_the_same_on_any_text(given: list[str]) -> None:
    found = [rows(analyzer, given) for analyzer in ANALYZERS.values()]
    assert all(one == found[0] for one in found)


@pytest.mark.parametrize("name", ["", " ", "AVX2", "mmx", "avx", "scalar\0"])
def test_unknown_kernels_are_refused_with_those_there_are(name: str) -> None:
    if name == "":
        assert ressenti.Analyzer(kernels=name).kernels == NAMES[0], "an empty name is none"
        return
    with pytest.raises(ValueError, match=", ".join(NAMES)) as refused:
        ressenti.Analyzer(kernels=name)
    assert isinstance(refused.value, ressenti.CoreError) and refused.value.status == "BAD_ARGUMENT"


@pytest.mark.parametrize("name", NAMES)
def test_the_environment_forces(name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("RESSENTI_KERNELS", name)
    assert ressenti.Analyzer().kernels == name
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.endswith(f"(kernels {name})\n")
    assert ressenti.Analyzer(kernels="scalar").kernels == "scalar", "an argument goes before the environment"


def test_kernels_that_there_are_not(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("RESSENTI_KERNELS", "mmx")
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.endswith("(kernels mmx, which this processor cannot run)\n"), "told, and not refused"
    assert cli.main(["normalize", "É"]) == 2


def test_an_empty_variable_forces_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESSENTI_KERNELS", "")
    assert ressenti.Analyzer().kernels == NAMES[0]


def test_the_command_refuses_what_it_cannot_run() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ressenti", "explain", "Très bien."],
        env={"RESSENTI_KERNELS": "mmx", "PYTHONPATH": str(ROOT / "python"), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == cli.REFUSED
    assert "scalar" in done.stderr and "Traceback" not in done.stderr
