"""A run of this DAG is a round of Penumbra: the batch, its labels, a student, and what to do next.

docs/airflow.md says how it is installed and what its parameters are.
"""

import os
from datetime import timedelta
from typing import Any

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import DAG, Param, chain, task
from penumbra_stages import IngestOperator, StageOperator, read_outcome, run_id

BEFORE_LABELS = ["scan", "embed", "cluster", "pair", "select"]
AFTER_LABELS = ["split", "train", "evaluate", "decide", "report"]

# Stages that may ask a model or an encoder behind a server, or tune a model.
ASKING = {"scan", "embed", "train", "evaluate"}
LLM_POOL = "penumbra_llm"

LOOK_EVERY = timedelta(seconds=float(os.environ.get("PENUMBRA_LOOK_EVERY_SECONDS", "60")))


def stage(name: str, operator: type[StageOperator] = StageOperator, **kwargs: Any) -> StageOperator:
    if name in ASKING:
        kwargs["pool"] = LLM_POOL
    return operator(
        task_id=name,
        conn_id="penumbra_spark",
        application="{{ var.value.penumbra_home }}/jars/penumbra.jar",
        java_class="org.penumbra.jobs.Penumbra",
        jars="{{ var.value.get('penumbra_jars', '') }}",
        properties_file="{{ var.value.penumbra_profile }}",
        name="penumbra " + name + " {{ params.round }}",
        application_args=[
            name,
            *("--settings", "{{ params.settings }}"),
            *("--set", "run.uri={{ params.run }}"),
            *("--round", "{{ params.round }}"),
        ],
        # The driver, too, is one of many callers of its native libraries.
        env_vars={"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        **kwargs,
    )


with DAG(
    "penumbra_round",
    description="One round: a batch for experts, their labels, a student, a decision",
    schedule=None,
    catchup=False,
    tags=["penumbra"],
    params={
        "settings": Param(
            "/etc/penumbra/settings.conf",
            type="string",
            description="Settings file, on the machine where spark-submit runs",
        ),
        "run": Param(
            "s3a://bucket/runs/policy",
            type="string",
            description="Address of the run; it goes before run.uri",
        ),
        "inbox": Param(
            None,
            type=["null", "string"],
            description="What label.uri says, where it says something",
        ),
        "round": Param(1, type="integer", minimum=1, description="The round, from 1"),
        "last_round": Param(10, type="integer", minimum=1, description="No round after this one"),
        "ask_before_next_round": Param(
            True, type="boolean", description="A person approves each further batch"
        ),
    },
    default_args={
        "retries": 3,
        "retry_delay": timedelta(minutes=2),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(minutes=30),
    },
) as dag:

    @task
    def outcome(params: dict[str, Any]) -> dict[str, Any]:
        """The file that decide left, and what the next round would be called with."""
        following = {**params, "round": params["round"] + 1}
        return {
            **read_outcome(params["run"], params["round"]),
            "next": following,
            "next_id": run_id(params["run"], following["round"]),
        }

    @task.branch
    def what_next(decided: dict[str, Any], params: dict[str, Any]) -> str:
        if decided["stop"] or decided["round"] >= params["last_round"]:
            return "loop_ends"
        return "approve_next_round" if params["ask_before_next_round"] else "next_round"

    ingest = stage(
        "ingest",
        IngestOperator,
        run_uri="{{ params.run }}",
        round="{{ params.round }}",
        inbox="{{ params.inbox or params.run ~ '/inbox' }}",
        look_every=LOOK_EVERY,
    )
    decided = outcome()
    approve = ApprovalOperator(
        task_id="approve_next_round",
        subject="Round {{ params.round }} is decided. Shall experts get another batch?",
        body="{{ ti.xcom_pull('outcome')['why'] }}\n\nReport: {{ params.run }}/exports/report.html",
    )
    next_round = TriggerDagRunOperator(
        task_id="next_round",
        trigger_dag_id=dag.dag_id,
        trigger_run_id=decided["next_id"],
        conf=decided["next"],
        skip_when_already_exists=True,
        trigger_rule="none_failed_min_one_success",
    )
    chain(
        *map(stage, BEFORE_LABELS),
        ingest,
        *map(stage, AFTER_LABELS),
        decided,
        what_next(decided),
        [EmptyOperator(task_id="loop_ends"), approve, next_round],
    )
    approve >> next_round
