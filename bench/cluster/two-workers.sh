#!/usr/bin/env bash
# A round on a standalone master with two workers, run and corpus in an object store, beside the same round on local[2] and a local
# disk: both batches must be equal, byte for byte. While it runs, the driver's figures are fetched as Prometheus would.
#
#   bench/cluster/two-workers.sh [ITEMS]     ITEMS of the made corpus (default: 2000)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"
items=${1:-2000}

figures() {
    local pages=http://127.0.0.1:7957/metrics
    curl -fs "$pages/prometheus/" | grep -m 1 'driver_plugin_org_penumbra.*llm_requests' &&
        curl -fs "$pages/executors/prometheus/" | grep -m 1 'metrics_executor_completedTasks.*executor_id="0"'
}

echo "The corpus, and a round on local[2]…"
make_local "$items"
echo "The same on two workers and an object store…"
start_cluster
on_cluster run round --round 1 --conf spark.ui.port=7957 \
    --conf 'spark.metrics.conf.*.sink.prometheusServlet.class=org.apache.spark.metrics.sink.PrometheusServlet' \
    --conf 'spark.metrics.conf.*.sink.prometheusServlet.path=/metrics/prometheus' &
round=$!
await "figure for Prometheus" figures
wait "$round"
compare run "$batch"
echo "Equal: $(wc -l <"$runs/local/$batch") items of $items, chosen by $(executors) executors and by local[2]."
