#!/bin/sh
# The launcher: finding a JDK, the first use, the second, and all that may go on around it.
# alone: it times starts
# limit: 300
set -u
root=$(cd "$(dirname "$0")/../.." && pwd -P)
box=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$box"; rm -rf "$box"' EXIT
trap 'exit 1' INT TERM
failed=0
CHECK_LONG=${CHECK_LONG:-0}

pass() { echo "PASS $1"; }
fail() {
    failed=1
    echo "FAIL $1: $2"
    cat "$box/out" "$box/err" >&2
}

# A checkout of the size that the launcher needs, to be spoilt.
sources() {
    mkdir -p "$box/$1"
    for file in pom.xml mvnw mvnw.cmd .mvn bin cleat cleat.cmd; do cp -R "$root/$file" "$box/$1/"; done
    for pom in "$root"/*/pom.xml; do
        module=$box/$1/$(basename "$(dirname "$pom")")
        mkdir -p "$module/src"
        cp "$pom" "$module/"
        [ -d "$(dirname "$pom")/src/main" ] && cp -R "$(dirname "$pom")/src/main" "$module/src/"
    done
}

# Says what is wrong with a time in milliseconds, unless others keep this machine too busy to tell.
within() { # limit, time
    [ "$2" -lt "$1" ] && return
    if awk -v cores="$(nproc)" '{ exit !($1 > 2 * cores) }' /proc/loadavg 2>/dev/null; then
        echo "skip: $2 ms, but this machine is busy with other work"
    else
        echo "$2 ms"
    fi
}

version() { grep -Eqx 'cleat [0-9][^ ]* \(Java 2[5-9].*\)' "$1"; }

one_line() { [ "$(wc -l <"$1")" -eq 1 ]; }

tooOldEverywhereSaysWhatToInstallInOneLine() {
    CLEAT_LEAST_JDK=999 CLEAT_CACHE=$box/none "$root/cleat" --version >"$box/out" 2>"$box/err"
    status=$?
    [ $status -eq 1 ] || { echo "exit status $status"; return; }
    [ ! -s "$box/out" ] || { echo "it wrote to stdout"; return; }
    one_line "$box/err" && grep -q 'JDK 999' "$box/err" || { echo "not one clear line"; return; }
    [ ! -e "$box/none" ] || echo "it made a cache"
}

twoFirstUsesAtOnceBothWork() {
    sources first
    CLEAT_CACHE=$box/cache "$box/first/cleat" --version >"$box/out" 2>"$box/err" &
    one=$!
    CLEAT_CACHE=$box/cache "$box/first/cleat" --version >"$box/out2" 2>"$box/err2"
    two=$?
    wait $one
    one=$?
    [ $one -eq 0 ] && [ $two -eq 0 ] || { cat "$box/err2" >>"$box/err"; echo "exit status $one and $two"; return; }
    version "$box/out" && version "$box/out2" || { echo "no version"; return; }
    [ "$(cat "$box/err" "$box/err2" | grep -c 'built in')" -eq 1 ] || echo "not built exactly once"
}

secondUseIsSilentAndQuick() {
    case $(date +%N) in
        *N*) echo "skip: this date counts no nanoseconds"; return ;;
    esac
    best=99999
    for _ in 1 2 3 4 5; do
        start=$(date +%s%N)
        CLEAT_CACHE=$box/cache "$box/first/cleat" --version >"$box/out" 2>"$box/err" || { echo "it failed"; return; }
        took=$((($(date +%s%N) - start) / 1000000))
        [ $took -lt $best ] && best=$took
    done
    echo "start: $best ms" >&2
    [ ! -s "$box/err" ] || { echo "noise on stderr"; return; }
    version "$box/out" || { echo "no version"; return; }
    within 500 $best
}

startUsesTheClassCache() {
    # With this mode java refuses to start where the cache does not fit its flags or jars.
    CLEAT_CACHE=$box/cache JAVA_TOOL_OPTIONS=-XX:AOTMode=on "$box/first/cleat" --version >"$box/out" 2>"$box/err" ||
        echo "the cache does not fit"
}

argumentsArriveAsTheyWereGiven() {
    for argument in 'a b' '@file' '*' 'back\slash' 'quo"te' '$HOME' '!'; do
        CLEAT_CACHE=$box/cache "$box/first/cleat" "$argument" >"$box/out" 2>"$box/err"
        status=$?
        [ $status -eq 2 ] || { echo "exit status $status for $argument"; return; }
        grep -qF -- "$argument" "$box/err" && one_line "$box/err" || { echo "lost: $argument"; return; }
    done
}

argumentsNeedNoLocale() {
    CLEAT_CACHE=$box/cache LC_ALL=C "$box/first/cleat" 'schön' >"$box/out" 2>"$box/err"
    grep -q 'schön' "$box/err" || echo "it arrived spoilt"
}

launcherMayBeALink() {
    mkdir "$box/elsewhere"
    ln -s "$box/first/cleat" "$box/elsewhere/cleat"
    (cd "$box/elsewhere" && CLEAT_CACHE=$box/cache ./cleat --version) >"$box/out" 2>"$box/err" && version "$box/out" ||
        echo "it failed"
}

# Starts a server from the copy and waits until it is ready; sets server to its pid, and took to the milliseconds it needed.
serve() {
    rm -rf "$box/said" "$box/state"
    mkdir -p "$box/share"
    mkfifo "$box/said"
    start=$(date +%s%N)
    CLEAT_CACHE=$box/cache "$box/first/cleat" serve --port 0 --portmap off --state "$box/state" "$box/share" \
        >"$box/said" 2>"$box/err" &
    server=$!
    ready=
    while [ -z "$ready" ] && read -r line; do
        case $line in
            'ready '*) ready=$line ;;
        esac
    done <"$box/said"
    took=$((($(date +%s%N) - start) / 1000000))
    [ -n "$ready" ]
}

serverIsReadySoonAndEndsWhenTold() {
    best=99999
    for _ in 1 2 3; do
        serve || { echo "it was never ready"; return; }
        kill "$server"
        wait "$server" || { echo "exit status $?"; return; }
        [ "$took" -lt $best ] && best=$took
    done
    echo "ready: $best ms" >&2
    within 600 $best
}

peopleAndTheJournalReadTheLogInTheirWay() {
    JOURNAL_STREAM=$(stat -L -c %d:%i "$box/err" 2>/dev/null) || { echo "skip: no stat as on Linux"; return; }
    export JOURNAL_STREAM
    serve || { unset JOURNAL_STREAM; echo "it was never ready"; return; }
    unset JOURNAL_STREAM
    kill "$server"
    wait "$server" || { echo "exit status $?"; return; }
    grep -qx '<6>ending' "$box/err" || { echo "no line of the journal's"; return; }
    : >"$box/err"
    serve || { echo "it was never ready"; return; }
    kill "$server"
    wait "$server" || { echo "exit status $?"; return; }
    grep -qx 'cleat: ending' "$box/err" || echo "no line for people"
}

runningServerSurvivesTheNextBuildAndACleanCheckout() {
    serve || { echo "it was never ready"; return; }
    echo '// changed while a server runs' >>"$box/first/cleat-cli/src/main/java/dev/cleat/cli/Main.java"
    CLEAT_CACHE=$box/cache "$box/first/cleat" --version >"$box/out" 2>>"$box/err" || echo "the next build failed"
    mv "$box/first" "$box/gone"
    [ "$(ls -d "$box"/cache/build-*/ | wc -l)" -eq 2 ] || echo "not built beside the old one"
    # Its end needs classes that it has not loaded so far.
    kill "$server"
    wait "$server" || echo "exit status $?"
    mv "$box/gone" "$box/first"
}

