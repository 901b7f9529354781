# A standalone master with two workers and an S3 server, all on 127.0.0.1; read by the scripts beside it.
#
# An unmodified Spark and the S3 server are installed into bench/target/cluster.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(dirname "$(dirname "$here")")
work=$root/bench/target/cluster
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
    ! mountpoint -q "$runs/full" || umount "$runs/full"
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
    for _ in $(seq 2400); do
        if "$@" 2>/dev/null; then
            return 0
        fi
        sleep 0.25
    done
    echo "No $what after ten minutes; its log is in $work" >&2
    exit 1
}

workers() { # how many have registered so far
    [ "$(grep -c 'Registering worker' "$work/master.log")" -ge "$1" ]
}

start_worker() { # number
    background "worker-$1" "$spark/bin/spark-class" org.apache.spark.deploy.worker.Worker \
        --host 127.0.0.1 --cores 1 --memory 2g --webui-port 0 --work-dir "$runs/worker-$1" "$master"
}

put() { # key, file
    await "S3 server" "$python" "$here/bucket.py" "$s3" put penumbra "$1" "$2"
}

start_s3() {
    export AWS_ACCESS_KEY_ID=nobody AWS_SECRET_ACCESS_KEY=nothing AWS_DEFAULT_REGION=us-east-1 SPARK_LOCAL_IP=127.0.0.1
    background s3 "$work/venv/bin/moto_server" -H 127.0.0.1 -p "${s3##*:}"
}
to_s3=(--conf "spark.hadoop.fs.s3a.endpoint=$s3" --conf spark.hadoop.fs.s3a.path.style.access=true
    --conf spark.hadoop.fs.s3a.endpoint.region=us-east-1)

start_cluster() {
    start_s3
    background master "$spark/bin/spark-class" org.apache.spark.deploy.master.Master \
        --host 127.0.0.1 --port "${master##*:}" --webui-port 0
    start_worker 1
    start_worker 2
    put corpus.jsonl "$runs/demo/demo/corpus.jsonl"
    put truth.jsonl "$runs/demo/demo/truth.jsonl"
    await "two workers" workers 2
}

ended() { # stages' log, stage, round
    grep -qs "\"stage\":\"$2\",\"round\":$3," "$1"
}

made=(--set policy.file="$root/conf/policies/health-claims.conf" --set corpus.id=id --set embedder.model=all-minilm-l6-v2
    --set cluster.k-max=20 --set scorer.reference-sample=500 --set corpus.shard-size=100KiB --set select.budget=40)

on_local() { # run, command...
    local run=$1
    shift
    MASTER='local[2]' "$root/submit.sh" "$@" "${made[@]}" \
        --set "corpus.uri=$runs/demo/demo/corpus.jsonl" --set "run.uri=$run" >>"$work/local.log" 2>&1
}

corpus_made() {
    [ -f "$runs/demo/demo/made.txt" ]
}

# The demo's corpus, and its round on local[2] and a local disk, which others must equal.
make_local() { # items
    MASTER='local[2]' "$root/submit.sh" demo --set "run.uri=$runs/demo" --set "demo.items=$1" >"$work/demo.log" &
    await corpus corpus_made
    kill -9 $!
    wait $! 2>/dev/null || true
    on_local "$runs/local" round --round 1
}

on_cluster() { # run, command...
    local run=$1
    shift
    SPARK_HOME=$spark MASTER=$master "$root/submit.sh" "$@" "${made[@]}" \
        --set corpus.uri=s3a://penumbra/corpus.jsonl --set "run.uri=s3a://penumbra/$run" \
        --conf spark.driver.host=127.0.0.1 --conf spark.executor.memory=1g "${to_s3[@]}"
}

# Fails unless a file of a run is that of local[2], byte for byte.
compare() { # run, file
    "$python" "$here/bucket.py" "$s3" get penumbra "$1/$2" "$runs/compared"
    cmp "$runs/local/$2" "$runs/compared"
}
batch=exports/round=001/batch.jsonl

executors() { # all that were started so far
    find "$runs"/worker-*/app-* -mindepth 1 -maxdepth 1 -type d | wc -l
}
