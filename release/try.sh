#!/usr/bin/env bash
# Makes the release of the checked-out commit twice, in folders of different names, and compares every
# byte; then unpacks the tarball elsewhere and runs the demo from there on an unmodified Spark.
# docs/release.md holds its last result.
#
# Environment
#   SPARK_HOME  a Spark 4.0 installation; without it pyspark is installed into release/target
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
work=$root/release/target/try
commit=$(git -C "$root" rev-parse --short=12 HEAD)
rm -rf "$work"
mkdir -p "$work"

for build in one the-other; do
    git clone -q "$root" "$work/$build"
    echo "Building $commit in $work/$build…"
    mvn -q -B -ntp -f "$work/$build/pom.xml" -Prelease "-Dpenumbra.commit=$commit" -Dmaven.test.skip=true verify
done
diff -r "$work/one/release/target/dist" "$work/the-other/release/target/dist"
python3 "$root/release/licences.py" "$work/one/release/target/dist/penumbra-bom.json"
cd "$work/one/release/target/dist"
sha256sum --quiet -c ./*.sha256
du -h --apparent-size -- *
echo "Both builds are the same, byte for byte."

if [ -z "${SPARK_HOME:-}" ]; then
    if [ ! -d "$root/release/target/spark" ]; then
        python3 -m venv "$root/release/target/spark"
        "$root/release/target/spark/bin/python" -m pip install -q --disable-pip-version-check pyspark==4.0.1
    fi
    SPARK_HOME=$(echo "$root"/release/target/spark/lib/python3*/site-packages/pyspark)
fi
export SPARK_HOME
mkdir "$work/unpacked" "$work/elsewhere"
tar -xzf "$work"/one/release/target/penumbra-*.tar.gz -C "$work/unpacked"
cd "$work/elsewhere"
"$work"/unpacked/penumbra-*/bin/submit.sh demo --set demo.items=2000 --set demo.rounds=1
[ -f "$work/elsewhere/runs/demo/exports/report.html" ]
echo "The release runs from any folder."
