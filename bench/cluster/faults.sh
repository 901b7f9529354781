#!/usr/bin/env bash
# Breaks what a round rests on, on two workers and an object store. Each round must end with the batch, and where it goes on with the
# student and the verdict, of an undisturbed one on local[2], byte for byte.
#
#   bench/cluster/faults.sh [FAULT]...     executor, driver, worker, twice, speculation, disk; without any all of them
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"
stages=(scan embed cluster pair select)

executor() { # number of the worker
    local pid
    for pid in $(pgrep -f CoarseGrainedExecutorBackend); do
        if [[ $(readlink "/proc/$pid/cwd") == "$runs/worker-$1"/* ]]; then
            echo "$pid"
        fi
    done
}
has_executors() {
    [ -n "$(executor 1)" ] && [ -n "$(executor 2)" ]
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
    sleep 4
}

# An executor is killed in each stage.
break_executor() {
    local name
    for name in "${stages[@]}"; do
        begin executor "$name"
        kill -9 $(executor 1)
        wait "$stage"
        echo "  $name ended all the same"
    done
    compare executor "$batch"
}

kill_driver() { # stage
    begin driver "$1"
    kill -9 $(pgrep -f "SparkSubmit.*$1.*run.uri=s3a://penumbra/driver")
    if wait "$stage"; then
        echo "$1 had ended before the driver was killed" >&2
        exit 1
    fi
    await "executor gone" no_executors
    on_cluster driver "$1" --round 1 >>"$work/driver.log" 2>&1
    echo "  $1 ended when it was called again"
}

# The driver is killed in each stage, and the stage started again, to the end of the round.
break_driver() {
    local name
    for name in "${stages[@]}"; do
        kill_driver "$name"
    done
    compare driver "$batch"
    on_local "$runs/local" answer --round 1 --truth "$runs/demo/demo/truth.jsonl"
    on_local "$runs/local" round --round 1
    on_cluster driver answer --round 1 --truth s3a://penumbra/truth.jsonl >>"$work/driver.log" 2>&1
    for name in ingest split train evaluate; do
        kill_driver "$name"
    done
    on_cluster driver decide --round 1 >>"$work/driver.log" 2>&1
    compare driver models/round=001/student.json
    compare driver _state/round=001/outcome.json
}

# A worker is lost in each stage, with its executor and what it had shuffled; another comes.
break_worker() {
    local name count=2
    for name in "${stages[@]}"; do
        begin worker "$name"
        kill -9 $(pgrep -f "deploy.worker.Worker.*$runs/worker-1 ") $(executor 1)
        rm -rf "$runs/worker-1"
        wait "$stage"
        echo "  $name ended all the same"
        start_worker 1
        count=$((count + 1))
        await worker workers "$count"
    done
    compare worker "$batch"
}

# The same round is started twice at once.
break_twice() {
    begin twice scan
    if on_cluster twice scan --round 1 >"$work/second.log" 2>&1; then
        echo "the second was let in" >&2
        exit 1
    fi
    grep -h 'is at work on it' "$work/second.log"
    wait "$stage"
    on_cluster twice round --round 1 >>"$work/twice.log" 2>&1
    compare twice "$batch"
}

# Tasks are started a second time wherever they can be.
break_speculation() {
    on_cluster speculation round --round 1 --conf spark.speculation=true --conf spark.speculation.interval=20ms \
        --conf spark.speculation.quantile=0.1 --conf spark.speculation.multiplier=1 --conf spark.speculation.minTaskRuntime=0 \
        >>"$work/speculation.log" 2>&1
    compare speculation "$batch"
}

# A disk is full, on local[2]; then room is made.
break_disk() {
    if [ "$(id -u)" != 0 ]; then
        echo "  only root can make a small disk"
        return
    fi
    mkdir "$runs/full"
    mount -t tmpfs -o size=1m none "$runs/full"
    if on_local "$runs/full/run" round --round 1; then
        echo "a disk of 1 MB held the run" >&2
        exit 1
    fi
    grep -h -m 1 'penumbra: Cannot write' "$work/local.log"
    mount -o remount,size=1g "$runs/full"
    on_local "$runs/full/run" round --round 1
    cmp "$runs/local/$batch" "$runs/full/run/$batch"
    umount "$runs/full"
}

faults=("$@")
if [ $# -eq 0 ]; then
    faults=(executor driver worker twice speculation disk)
fi
echo "The corpus, and a round on local[2]…"
make_local 2000
start_cluster
for fault in "${faults[@]}"; do
    echo "$fault…"
    "break_$fault"
    echo "  equal to the undisturbed run"
done
