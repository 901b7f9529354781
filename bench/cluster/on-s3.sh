#!/usr/bin/env bash
# The demo's whole loop with corpus and run in an object store: once undisturbed, once with the driver killed in two stages of each round
# and started again. Both must end as the same loop on a local disk.
#
#   bench/cluster/on-s3.sh [ITEMS]     ITEMS of the made corpus (default: 2000)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/cluster.sh"
items=${1:-2000}

# Its process is the driver itself, for whoever kills it.
demo() { # name, run
    exec env MASTER='local[2]' PENUMBRA_STAGE_LOG="$runs/$1.stages" "$root/submit.sh" demo \
        --set "run.uri=$2" --set "demo.items=$items" --set demo.rounds=2 "${to_s3[@]}" >>"$work/$1.log" 2>&1
}

compare_to_local() { # name
    "$python" "$here/bucket.py" "$s3" all penumbra "$1" "$runs/$1"
    "$python" "$here/same.py" "$runs/local" "$runs/$1"
}

echo "On a local disk…"
(demo local "$runs/local")
start_s3
put unused "$here/bucket.py"
echo "In an object store…"
(demo undisturbed s3a://penumbra/undisturbed)
compare_to_local undisturbed
echo "In an object store, and killed…"
for after in 'embed 1' 'split 1' 'embed 2' 'split 2'; do
    rm -f "$runs/killed.stages"
    demo killed s3a://penumbra/killed &
    driver=$!
    await "end of $after" ended "$runs/killed.stages" $after
    sleep 1
    kill -9 "$driver"
    wait "$driver" || true
    echo "  killed after $after: $(cut -c 1-120 "$runs/killed.stages" | tail -n 1)"
done
(demo killed s3a://penumbra/killed)
compare_to_local killed
