"""Writes made texts, all different, as JSON lines: what a model is asked about in the benchmark.

    python3 bench/llm/texts.py 500000 texts.jsonl
"""

import json
import random
import sys

WORDS = "syrup van cure sale tea pharmacy overnight free bacon pendant doctor kilos Friday".split()


def main() -> None:
    count, file = int(sys.argv[1]), sys.argv[2]
    chance = random.Random(3)
    with open(file, "w", encoding="utf-8") as out:
        for number in range(count):
            text = f"Offer {number}: {' '.join(chance.choices(WORDS, k=20))}."
            out.write(json.dumps({"id": f"t{number}", "text": text}) + "\n")


if __name__ == "__main__":
    main()
