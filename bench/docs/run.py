#!/usr/bin/env python3
"""Executes the commands of the documents as a newcomer would: in their order, in a folder of its own, on posts made for it.

    python3 bench/docs/run.py [FOLDER]        FOLDER is made, and stays; without one a temporary folder is used

What a document leaves to its reader is done here (STEPS): the files it tells to write, the labels it tells to give.
Commands are taken from the documents when this is run, so one that is added is executed, or stops this if it cannot be.
"""

import csv
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import posts

ROOT = Path(__file__).resolve().parents[2]
RATERS = 3
SLIPS = .04
MOST_SECONDS = 900

# A document, and of those that also speak of clusters or servers the sections to follow.
DOCUMENTS = {
    "README.md": ["Your own corpus, from a CSV to a batch", "Rehearsal with known labels", "Exit status, resuming, doing again"],
    "docs/labelling.md": [],
    "docs/report.md": [],
    "docs/drift.md": [],
    "docs/forget.md": [],
    "docs/agreement.md": [],
}
COMMAND = re.compile(r"\./submit\.sh ([a-z][^`\n]*)")
FORM = re.compile(r"\.\.\.|\[|…|\bN\b|\bA B\b")
NEXT_ROUND = re.compile(r"\./submit\.sh round .*--set corpus\.uri=.*--set select\.seeds=.*--round 1")


def sections(text: str, names: list[str]) -> str:
    if not names:
        return text
    parts = re.split(r"^## (.*)\n", text, flags=re.M)
    found = dict(zip(parts[1::2], parts[2::2]))
    return "\n".join(found[name] for name in names)


def commands(document: str) -> list[str]:
    """The calls of a document in its order, each once; a block of sh with a loop is one call."""
    text = sections((ROOT / document).read_text(encoding="utf-8"), DOCUMENTS[document])
    found: list[str] = []
    for block in re.split(r"(```sh\n.*?```)", text, flags=re.S):
        script = block.removeprefix("```sh\n").removesuffix("```") if block.startswith("```sh") else None
        if script and "\ndone" in script:
            found.append(script)
            continue
        found += [
            " ".join(["./submit.sh", *call.split()]) for call in COMMAND.findall(re.sub(r"\\\n\s*", " ", block)) if not FORM.search(call)
        ]
    return list(dict.fromkeys(found))


