#!/usr/bin/env bash
# How near a scan comes to what a model's server can do, and how its memory stays.
#
#   bench/llm/throughput.sh [TEXTS [LATENCY_MS [SLOTS]]]     500000 texts, 50 ms, 64 at once
#
# The server (server.py) keeps to one core; the scan may use all. Prints the server's rate against
# slots / latency, and what lives in the heap (Metaspace included) twice a minute.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(dirname "$(dirname "$here")")
texts=${1:-500000} latency=${2:-50} slots=${3:-64} port=8009
work=$(mktemp -d)
trap 'kill $server 2>/dev/null || true; rm -rf "$work"' EXIT

python3 "$here/texts.py" "$texts" "$work/texts.jsonl"
taskset -c 0 python3 "$here/server.py" --port $port --latency-ms "$latency" --slots "$slots" &
server=$!
cd "$work"
"$root/submit.sh" scan --round 1 \
    --set policy.file="$root/conf/policies/health-claims.conf" \
    --set corpus.uri="$work/texts.jsonl" --set corpus.id=id --set corpus.shard-size=8MiB \
    --set scorer.kind=llm --set scorer.mode=full --set run.uri="$work/run" \
    --set llm.base-url=http://127.0.0.1:$port/v1 --set llm.model=stand-in \
    --set llm.max-in-flight=$((slots + slots / 4)) &
scan=$!
# What lives, twice a minute: a full collection takes the scan a tenth of a second.
while sleep 30 && kill -0 $scan 2>/dev/null; do
    jcmd $scan GC.run >/dev/null && jcmd $scan GC.heap_info |
        awk '/used/ { for (i = 1; i < NF; i++) if ($i == "used") kb += $(i + 1) } END { printf "%d MB live\n", kb / 1024 }'
done
wait $scan
python3 - "$port" "$latency" "$slots" <<'END'
import json, sys, urllib.request
port, latency, slots = sys.argv[1:]
stats = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/stats"))
capacity = float(slots) / float(latency) * 1000
print(f"{stats['answered']} answers in {stats['seconds']:.1f} s: {stats['per_second']:.0f} a second,"
      f" {stats['per_second'] / capacity:.1%} of {capacity:.0f}; {stats['most_at_work']} at once")
END
