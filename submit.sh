#!/usr/bin/env bash
# Builds Penumbra if needed and runs one command through Spark's own SparkSubmit. In a release it is
# bin/submit.sh and builds nothing.
#
#   ./submit.sh COMMAND [OPTION]...    run a command; './submit.sh --help' lists them
#   ./submit.sh test [MAVEN OPTION]... build, run all Java and Python tests, and sum up
#
# Environment
#   SPARK_HOME     a Spark 4.0 installation; without it the Spark that Maven resolves is used
#   MASTER         Spark's master (default: Spark's own, local[*])
#   SPARK_ARGS     more options for spark-submit, split at blanks
#   DRIVER_MEMORY  heap of the driver (default on this machine: 1g)
#   PENUMBRA_S3A   1: add the S3A libraries, as happens by itself when an argument or the
#                  --settings file holds an s3a:// path; 0: never
#   PENUMBRA_LOG   info or debug: more on the console than warnings
#   PENUMBRA_STAGE_LOG  a file that gets a line of JSON as each stage ends (default: none)
# '--conf key=value' goes to Spark, everything else to Penumbra.
set -euo pipefail

script=${BASH_SOURCE[0]}
while [ -L "$script" ]; do
    link=$(readlink "$script")
    case $link in
        /*) script=$link ;;
        *) script=$(dirname "$script")/$link ;;
    esac
done
root=$(cd "$(dirname "$script")" && pwd -P)

target=$root/jobs/target
products=$target
# A release has this file in its bin, and jars in place of sources.
released=false
if [ ! -f "$root/pom.xml" ] && [ -f "$root/../jars/penumbra.jar" ]; then
    released=true
    root=$(dirname "$root")
    products=$root/jars
fi
jar=$products/penumbra.jar
s3a_jar=$products/penumbra-s3a.jar
classpath_file=$target/spark.classpath
main_class=org.penumbra.jobs.Penumbra

fail() { # status, message
    printf 'penumbra: %s\n' "$2" >&2
    exit "$1"
}

# ---------------------------------------------------------------------------- tools

check_platform() {
    local platform
    platform=$(uname -sm)
    [ "$platform" = "Linux x86_64" ] ||
        fail 1 "Cannot run on $platform: the native libraries are built for Linux on x86-64. Use such a machine, or a container of its kind with glibc (--platform linux/amd64)."
}

find_java() {
    java=java
    if [ -n "${JAVA_HOME:-}" ]; then
        java=$JAVA_HOME/bin/java
    fi
    command -v "$java" >/dev/null ||
        fail 1 "Cannot find Java: no '$java'. Install a JDK 17 or newer, or set JAVA_HOME to one."
    local version
    version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p;' | head -n 1)
    if [ -z "$version" ] || [ "$version" -lt 17 ]; then
        fail 1 "Cannot run with Java ${version:-of unknown version} ('$java'). Set JAVA_HOME to a JDK 17 or newer."
    fi
}

find_maven() {
    command -v mvn >/dev/null || fail 1 "Cannot build: no 'mvn' on the PATH. Install Maven 3.8 or newer."
    if [ -z "${JAVA_HOME:-}" ]; then
        JAVA_HOME=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
        export JAVA_HOME
    fi
    [ -x "$JAVA_HOME/bin/javac" ] ||
        fail 1 "Cannot build: the Java in '$JAVA_HOME' has no compiler (bin/javac). Install a JDK 17 or newer, or set JAVA_HOME to one."
}

# Java, and Maven with it, knows nothing of the variables that other programs find their proxy by. A
# password stays out: others on this machine could read it among a command's arguments.
find_proxies() {
    proxies=()
    local scheme proxy hosts
    for scheme in http https; do
        case $scheme in
            http) proxy=${http_proxy:-${HTTP_PROXY:-}} ;;
            https) proxy=${https_proxy:-${HTTPS_PROXY:-}} ;;
        esac
        proxy=${proxy#*://}
        proxy=${proxy%%/*}
        case $proxy in
            *@* | '') ;;
            *:*) proxies+=("-D$scheme.proxyHost=${proxy%:*}" "-D$scheme.proxyPort=${proxy##*:}") ;;
        esac
    done
    hosts=${no_proxy:-${NO_PROXY:-}}
    if [ ${#proxies[@]} -gt 0 ]; then
        hosts=$(printf '%s' "$hosts" | sed 's/[[:space:]]//g; s/,/|/g; s/^\./*./; s/|\./|*./g')
        proxies+=("-Dhttp.nonProxyHosts=localhost|127.*|[::1]${hosts:+|$hosts}")
    fi
}

maven() {
    local commit
    commit=$(git -C "$root" rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
    mvn -B -ntp -f "$root/pom.xml" "-Dpenumbra.commit=$commit" ${proxies[@]+"${proxies[@]}"} "$@"
}

# ---------------------------------------------------------------------------- building

# Anything among the given sources newer than the given file?
newer_than() { # file, source...
    local file=$1
    shift
    [ ! -f "$file" ] || [ -f "$file.begun" ] || read -r < <(find "$@" -newer "$file" -print 2>/dev/null)
}

classpath_broken() {
    [ -f "$classpath_file" ] || return 0
    local entry entries
    IFS=: read -r -a entries <"$classpath_file" || true
    for entry in "${entries[@]}"; do
        [ -f "$entry" ] || return 0
    done
    return 1
}

jar_outdated() {
    newer_than "$jar" "$root/pom.xml" "$root/common/pom.xml" "$root/jobs/pom.xml" \
        "$root/common/src/main" "$root/jobs/src/main" || classpath_broken
}

s3a_outdated() {
    newer_than "$s3a_jar" "$root/pom.xml" "$root/jobs/s3a/pom.xml"
}

why_no_build() { # log
    if grep -qE 'No space left on device|Disk quota exceeded' "$1"; then
        echo "no space is left on the disk. The libraries take 1.1 GB in Maven's folder (~/.m2), the build .7 GB in $root"
    elif grep -qE 'Could not transfer|Connection refused|Connection timed out|Unknown ?[hH]ost|Name or service not known' "$1"; then
        echo "Maven could not download a library. Check the network. Behind a proxy set HTTPS_PROXY to http://host:port; one that wants a password goes into <proxies> of Maven's settings.xml"
    else
        echo "Maven failed"
    fi
}

# A jar as old as the start of its build is outdated by whatever was edited meanwhile; one whose build
# was broken off is half a jar, and keeps the mark beside it. The old one is unlinked, not overwritten,
# because a run may still have it open.
build() { # jar, what, maven option...
    local product=$1 what=$2 log=$target/build.log started=$1.begun
    shift 2
    printf 'Building %s (the first time takes some minutes)…\n' "$what" >&2
    find_maven
    touch "$started"
    rm -f "$product"
    if ! maven "$@" -Dmaven.test.skip=true package >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        fail 1 "Cannot build $what: $(why_no_build "$log"). The whole log is in $log"
    fi
    touch -r "$started" "$product"
    rm "$started"
}

build_if_needed() {
    if [ "$released" = true ]; then
        [ -n "${SPARK_HOME:-}" ] ||
            fail 1 "Cannot find Spark: a release brings none. Set SPARK_HOME to an installation of Spark 4.0, such as the folder 'pyspark' that 'pip install pyspark==4.0.1' makes."
        return
    fi
    mkdir -p "$target"
    exec 9>"$target/build.lock"
    if command -v flock >/dev/null; then
        flock 9
    fi
    if jar_outdated; then
        build "$jar" Penumbra -pl jobs -am
    fi
    if [ "$1" = with-s3a ] && s3a_outdated; then
        build "$s3a_jar" "the S3A libraries" -Ps3a -pl jobs/s3a
    fi
    exec 9>&-
}

# ---------------------------------------------------------------------------- running

spark_classpath() {
    if [ -n "${SPARK_HOME:-}" ]; then
        printf '%s' "$SPARK_HOME/jars/*"
    else
        cat "$classpath_file"
    fi
}

show_help() {
    build_if_needed without-s3a
    exec "$java" -XX:TieredStopAtLevel=1 "-Dpenumbra.home=$root" -cp "$jar:$(spark_classpath)" \
        "$main_class" "$@"
}

# The last value an option or configuration key was given among Spark's options, or nothing.
spark_option() { # --option, configuration key
    local word previous='' value=''
    for word in ${spark_options[@]+"${spark_options[@]}"}; do
        case "$previous $word" in
            "$1 "*) value=$word ;;
            "--conf $2="*) value=${word#"$2="} ;;
            *" $1="*) value=${word#"$1="} ;;
        esac
        previous=$word
    done
    printf '%s' "$value"
}

s3a_wanted() {
    case ${PENUMBRA_S3A:-} in
        0) return 1 ;;
        1) return 0 ;;
    esac
    local argument previous=
    for argument in "$@"; do
        case $argument in
            *s3a://*) return 0 ;;
            --settings=*) ! grep -qs s3a:// "${argument#*=}" || return 0 ;;
        esac
        if [ "$previous" = --settings ] && grep -qs s3a:// "$argument"; then
            return 0
        fi
        previous=$argument
    done
    return 1
}

spark_brings() { # library
    [ -n "${SPARK_HOME:-}" ] && compgen -G "$SPARK_HOME/jars/$1-*.jar" >/dev/null
}

# A rename in a bucket is a copy: what tasks wrote is uploaded in parts that the commit makes an object.
commit_without_renames() {
    local cloud=org.apache.spark.internal.io.cloud
    committers=(
        --conf spark.hadoop.fs.s3a.committer.name=magic
        --conf "spark.sql.sources.commitProtocolClass=$cloud.PathOutputCommitProtocol"
        --conf "spark.sql.parquet.output.committer.class=$cloud.BindingParquetOutputCommitter"
    )
}

# Sorts the arguments into spark_options and penumbra_arguments.
sort_arguments() {
    spark_options=()
    penumbra_arguments=()
    local words=()
    IFS=$' \t\n' read -r -d '' -a words <<<"${SPARK_ARGS:-}" || true
    if [ -n "${MASTER:-}" ]; then
        spark_options+=(--master "$MASTER")
    fi
    spark_options+=(${words[@]+"${words[@]}"})
    while [ $# -gt 0 ]; do
        case $1 in
            --conf)
                [ $# -gt 1 ] || fail 2 "Cannot read --conf: no key=value follows it. Write --conf spark.key=value."
                spark_options+=(--conf "$2")
                shift
                ;;
            --conf=*) spark_options+=(--conf "${1#*=}") ;;
            *) penumbra_arguments+=("$1") ;;
        esac
        shift
    done
}

run() {
    sort_arguments "$@"
    local master deploy_mode memory settings
    master=$(spark_option --master spark.master)
    deploy_mode=$(spark_option --deploy-mode spark.submit.deployMode)
    memory=$(spark_option --driver-memory spark.driver.memory)

    local jars committers=()
    jars=$(spark_option --jars spark.jars)
    if s3a_wanted "$@" && ! spark_brings hadoop-aws; then
        build_if_needed with-s3a
        jars=${jars:+$jars,}$s3a_jar
        commit_without_renames
    else
        build_if_needed without-s3a
        if s3a_wanted "$@" && spark_brings spark-hadoop-cloud_2.13; then
            commit_without_renames
        fi
    fi

    # One thread inside each native library: the callers are Spark's task threads. JavaCPP's
    # physical limit counts the whole process, so it is off.
    export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
    local natives=-Dorg.bytedeco.javacpp.maxphysicalbytes=0
    local terminal=false
    if [ -t 1 ]; then
        terminal=true
    fi
    local logging=("-Dpenumbra.terminal=$terminal" "-Dlog4j2.configurationFile=$root/conf/log4j2.properties" "-Dpenumbra.log=${PENUMBRA_LOG:-warn}" "-Dpenumbra.stage.log=${PENUMBRA_STAGE_LOG:-/dev/null}")
    settings=(
        ${committers[@]+"${committers[@]}"}
        --conf spark.executorEnv.OMP_NUM_THREADS=1
        --conf spark.executorEnv.OPENBLAS_NUM_THREADS=1
        --conf "spark.executor.defaultJavaOptions=$natives"
    )
    # On a few cores this one takes the least from the tasks; one of the user's own goes first.
    local collector=
    case $master in
        '' | local*)
            case "$(spark_option --driver-java-options spark.driver.extraJavaOptions) ${JDK_JAVA_OPTIONS-} ${JAVA_TOOL_OPTIONS-}" in
                *-XX:+Use*GC*) ;;
                *) collector=-XX:+UseParallelGC ;;
            esac
            export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1}
            memory=${memory:-${DRIVER_MEMORY:-1g}}
            ;;
        *) memory=${memory:-${DRIVER_MEMORY:-}} ;;
    esac

    if [ -n "${SPARK_HOME:-}" ]; then
        local driver_options="$natives${collector:+ $collector}"
        if [ "$deploy_mode" != cluster ]; then
            driver_options+=" \"-Dpenumbra.home=$root\" ${logging[0]} \"${logging[1]}\" ${logging[2]} \"${logging[3]}\""
        fi
        exec "$SPARK_HOME/bin/spark-submit" --class "$main_class" \
            "${settings[@]}" --conf "spark.driver.defaultJavaOptions=$driver_options" \
            ${spark_options[@]+"${spark_options[@]}"} \
            ${memory:+--driver-memory "$memory"} ${jars:+--jars "$jars"} \
            "$jar" "${penumbra_arguments[@]}"
    fi

    case $master in
        yarn* | k8s*) fail 2 "Cannot submit to '$master' without a Spark installation. Set SPARK_HOME to one of Spark 4.0." ;;
    esac
    # In client mode this process is the driver, so what Spark would say on its command line is said here.
    local driver_words=()
    read -r -a driver_words <<<"$(spark_option --driver-java-options spark.driver.extraJavaOptions)" || true
    local classpath application=$jar
    classpath=$(spark_classpath)
    case $master in
        '' | local*)
            # All in this one process: a jar on the class path is not copied to an "executor" first.
            classpath=$classpath:$jar${jars:+:${jars//,/:}}
            application=spark-internal
            jars=
            ;;
    esac
    # The process ends where a task finds no memory; nobody else could say what to do.
    local no_memory=
    if [ -n "$memory" ]; then
        no_memory="-XX:OnOutOfMemoryError=echo 'penumbra: $memory of memory are too little. Set DRIVER_MEMORY to more, such as 4g, and give the same command again: what is done stays done.' >&2"
    fi
    # Those that open no Spark session have ended before the second compiler pays.
    local compiler=
    case ${penumbra_arguments[0]:-} in
        status | config) compiler=-XX:TieredStopAtLevel=1 ;;
    esac
    exec "$java" "@$root/conf/java.options" ${memory:+"-Xmx$memory"} ${no_memory:+"$no_memory"} ${collector:+"$collector"} ${compiler:+"$compiler"} "$natives" \
        ${proxies[@]+"${proxies[@]}"} "-Dpenumbra.home=$root" "${logging[@]}" ${driver_words[@]+"${driver_words[@]}"} \
        -cp "$classpath" org.apache.spark.deploy.SparkSubmit --class "$main_class" \
        "${settings[@]}" ${spark_options[@]+"${spark_options[@]}"} ${jars:+--jars "$jars"} \
        "$application" "${penumbra_arguments[@]}"
}

# ---------------------------------------------------------------------------- testing

# Sums the attribute over all Surefire reports.
surefire_sum() { # attribute
    cat "$root"/*/target/surefire-reports/TEST-*.xml 2>/dev/null |
        sed -n "s/.*<testsuite .* $1=\"\([0-9]*\)\".*/\1/p" | awk '{ n += $1 } END { print n + 0 }'
}

