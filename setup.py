"""Builds ressenti._core; everything else about the project is in pyproject.toml."""

import os
import shlex
import subprocess
import sys
from glob import glob

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

LIBRARIES = ["libpcre2-8", "libutf8proc"]
HINT = (
    "ressenti needs PCRE2 and utf8proc: "
    "apt-get install gcc pkg-config python3-dev libpcre2-dev libutf8proc-dev"
)


def pkg_config(flag):
    try:
        answer = subprocess.check_output(["pkg-config", flag, *LIBRARIES], text=True)
    except (OSError, subprocess.CalledProcessError):
        raise SystemExit(HINT) from None
    return shlex.split(answer)


class BuildWithPack(build_ext):
    """Builds the core, then the French pack with it: the pack is part of the package and of no checkout."""

    def run(self):
        super().run()
        if os.environ.get("RESSENTI_NO_PACK") == "1":  # the Makefile builds it by itself, when its sources change
            return
        root = "python" if self.inplace else self.build_lib
        os.makedirs(f"{root}/ressenti/data", exist_ok=True)
        command = [sys.executable, "-m", "ressenti", "compile", "data/fr", "-o", f"{root}/ressenti/data/fr.pack"]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": root})


setup(
    cmdclass={"build_ext": BuildWithPack},
    ext_modules=[
        Extension(
            "ressenti._core",
            sources=sorted(glob("python/binding/*.c") + glob("csrc/*.c") + glob("csrc/kernels/*.c")),
            depends=sorted(glob("csrc/**/*.h", recursive=True) + glob("csrc/tables/*.inc") + glob("include/*.h") + glob("python/binding/*.h")),
            include_dirs=["include", "csrc"],
            extra_compile_args=["-std=c11", "-O3", "-fvisibility=hidden", *shlex.split(os.environ.get("RESSENTI_CFLAGS", "")), *pkg_config("--cflags")],
            extra_link_args=pkg_config("--libs"),
            py_limited_api=True,
        )
    ],
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
