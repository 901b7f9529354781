"""Public files become the corpora of the studies."""

import csv
import gzip
import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ["tweets", "movieReviewSnippets", "nytEditorialSnippets", "amazonReviewSnippets"]


def prepare(name: str, file: Path) -> subprocess.CompletedProcess[str]:
    script = ROOT / "bench" / "corpora" / "prepare.py"
    return subprocess.run(
        [sys.executable, script, name, file, file.parent / "out"], capture_output=True, text=True
    )


def items(name: str, file: Path) -> list[dict]:
    prepare(name, file).check_returncode()
    with gzip.open(file.parent / "out" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_counts_of_raters_become_votes_by_position(tmp_path: Path) -> None:
    file = tmp_path / "labeled_data.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["", "count", "hate_speech", "offensive_language", "neither", "class", "tweet"])
        rows.writerow([0, 3, 2, 1, 0, 0, "first &amp; last\n\nof  all"])
        rows.writerow([7, 3, 1, 2, 0, 1, "another"])

    assert items("davidson_hate", file) == [
        {
            "id": "dv0",
            "text": "first & last of all",
            "label": 1,
            "ratings": [["?0", 1], ["?1", 1], ["?2", 0]],
        },
        {"id": "dv7", "text": "another", "label": 0, "ratings": [["?0", 1], ["?1", 0], ["?2", 0]]},
    ]


def test_ratings_are_found_by_the_id_of_a_text(tmp_path: Path) -> None:
    file = tmp_path / "hutto_ICWSM_2014.tar.gz"
    with tarfile.open(file, "w:gz") as archive:
        for source in SOURCES:
            for kind, content in {
                "GroundTruth": "\ufeff1_1\t-2.5\tnot a good one\r\n1_2\t3\tit&apos;s  good\r\n",
                "anonDataRatings": "1_2\t3\t1.0\t[4, 2]\n1_1\t-2.5\t0.5\t[-2, -3]",
            }.items():
                entry = tarfile.TarInfo(f"hutto_ICWSM_2014/{source}_{kind}.txt")
                entry.size = len(content.encode())
                archive.addfile(entry, io.BytesIO(content.encode()))

    found = items("vader_negative", file)

    assert [item["source"] for item in found] == [s for s in SOURCES for _ in range(2)]
    assert found[0] == {
        "id": "vs-twe-1_1",
        "text": "not a good one",
        "raw_scores": [-2, -3],
        "source": "tweets",
    }
    assert (found[1]["text"], found[1]["raw_scores"]) == ("it's good", [4, 2])


def test_another_corpus_is_refused(tmp_path: Path) -> None:
    refused = prepare("reviews", tmp_path / "file")
    assert refused.returncode == 1
    assert "prepare.py davidson_hate labeled_data.csv DIRECTORY" in refused.stderr


def test_a_file_that_does_not_add_up_leaves_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / "labeled_data.csv"
    file.write_text(",count,hate_speech,offensive_language,neither,class,tweet\n0,3,1,1,0,0,text\n")

    refused = prepare("davidson_hate", file)

    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Cannot make davidson_hate of {file}: ")
    assert "row 0 does not add up" in refused.stderr
    assert not (tmp_path / "out").exists()
