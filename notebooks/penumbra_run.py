"""Opens a finished run for notebooks: its datasets as DuckDB views, its reports as a table. No Spark."""

import json
import os
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd


class Run:
    """A run's folder on this machine; copy one from an object store first.

    Only files that a manifest names are read: what a killed stage left behind does not count.
    """

    def __init__(self, folder: str | Path | None = None):
        """Opens `folder`, else the one that the environment variable PENUMBRA_RUN names, else the demo's."""
        default = Path(__file__).parents[1] / "runs" / "demo"
        self.folder = Path(folder or os.environ.get("PENUMBRA_RUN") or default).resolve()
        if not (self.folder / "_state").is_dir():
            raise FileNotFoundError(
                f"No run in {self.folder}: it has no folder _state. Make one with './submit.sh demo', or name"
                " another: Run('FOLDER'), or the environment variable PENUMBRA_RUN."
            )
        self.manifests = self._manifests()
        self._duckdb = duckdb.connect()
        for dataset in self.datasets:
            self._view(dataset)

    def _manifests(self) -> pd.DataFrame:
        """One row per file: dataset, round, rows, bytes, path."""
        rows = []
        for file in sorted(self.folder.glob("_state/round=*/*/manifests/*.json")):
            manifest = json.loads(file.read_text(encoding="utf-8"))
            number = int(file.relative_to(self.folder / "_state").parts[0].removeprefix("round="))
            if not manifest["folder"].startswith("_state/"):
                rows += [{"dataset": manifest["dataset"], "round": number, **part} for part in manifest["files"]]
        return pd.DataFrame(rows, columns=["dataset", "round", "rows", "bytes", "path"])

    @property
    def datasets(self) -> list[str]:
        """Names of the datasets that have rows."""
        return sorted(self.manifests.query("rows > 0")["dataset"].unique())

    def _view(self, dataset: str) -> None:
        files = self.manifests.query("dataset == @dataset and rows > 0")["path"]
        paths = ", ".join("'" + str(self.folder / path).replace("'", "''") + "'" for path in files)
        types = ", hive_types = {'round': INT}" if "/round=" in files.iloc[0] else ""
        self._duckdb.execute(
            f'create view "{dataset}" as from read_parquet([{paths}], hive_partitioning = true{types},'
            " union_by_name = true)"
        )

    def sql(self, query: str, *values) -> pd.DataFrame:
        """Asks DuckDB; each dataset is a view of its name, `round` a number."""
        return self._duckdb.execute(query, list(values)).df()

    @property
    def last_round(self) -> int:
        """The last round that was decided, else the last that has scores."""
        dataset = "decision" if "decision" in self.datasets else "scores"
        return int(self.sql(f"select max(round) as last from {dataset}")["last"][0])

    def stages(self) -> pd.DataFrame:
        """One row per finished stage: round, stage, seconds, peak memory in GiB, what it says of itself."""
        rows = []
        for file in self.folder.glob("_state/round=*/*/report.json"):
            report = json.loads(file.read_text(encoding="utf-8"))
            made = report["provenance"]
            took = pd.Timestamp(made["finished"]) - pd.Timestamp(made["started"])
            rows.append(
                {
                    "round": made["round"],
                    "stage": made["stage"],
                    "started": pd.Timestamp(made["started"]),
                    "seconds": took.total_seconds(),
                    "peak GiB": (report.get("peakBytes") or np.nan) / 2**30,
                    "note": report["note"],
                }
            )
        return pd.DataFrame(rows).sort_values("started").drop(columns="started").reset_index(drop=True)

    def vectors(self, ids: list[str]) -> np.ndarray:
        """Unit vectors of items, a row each, in the order of the ids."""
        wanted = pd.DataFrame({"id": ids, "place": range(len(ids))})
        self._duckdb.register("wanted", wanted)
        # Stored as whole numbers they lack a scale, which unit length makes good.
        found = self.sql("select place, vector from wanted join embeddings using (id) order by place")
        if len(found) != len(ids):
            raise KeyError(f"{len(ids) - len(found)} of {len(ids)} items have no vector")
        rows = np.array(found["vector"].tolist(), dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def plane(vectors: np.ndarray) -> np.ndarray:
    """Vectors on their first two principal components, a row each; signs do not depend on the machine."""
    centred = vectors - vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    first = axes[:2]
    signs = np.sign(first[np.arange(2), np.abs(first).argmax(axis=1)])
    return centred @ (first * signs[:, None]).T
