#!/usr/bin/env bash
# A round on a standalone master with two workers, run and corpus in an object store, beside the same round on local[2] and a local
# disk: both batches must be equal, byte for byte.
#
#   bench/cluster/two-workers.sh [ITEMS]     ITEMS of the made corpus (default: 2000)
#
# Installs an unmodified Spark and an S3 server into bench/target/cluster; everything listens on 127.0.0.1 alone.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(dirname "$(dirname "$here")")
work=$root/bench/target/cluster
items=${1:-2000}
python=$work/venv/bin/python
s3=http://127.0.0.1:9555
master=spark://127.0.0.1:7955

mkdir -p "$work"
if ! cmp -s "$here/requirements.txt" "$work/installed.txt"; then
    python3 -m venv "$work/venv"
    "$python" -m pip install -q --disable-pip-version-check -r "$here/requirements.txt"
    cp "$here/requirements.txt" "$work/installed.txt"
fi
spark=$("$python" -c 'import pyspark; print(pyspark.__path__[0])')

runs=$(mktemp -d)
started=()
stop() {
    kill ${started[@]+"${started[@]}"} 2>/dev/null || true
    wait
    rm -rf "$runs"
}
trap stop EXIT
background() { # log, command...
    local log=$work/$1.log
    shift
    "$@" >"$log" 2>&1 &
    started+=($!)
}
await() { # what, command...
    local what=$1
    shift
    for _ in $(seq 120); do
        if "$@" 2>/dev/null; then
            return 0
        fi
        sleep 0.5
    done
    echo "No $what after a minute; its log is in $work" >&2
    exit 1
}

export AWS_ACCESS_KEY_ID=nobody AWS_SECRET_ACCESS_KEY=nothing AWS_DEFAULT_REGION=us-east-1 SPARK_LOCAL_IP=127.0.0.1
background s3 "$work/venv/bin/moto_server" -H 127.0.0.1 -p "${s3##*:}"
background master "$spark/bin/spark-class" org.apache.spark.deploy.master.Master --host 127.0.0.1 --port "${master##*:}" --webui-port 0
for number in 1 2; do
    background "worker-$number" "$spark/bin/spark-class" org.apache.spark.deploy.worker.Worker \
        --host 127.0.0.1 --cores 1 --memory 2g --webui-port 0 --work-dir "$runs/worker-$number" "$master"
done

common=(--set policy.file="$root/conf/policies/health-claims.conf" --set corpus.id=id --set embedder.model=all-minilm-l6-v2
    --set cluster.k-max=20 --set scorer.reference-sample=500 --set corpus.shard-size=100KiB --set select.budget=40)

echo "The corpus, and a round on local[2]…"
MASTER='local[2]' "$root/submit.sh" demo --set "run.uri=$runs/demo" --set "demo.items=$items" --set demo.rounds=1 >"$work/demo.log"
MASTER='local[2]' "$root/submit.sh" round --round 1 "${common[@]}" \
    --set "corpus.uri=$runs/demo/demo/corpus.jsonl" --set "run.uri=$runs/local"

echo "The same on two workers and an object store…"
await "S3 server" "$python" "$here/bucket.py" "$s3" put penumbra corpus.jsonl "$runs/demo/demo/corpus.jsonl"
await "two workers" sh -c "[ \"\$(grep -c 'Registering worker' '$work/master.log')\" = 2 ]"
SPARK_HOME=$spark MASTER=$master "$root/submit.sh" round --round 1 "${common[@]}" \
    --set "corpus.uri=s3a://penumbra/corpus.jsonl" --set "run.uri=s3a://penumbra/run" \
    --conf spark.driver.host=127.0.0.1 --conf spark.executor.memory=1g \
    --conf "spark.hadoop.fs.s3a.endpoint=$s3" --conf spark.hadoop.fs.s3a.path.style.access=true \
    --conf spark.hadoop.fs.s3a.endpoint.region=us-east-1

"$python" "$here/bucket.py" "$s3" get penumbra run/exports/round=001/batch.jsonl "$runs/batch.jsonl"
cmp "$runs/local/exports/round=001/batch.jsonl" "$runs/batch.jsonl"
executors=$(find "$runs"/worker-*/app-* -mindepth 1 -maxdepth 1 -type d | wc -l)
echo "Equal: $(wc -l <"$runs/batch.jsonl") items of $items, chosen by $executors executors and by local[2]."
