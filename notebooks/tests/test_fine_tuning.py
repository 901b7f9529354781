"""The files for fine-tuning, loaded as their users do."""

from pathlib import Path

import datasets
import pytest
from conftest import rounds


@pytest.fixture(scope="module")
def folder(run: Path) -> Path:
    return run / "exports" / rounds(run)[-1].name / "fine-tuning"


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path)


def test_the_card_leads_to_every_configuration(folder: Path, tmp_path: Path) -> None:
    names = datasets.get_dataset_config_names(str(folder))
    assert {"messages", "prompt-completion", "kto"} <= set(names)
    for name in names:
        loaded = datasets.load_dataset(str(folder), name, cache_dir=str(tmp_path))
        expected = {"train", "test"} if name in ("messages", "prompt-completion") else {"train"}
        assert set(loaded) == expected
        for split in loaded.values():
            assert len(split) > 0


def test_each_shape_has_the_columns_its_trainer_wants(folder: Path, tmp_path: Path) -> None:
    columns = {
        "messages": ["messages"],
        "prompt-completion": ["prompt", "completion"],
        "dpo": ["prompt", "chosen", "rejected"],
        "kto": ["prompt", "completion", "label"],
    }
    for file in sorted(folder.glob("*.jsonl")):
        shape = file.stem.rsplit("-", 1)[0]
        loaded = datasets.load_dataset("json", data_files=str(file), split="train", cache_dir=str(tmp_path))
        assert loaded.column_names == columns[shape], file.name
        if shape == "messages":
            for row in loaded:
                assert [message["role"] for message in row["messages"]] == ["system", "user", "assistant"]
        if shape == "kto":
            assert loaded.features["label"].dtype == "bool"


def test_no_evaluation_prompt_is_trained_on(folder: Path, tmp_path: Path) -> None:
    loaded = datasets.load_dataset(str(folder), "prompt-completion", cache_dir=str(tmp_path))
    assert not set(loaded["train"]["prompt"]) & set(loaded["test"]["prompt"])
