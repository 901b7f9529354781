"""Times another library on the ten nearest negatives of every positive.

    python bench/peers/neighbours.py faiss|hnswlib FOLDER

The folder holds positives.f32 and negatives.f32 (vectors of 384 numbers, one after the other) and
exact.txt (the row numbers of the true ten nearest negatives of the first positives, a line each).
The least setting whose recall on these reaches the wanted one is looked for first, on an index that
is built once and timed; then all positives are searched and timed.
"""

import json
import os
import sys
import time
from pathlib import Path

import numpy as np

DIMENSION = 384
NEIGHBOURS = 10
WANTED = 0.95
CORES = os.cpu_count()


def read(file: Path) -> np.ndarray:
    return np.fromfile(file, dtype="<f4").reshape(-1, DIMENSION)


def recall(found: np.ndarray, exact: np.ndarray) -> float:
    return float(np.mean([len(set(f) & set(e)) / len(e) for f, e in zip(found, exact)]))


class Faiss:
    """IVFFlat by inner product; about 4 times the square root of the number of vectors in lists."""

    SETTINGS = (1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256)

    def __init__(self, vectors: np.ndarray) -> None:
        import faiss

        faiss.omp_set_num_threads(CORES)
        lists = int(4 * np.sqrt(len(vectors)))
        self.index = faiss.IndexIVFFlat(
            faiss.IndexFlatIP(DIMENSION), DIMENSION, lists, faiss.METRIC_INNER_PRODUCT
        )
        sample = np.random.default_rng(1).choice(len(vectors), min(len(vectors), 40 * lists), False)
        self.index.train(vectors[sample])
        self.index.add(vectors)

    def search(self, queries: np.ndarray, setting: int) -> np.ndarray:
        self.index.nprobe = setting
        return self.index.search(queries, NEIGHBOURS)[1]


class Hnswlib:
    """A graph of 16 links a vector, built with 100 candidates."""

    SETTINGS = (10, 15, 20, 30, 40, 60, 80, 120, 160, 240, 320, 480, 640, 1000)

    def __init__(self, vectors: np.ndarray) -> None:
        import hnswlib

        self.index = hnswlib.Index(space="ip", dim=DIMENSION)
        self.index.init_index(len(vectors), M=16, ef_construction=100, random_seed=1)
        self.index.set_num_threads(CORES)
        self.index.add_items(vectors)

    def search(self, queries: np.ndarray, setting: int) -> np.ndarray:
        self.index.set_ef(setting)
        return self.index.knn_query(queries, NEIGHBOURS)[0]


def main(library: str, folder: Path) -> None:
    positives, negatives = read(folder / "positives.f32"), read(folder / "negatives.f32")
    exact = np.loadtxt(folder / "exact.txt", dtype=np.int64)
    start = time.perf_counter()
    index = {"faiss": Faiss, "hnswlib": Hnswlib}[library](negatives)
    built = time.perf_counter() - start
    for setting in index.SETTINGS:
        reached = recall(index.search(positives[: len(exact)], setting), exact)
        if reached >= WANTED:
            break
    start = time.perf_counter()
    index.search(positives, setting)
    searched = time.perf_counter() - start
    print(
        json.dumps(
            {"building": built, "searching": searched, "recall": reached, "setting": setting}
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
