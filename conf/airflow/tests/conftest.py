"""Gives the tests an Airflow of their own, whose DAGs and plugins are those of this folder."""

import os
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "conf" / "airflow"
HOME = Path(tempfile.mkdtemp(prefix="penumbra-airflow-"))

# Airflow reads these as it is imported.
os.environ.update(
    AIRFLOW_HOME=str(HOME),
    AIRFLOW__CORE__DAGS_FOLDER=str(FOLDER),
    AIRFLOW__CORE__PLUGINS_FOLDER=str(FOLDER / "plugins"),
    AIRFLOW__CORE__LOAD_EXAMPLES="False",
    AIRFLOW__LOGGING__LOGGING_LEVEL="WARNING",
    AIRFLOW_CONN_PENUMBRA_SPARK='{"conn_type": "spark", "host": "local[2]"}',
    PENUMBRA_LOOK_EVERY_SECONDS="1",
)
sys.path.insert(0, str(FOLDER / "plugins"))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI a skipped test is a failed one."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and exitstatus == 0 and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
