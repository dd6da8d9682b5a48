"""Gets what ours is measured against: Debian packages, and Python packages in an environment of their own.

What cannot be had is no error here: who is missing shows in what the programs print, see run.py.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import programs

VENV = programs.ROOT / "build" / "bench-venv"
PYTHON = VENV / "bin" / "python"
# module -> package
PYTHON_PACKAGES = {"polars": "polars", "hyperscan": "hyperscan", "re2": "google-re2", "sklearn": "scikit-learn", "fasttext": "fasttext-wheel"}
SYSTEM_PEERS = (programs.VECTORSCAN, programs.RE2, programs.ICU)


def get_all() -> None:
    get_system_packages()
    get_python_packages()


def get_system_packages() -> None:
    """libvectorscan-dev and libhyperscan-dev exclude each other; either brings what pkg-config calls libhs."""
    wanted = [peer.package for peer in SYSTEM_PEERS if not programs.is_installed(peer.modules)]
    if shutil.which("g++") is None:
        wanted.append("g++")
    install = root_command(["apt-get", "install", "-y", "-q", "--no-install-recommends"])
    if not wanted:
        return
    if install is None:
        print(f"not root: sudo apt-get install {' '.join(wanted)}", file=sys.stderr)
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    update = root_command(["apt-get", "update", "-q"]) or []
    attempt(update, environment)
    for package in wanted:  # one by one: who is missing keeps nobody else away
        attempt([*install, package], environment)


def root_command(command: list[str]) -> list[str] | None:
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return command
    has_sudo = shutil.which("sudo") is not None and attempt(["sudo", "-n", "true"])
    return ["sudo", "-n", *command] if has_sudo else None


def get_python_packages() -> None:
    if not PYTHON.exists() and not attempt([sys.executable, "-m", "venv", str(VENV)]):
        return
    for module, package in PYTHON_PACKAGES.items():
        if not attempt([str(PYTHON), "-c", f"import {module}"]):
            attempt([str(PYTHON), "-m", "pip", "install", "-q", package])


def python() -> Path:
    """The environment's, or this one when there is none: unicodedata and re are everywhere."""
    return PYTHON if PYTHON.exists() else Path(sys.executable)


def attempt(command: list[str], environment: dict[str, str] | None = None) -> bool:
    """Quietly; what a failing command said goes to standard error, but for questions that may be answered no."""
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    is_question = "-c" in command or "true" in command
    if done.returncode != 0 and not is_question:
        print(f"{' '.join(command)}\n{done.stderr.strip()[-500:]}", file=sys.stderr)
    return done.returncode == 0
