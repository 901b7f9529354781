"""Holds fine-tuning files against TRL itself: each trainer prepares its file and takes one step.

    python notebooks/trl_formats.py RUN/exports/round=001/fine-tuning

Needs trl and torch, which the tests do without. The model and its tokenizer are tiny and made here, so nothing is fetched.
"""

import sys
import tempfile
from pathlib import Path

import datasets
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast
from trl import DPOConfig, DPOTrainer, KTOConfig, KTOTrainer, SFTConfig, SFTTrainer

CHAT = "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}<eos>{% endfor %}"
TRAINERS = {
    "messages": (SFTTrainer, SFTConfig),
    "prompt-completion": (SFTTrainer, SFTConfig),
    "dpo": (DPOTrainer, DPOConfig),
    "kto": (KTOTrainer, KTOConfig),
}


def tokenizer(folder: Path) -> PreTrainedTokenizerFast:
    words = Tokenizer(models.BPE(unk_token="<unk>"))
    words.pre_tokenizer = pre_tokenizers.ByteLevel()
    files = [str(file) for file in folder.glob("*.jsonl")]
    words.train(files, trainers.BpeTrainer(vocab_size=2000, special_tokens=["<unk>", "<pad>", "<eos>"]))
    made = PreTrainedTokenizerFast(tokenizer_object=words, unk_token="<unk>", pad_token="<pad>", eos_token="<eos>")
    made.bos_token = "<eos>"
    made.chat_template = CHAT
    return made


def model(words: PreTrainedTokenizerFast, place: str) -> GPT2LMHeadModel:
    config = GPT2Config(
        vocab_size=len(words), n_positions=2048, n_embd=8, n_layer=1, n_head=1,
        bos_token_id=words.bos_token_id, eos_token_id=words.eos_token_id, pad_token_id=words.pad_token_id,
    )  # fmt: skip
    # Preference trainers load the reference model from where this one was saved.
    GPT2LMHeadModel(config).save_pretrained(place)
    return GPT2LMHeadModel.from_pretrained(place)


def main(folder: Path) -> None:
    words = tokenizer(folder)
    for name in datasets.get_dataset_config_names(str(folder)):
        rows = datasets.load_dataset(str(folder), name, split="train")
        trainer_class, config_class = TRAINERS[name]
        with tempfile.TemporaryDirectory() as output:
            config = config_class(
                output_dir=output, max_steps=1, per_device_train_batch_size=2, report_to=[], use_cpu=True, bf16=False
            )
            trainer = trainer_class(
                model=model(words, f"{output}/model"), args=config, train_dataset=rows, processing_class=words
            )
            loss = trainer.train().training_loss
        print(f"{name}: {len(rows)} rows, one step of {trainer_class.__name__}, loss {loss:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