readOnlyCheckoutWorks() {
    sources 'read only'
    chmod -R a-w "$box/read only"
    if [ "$(id -u)" = 0 ]; then
        # Permissions do not stop root: a read-only mount does.
        unshare -m true || { echo "skip: root may not make a mount namespace here"; return; }
        unshare -m sh -c 'mount --bind "$1/read only" "$1/read only" && mount -o remount,ro,bind "$1/read only" &&
            CLEAT_CACHE="$1/ro cache" exec "$1/read only/cleat" --version' sh "$box" >"$box/out" 2>"$box/err"
    else
        CLEAT_CACHE="$box/ro cache" "$box/read only/cleat" --version >"$box/out" 2>"$box/err"
    fi
    version "$box/out" || echo "it failed"
}

oldBuildsGoUnlessSomethingRunsFromThem() {
    for number in 1 2 3 4 5 6; do
        mkdir -p "$box/cache/build-old-$number/lib"
        touch "$box/cache/build-old-$number/run.args"
        touch -t 20200101000$number "$box/cache/build-old-$number/used"
    done
    touch "$box/cache/build-old-6/used"
    tail -f /dev/null "@$box/cache/build-old-1/run.args" >/dev/null 2>&1 &
    runs=$!
    echo '// changed again' >>"$box/first/cleat-cli/src/main/java/dev/cleat/cli/Main.java"
    CLEAT_CACHE=$box/cache "$box/first/cleat" --version >"$box/out" 2>"$box/err" || echo "it failed"
    kill $runs
    [ -f "$box/cache/build-old-1/run.args" ] || { echo "removed under a process that runs from it"; return; }
    [ ! -e "$box/cache/build-old-2" ] || { echo "kept too many"; return; }
    [ -e "$box/cache/build-old-6" ] || echo "removed one that was used lately"
}

