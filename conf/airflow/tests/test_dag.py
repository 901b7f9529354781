"""The DAG as Airflow reads it, and what its tasks do when a stage fails or waits."""

import asyncio
import json
import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import penumbra_stages
import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.sdk import DAG
from airflow.sdk.bases.operator import ExecutorSafeguard
from airflow.sdk.exceptions import AirflowException, AirflowFailException, TaskDeferred
from conftest import FOLDER
from penumbra_stages import IngestOperator, LabelFilesTrigger, StageOperator, fingerprint, run_id

STAGES = ["scan", "embed", "cluster", "pair", "select", "ingest"]
STAGES += ["split", "train", "evaluate", "decide", "report"]


@pytest.fixture(scope="module")
def dag() -> DAG:
    bag = DagBag(dag_folder=FOLDER, bundle_path=FOLDER)
    assert bag.import_errors == {}
    assert list(bag.dags) == ["penumbra_round"]
    return bag.dags["penumbra_round"]


@pytest.fixture
def spark_submit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A spark-submit that keeps its arguments and ends with the status of a file, beside it."""
    script = tmp_path / "bin" / "spark-submit"
    script.parent.mkdir()
    script.write_text(
        '#!/bin/sh\nprintf "%s\\n" "$@" >"$0.arguments"\nexit "$(cat "$0.status")"\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    return script


def execute(operator: StageOperator) -> None:
    ExecutorSafeguard.tracker.set(operator)
    operator.execute({})


def test_a_round_is_a_chain_of_stages_that_ends_in_a_choice(dag: DAG) -> None:
    chain = [*STAGES, "outcome", "what_next"]
    for before, after in zip(chain, chain[1:]):
        assert after in dag.get_task(before).downstream_task_ids
    assert dag.get_task("what_next").downstream_task_ids == {
        "loop_ends",
        "approve_next_round",
        "next_round",
    }
    assert dag.get_task("approve_next_round").downstream_task_ids == {"next_round"}


def test_every_stage_is_told_its_round_and_is_tried_again(dag: DAG) -> None:
    for name in STAGES:
        stage = dag.get_task(name)
        assert stage.application_args[0] == name
        assert stage.application_args[-2:] == ["--round", "{{ params.round }}"]
        assert stage.retries == 3


def test_the_pool_of_the_stages_that_ask_a_model_is_there(dag: DAG) -> None:
    pools = json.loads((FOLDER / "pools.json").read_text())
    asking = {name for name in STAGES if dag.get_task(name).pool in pools}
    assert asking == {"scan", "embed", "train", "evaluate"}
    others = {dag.get_task(name).pool for name in STAGES if name not in asking}
    assert others == {"default_pool"}


@pytest.mark.parametrize(
    ("decided", "params", "task"),
    [
        ({"round": 1, "stop": True}, {"last_round": 9, "ask_before_next_round": True}, "loop_ends"),
        ({"round": 9, "stop": False}, {"last_round": 9, "ask_before_next_round": True}, "loop_ends"),
        (
            {"round": 1, "stop": False},
            {"last_round": 9, "ask_before_next_round": True},
            "approve_next_round",
        ),
        ({"round": 1, "stop": False}, {"last_round": 9, "ask_before_next_round": False}, "next_round"),
    ],
)
def test_what_comes_next_goes_by_the_outcome(
    dag: DAG, decided: dict[str, Any], params: dict[str, Any], task: str
) -> None:
    assert dag.get_task("what_next").python_callable(decided, params) == task


def test_wrong_settings_are_not_tried_again(spark_submit: Path) -> None:
    operator = StageOperator(task_id="scan", conn_id="penumbra_spark", application="penumbra.jar")
    Path(f"{spark_submit}.status").write_text("1")
    with pytest.raises(AirflowException) as failed:
        execute(operator)
    assert not isinstance(failed.value, AirflowFailException)

    Path(f"{spark_submit}.status").write_text("2")
    with pytest.raises(AirflowFailException):
        execute(operator)


def test_ingest_waits_for_label_files_until_the_round_has_its_answers(
    spark_submit: Path, tmp_path: Path
) -> None:
    Path(f"{spark_submit}.status").write_text("0")
    state = tmp_path / "run" / "_state" / "round=002"
    (state / "ingest").mkdir(parents=True)
    (state / "outcome.json").write_text('{"round": 2, "outcome": "waiting", "stop": false, "why": "all missing"}')
    operator = IngestOperator(
        task_id="ingest",
        conn_id="penumbra_spark",
        application="penumbra.jar",
        application_args=["ingest", "--round", "2"],
        run_uri=str(tmp_path / "run"),
        round="2",
        inbox=str(tmp_path / "run" / "inbox"),
        look_every=timedelta(seconds=5),
    )
    with pytest.raises(TaskDeferred) as deferred:
        execute(operator)
    assert deferred.value.method_name == "resume"
    name, arguments = deferred.value.trigger.serialize()
    assert name == "penumbra_stages.LabelFilesTrigger"
    assert arguments == {
        "inbox": str(tmp_path / "run" / "inbox" / "round=002"),
        "seen": fingerprint(str(tmp_path / "nothing")),
        "seconds": 5.0,
    }

    (state / "ingest" / "_SUCCESS").touch()
    operator.resume({}, {})
    assert Path(f"{spark_submit}.arguments").read_text().split()[-4:] == [
        "penumbra.jar",
        "ingest",
        "--round",
        "2",
    ]


def test_the_trigger_fires_once_new_files_have_come_to_rest(tmp_path: Path) -> None:
    seen = fingerprint(str(tmp_path))
    looks = []

    async def wait() -> None:
        async for event in LabelFilesTrigger(str(tmp_path), seen, 0.05).run():
            looks.append(event.payload)

    async def put_files() -> None:
        waiting = asyncio.create_task(wait())
        await asyncio.sleep(0.2)
        assert not waiting.done()
        (tmp_path / "labels.csv").write_text("item_id,rater,label\n")
        await asyncio.wait_for(waiting, timeout=5)

    asyncio.run(put_files())
    assert looks == [{"inbox": str(tmp_path)}]


def test_the_trigger_outlives_a_store_that_fails_now_and_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = fingerprint(str(tmp_path))
    (tmp_path / "labels.csv").write_text("item_id,rater,label\n")
    looks = []

    def failing(inbox: str) -> str:
        looks.append(inbox)
        if len(looks) % 3 == 1:
            raise OSError("503 SlowDown")
        return fingerprint(inbox)

    monkeypatch.setattr(penumbra_stages, "fingerprint", failing)

    async def wait() -> list[Any]:
        return [e.payload async for e in LabelFilesTrigger(str(tmp_path), seen, 0.01).run()]

    assert asyncio.run(asyncio.wait_for(wait(), timeout=5)) == [{"inbox": str(tmp_path)}]
    assert len(looks) > 2


def test_the_names_of_rounds_tell_addresses_apart() -> None:
    names = {run_id(uri, 2) for uri in ("s3a://b/runs/ads/v1", "s3a://b/runs/ads-v1")}
    assert len(names) == 2
    assert all(re.fullmatch(r"s3a-b-runs-ads-v1-[0-9a-f]{8}-round-002", name) for name in names)


def test_the_fingerprint_tells_a_file_that_is_written_again(tmp_path: Path) -> None:
    (tmp_path / "labels.csv").write_text("one")
    first = fingerprint(str(tmp_path))
    assert fingerprint(str(tmp_path)) == first
    (tmp_path / "labels.csv").write_text("another")
    assert fingerprint(str(tmp_path)) != first