# A folder of Python packages, made anew when their list has changed.
prepare_python() { # folder, list
    local stamp=$1/requirements.installed
    if cmp -s "$2" "$stamp"; then
        return
    fi
    python3 -m venv "$1" &&
        "$1/bin/python" -m pip install -q --disable-pip-version-check -r "$2" &&
        cp "$2" "$stamp"
}

# Airflow has packages of its own; where they cannot be had, the tests of its DAG are skipped.
test_airflow() {
    if ! prepare_python "$root/.venv-airflow" "$root/conf/airflow/requirements.txt"; then
        airflow_line='could not be installed: the tests of its DAG were skipped'
        airflow_tests=skipped
        return
    fi
    if "$root/.venv-airflow/bin/python" -m pytest -ra -p no:cacheprovider "$root/conf/airflow/tests/test_dag.py" | tee "$target/airflow.log"; then
        airflow_tests=passed
    fi
    airflow_line=$(last_of_pytest "$target/airflow.log")
}

last_of_pytest() { # log
    tail -n 1 "$1" | sed 's/^=* *//; s/ *=*$//'
}

# The labelling page is tested in Chromium; without one those tests are skipped.
prepare_chromium() {
    if ! command -v chromedriver >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
        printf 'Installing Chromium, for the tests of the labelling page…\n'
        apt-get update -q >/dev/null && DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -q --no-install-recommends chromium chromium-driver >/dev/null || true
    fi
    if command -v chromedriver >/dev/null; then
        chromium='found'
    else
        chromium='not found: the tests of the labelling page were skipped'
    fi
}

