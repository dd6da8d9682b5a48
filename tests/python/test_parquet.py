"""Parquet in: columns by name as in other formats, types that JSON does not know, damage, and no pyarrow at all."""

import datetime
import sys
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from ressenti._input import InputError, Row, Wanted, open_input


def written(path: Path, columns: dict[str, list[Any]]) -> str:
    parquet.write_table(pyarrow.table(columns), path)
    return str(path)


def rows_of(path: str, wanted: Wanted = Wanted()) -> list[Row]:
    with open_input(path, None, None, wanted, lambda _: None) as source:
        return list(source.rows())


def test_rows_ids_and_kept_columns(tmp_path: Path) -> None:
    day = datetime.date(2026, 3, 2)
    path = written(tmp_path / "a.parquet", {"ID": ["x", None], "Avis": ["très bien", None], "jour": [day, day], "note": [5, None]})
    assert rows_of(path, Wanted(keep=("note,jour",))) == [
        Row("x", "très bien", {"note": 5, "jour": "2026-03-02"}),
        Row(2, None, {"note": None, "jour": "2026-03-02"}),
    ]


def test_progress_ends_with_all_bytes(tmp_path: Path) -> None:
    path = written(tmp_path / "a.parquet", {"texte": [f"avis {i}" for i in range(10_000)]})
    with open_input(path, None, None, Wanted(), lambda _: None) as source:
        assert sum(1 for _ in source.rows()) == 10_000 and source.bytes_read == source.size
        assert source.description == 'Parquet, text in "texte", numbered'


def test_which_column_holds_the_text(tmp_path: Path) -> None:
    path = written(tmp_path / "a.parquet", {"a": ["x"], "b": ["y"]})
    with pytest.raises(InputError, match="--text"):
        rows_of(path)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = Path(written(tmp_path / "a.parquet", {"texte": ["avis"] * 1000}))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InputError, match="no sound Parquet"):
        rows_of(str(path))


def test_without_pyarrow_it_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.parquet", {"texte": ["avis"]})
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match="pip install pyarrow"):
        rows_of(path)
