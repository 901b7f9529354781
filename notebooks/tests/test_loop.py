"""What the datasets of a run promise about one another."""

import csv
import json
from pathlib import Path

import duckdb
import pytest
from conftest import rounds

STAGES = {
    "scan",
    "embed",
    "cluster",
    "pair",
    "select",
    "ingest",
    "split",
    "train",
    "evaluate",
    "decide",
}


def rows(run: Path, query: str) -> list[tuple]:
    """Runs a query in which {name} stands for a dataset of the run."""

    class Datasets(dict):
        def __missing__(self, name: str) -> str:
            return f"read_parquet('{run}/{name}/**/*.parquet', hive_partitioning = true)"

    return duckdb.sql(query.format_map(Datasets())).fetchall()


def test_every_stage_of_every_round_is_done(run: Path) -> None:
    assert rounds(run)
    for folder in rounds(run):
        done = {marker.parent.name for marker in folder.glob("*/_SUCCESS")}
        assert done == STAGES, folder.name


def test_every_report_counts_its_spark_actions(run: Path) -> None:
    for file in (run / "_state").glob("round=*/*/report.json"):
        report = json.loads(file.read_text(encoding="utf-8"))
        nothing_to_do = report["counts"].get("made") == 0
        assert (report["sparkActions"] == 0) == nothing_to_do, file
        assert report["provenance"]["outcome"] == "DONE", file
        assert report["error"] is None, file


def test_a_batch_has_exactly_the_budget(run: Path) -> None:
    for folder in rounds(run):
        key = json.loads((folder / "select" / "key.json").read_text(encoding="utf-8"))
        [(items, distinct)] = rows(
            run,
            "select count(*), count(distinct item_id) from {batch}"
            f" where round = '{folder.name.removeprefix('round=')}'",
        )
        assert items == distinct == int(key["parts"]["select.budget"]), folder.name


def test_no_item_is_asked_in_two_rounds(run: Path) -> None:
    assert rows(run, "select item_id from {batch} group by 1 having count(*) > 1") == []


def test_the_file_for_raters_holds_the_batch_and_nothing_of_the_model(run: Path) -> None:
    for folder in rounds(run):
        path = run / "exports" / folder.name / "batch.csv"
        with path.open(encoding="utf-8", newline="") as file:
            asked = list(csv.DictReader(file))
        assert list(asked[0]) == ["item_id", "text", "rater", "label", "note", "pair_id"]
        number = folder.name.removeprefix("round=")
        batch = rows(run, f"select item_id from {{batch}} where round = '{number}' order by rank")
        assert {row["item_id"] for row in asked} == {item for (item,) in batch}
        assert [row["item_id"] for row in asked] != [item for (item,) in batch]


def test_evaluation_and_fine_tuning_share_no_item_and_no_group(run: Path) -> None:
    for column in ["item_id", "group_id"]:
        both = rows(run, f"select {column} from {{eval}} intersect select {column} from {{sft}}")
        assert both == [], column


def test_no_item_is_put_on_a_side_twice(run: Path) -> None:
    sides = "(select item_id from {eval} union all select item_id from {sft})"
    assert rows(run, f"select item_id from {sides} group by 1 having count(*) > 1") == []


@pytest.mark.parametrize("dataset", ["audit", "batch"])
def test_inclusion_probabilities_lie_above_0_and_at_most_at_1(run: Path, dataset: str) -> None:
    [(least, most)] = rows(
        run,
        "select min(inclusion_probability), max(inclusion_probability) from {" + dataset + "}",
    )
    assert 0 < least <= most <= 1


def test_audit_items_of_a_batch_and_no_others_have_an_inclusion_probability(run: Path) -> None:
    assert rows(
        run,
        "select distinct arm from {batch} where inclusion_probability is not null",
    ) == [("audit",)]
    assert (
        rows(run, "select 1 from {batch} where arm = 'audit' and inclusion_probability is null")
        == []
    )


def test_the_weights_of_the_audit_add_up_to_the_corpus(run: Path) -> None:
    [(corpus,)] = rows(run, "select sum(rows_in - rejected) from {tallies}")
    for round, weights in rows(
        run, "select round, sum(1 / inclusion_probability) from {audit} group by 1"
    ):
        assert weights == pytest.approx(corpus, rel=0.01), round


def test_what_a_round_refers_to_is_in_the_pool(run: Path) -> None:
    for dataset, column in [
        ("scores", "id"),
        ("embeddings", "id"),
        ("clusters", "id"),
        ("pairs", "positive_id"),
        ("pairs", "negative_id"),
        ("batch", "item_id"),
        ("audit", "item_id"),
    ]:
        query = f"select {column} from {{{dataset}}} where {column} not in (select id from {{items}})"
        strangers = rows(run, query)
        assert strangers == [], f"{dataset}.{column}"


def test_every_item_of_the_pool_has_one_vector_of_unit_length(run: Path) -> None:
    lengths = rows(
        run,
        "select i.id, count(e.id), max(list_dot_product(e.vector, e.vector))"
        " from {items} i left join {embeddings} e using (id) group by 1",
    )
    assert all(vectors == 1 for _, vectors, _ in lengths)
    assert all(square == pytest.approx(1, abs=1e-5) for _, _, square in lengths)


def test_rows_of_every_shard_balance(run: Path) -> None:
    assert rows(run, "from {tallies} where rows_in <> staged + dropped + rejected") == []


def test_every_accepted_answer_is_to_an_item_of_its_batch(run: Path) -> None:
    unasked = rows(
        run, "select round, item_id from {labels} except select round, item_id from {batch}"
    )
    assert unasked == []


def test_intervals_hold_their_estimates(run: Path) -> None:
    assert (
        rows(run, "from {metrics} where estimate not between low - 1e-9 and high + 1e-9") == []
    )