run_tests() {
    local chromium run=$target/test-run java_tests=failed demo=failed python_tests=failed started=$target/test.started
    local airflow_tests=failed airflow_line='not run'
    mkdir -p "$target"
    rm -rf "$root"/*/target/surefire-reports "$run" "$target/pytest.log" "$target/airflow.log"
    touch "$started"
    rm -f "$jar"
    prepare_chromium
    find_maven
    if maven "$@" verify; then
        java_tests=passed
        touch -r "$started" "$jar"
        printf '\nA small demo, for the Python tests to read…\n'
        if "$root/submit.sh" demo --set demo.items=2000 --set "run.uri=$run"; then
            demo=passed
        fi
    fi
    if [ "$demo" = passed ] && prepare_python "$root/.venv" "$root/notebooks/requirements.txt"; then
        if PENUMBRA_DEMO_RUN=$run "$root/.venv/bin/python" -m pytest -ra -p no:cacheprovider "$root/notebooks/tests" | tee "$target/pytest.log"; then
            python_tests=passed
        fi
        test_airflow
    fi

    local skipped pytest_line='not run'
    skipped=$(surefire_sum skipped)
    if [ "${CI:-}" = true ] && [ "$skipped" -gt 0 ]; then
        java_tests='failed: in CI nothing may be skipped'
    fi
    if [ "${CI:-}" = true ] && [ "$airflow_tests" = skipped ]; then
        airflow_tests='failed: in CI nothing may be skipped'
    fi
    if [ -f "$target/pytest.log" ]; then
        pytest_line=$(last_of_pytest "$target/pytest.log")
    fi
    {
        printf 'Surefire: Tests run: %s, Failures: %s, Errors: %s, Skipped: %s (%s)\n' "$(surefire_sum tests)" \
            "$(surefire_sum failures)" "$(surefire_sum errors)" "$skipped" "$java_tests"
        printf 'Chromium: %s\n' "$chromium"
        printf 'Demo:     %s\n' "$demo"
        printf 'pytest:   %s (%s)\n' "$pytest_line" "$python_tests"
        printf 'Airflow:  %s (%s)\n' "$airflow_line" "$airflow_tests"
    } >"$target/test-summary.txt"
    echo
    cat "$target/test-summary.txt"
    case "$java_tests $demo $python_tests $airflow_tests" in
        'passed passed passed passed' | 'passed passed passed skipped') ;;
        *) return 1 ;;
    esac
}

# ---------------------------------------------------------------------------- the command line

check_platform
find_java
find_proxies
if [ $# -eq 0 ]; then
    show_help --help
fi
if [ "$1" = test ]; then
    [ "$released" = false ] || fail 2 "Cannot test a release: it holds no tests. Get the sources of its version."
    shift
    run_tests "$@"
    exit
fi
if [ "$1" = help ]; then
    show_help "$@"
fi
for argument in "$@"; do
    case $argument in
        --help | -h | --version | -V) show_help "$@" ;;
    esac
done
run "$@"
