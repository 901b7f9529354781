"""What other tools find in a run: plain Parquet as the dictionary says, readable without Spark."""

import json
from pathlib import Path

import duckdb
import pyarrow as arrow
import pyarrow.dataset as arrow_dataset
import pyarrow.parquet as parquet
import pytest
from dictionary import documented

NOT_BY_THE_DEMO = {
    "applied",
    "carried",
    "carried_strata",
    "drift",
    "drift_items",
    "study",
    "tiers",
    "voices",
    "weak_labels",
    "weak_sources",
}
DATASETS = [name for name in documented() if name not in NOT_BY_THE_DEMO]
NOT_DATASETS = {"_state", "demo", "exports", "inbox", "models"}

ARROW_TYPES = {
    "string": arrow.string(),
    "boolean": arrow.bool_(),
    "int": arrow.int32(),
    "bigint": arrow.int64(),
    "double": arrow.float64(),
    "timestamp": arrow.timestamp("us", tz="UTC"),
    "array<int>": arrow.list_(arrow.field("element", arrow.int32())),
    "array<bigint>": arrow.list_(arrow.field("element", arrow.int64())),
    "array<float>": arrow.list_(arrow.field("element", arrow.float32())),
    "array<string>": arrow.list_(arrow.field("element", arrow.string())),
}
DUCKDB_TYPES = {
    "string": "VARCHAR",
    "boolean": "BOOLEAN",
    "int": "INTEGER",
    "bigint": "BIGINT",
    "double": "DOUBLE",
    "timestamp": "TIMESTAMP WITH TIME ZONE",
    "array<int>": "INTEGER[]",
    "array<bigint>": "BIGINT[]",
    "array<float>": "FLOAT[]",
    "array<string>": "VARCHAR[]",
}


def files(run: Path, dataset: str) -> list[Path]:
    return sorted((run / dataset).rglob("*.parquet"))


def manifests(run: Path, dataset: str) -> list[dict]:
    found = sorted(run.glob(f"_state/round=*/*/manifests/{dataset}-[0-9]*.json"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in found]


def is_local_checksum(file: Path) -> bool:
    """Hadoop's local file system keeps one beside each file, hidden from every reader."""
    return file.name.startswith(".") and file.suffix == ".crc"


def test_a_run_holds_every_dataset_of_the_dictionary_and_no_other(run: Path) -> None:
    there = {p.name for p in run.iterdir() if p.is_dir()} - NOT_DATASETS - NOT_BY_THE_DEMO
    assert there == set(DATASETS)


@pytest.mark.parametrize("dataset", DATASETS)
def test_nothing_but_parquet_lies_in_a_dataset(run: Path, dataset: str) -> None:
    others = [
        file
        for file in (run / dataset).rglob("*")
        if file.is_file() and file.suffix != ".parquet" and not is_local_checksum(file)
    ]
    assert others == []


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_footer_tells_the_schema_version(run: Path, dataset: str) -> None:
    for file in files(run, dataset):
        schema = parquet.read_metadata(file).metadata[b"org.apache.spark.sql.parquet.row.metadata"]
        assert json.loads(schema)["fields"][0]["metadata"]["schema_version"] == 1, file


@pytest.mark.parametrize("dataset", DATASETS)
def test_files_hold_the_columns_and_types_of_the_dictionary(run: Path, dataset: str) -> None:
    wanted = [(name, ARROW_TYPES[kind]) for name, kind in documented()[dataset]]
    assert files(run, dataset)
    for file in files(run, dataset):
        schema = parquet.read_schema(file)
        assert [(field.name, field.type) for field in schema] == wanted, file


@pytest.mark.parametrize("dataset", DATASETS)
def test_pyarrow_reads_a_dataset_by_its_partitions(run: Path, dataset: str) -> None:
    partition = "model" if dataset == "embeddings" else "round"
    read = arrow_dataset.dataset(run / dataset, partitioning="hive").to_table()
    assert partition in read.column_names
    assert read[partition].null_count == 0


@pytest.mark.parametrize("dataset", DATASETS)
def test_duckdb_reads_a_dataset_by_its_partitions(run: Path, dataset: str) -> None:
    partition = "model" if dataset == "embeddings" else "round"
    query = "from read_parquet(?, hive_partitioning = true)"
    read = duckdb.execute(query, [f"{run}/{dataset}/**/*.parquet"])
    found = {column[0]: str(column[1]) for column in read.description}
    wanted = {name: DUCKDB_TYPES[kind] for name, kind in documented()[dataset]}
    # A partition of the same name as a column takes its place.
    wanted.pop(partition, None)
    assert partition in found
    assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize("dataset", DATASETS)
def test_manifests_name_every_file_with_its_rows(run: Path, dataset: str) -> None:
    named = {
        file["path"]: file["rows"] for wave in manifests(run, dataset) for file in wave["files"]
    }
    there = {
        str(file.relative_to(run)): parquet.read_metadata(file).num_rows
        for file in files(run, dataset)
    }
    assert named == there
    query = "select count(*) from read_parquet(?, hive_partitioning = true)"
    (counted,) = duckdb.execute(query, [f"{run}/{dataset}/**/*.parquet"]).fetchone()
    assert counted == sum(named.values())
