"""A language model of words, tuned in a second on any machine: tries out `train.command` without a GPU.

    python3 conf/tuning/words.py serve MODELS PORT &
    ./submit.sh round --round 1 --settings my.conf \
        --set 'train.command=python3 conf/tuning/words.py tune MODELS http://localhost:PORT/v1'

`tune` reads the folder that the command is handed: which words go with which answer (naive Bayes on
messages-train.jsonl). `serve` answers as a chat model does, with the log-probabilities of both answers.
It knows no more than words; for earnest use see trl.py.
"""

import json
import math
import re
import sys
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

WORD = re.compile(r"\w+")
FENCED = re.compile(r"^(~+)\n(.*)\n\1", re.DOTALL)


def words(prompt: str) -> set[str]:
    fenced = FENCED.match(prompt)
    return set(WORD.findall((fenced.group(2) if fenced else prompt).lower()))


def tune(models: Path, base_url: str, handed: Path) -> None:
    request = json.loads((handed / "request.json").read_text(encoding="utf-8"))
    texts: Counter[str] = Counter()
    seen: dict[str, Counter[str]] = {}
    with (handed / "messages-train.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            *_, user, assistant = json.loads(line)["messages"]
            texts[assistant["content"]] += 1
            seen.setdefault(assistant["content"], Counter()).update(words(user["content"]))
    if len(texts) < 2:
        raise SystemExit(f"only one answer to learn: {list(texts)}")
    name = f"words-{request['policy_id']}-round-{request['round']}"
    models.mkdir(parents=True, exist_ok=True)
    model = {"texts": texts, "seen": seen}
    (models / f"{name}.json").write_text(json.dumps(model), encoding="utf-8")
    print(f"tuned {name} with {sum(texts.values())} texts")
    answer = {"model": name, "base_url": base_url}
    (handed / "model.json").write_text(json.dumps(answer), encoding="utf-8")


def answers(model: dict, prompt: str) -> dict[str, float]:
    """The log-probability of each answer; a word counts once a text, each as if seen once more."""
    logs = {}
    for answer, texts in model["texts"].items():
        seen = model["seen"][answer]
        logs[answer] = math.log(texts) + sum(
            math.log((seen.get(word, 0) + 1) / (texts + 2)) for word in sorted(words(prompt))
        )
    top = max(logs.values())
    total = top + math.log(sum(math.exp(log - top) for log in logs.values()))
    return {answer: log - total for answer, log in logs.items()}


class Chat(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    models: Path

    def do_POST(self) -> None:  # noqa: N802
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        file = self.models / f"{Path(request['model']).name}.json"
        if not file.exists():
            self.reply(404, {"error": {"message": "no such model"}})
            return
        prompt = request["messages"][-1]["content"]
        logs = answers(json.loads(file.read_text(encoding="utf-8")), prompt)
        said = max(logs, key=lambda answer: logs[answer])
        top = [{"token": answer, "logprob": log} for answer, log in logs.items()]
        self.reply(200, {
            "id": "words", "object": "chat.completion", "created": 0, "model": request["model"],
            "choices": [{
                "index": 0, "finish_reason": "stop",
                "message": {"role": "assistant", "content": said},
                "logprobs": {"content": [{"token": said, "logprob": logs[said], "top_logprobs": top}]},
            }],
            "usage": {"prompt_tokens": len(prompt) // 4, "completion_tokens": 1, "total_tokens": len(prompt) // 4 + 1},
        })

    def reply(self, status: int, body: dict) -> None:
        sent = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *args: object) -> None:
        """Says nothing: it would be a line a text."""


def serve(models: Path, port: int) -> None:
    Chat.models = models
    server = ThreadingHTTPServer(("127.0.0.1", port), Chat)
    print(f"http://127.0.0.1:{server.server_port}/v1", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        tune(Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