class Reader:
    """Somebody who does what the documents say."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.run_folder = folder / "runs" / "miracle-cures"
        self.truth: dict[str, int] = {}
        self.next_round = ""

    def prepare(self) -> None:
        """The files that README.md tells to have or to write."""
        corpus = posts.posts(2000, 1, .08)
        self.truth = {id_: label for id_, _, label in corpus}
        posts.write_csv(self.folder / "posts.csv", corpus)
        posts.write_csv(self.folder / "new-posts.csv", posts.with_fraud(posts.posts(2000, 2, .08), 60, 2))
        posts.write_jsonl(self.folder / "reviews.jsonl", posts.posts(1500, 3, .08))
        policy, settings = re.findall(r"```hocon\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)[:2]
        (self.folder / "my-policy.conf").write_text(policy)
        (self.folder / "my.conf").write_text(settings)
        (self.folder / "reviews-policy.conf").write_text(policy.replace("id = miracle-cures", "id = reviews"))
        (self.folder / "submit.sh").symlink_to(ROOT / "submit.sh")

    def label(self, number: int) -> None:
        """Fills in the sheets of all raters, who err now and then, and puts them into the inbox."""
        exports, inbox = (self.run_folder / kind / f"round={number:03d}" for kind in ("exports", "inbox"))
        inbox.mkdir(parents=True)
        for rater in range(1, RATERS + 1):
            slips = random.Random(100 * number + rater)
            with open(exports / "raters" / f"rater-{rater}.csv", newline="", encoding="utf-8") as sheet:
                rows = list(csv.DictReader(sheet))
            for row in rows:
                row["label"] = self.truth[row["item_id"]] ^ (slips.random() < SLIPS)
            self.write(inbox / f"rater-{rater}.csv", rows)

    def another_round(self, number: int) -> None:
        """As the round before: a batch, its labels, and the same command again."""
        self.call(f"./submit.sh round --settings my.conf --round {number}")
        self.label(number)
        self.call(f"./submit.sh round --settings my.conf --round {number}")

    def collect_answers(self) -> None:
        rows = []
        for sheet in sorted((self.run_folder / "inbox" / "round=001").glob("*.csv")):
            with open(sheet, newline="", encoding="utf-8") as file:
                rows += list(csv.DictReader(file))
        self.write(self.folder / "answers.csv", rows)

    def name_runs(self) -> None:
        """The runs that report.md and drift.md call a, b and other."""
        for name, run in {"a": "miracle-cures", "b": "reviews", "other": "reviews"}.items():
            (self.folder / "runs" / name).symlink_to(run)

    def raise_version(self) -> None:
        policy = self.folder / "my-policy.conf"
        policy.write_text(policy.read_text().replace('guideline-version = "1"', 'guideline-version = "2"'))

    def lower_version(self) -> None:
        policy = self.folder / "my-policy.conf"
        policy.write_text(policy.read_text().replace('guideline-version = "2"', 'guideline-version = "1"'))

    def list_ids(self) -> None:
        with open(self.run_folder / "exports" / "round=001" / "batch.csv", newline="", encoding="utf-8") as file:
            asked = next(csv.DictReader(file))["item_id"]
        (self.folder / "ids.txt").write_text(f"{asked}\np-1-7\n")

    @staticmethod
    def write(file: Path, rows: list[dict]) -> None:
        with open(file, "w", newline="", encoding="utf-8") as out:
            sheet = csv.DictWriter(out, list(rows[0]))
            sheet.writeheader()
            sheet.writerows(rows)

    def follow(self, document: str, command: str) -> None:
        """One command of a document, and before it what the document tells to do."""
        for step in STEPS.get((document, command), []):
            step(self)
        # Its folder is told by the command that found what to ask about.
        self.call(self.next_round if "select.seeds=" in command else command)

    def call(self, command: str) -> None:
        started = time.monotonic()
        ended = subprocess.run(
            ["bash", "-e", "-c", command], cwd=self.folder, capture_output=True, text=True, timeout=MOST_SECONDS,
            env={name: value for name, value in os.environ.items() if name not in {"SPARK_HOME", "MASTER"}})
        self.next_round = next(iter(NEXT_ROUND.findall(ended.stdout)), self.next_round)
        print(f"{ended.returncode}  {time.monotonic() - started:5.0f} s  {'; '.join(command.strip().splitlines())[:150]}", flush=True)
        if ended.returncode != 0:
            sys.exit(f"Failed: {command}\n{ended.stdout}\n{ended.stderr}")


# What the reader does before a command: (document, command) -> steps.
STEPS: dict[tuple[str, str], list[Callable[[Reader], None]]] = {
    ("README.md", "./submit.sh round --settings my.conf --round 1 # ingest, split, train, evaluate, decide"): [lambda reader: reader.label(1)],
    ("README.md", "./submit.sh apply --settings my.conf --round 3"): [
        lambda reader: reader.label(2),
        lambda reader: reader.call("./submit.sh round --settings my.conf --round 2"),
        lambda reader: reader.another_round(3),
    ],
    ("README.md", "./submit.sh agreement --ratings answers.csv"): [Reader.collect_answers],
    ("docs/report.md", "./submit.sh report --compare runs/a runs/b # two runs, each as far as it was measured"): [Reader.name_runs],
    ("docs/drift.md", "./submit.sh drift --settings my.conf --round 3 # a changed policy only"): [Reader.raise_version],
    ("docs/forget.md", "./submit.sh forget --settings my.conf --items ids.txt"): [Reader.lower_version, Reader.list_ids],
}


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="penumbra-docs-")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    reader = Reader(folder)
    reader.prepare()
    followed = 0
    for document in DOCUMENTS:
        print(f"{document}, in {folder}")
        for command in commands(document):
            reader.follow(document, command)
            followed += 1
    print(f"All {followed} commands of {len(DOCUMENTS)} documents did what they say.")


if __name__ == "__main__":
    main()
