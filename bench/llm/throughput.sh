#!/usr/bin/env bash
# How near a scan comes to what a model's server can do, and how its memory stays.
#
#   bench/llm/throughput.sh [TEXTS [LATENCY_MS [SLOTS]]]     500000 texts, 50 ms, 64 at once
#
# The server (server.py) keeps to one core; the scan may use all. Prints the server's rate against
# slots / latency, and how the heap stays.
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
JDK_JAVA_OPTIONS="-Xlog:gc:file=$work/gc.log" "$root/submit.sh" scan --round 1 \
    --set policy.file="$root/conf/policies/health-claims.conf" \
    --set corpus.uri="$work/texts.jsonl" --set corpus.id=id --set corpus.shard-size=8MiB \
    --set scorer.kind=llm --set scorer.mode=full --set run.uri="$work/run" \
    --set llm.base-url=http://127.0.0.1:$port/v1 --set llm.model=stand-in \
    --set llm.max-in-flight=$((slots + slots / 4))
python3 - "$port" "$latency" "$slots" "$work/gc.log" <<'END'
import json, re, sys, urllib.request
port, latency, slots, log = sys.argv[1:]
stats = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/stats"))
capacity = float(slots) / float(latency) * 1000
print(f"{stats['answered']} answers in {stats['seconds']:.1f} s: {stats['per_second']:.0f} a second,"
      f" {stats['per_second'] / capacity:.1%} of {capacity:.0f}; {stats['most_at_work']} at once")
heap = [int(m.group(1)) for m in re.finditer(r"->(\d+)M", open(log).read())]
tenth = max(1, len(heap) // 10)
parts = [min(heap[part:part + tenth]) for part in range(0, len(heap), tenth)]
print("least heap after a collection, by tenths of the collections, MB:", *parts)
END
