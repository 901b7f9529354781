"""bench/docs/run.py finds the documents' commands, and every document that has some is its or has its reason."""

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
