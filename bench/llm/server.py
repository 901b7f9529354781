"""A stand-in for a model's server: OpenAI chat completions, each after a set time, so many at once.

    python3 bench/llm/server.py --port 8001 --latency-ms 50 --slots 64

Answers are made of a hash of the text: reproducible, and no model's. GET /stats tells how many were
answered, how many were at work at once, and the rate from when half of the slots were first taken.
"""

import argparse
import asyncio
import hashlib
import json
import math
import time


class Server:
    def __init__(self, latency: float, slots: int, labels: tuple[str, str]):
        self.latency = latency
        self.slots = asyncio.Semaphore(slots)
        self.labels = labels
        self.answered = 0
        self.at_work = 0
        self.most_at_work = 0
        self.first = self.last = 0.0
        self.before = 0
        self.half = slots // 2

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                length = 0
                for line in head.split("\r\n"):
                    if line.lower().startswith("content-length:"):
                        length = int(line.split(":")[1])
                body = await reader.readexactly(length)
                answer = self.stats() if head.startswith("GET /stats") else await self.answer(body)
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                    % len(answer)
                    + answer
                )
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def answer(self, body: bytes) -> bytes:
        async with self.slots:
            self.at_work += 1
            self.most_at_work = max(self.most_at_work, self.at_work)
            if not self.first and self.at_work > self.half:
                self.first = time.monotonic()
                self.before = self.answered
            await asyncio.sleep(self.latency)
            self.at_work -= 1
            self.answered += 1
            self.last = time.monotonic()
        positive = int.from_bytes(hashlib.sha256(body).digest()[:6], "big") / 2**48
        positive = min(max(positive, 1e-6), 1 - 1e-6)
        label = self.labels[positive <= 0.5]
        tokens = [
            {"token": self.labels[0], "logprob": math.log(positive)},
            {"token": self.labels[1], "logprob": math.log(1 - positive)},
        ]
        said = {
            "index": 0,
            "finish_reason": "stop",
            "message": {"role": "assistant", "content": label},
            "logprobs": {"content": [{"token": label, "logprob": -0.1, "top_logprobs": tokens}]},
        }
        return json.dumps(
            {
                "id": "c",
                "object": "chat.completion",
                "created": 1,
                "model": "stand-in",
                "choices": [said],
                "usage": {
                    "prompt_tokens": len(body) // 4,
                    "completion_tokens": 1,
                    "total_tokens": len(body) // 4 + 1,
                },
            }
        ).encode()

    def stats(self) -> bytes:
        seconds = self.last - self.first
        return json.dumps(
            {
                "answered": self.answered,
                "most_at_work": self.most_at_work,
                "per_second": (self.answered - self.before) / seconds if seconds > 0 else 0,
                "seconds": seconds,
            }
        ).encode()


async def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=8001)
    arguments.add_argument("--latency-ms", type=float, default=50)
    arguments.add_argument("--slots", type=int, default=64)
    arguments.add_argument("--labels", nargs=2, default=("violates", "fine"))
    given = arguments.parse_args()
    server = Server(given.latency_ms / 1000, given.slots, tuple(given.labels))
    listening = await asyncio.start_server(server.serve, "127.0.0.1", given.port, backlog=1024)
    async with listening:
        await listening.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
