#!/usr/bin/env bash
# A round whose driver runs on a worker (--deploy-mode cluster), run and corpus in an object store. Whoever submits it learns what it came
# to from its outcome file alone; the batch must be that of local[2], byte for byte.
#
#   bench/cluster/deploy-mode.sh [ITEMS]     ITEMS of the made corpus (default: 2000)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"
items=${1:-2000}

outcome() {
    "$python" "$here/bucket.py" "$s3" get penumbra run/_state/round=001/outcome.json "$runs/outcome.json"
}

echo "The corpus, and a round on local[2]…"
make_local "$items"
echo "The same with its driver on a worker…"
start_cluster
SPARK_ARGS="--deploy-mode cluster --driver-memory 1g" on_cluster run round --round 1 >"$work/submission.log" 2>&1
await outcome outcome
cat "$runs/outcome.json"
compare run "$batch"
driver=$(find "$runs"/worker-*/driver-* -maxdepth 0)
echo "Equal; the driver was $(basename "$driver") on $(basename "$(dirname "$driver")")."
