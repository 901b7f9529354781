"""Runs each notebook over a fresh run, as a reader would, and looks for its pictures."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1]
PICTURES = {"what-is-in-a-run": 3, "where-the-model-is-confused": 3, "is-it-working": 4}


def test_every_notebook_is_tried() -> None:
    assert {file.stem for file in FOLDER.glob("*.ipynb")} == set(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_none_is_kept_with_outputs(name: str) -> None:
    for cell in nbformat.read(FOLDER / f"{name}.ipynb", 4).cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@pytest.mark.parametrize("name", PICTURES)
def test_it_runs_and_shows(name: str, run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PENUMBRA_RUN", str(run))
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", 4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(FOLDER)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    warnings = [output["text"] for output in outputs if output.get("name") == "stderr"]
    pictures = [output for output in outputs if "image/png" in output.get("data", {})]
    assert warnings == []
    assert len(pictures) == PICTURES[name]


def test_a_folder_without_a_run_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    from penumbra_run import Run

    with pytest.raises(FileNotFoundError, match="No run in .*: it has no folder _state. Make one with"):
        Run(tmp_path)


def test_what_a_killed_stage_left_is_not_read(run: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    from penumbra_run import Run

    copy = tmp_path / "run"
    copy.mkdir()
    for child in run.iterdir():
        if child.name not in {"batch"}:
            os.symlink(child, copy / child.name)
    opened = Run(run)
    wave = Path(opened.manifests.query("dataset == 'batch'")["path"].iloc[0])
    for file in (run / "batch").rglob("*.parquet"):
        there = copy / file.relative_to(run)
        there.parent.mkdir(parents=True, exist_ok=True)
        os.symlink(file, there)
    (copy / wave.parent.parent / "select-001-00001-e99").mkdir()
    os.symlink(run / wave, copy / wave.parent.parent / "select-001-00001-e99" / "left.parquet")

    assert Run(copy).sql("select count(*) as n from batch")["n"][0] == opened.sql("select count(*) as n from batch")["n"][0]
