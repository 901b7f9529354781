"""Turns public files into the corpora of the studies: JSON lines, gzipped, named as conf/studies/corpora expects.

    python3 bench/corpora/prepare.py davidson_hate labeled_data.csv DIRECTORY
    python3 bench/corpora/prepare.py vader_negative hutto_ICWSM_2014.tar.gz DIRECTORY

The first is data/labeled_data.csv of https://github.com/t-davidson/hate-speech-and-offensive-language,
the second additional_resources/hutto_ICWSM_2014.tar.gz of https://github.com/cjhutto/vaderSentiment;
both are under the MIT licence. Nothing but Python is needed. DIRECTORY is STUDY_DATA for simulate.
"""

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
            hate, offensive, neither = (
                int(row[answer]) for answer in ("hate_speech", "offensive_language", "neither")
            )
            raters = hate + offensive + neither
            if raters != int(row["count"]) or row["class"] not in ("0", "1", "2"):
                raise ValueError(f"row {row['']} does not add up")
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
            scores = {row[0]: json.loads(row[3]) for row in rows(f"{source}_anonDataRatings")}
            for id, _, text in rows(f"{source}_GroundTruth"):
                if not scores[id]:
                    raise ValueError(f"nobody rated {source} {id}")
                yield {
                    "id": f"vs-{source[:3]}-{id}",
                    "text": clean(text),
                    "raw_scores": scores[id],
                    "source": source,
                }


CORPORA = {"davidson_hate": davidson_hate, "vader_negative": vader_negative}


def main(arguments: list[str]) -> None:
    if len(arguments) != 3 or arguments[0] not in CORPORA:
        sys.exit(__doc__.strip())
    name, file, directory = arguments
    target = Path(directory) / f"{name}.jsonl.gz"
    try:
        items = list(CORPORA[name](Path(file)))
    except (OSError, LookupError, ValueError, AttributeError, tarfile.TarError) as error:
        sys.exit(f"Cannot make {name} of {file}: {error!r}. Is it the file that the head of this script names?")
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)
    unfinished = target.with_suffix(".tmp")
    unfinished.write_bytes(gzip.compress(lines.encode("utf-8"), mtime=0))
    unfinished.replace(target)
    print(f"{len(items):,} items in {target}")


if __name__ == "__main__":
    main(sys.argv[1:])
