"""What several tests need to know of the machine."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import ressenti
from ressenti._faults import raise_at_once
from ressenti._files import source_files
from ressenti._sources import read_sources
from ressenti.compile import build

FRENCH = Path(__file__).parents[2] / "data/fr"


def has_pseudo_terminals() -> bool:
    """False in a bare root without /dev/pts: nothing can play the terminal there."""
    try:
        descriptors = os.openpty()
    except OSError:
        return False
    for descriptor in descriptors:
        os.close(descriptor)
    return True


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "terminal: drives a pseudo-terminal; left out where the machine has none")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if has_pseudo_terminals():
        return
    for item in items:
        if item.get_closest_marker("terminal"):
            item.add_marker(pytest.mark.skip(reason="this machine has no pseudo-terminals (/dev/pts is not mounted)"))


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The tests, and the programs that they start, neither read nor fill the cache of the person who runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("RESSENTI_CACHE", raising=False)
        yield


@pytest.fixture(scope="session")
def rules_alone() -> ressenti.Analyzer:
    """data/fr without its learned part: what rules and words do by themselves."""
    files = [file for file in source_files(FRENCH, raise_at_once) if not file.name.endswith(".bin")]
    return ressenti.Analyzer(packs=[build(read_sources(FRENCH, files=files)).pack])
