#!/bin/sh
# Installs the named Debian packages when one of the things they bring is missing; `system_packages.sh PACKAGES…`.
# As root or with a sudo that asks nothing; otherwise prints the line to run and stops.
set -eu

packages="$*"

have() {
    case " $packages " in
    *" unicode-data "*) [ -e /usr/share/unicode/NormalizationTest.txt ] || [ -e /usr/share/unicode/NormalizationTest.txt.bz2 ] || return 1 ;;
    esac
    for tool in gcc make pkg-config python3; do
        command -v "$tool" >/dev/null 2>&1 || return 1
    done
    pkg-config --exists libpcre2-8 libutf8proc 2>/dev/null || return 1
    "${PYTHON:-python3}" -c 'import ensurepip, os, sysconfig; os.stat(sysconfig.get_path("include") + "/Python.h")' 2>/dev/null
}

if have; then exit 0; fi

install="apt-get install -y --no-install-recommends $*"
if [ "$(id -u)" = 0 ]; then
    run=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    run="sudo"
else
    echo "ressenti needs system packages. Run this once, then the same make command again:" >&2
    echo "    sudo apt-get update && sudo $install" >&2
    exit 1
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "ressenti needs gcc, make, pkg-config, Python >= 3.11 with headers and venv, PCRE2 and utf8proc: install them, then try again." >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
$run apt-get update -q
# shellcheck disable=SC2086
$run $install
have || { echo "$packages: installed, but one of gcc, pkg-config, python3 (>= 3.11), PCRE2, utf8proc or the data of Unicode is still not found" >&2; exit 1; }
