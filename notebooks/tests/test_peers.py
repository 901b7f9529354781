"""Other libraries choose what Penumbra's strategies of the same name choose."""

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]
LIBRARIES = ["small-text", "scikit-activeml"]
STRATEGIES = ["margin", "entropy", "k-center"]


def write_corpus(folder: Path) -> None:
    """600 items on a noisy slope; their vectors are given."""
    random = np.random.default_rng(7)
    vectors = random.normal(size=(600, 16)).astype(np.float32)
    labels = (vectors[:, 0] + 0.6 * random.normal(size=600) > 1).astype(int)
    ids = [f"i{number:03d}" for number in range(600)]
    lines = [
        json.dumps({"id": id, "text": f"text {id}", "label": int(label)})
        for id, label in zip(ids, labels, strict=True)
    ]
    (folder / "made.jsonl").write_text("\n".join(lines))
    pd.DataFrame({"id": [f"made/{id}" for id in ids], "vector": list(vectors)}).to_parquet(
        folder / "vectors.parquet"
    )
    (folder / "made.conf").write_text(
        f"""corpus {{
  name = made
  uri = "{folder}/made.jsonl"
  source = made, licence = none
  label = label
}}
roles.kind = label
"""
    )


@pytest.fixture(scope="module")
def curves(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """All figures of a small study, its index (strategy, labels, metric)."""
    folder = tmp_path_factory.mktemp("peers")
    write_corpus(folder)
    commands = [
        f"{library}-{strategy}: '{sys.executable}' bench/peers/choose.py {library} {strategy}"
        for library in LIBRARIES
        for strategy in STRATEGIES
    ]
    names = [command.partition(":")[0] for command in commands]
    settings = {
        "run.uri": str(folder / "run"),
        "study.corpora": json.dumps([f"{folder}/made.conf"]),
        "study.strategies": json.dumps(STRATEGIES + names),
        "study.commands": json.dumps(commands),
        "study.prevalences": "[0.15]",
        "study.seeds": "1",
        "study.cold-start": "30",
        "study.batches": "[20, 20]",
        "study.min-positives": "20",
        "student.l2": "20",
        "embedder.kind": "given",
        "embedder.given": f"{folder}/vectors.parquet",
    }
    sets = [word for key, value in settings.items() for word in ("--set", f"{key}={value}")]
    subprocess.run(["./submit.sh", "simulate", *sets], cwd=ROOT, check=True)
    rows = duckdb.sql(
        f"select strategy, labels, metric, value from '{folder}/run/study/**/*.parquet'"
    ).df()
    return rows.set_index(["strategy", "labels", "metric"])["value"]


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_identical_picks_give_identical_curves(
    curves: pd.Series, library: str, strategy: str
) -> None:
    theirs = curves.loc[f"{library}-{strategy}"]
    assert len(theirs) == 2 * 6
    pd.testing.assert_series_equal(theirs, curves.loc[strategy], check_exact=True)


def test_the_strategies_differ(curves: pd.Series) -> None:
    precision = [curves[(strategy, 70, "average_precision")] for strategy in STRATEGIES]
    assert len(set(precision)) == len(STRATEGIES)
