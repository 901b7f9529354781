"""Makes a tiny GGUF model that answers with one of two labels, to try a real server with.

    pip install 'llama-cpp-python[server]' gguf
    python bench/llm/tiny_gguf.py tiny.gguf violates fine
    python -m llama_cpp.server --model tiny.gguf --model_alias tiny --n_ctx 4096 --logits_all true --port 8002

One layer of random weights, made so that the first token is one of the labels, the likelier by
what the attention saw of the text, and the second ends the answer. It knows nothing of anything.
"""

import sys

import gguf
import numpy as np

WIDTH, HEADS, HIDDEN, CONTEXT = 64, 4, 128, 4096
TEMPLATE = (
    "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}"
    "assistant:"
)


def main() -> None:
    file, labels = sys.argv[1], sys.argv[2:4]
    special = ["<unk>", "<s>", "</s>"]
    pieces = special + [f"<0x{byte:02X}>" for byte in range(256)] + labels
    kinds = [gguf.TokenType.UNKNOWN, gguf.TokenType.CONTROL, gguf.TokenType.CONTROL]
    kinds += [gguf.TokenType.BYTE] * 256 + [gguf.TokenType.NORMAL] * len(labels)
    size = len(pieces)

    chance = np.random.default_rng(7)

    def weights(*shape: int, scale: float) -> np.ndarray:
        return (scale * chance.standard_normal(shape)).astype(np.float32)

    # The first number tells whether a label was said: then the end comes, before it a label.
    embedding = weights(size, WIDTH, scale=1.0)
    embedding[:, 0] = 8
    embedding[size - 2 :, 0] = -8
    output = weights(size, WIDTH, scale=0.02)
    output[:, 0] = 0
    output[size - 2 :] = weights(2, WIDTH, scale=0.3)
    output[size - 2 :, 0] = 4
    output[2, 0] = -4

    model = gguf.GGUFWriter(file, "llama")
    model.add_name("tiny")
    model.add_context_length(CONTEXT)
    model.add_embedding_length(WIDTH)
    model.add_block_count(1)
    model.add_feed_forward_length(HIDDEN)
    model.add_head_count(HEADS)
    model.add_head_count_kv(HEADS)
    model.add_rope_dimension_count(WIDTH // HEADS)
    model.add_layer_norm_rms_eps(1e-5)
    model.add_vocab_size(size)
    model.add_tokenizer_model("llama")
    model.add_token_list([piece.encode() for piece in pieces])
    model.add_token_scores([0.0] * size)
    model.add_token_types([int(kind) for kind in kinds])
    model.add_unk_token_id(0)
    model.add_bos_token_id(1)
    model.add_eos_token_id(2)
    model.add_chat_template(TEMPLATE)

    one = np.ones(WIDTH, dtype=np.float32)
    model.add_tensor("token_embd.weight", embedding)
    model.add_tensor("output_norm.weight", one)
    model.add_tensor("output.weight", output)
    model.add_tensor("blk.0.attn_norm.weight", one)
    model.add_tensor("blk.0.ffn_norm.weight", one)
    for name in "attn_q", "attn_k", "attn_v", "attn_output":
        model.add_tensor(f"blk.0.{name}.weight", weights(WIDTH, WIDTH, scale=0.2))
    model.add_tensor("blk.0.ffn_gate.weight", weights(HIDDEN, WIDTH, scale=0.05))
    model.add_tensor("blk.0.ffn_up.weight", weights(HIDDEN, WIDTH, scale=0.05))
    model.add_tensor("blk.0.ffn_down.weight", weights(WIDTH, HIDDEN, scale=0.05))
    model.write_header_to_file()
    model.write_kv_data_to_file()
    model.write_tensors_to_file()
    model.close()


if __name__ == "__main__":
    main()
