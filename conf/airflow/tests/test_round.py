"""A whole round of the demo's corpus by `airflow dags test`: simulated experts, a real approval."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser
from airflow.api_fastapi.core_api.datamodels.hitl import UpdateHITLDetailPayload
from airflow.api_fastapi.core_api.routes.public.hitl import update_hitl_detail
from airflow.utils.session import create_session
from conftest import HOME, ROOT

AIRFLOW = [sys.executable, "-m", "airflow"]
TARGET = ROOT / "jobs" / "target"
SECONDS = 3600

SETTINGS = """
policy.file = "{root}/conf/policies/health-claims.conf"
corpus {{ uri = "{demo}/corpus.jsonl", id = id, shard-size = 128KiB }}
embedder.model = all-minilm-l6-v2
scorer.reference-sample = 512
cluster.k-max = 50
label.raters = 3
select.budget = 80
decide.min-doubled = 100
"""

# Without a Spark installation its SparkSubmit is started from the class path that Maven resolved.
SPARK_SUBMIT = """#!/bin/sh
exec java "@{root}/conf/java.options" -Xmx1g -XX:+UseParallelGC \\
    -Dorg.bytedeco.javacpp.maxphysicalbytes=0 "-Dlog4j2.configurationFile={root}/conf/log4j2.properties" \\
    -cp "$(cat "{root}/jobs/target/spark.classpath")" org.apache.spark.deploy.SparkSubmit "$@"
"""


@pytest.fixture
def demo() -> Path:
    """The files of the demo that PENUMBRA_DEMO_RUN names."""
    name = os.environ.get("PENUMBRA_DEMO_RUN")
    if not name:
        pytest.skip("PENUMBRA_DEMO_RUN names no run of the demo")
    return Path(name).absolute() / "demo"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What Airflow is told of this machine: a release's folder, a profile, spark-submit."""
    jars = tmp_path / "home" / "jars"
    jars.mkdir(parents=True)
    (jars / "penumbra.jar").symlink_to(TARGET / "penumbra.jar")
    profile = tmp_path / "local.properties"
    profile.write_text("spark.driver.memory 1g\n")
    if "SPARK_HOME" in os.environ:
        tools = Path(os.environ["SPARK_HOME"]) / "bin"
    else:
        tools = tmp_path / "bin"
        tools.mkdir()
        (tools / "spark-submit").write_text(SPARK_SUBMIT.format(root=ROOT))
        (tools / "spark-submit").chmod(0o755)
    return {
        **os.environ,
        "AIRFLOW_VAR_PENUMBRA_HOME": str(tmp_path / "home"),
        "AIRFLOW_VAR_PENUMBRA_PROFILE": str(profile),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
    }


def airflow(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [*AIRFLOW, *words], env=environment, text=True, capture_output=True, timeout=SECONDS
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Experts(threading.Thread):
    """Answer once the round waits for them, as the demo's do."""

    def __init__(self, run: Path, truth: Path, settings: Path) -> None:
        super().__init__(daemon=True)
        self.outcome = run / "_state" / "round=001" / "outcome.json"
        self.command = [str(ROOT / "submit.sh"), "answer", "--settings", str(settings)]
        self.command += ["--set", f"run.uri={run}", "--round", "1", "--truth", str(truth)]
        self.waited_for = ""

    def run(self) -> None:
        while not self.outcome.exists():
            time.sleep(0.5)
        self.waited_for = json.loads(self.outcome.read_text())["why"]
        environment = {name: value for name, value in os.environ.items() if name != "SPARK_HOME"}
        subprocess.run(self.command, env=environment, check=True)


def database() -> sqlite3.Connection:
    return sqlite3.connect(HOME / "airflow.db", timeout=60)


class Approver(threading.Thread):
    """Approves the next batch once it is asked for, by what Airflow's web interface calls."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.question = ""

    def run(self) -> None:
        while not (waiting := self.waiting()):
            time.sleep(1)
        [(run_id, subject, body)] = waiting
        self.question = f"{subject}\n{body}"
        with create_session() as session:
            update_hitl_detail(
                "penumbra_round",
                run_id,
                "approve_next_round",
                UpdateHITLDetailPayload(chosen_options=["Approve"], params_input={}),
                user=SimpleAuthManagerUser(username="expert", role="admin"),
                session=session,
            )

    def waiting(self) -> list[tuple[str, str, str]]:
        with closing(database()) as tables:
            return tables.execute(
                "select run_id, subject, body from hitl_detail"
                " join task_instance on task_instance.id = ti_id where state = 'awaiting_input'"
            ).fetchall()


def test_a_round_runs_to_its_decision_and_starts_the_next(
    demo: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    run = tmp_path / "run"
    settings = tmp_path / "settings.conf"
    settings.write_text(SETTINGS.format(root=ROOT, demo=demo))
    airflow(environment, "db", "migrate")
    airflow(environment, "pools", "import", str(ROOT / "conf" / "airflow" / "pools.json"))
    experts = Experts(run, demo / "truth.jsonl", settings)
    approver = Approver()
    experts.start()
    approver.start()

    given = {"settings": str(settings), "run": str(run), "round": 1}
    airflow(environment, "dags", "test", "penumbra_round", "--conf", json.dumps(given))

    assert experts.waited_for.startswith("waiting for labels: 240 of 240 answers are missing")
    outcome = json.loads((run / "_state" / "round=001" / "outcome.json").read_text())
    assert outcome["outcome"] == "go_on"
    assert approver.question.startswith("Round 1 is decided. Shall experts get another batch?")
    assert outcome["why"] in approver.question
    assert (run / "exports" / "report.html").exists()
    with closing(database()) as tables:
        [(run_id, state, conf)] = tables.execute(
            "select run_id, state, conf from dag_run where run_id like '%-round-002'"
        )
    assert run_id.startswith(str(run)[1:].replace("/", "-"))
    assert state == "queued"
    assert json.loads(conf)["round"] == 2
