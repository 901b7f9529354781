#!/usr/bin/env bash
# Kills what a round rests on, stage by stage, on two workers and an object store. Each round must end with the batch, and where it goes on
# with the student and the verdict, of an undisturbed one on local[2], byte for byte.
#
#   bench/cluster/faults.sh [ITEMS]     ITEMS of the made corpus (default: 2000)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"
items=${1:-2000}
stages=(scan embed cluster pair select)

executor() { # number of the worker
    pgrep -f "CoarseGrainedExecutorBackend.*--worker-url.*" | while read -r pid; do
        if [[ $(readlink "/proc/$pid/cwd") == "$runs/worker-$1"/* ]]; then
            echo "$pid"
        fi
    done
}
has_executors() {
    [ -n "$(executor 1)" ] && [ -n "$(executor 2)" ]
}
driver() {
    pgrep -f 'org.apache.spark.deploy.SparkSubmit.*penumbra.jar'
}
no_executors() {
    [ -z "$(executor 1)$(executor 2)" ]
}

# Starts a stage and waits until its executors have been at work for a moment.
begin() { # run, stage
    await "executor gone" no_executors
    on_cluster "$1" "$2" --round 1 >>"$work/$1.log" 2>&1 &
    stage=$!
    await executors has_executors
    sleep "${moment:-4}"
}
end() { # what was killed
    if wait "$stage"; then
        echo "  $1: ended all the same"
    else
        echo "  $1: failed with status $?, started again"
        return 1
    fi
}

echo "The corpus, and a round on local[2]…"
make_local "$items"
start_cluster

echo "An executor killed in each stage…"
for name in "${stages[@]}"; do
    begin executor-killed "$name"
    kill -9 $(executor 1)
    end "$name"
done
compare executor-killed "$batch"

echo "The driver killed in each stage, and the stage started again…"
kill_driver() { # stage
    begin driver-killed "$1"
    kill -9 $(driver)
    ! end "$1" || { echo "$1 had ended before the driver was killed" >&2; exit 1; }
    await "executor gone" no_executors
    on_cluster driver-killed "$1" --round 1 >>"$work/driver-killed.log" 2>&1
}
for name in "${stages[@]}"; do
    kill_driver "$name"
done
compare driver-killed "$batch"
on_local "$runs/local" answer --round 1 --truth "$runs/demo/demo/truth.jsonl"
on_local "$runs/local" round --round 1
on_cluster driver-killed answer --round 1 --truth s3a://penumbra/truth.jsonl >>"$work/driver-killed.log" 2>&1
for name in ingest split train evaluate decide; do
    kill_driver "$name"
done
compare driver-killed models/round=001/student.json
compare driver-killed _state/round=001/outcome.json

echo "A worker killed in each stage, with its executor and what it had shuffled…"
count=2
for name in "${stages[@]}"; do
    begin worker-killed "$name"
    kill -9 "${started[2]}" $(executor 1)
    rm -rf "$runs"/worker-1
    end "$name"
    start_worker 1
    started[2]=$!
    count=$((count + 1))
    await worker workers "$count"
done
compare worker-killed "$batch"

echo "The same round started twice at once…"
on_cluster twice round --round 1 >"$work/twice-1.log" 2>&1 &
first=$!
sleep 6
if on_cluster twice round --round 1 >"$work/twice-2.log" 2>&1; then
    echo "the second was let in" >&2
    exit 1
fi
grep -h 'is at work on it' "$work/twice-2.log"
wait "$first"
compare twice "$batch"

echo "Speculative execution…"
on_cluster speculative round --round 1 --conf spark.speculation=true --conf spark.speculation.interval=20ms \
    --conf spark.speculation.quantile=0.1 --conf spark.speculation.multiplier=1 --conf spark.speculation.minTaskRuntime=0 \
    >"$work/speculative.log" 2>&1
compare speculative "$batch"

if [ "$(id -u)" = 0 ]; then
    echo "A disk that is full, on local[2]…"
    mkdir "$runs/full"
    mount -t tmpfs -o size=1m none "$runs/full"
    ! on_local "$runs/full/run" round --round 1 || { echo "a disk of 1 MB held the run" >&2; exit 1; }
    grep -h -m 1 'penumbra: Cannot write' "$work/local.log"
    mount -o remount,size=1g "$runs/full"
    on_local "$runs/full/run" round --round 1
    cmp "$runs/local/$batch" "$runs/full/run/$batch"
    umount "$runs/full"
fi

echo "Equal: the batches of all of these and of local[2], $(wc -l <"$runs/local/$batch") items of $items."
