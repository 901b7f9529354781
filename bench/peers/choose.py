"""Lets another library choose a batch from the vectors, the student and the pool of a study.

    python bench/peers/choose.py LIBRARY STRATEGY FOLDER

`simulate` calls it with the folder (see "Strategies of your own" in docs/study.md). The library sees
the student through a stand-in that knows its probabilities.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Pool:
    """What is chosen from, a row an item."""

    vectors: np.ndarray
    scores: np.ndarray
    probabilities: np.ndarray
    labels: np.ndarray
    items: int
    cut: float
    seed: int

    @staticmethod
    def read(folder: Path) -> "Pool":
        batch = json.loads((folder / "batch.json").read_text())
        columns = {
            name: np.load(folder / f"{name}.npy")
            for name in ("vectors", "scores", "probabilities", "labels")
        }
        return Pool(**columns, items=batch["items"], cut=batch["cut"], seed=batch["seed"] % 2**32)

    @property
    def unlabelled(self) -> np.ndarray:
        return np.flatnonzero(self.labels < 0)

    @property
    def labelled(self) -> np.ndarray:
        return np.flatnonzero(self.labels >= 0)

    def calibrated(self) -> np.ndarray:
        """Probabilities of both classes (n x 2); around the cut where nothing is calibrated."""
        if np.isnan(self.probabilities).any():
            return self.around_cut()
        return np.column_stack([1 - self.probabilities, self.probabilities])

    def around_cut(self) -> np.ndarray:
        """Made-up probabilities (n x 2): the closer in rank to the cut, the closer to 1/2.

        Where one item in twenty is positive, hardly a calibrated probability is near 1/2. Of two at
        the same distance the higher-scored is the closer.
        """
        n = len(self.scores)
        place = np.empty(n)
        place[np.argsort(-self.scores, kind="stable")] = np.arange(n)
        below_cut = place + 0.5 - np.count_nonzero(self.scores >= self.cut)
        positive = 0.5 - (below_cut + 1e-3) / (2 * n + 2)
        return np.column_stack([1 - positive, positive])


def small_text(pool: Pool, strategy: str) -> np.ndarray:
    """Picks of small-text 2."""
    from small_text.query_strategies import (
        BreakingTies,
        ContrastiveActiveLearning,
        GreedyCoreset,
        PredictionEntropy,
    )

    strategies = {
        "margin": (BreakingTies, pool.around_cut),
        "entropy": (PredictionEntropy, pool.calibrated),
        "k-center": (GreedyCoreset, pool.calibrated),
        "cal": (ContrastiveActiveLearning, pool.calibrated),
    }
    make, probabilities = strategies[strategy]
    known = probabilities()

    class Student:
        """A classifier of row numbers."""

        def predict_proba(self, rows: np.ndarray) -> np.ndarray:
            return known[rows]

        def embed(self, rows: np.ndarray, return_proba: bool = False):
            embeddings = pool.vectors[rows]
            return (embeddings, known[rows]) if return_proba else embeddings

    return make().query(
        Student(),
        np.arange(len(known)),
        pool.unlabelled,
        pool.labelled,
        pool.labels[pool.labelled].astype(int),
        n=pool.items,
    )


def scikit_activeml(pool: Pool, strategy: str) -> np.ndarray:
    """Picks of scikit-activeml."""
    from skactiveml.base import SkactivemlClassifier
    from skactiveml.pool import CoreSet, Falcun, TypiClust, UncertaintySampling

    rows = np.arange(len(pool.labels), dtype=float).reshape(-1, 1)
    answers = np.where(pool.labels < 0, np.nan, pool.labels)

    class Student(SkactivemlClassifier):
        """A classifier of row numbers."""

        def __init__(self, known: np.ndarray):
            super().__init__(classes=[0, 1])
            self.known = known

        def fit(self, X, y, sample_weight=None):
            raise NotImplementedError("it is trained elsewhere")

        def predict_proba(self, X) -> np.ndarray:
            return self.known[np.asarray(X)[:, 0].astype(int)]

    def uncertain(method: str, known: np.ndarray) -> np.ndarray:
        query = UncertaintySampling(method=method, random_state=pool.seed).query
        return query(rows, answers, Student(known), fit_clf=False, batch_size=pool.items)

    def by_vectors(chooser) -> np.ndarray:
        return chooser(random_state=pool.seed).query(pool.vectors, answers, batch_size=pool.items)

    def falcun() -> np.ndarray:
        return Falcun(random_state=pool.seed).query(
            rows, answers, Student(pool.calibrated()), fit_clf=False, batch_size=pool.items
        )

    strategies: dict[str, Callable[[], np.ndarray]] = {
        "margin": lambda: uncertain("margin_sampling", pool.around_cut()),
        "entropy": lambda: uncertain("entropy", pool.calibrated()),
        "k-center": lambda: by_vectors(CoreSet),
        "typi-clust": lambda: by_vectors(TypiClust),
        "falcun": falcun,
    }
    return strategies[strategy]()


LIBRARIES = {"small-text": small_text, "scikit-activeml": scikit_activeml}


def main(library: str, strategy: str, folder: str) -> None:
    pool = Pool.read(Path(folder))
    chosen = LIBRARIES[library](pool, strategy)
    np.savetxt(Path(folder) / "chosen.txt", np.asarray(chosen, dtype=int), fmt="%d")


if __name__ == "__main__":
    main(*sys.argv[1:])
