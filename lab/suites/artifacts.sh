#!/bin/sh
# What is published: jars with their sources and documentation, the same from every build; and projects that use them, the
# examples among them, built against a local repository of this suite's own and run.
# alone: it builds here
# limit: 240
set -u
root=$(cd "$(dirname "$0")/../.." && pwd -P)
cd "$root" || exit 1
cleat=${CLEAT:-$root/cleat}
box=$(mktemp -d) || exit 1
server=
second=
stop() {
    [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null
    server=
}
trap 'stop; [ -n "$second" ] && kill "$second" 2>/dev/null; rm -rf "$box"' EXIT
trap 'exit 1' INT TERM
JAVA_HOME=$(bin/find-jdk) || exit 1
export JAVA_HOME
failed=0

verdict() { # name, what is wrong
    if [ -n "$2" ]; then
        failed=1
        echo "FAIL $1: $(echo "$2" | tr '\n' ' ' | cut -c 1-500)"
    else
        echo "PASS $1"
    fi
}

# Each claim is a function that says what is wrong.
claim() { verdict "$1" "$("$@" 2>>"$box/log")"; }

# What is downloaded comes from the user's repository, where it is; what is built here goes nowhere but into the box.
maven() {
    sh "$root/mvnw" -B -ntp -q -Dstyle.color=never -Dmaven.repo.local="$box/repository" \
        -Dmaven.repo.local.tail="${HOME:-/nonexistent}/.m2/repository" "$@" >>"$box/log" 2>&1
}

sources() { # folder
    mkdir -p "$box/$1"
    cp -R pom.xml .mvn "$box/$1/"
    for pom in */pom.xml; do
        module=$box/$1/$(dirname "$pom")
        mkdir -p "$module/src"
        cp "$pom" "$module/"
        [ -d "$(dirname "$pom")/src/main" ] && cp -R "$(dirname "$pom")/src/main" "$module/src/"
    done
}

# The BOM is the list of what is published.
published() { sed -n 's/.*<artifactId>\(cleat[^<]*\)<.*/\1/p' cleat-bom/pom.xml | sort -u; }
selected=$(published | sed 's/^/:/' | tr '\n' ',' | sed 's/,$//')

librariesAreInTheBom() {
    for module in */src/main/java/module-info.java; do
        pom=${module%%/*}/pom.xml
        grep -q '<maven.install.skip>true' "$pom" && continue
        name=$(sed -n '/<\/parent>/,$s/.*<artifactId>\(.*\)<.*/\1/p' "$pom" | head -n 1)
        [ "$name" = cleat-cli ] || published | grep -qx "$name" || echo "$name is not in the BOM"
    done
}

jarsHaveSourcesAndDocumentation() {
    for name in $(published); do
        [ "$name" = cleat-bom ] && continue
        for kind in '' -sources -javadoc; do
            ls "$box/repository/dev/cleat/$name"/*/"$name"-*"$kind".jar >/dev/null 2>&1 || echo "$name has no jar $kind"
        done
    done
}

sums() { (cd "$box/$1" && find . -path '*/target/*' -name "cleat*.jar" $2 -exec cksum {} + | LC_ALL=C sort); }

# In another folder, later, in another time zone, while the projects are built.
buildAgain() {
    sources two
    skip=true
    [ "${CHECK_LONG:-0}" = 1 ] && skip=false
    cd "$box/two" && TZ=Asia/Kathmandu LC_ALL=C maven -Dquick -Prelease -Dmaven.javadoc.skip=$skip -pl "$selected" -am package \
        -Daether.artifactResolver.postProcessor.trustedChecksums.failIfMissing=true
}

# A sum that is not the file's stops the build.
otherBytesAreRefused() {
    sums=$(echo "$box"/two/.mvn/checksums/*)
    sed 's/^\([0-9a-f]\)\(.*jspecify-[0-9.]*jar\)$/x\2/' "$sums" >"$box/altered" && cmp -s "$box/altered" "$sums" && echo "no sum of jspecify"
    cp "$box/altered" "$sums"
    (cd "$box/two" && maven -Dquick -pl cleat-vfs -am compile) && echo "a jar with another sum was taken"
    tail -n 20 "$box/log" | grep -q 'jspecify.*trusted checksum mismatch' || echo "it failed, but not for the sum: $(tail -n 3 "$box/log")"
}

buildsAreTheSame() {
    [ "$again" = 0 ] || { echo "the second build failed"; tail -n 3 "$box/log"; return; }
    without='! -name *-javadoc.jar'
    [ "${CHECK_LONG:-0}" = 1 ] && without=
    set -f
    sums one "$without" >"$box/sums.one"
    sums two "$without" >"$box/sums.two"
    set +f
    [ -s "$box/sums.one" ] || echo "there are no jars"
    diff "$box/sums.one" "$box/sums.two"
}

classPathProjectRuns() {
    project=$box/lab/projects/classpath
    said=$("$JAVA_HOME/bin/java" -cp "$project/target/classes:$project/target/dependency/*" Consumer "$box/served" 2>&1)
    [ "$said" = "by the class path, module false" ] || echo "$said"
}

modulePathProjectRuns() {
    project=$box/lab/projects/modulepath
    said=$("$JAVA_HOME/bin/java" -p "$project/target/classes:$project/target/dependency" \
        -m consumer/consumer.Consumer "$box/served" 2>&1)
    [ "$said" = "by the module path, module true" ] || echo "$said"
}

# Runs an example until it says where it serves; sets $url.
start() { # example, class, arguments
    project=$box/examples/$1
    class=$2
    shift 2
    "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -cp "$project/target/classes:$project/target/dependency/*" "$class" "$@" \
        >"$box/said" 2>>"$box/log" &
    server=$!
    url=
    for _ in $(seq 300); do
        url=$(sed -n 's/^serving //p' "$box/said")
        [ -n "$url" ] && return
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    echo "$class does not serve: $(tail -n 3 "$box/log")"
    stop
    return 1
}

helloIsReadAndWritten() {
    start hello Hello 0 || return
    [ "$("$cleat" cat "$url/hello.txt")" = "Hello, world" ] || echo "no greeting"
    "$cleat" cp cleat "$url/copy" && "$cleat" cat "$url/copy" | cmp - cleat
    stop
}

zipFilesAreRead() {
    "$JAVA_HOME/bin/jar" --create --no-manifest --file "$box/some.zip" docs README.md
    start zip ServeZip "$box/some.zip" 0 || return
    "$cleat" cat "$url/README.md" | cmp - README.md
    "$cleat" cp -r "$url/docs" "$box/docs" && diff -r docs "$box/docs"
    "$cleat" cp README.md "$url/other" 2>/dev/null && echo "it was written to"
    stop
}

webFilesAreRead() {
    mkdir "$box/web"
    cp -R docs "$box/web/docs"
    (cd "$box/web" && echo 'cleat-index 1' && find docs -type f -printf '%s\t%T@\t-\t%p\n') >"$box/index"
    mv "$box/index" "$box/web/index"
    "$JAVA_HOME/bin/jwebserver" -b 127.0.0.1 -p 0 -d "$box/web" >"$box/web.log" 2>&1 &
    web=$!
    for _ in $(seq 300); do
        index=$(sed -n 's/^URL \(http.*\)/\1index/p' "$box/web.log")
        [ -n "$index" ] && break
        sleep 0.1
    done
    if start http ServeHttp "$index" "$box/cache" 0; then
        "$cleat" cp -r "$url/docs" "$box/fetched" && diff -r docs "$box/fetched"
        stop
    fi
    kill $web
}

jvmShowsThreadsAndMemory() {
    start jvm ServeJvm 0 || return
    thread=$("$cleat" ls "$url/threads" | grep -- '-main.txt')
    "$cleat" cat "$url/threads/$thread" | grep -q 'ServeJvm.main' || echo "no stack of the main thread"
    "$cleat" cat "$url/memory/heap.txt" | grep -q used || echo "no heap"
    stop
}

databaseKeepsFilesOverARestart() {
    start database ServeDatabase "$box/files" 0 || return
    "$cleat" cp -r docs "$url/docs" || echo "it cannot be written to"
    "$cleat" cp docs/guide/README.md "$url/docs/guide/README.md" || echo "it cannot be overwritten"
    stop
    start database ServeDatabase "$box/files" 0 || return
    "$cleat" cp -r "$url/docs" "$box/kept" && diff -r docs "$box/kept"
    stop
}

sources one
if ! (cd "$box/one" && maven -T2 -Dquick -Prelease -pl "$selected" -am install); then
    echo "FAIL publishing: $(grep -m 3 ERROR "$box/log" | tr '\n' ' ' | cut -c 1-500)"
    cat "$box/log" >&2
    exit 1
fi
(buildAgain) &
second=$!
claim librariesAreInTheBom
claim jarsHaveSourcesAndDocumentation

mkdir "$box/lab"
cp -R lab/projects "$box/lab/"
cp -R examples "$box/"
# What documents show of the test kit is a test of the consumer on the class path.
tests=$box/lab/projects/classpath/src/test/java
mkdir -p "$tests"
for document in docs/guide/*.md; do
    awk -v box="$box/block" '/^```java$/ { n++; file = box n; printf "" >file; next } /^```/ { file = "" } file != "" { print >file }' \
        "$document"
    for block in "$box"/block*; do
        [ -f "$block" ] || continue
        class=$(sed -n 's/.*class \([A-Za-z]*\) .*/\1/p' "$block" | head -n 1)
        grep -q testkit "$block" && cp "$block" "$tests/$class.java"
        rm "$block"
    done
done
dependency=$(sed -n 's/.*<plugin.dependency>\(.*\)<.*/\1/p' pom.xml)
if maven -f "$box/lab/projects/pom.xml" package \
    "org.apache.maven.plugins:maven-dependency-plugin:$dependency:copy-dependencies" -DincludeScope=runtime -DskipTests; then
    "$cleat" --version >>"$box/log" 2>&1
    for each in classPathProjectRuns modulePathProjectRuns helloIsReadAndWritten zipFilesAreRead \
        webFilesAreRead jvmShowsThreadsAndMemory databaseKeepsFilesOverARestart; do
        claim "$each"
        stop
    done
else
    echo "FAIL projects: $(grep -m 3 ERROR "$box/log" | tr '\n' ' ' | cut -c 1-500)"
    failed=1
fi
wait $second
again=$?
second=
claim buildsAreTheSame
claim otherBytesAreRefused
[ $failed = 0 ] || cat "$box/log" >&2
exit $failed
