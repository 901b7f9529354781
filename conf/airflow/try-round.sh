#!/usr/bin/env bash
# A whole round in a real Airflow (`airflow dags test`): two thousand ads of the demo, simulated
# experts, an approval. It takes some minutes; docs/airflow.md holds its last result.
#
# Environment
#   SPARK_HOME  a Spark 4.0 installation; without it the Spark that Maven resolved is used
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
venv=$root/.venv-airflow
run=$(mktemp -d)
trap 'rm -rf "$run"' EXIT

if [ ! -x "$venv/bin/airflow" ]; then
    python3 -m venv "$venv"
    "$venv/bin/python" -m pip install -q --disable-pip-version-check -r "$root/conf/airflow/requirements.txt"
fi
"$root/submit.sh" demo --set demo.items=2000 --set demo.rounds=1 --set "run.uri=$run/demo"
PENUMBRA_DEMO_RUN=$run/demo "$venv/bin/python" -m pytest -ra -p no:cacheprovider --durations=1 "$root/conf/airflow/tests/test_round.py"
