#!/usr/bin/env bash
# Breaks what a round rests on, on two workers and an object store. Each round must end with the batch, and where it goes on with the
# student and the verdict, of an undisturbed one on local[2], byte for byte.
#
#   bench/cluster/faults.sh [FAULT]...     executor, driver, worker, twice, speculation, disk; without any all of them
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"

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

begin() { # run
    await "executor gone" no_executors
    PENUMBRA_STAGE_LOG=$runs/$1.stages on_cluster "$1" round --round 1 >>"$work/$1.log" 2>&1 &
    round=$!
}

# Waits until a stage is at work: both executors are there, and the stage before it has ended.
await_stage() { # run, stage, stage before
    await executors has_executors
    if [ "$3" = none ]; then
        sleep 4
    else
        await "end of $3" ended "$runs/$1.stages" "$3" 1
    fi
}

# That it was not too late.
broken_in() { # run, stage
    if ended "$runs/$1.stages" "$2" 1; then
        echo "$2 had ended before it was broken" >&2
        exit 1
    fi
    echo "  $2 was broken"
}

# Executors are killed in one round, one in each stage.
break_executor() {
    local name before=none
    begin executor
    for name in scan embed cluster pair select; do
        await_stage executor "$name" "$before"
        kill -9 $(executor 1)
        broken_in executor "$name"
        before=$name
    done
    wait "$round"
    compare executor "$batch"
}

# Drivers are killed, one in each of the stages, and the round is started again, to its end.
kill_drivers() { # stage before, stage...
    local name before=$1
    shift
    for name in "$@"; do
        begin driver
        await_stage driver "$name" "$before"
        kill -9 $(pgrep -f 'SparkSubmit.*run.uri=s3a://penumbra/driver')
        wait "$round" || true
        broken_in driver "$name"
        before=$name
    done
    await "executor gone" no_executors
    on_cluster driver round --round 1 >>"$work/driver.log" 2>&1
}

break_driver() {
    kill_drivers none scan embed cluster pair select
    compare driver "$batch"
    on_local "$runs/local" answer --round 1 --truth "$runs/demo/demo/truth.jsonl"
    on_local "$runs/local" round --round 1
    on_cluster driver answer --round 1 --truth s3a://penumbra/truth.jsonl >>"$work/driver.log" 2>&1
    kill_drivers ingest split train evaluate
    compare driver models/round=001/student.json
    compare driver _state/round=001/outcome.json
}

# Workers are lost in one round, one in each stage, with their executor and what it had shuffled; others come.
break_worker() {
    local name before=none count=2
    begin worker
    for name in scan embed cluster pair select; do
        await_stage worker "$name" "$before"
        kill -9 $(pgrep -f "deploy.worker.Worker.*$runs/worker-1 ") $(executor 1)
        rm -rf "$runs/worker-1"
        broken_in worker "$name"
        start_worker 1
        count=$((count + 1))
        await worker workers "$count"
        before=$name
    done
    wait "$round"
    compare worker "$batch"
}

# The same round is started twice at once.
break_twice() {
    begin twice
    await executors has_executors
    if on_cluster twice scan --round 1 >"$work/second.log" 2>&1; then
        echo "the second was let in" >&2
        exit 1
    fi
    grep -h 'is at work on it' "$work/second.log"
    wait "$round"
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
    : >"$work/local.log"
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
