"""What other tools find in a run: plain Parquet and nothing else, readable without Spark."""

from pathlib import Path

import duckdb
import pyarrow.parquet as parquet

NOT_DATASETS = {"exports", "models", "_state"}


def datasets(run: Path) -> list[Path]:
    return sorted(p for p in run.iterdir() if p.is_dir() and p.name not in NOT_DATASETS)


def is_local_checksum(file: Path) -> bool:
    """Hadoop's local file system keeps one beside each file, hidden from every reader."""
    return file.name.startswith(".") and file.suffix == ".crc"


def test_a_run_has_datasets(run: Path) -> None:
    assert datasets(run)


def test_nothing_but_parquet_lies_in_the_datasets(run: Path) -> None:
    others = [
        file
        for dataset in datasets(run)
        for file in dataset.rglob("*")
        if file.is_file() and file.suffix != ".parquet" and not is_local_checksum(file)
    ]
    assert others == []


def test_every_parquet_file_tells_its_schema_version(run: Path) -> None:
    for dataset in datasets(run):
        for file in dataset.rglob("*.parquet"):
            metadata = parquet.read_metadata(file).metadata or {}
            assert b"schema_version" in metadata, file


def test_duckdb_counts_what_the_footers_count(run: Path) -> None:
    for dataset in datasets(run):
        files = list(dataset.rglob("*.parquet"))
        rows = sum(parquet.read_metadata(file).num_rows for file in files)
        query = "select count(*) from read_parquet(?, hive_partitioning = true)"
        (counted,) = duckdb.execute(query, [f"{dataset}/**/*.parquet"]).fetchone()
        assert counted == rows, dataset.name
