#!/usr/bin/env bash
# Builds the benchmarks and runs some of them; their figures go to RESULTS.md beside this file.
#
#   bench/run.sh NAME... [--texts FILE] [--items N]      bench/run.sh --help lists the names
#
# Environment
#   BENCH_MEMORY  heap of the benchmarks (default: 4g)
#   BENCH_PREFIX  words before each command that a benchmark starts, such as "taskset -c 0"
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(dirname "$here")
target=$here/target

mvn -q -B -ntp -f "$root/pom.xml" -pl bench -am -Dmaven.test.skip=true package
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 SPARK_LOCAL_IP=127.0.0.1
exec java "@$root/conf/java.options" "-Dpenumbra.home=$root" "-Dlog4j2.configurationFile=$root/conf/log4j2.properties" \
    "-Dspark.master=local[*]" -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -XX:+UseParallelGC "-Xmx${BENCH_MEMORY:-4g}" \
    -cp "$target/classes:$(cat "$target/bench.classpath")" \
    org.penumbra.bench.Bench --results "$here/RESULTS.md" "$@"
