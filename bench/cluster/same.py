"""Says in what two runs differ, and fails if they do: same.py FOLDER FOLDER"""

import sys
from pathlib import Path

from pyspark.sql import SparkSession

one, other = map(Path, sys.argv[1:])
spark = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", False)
    .config("spark.sql.shuffle.partitions", 1)
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")


def files(run: Path) -> dict[str, bytes]:
    """What is written for people and tools, the answers of the experts, models and verdicts."""
    patterns = [
        "exports/round=*/**/*.jsonl",
        "inbox/**/*.csv",
        "models/**/student*.json",
        "_state/round=*/outcome.json",
    ]
    found = (file for pattern in patterns for file in run.glob(pattern))
    return {str(file.relative_to(run)): file.read_bytes() for file in found}


def datasets(run: Path) -> dict[str, list[str]]:
    """The rows of each dataset."""
    found = {file.relative_to(run).parts[0] for file in run.glob("*/round=*/**/*.parquet")}
    names = sorted(found - {"exports", "inbox", "_state"})
    return {name: sorted(spark.read.parquet(str(run / name)).toJSON().collect()) for name in names}


def differing(ours: dict, theirs: dict) -> list[str]:
    return [name for name in sorted(ours.keys() | theirs.keys()) if ours.get(name) != theirs.get(name)]


mine, its = (files(one), datasets(one)), (files(other), datasets(other))
differences = [name for ours, theirs in zip(mine, its) for name in differing(ours, theirs)]
spark.stop()
if differences:
    sys.exit("Different: " + ", ".join(differences))
rows = sum(map(len, mine[1].values()))
print(f"  {len(mine[0])} files and {rows} rows of {len(mine[1])} datasets are equal")
