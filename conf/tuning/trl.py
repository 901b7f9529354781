"""Tunes a LoRA adapter with TRL and has a running vLLM load it: a sample of `train.command`.

    VLLM_ALLOW_RUNTIME_LORA_UPDATING=True vllm serve Qwen/Qwen2.5-1.5B-Instruct --enable-lora
    train.command = "python3 conf/tuning/trl.py Qwen/Qwen2.5-1.5B-Instruct /adapters http://localhost:8000/v1"

Needs trl, peft, torch and a GPU that can hold the model. Without an address nothing is loaded anywhere.
"""

import json
import sys
import time
import urllib.request
from pathlib import Path

from datasets import load_dataset
from peft import LoraConfig
from trl import SFTConfig, SFTTrainer

EPOCHS = 3


def conversation(row: dict) -> dict:
    """The loss is of the experts' answer alone, whatever the chat template marks."""
    return {"prompt": row["messages"][:-1], "completion": row["messages"][-1:]}


def load(base_url: str, name: str, adapter: Path) -> None:
    body = json.dumps({"lora_name": name, "lora_path": str(adapter.resolve())}).encode()
    request = urllib.request.Request(
        f"{base_url}/load_lora_adapter", body, {"Content-Type": "application/json"}
    )
    urllib.request.urlopen(request, timeout=600).close()


def main(base: str, adapters: Path, base_url: str, handed: Path) -> None:
    request = json.loads((handed / "request.json").read_text(encoding="utf-8"))
    # Another each time: a server that knows the name keeps the old adapter.
    name = f"{request['policy_id']}-round-{request['round']}-{int(time.time())}"
    adapter = adapters / name
    rows = load_dataset("json", data_files=str(handed / "messages-train.jsonl"), split="train")
    trainer = SFTTrainer(
        model=base,
        train_dataset=rows.map(conversation, remove_columns=rows.column_names),
        peft_config=LoraConfig(r=16, lora_alpha=32, target_modules="all-linear"),
        args=SFTConfig(output_dir=str(adapter), num_train_epochs=EPOCHS, save_strategy="no", report_to=[]),
    )
    trainer.train()
    trainer.save_model(str(adapter))
    if base_url:
        load(base_url, name, adapter)
    answer = {"model": name, **({"base_url": base_url} if base_url else {})}
    (handed / "model.json").write_text(json.dumps(answer), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
