#!/usr/bin/env bash
# A round on a standalone master with two workers, run and corpus in an object store, beside the same round on local[2] and a local
# disk: both batches must be equal, byte for byte.
#
#   bench/cluster/two-workers.sh [ITEMS]     ITEMS of the made corpus (default: 2000)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"
items=${1:-2000}

echo "The corpus, and a round on local[2]…"
make_local "$items"
echo "The same on two workers and an object store…"
start_cluster
on_cluster run round --round 1
compare run "$batch"
echo "Equal: $(wc -l <"$runs/local/$batch") items of $items, chosen by $(executors) executors and by local[2]."
