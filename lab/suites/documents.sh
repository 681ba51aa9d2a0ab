#!/bin/sh
# The documents: links lead somewhere, and Java code in them compiles against the packages that embedders see.
# limit: 120
set -u
cd "$(dirname "$0")/../.." || exit 1
box=$(mktemp -d) || exit 1
trap 'rm -rf "$box"' EXIT
failed=0
documents=$(find . -name '*.md' -not -path '*/target/*' -not -path './.git/*' | sed 's/^\.\///' | LC_ALL=C sort)

verdict() { # name, file with what is wrong
    if [ -s "$2" ]; then
        failed=1
        echo "FAIL $1: $(tr '\n' ' ' <"$2" | cut -c 1-500)"
    else
        echo "PASS $1"
    fi
}

# GitHub's names for headings: small letters, no punctuation, hyphens for spaces.
anchors() {
    sed -n 's/^##* *//p' "$1" | tr '[:upper:]' '[:lower:]' | sed 's/[^a-z0-9 _-]//g; s/ /-/g'
}

for document in $documents; do
    folder=$(dirname "$document")
    sed '/^```/,/^```/d' "$document" | grep -o '](\([^)]*\))' | sed 's/^](//; s/)$//' | while read -r link; do
        case $link in
            http:* | https:* | mailto:*) continue ;;
        esac
        file=${link%%#*}
        target=$folder/$file
        [ -z "$file" ] && target=$document
        if [ ! -e "$target" ]; then
            echo "$document: $link leads nowhere"
        elif [ "$link" != "$file" ] && ! anchors "$target" | grep -qxF -- "${link#*#}"; then
            echo "$document: $link names no heading"
        fi
    done
done >"$box/links"
verdict linksLeadSomewhere "$box/links"

# Each block of Java is a source file of its own, such as a class or a bare main method with its imports.
for document in $documents; do
    awk -v box="$box" -v name="$(echo "$document" | tr -c 'A-Za-z0-9\n' _)" '
        /^```java$/ { n++; file = box "/" name n ".java"; printf "" > file; next }
        /^```/ { file = "" }
        file != "" { print > file }' "$document"
done
if ls "$box"/*.java >/dev/null 2>&1; then
    jdk=$(bin/find-jdk) || exit 1
    CLEAT_CACHE=$box/cache ./cleat --version >&2 || exit 1
    for source in "$box"/*.java; do
        grep -q testkit "$source" && continue # not among the launcher's jars: the suite `artifacts` compiles it
        "$jdk/bin/javac" -Xlint:all -Werror -d "$box/classes" --module-path "$(ls -d "$box"/cache/build-*/lib)" \
            --add-modules ALL-MODULE-PATH "$source" >"$box/said" 2>&1 || { basename "$source"; cat "$box/said"; }
    done >"$box/java"
    verdict codeCompiles "$box/java"
else
    echo "SKIP codeCompiles: there is no Java in the documents yet"
fi
exit $failed