brokenSourcesAreSaidAndNothingIsRun() {
    echo 'broken' >>"$box/first/cleat-cli/src/main/java/dev/cleat/cli/Main.java"
    CLEAT_CACHE=$box/cache "$box/first/cleat" --version >"$box/out" 2>"$box/err"
    status=$?
    [ $status -eq 1 ] || { echo "exit status $status"; return; }
    [ ! -s "$box/out" ] || { echo "it wrote to stdout"; return; }
    grep -q 'Main.java' "$box/err" || { echo "it does not name the file"; return; }
    ls -d "$box"/cache/work-* >/dev/null 2>&1 && echo "it left its work behind"
}

homeThatCannotBeWrittenIsNoObstacle() {
    [ "$CHECK_LONG" = 1 ] || { echo "skip: only with --long, because it downloads every dependency again"; return; }
    # As another user, because nothing stops root; the Maven repository of this one cannot be reached then.
    command -v setpriv >/dev/null && [ "$(id -u)" = 0 ] || { echo "skip: needs root and setpriv"; return; }
    chmod 755 "$box"
    mkdir -m 777 "$box/tmp"
    (cd "$box" && setpriv --reuid 65534 --regid 65534 --clear-groups env -i PATH="$PATH" HOME=/nonexistent TMPDIR="$box/tmp" \
        JAVA_HOME="$("$root/bin/find-jdk")" "$box/read only/cleat" --version) >"$box/out" 2>"$box/err"
    version "$box/out" || echo "it failed"
}

for name in tooOldEverywhereSaysWhatToInstallInOneLine twoFirstUsesAtOnceBothWork secondUseIsSilentAndQuick \
    startUsesTheClassCache argumentsArriveAsTheyWereGiven argumentsNeedNoLocale launcherMayBeALink readOnlyCheckoutWorks \
    homeThatCannotBeWrittenIsNoObstacle serverIsReadySoonAndEndsWhenTold peopleAndTheJournalReadTheLogInTheirWay \
    runningServerSurvivesTheNextBuildAndACleanCheckout oldBuildsGoUnlessSomethingRunsFromThem \
    brokenSourcesAreSaidAndNothingIsRun; do
    : >"$box/out"
    : >"$box/err"
    $name >"$box/why"
    why=$(cat "$box/why")
    case $why in
        '') pass $name ;;
        skip:*) echo "SKIP $name:${why#skip:}" ;;
        *) fail $name "$why" ;;
    esac
done
exit $failed
