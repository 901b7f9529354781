"""Turns public files into the corpora of the studies: JSON lines, gzipped, named as conf/studies/corpora expects.

    python bench/corpora/prepare.py davidson_hate labeled_data.csv DIRECTORY
    python bench/corpora/prepare.py vader_negative hutto_ICWSM_2014.tar.gz DIRECTORY

The first is data/labeled_data.csv of https://github.com/t-davidson/hate-speech-and-offensive-language,
the second additional_resources/hutto_ICWSM_2014.tar.gz of https://github.com/cjhutto/vaderSentiment;
both are under the MIT licence. Nothing but Python is needed. DIRECTORY is STUDY_DATA for simulate.
"""

import ast
import csv
import gzip
import html
import io
import json
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

VADER_SOURCES = [
    "tweets",
    "movieReviewSnippets",
    "nytEditorialSnippets",
    "amazonReviewSnippets",
]


def clean(text: str) -> str:
    """Without HTML's escapes, runs of white space as one blank."""
    return " ".join(html.unescape(text).split())


def davidson_hate(file: Path) -> Iterator[dict]:
    """Tweets with how many of their raters said hate speech, offensive language, neither."""
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            hate, raters = int(row["hate_speech"]), int(row["count"])
            yield {
                "id": f"dv{row['']}",
                "text": clean(row["tweet"]),
                "label": int(row["class"] == "0"),
                "ratings": [[f"?{n}", int(n < hate)] for n in range(raters)],
            }


def vader_negative(file: Path) -> Iterator[dict]:
    """Snippets with every rater's score from -4 to 4."""
    with tarfile.open(file) as archive:

        def rows(name: str) -> list[list[str]]:
            member = archive.extractfile(f"hutto_ICWSM_2014/{name}.txt")
            text = io.TextIOWrapper(member, encoding="utf-8-sig", newline="\n").read()
            return [line.rstrip("\r").split("\t") for line in text.split("\n") if line]

        for source in VADER_SOURCES:
            scores = {row[0]: ast.literal_eval(row[3]) for row in rows(f"{source}_anonDataRatings")}
            for id, _, text in rows(f"{source}_GroundTruth"):
                yield {
                    "id": f"vs-{source[:3]}-{id}",
                    "text": clean(text),
                    "raw_scores": scores[id],
                    "source": source,
                }


CORPORA = {"davidson_hate": davidson_hate, "vader_negative": vader_negative}


def main(arguments: list[str]) -> None:
    if len(arguments) != 3 or arguments[0] not in CORPORA:
        sys.exit(f"usage: prepare.py {{{','.join(CORPORA)}}} FILE DIRECTORY")
    name, file, directory = arguments
    target = Path(directory) / f"{name}.jsonl.gz"
    target.parent.mkdir(parents=True, exist_ok=True)
    items = 0
    with gzip.open(target, "wt", encoding="utf-8", newline="\n") as lines:
        for item in CORPORA[name](Path(file)):
            lines.write(json.dumps(item, ensure_ascii=False) + "\n")
            items += 1
    print(f"{items:,} items in {target}")


if __name__ == "__main__":
    main(sys.argv[1:])
