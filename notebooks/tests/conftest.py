"""Gives the tests the run directory that `./submit.sh test` made with a small demo."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def run() -> Path:
    """The run directory named by PENUMBRA_DEMO_RUN; without one, its tests are skipped."""
    name = os.environ.get("PENUMBRA_DEMO_RUN")
    if not name:
        pytest.skip("PENUMBRA_DEMO_RUN names no run directory; './submit.sh test' makes one")
    path = Path(name)
    if not path.is_dir():
        pytest.fail(f"Cannot read the run of PENUMBRA_DEMO_RUN: no directory '{path}'")
    return path


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI a skipped test is a failed one."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and exitstatus == 0 and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def rounds(run: Path) -> list[Path]:
    return sorted((run / "_state").glob("round=*"))
