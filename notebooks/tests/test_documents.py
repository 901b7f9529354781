"""bench/docs/run.py finds the documents' commands, and every document that has some is its or has its reason."""

import csv
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "bench" / "docs"))

import run as documents  # noqa: E402
import posts  # noqa: E402

# Their commands want what a newcomer's machine has not; other tests or scripts call them.
ELSEWHERE = {
    "docs/fine-tuning.md": "a command that tunes a model",
    "docs/llm.md": "a model's server",
    "docs/release.md": "a release",
    "docs/scale.md": "runs of two sizes",
    "docs/stages.md": "names commands alone",
    "docs/state.md": "README.md has its command",
    "docs/study.md": "labelled corpora",
    "docs/cluster.md": "a cluster",
    "docs/airflow.md": "Airflow",
    "docs/guideline.md": "names commands alone",
    "docs/first-hour.md": "commands that fail",
}


def test_every_document_with_commands_is_followed_or_has_its_reason() -> None:
    with_commands = {
        str(file.relative_to(ROOT))
        for file in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
        if "./submit.sh" in file.read_text(encoding="utf-8")
    }
    assert with_commands <= set(documents.DOCUMENTS) | set(ELSEWHERE)


@pytest.mark.parametrize(("document", "command"), documents.STEPS)
def test_what_the_reader_does_is_done_before_a_command_that_is_there(document: str, command: str) -> None:
    assert command in documents.commands(document)


def test_commands_come_in_their_order_and_forms_are_none() -> None:
    found = documents.commands("README.md")
    assert found[0] == "./submit.sh round --settings my.conf --round 1"
    assert any("answer --settings reviews.conf" in call and call.endswith("done\n") for call in found)
    assert not any(re.search(r"\bN\b|…", call) for call in found)


def test_posts_are_made_alike_and_none_twice() -> None:
    made = posts.posts(500, 1, .1)
    assert made == posts.posts(500, 1, .1)
    assert len({text for _, text, _ in made}) == 500
    assert 30 < sum(label for _, _, label in made) < 200
    assert [row[0][0] for row in posts.with_fraud(made, 3, 1)].count("f") == 3


def test_the_reader_has_the_files_and_labels_what_is_asked(tmp_path: Path) -> None:
    reader = documents.Reader(tmp_path)
    reader.prepare()
    assert 'guideline-version = "1"' in (tmp_path / "my-policy.conf").read_text()
    assert "corpus { uri = posts.csv" in (tmp_path / "my.conf").read_text()
    asked = [{"item_id": f"p-1-{i}", "text": "", "rater": "", "label": "", "note": ""} for i in range(200)]
    sheets = reader.run_folder / "exports" / "round=001" / "raters"
    sheets.mkdir(parents=True)
    for rater in range(1, documents.RATERS + 1):
        reader.write(sheets / f"rater-{rater}.csv", asked)

    reader.label(1)

    given = [row["label"] for row in read(reader.run_folder / "inbox" / "round=001" / "rater-2.csv")]
    wrong = sum(int(label) != reader.truth[row["item_id"]] for label, row in zip(given, asked))
    assert 0 < wrong < 30


def test_a_changed_policy_is_changed_back(tmp_path: Path) -> None:
    reader = documents.Reader(tmp_path)
    reader.prepare()
    before = (tmp_path / "my-policy.conf").read_text()
    reader.raise_version()
    assert 'guideline-version = "2"' in (tmp_path / "my-policy.conf").read_text()
    reader.lower_version()
    assert (tmp_path / "my-policy.conf").read_text() == before


def test_a_command_that_fails_ends_it(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="Failed: false"):
        documents.Reader(tmp_path).call("false")


def test_the_call_that_drift_ends_with_is_kept(tmp_path: Path) -> None:
    reader = documents.Reader(tmp_path)
    said = "./submit.sh round --settings my.conf --set corpus.uri=new.csv --set run.uri=b --set select.seeds=a/drift-1 --round 1"
    reader.call(f"echo '  {said}'")
    reader.call("echo ./submit.sh round --settings my.conf --set run.uri=other --set select.seeds=a/drift-2 --round N")
    assert reader.next_round == said


def read(file: Path) -> list[dict]:
    with open(file, newline="", encoding="utf-8") as sheet:
        return list(csv.DictReader(sheet))
