#!/bin/sh
# ./bench, briefly: what it measures, that it looks at the answers, and what it leaves.
# alone: it measures
# limit: 300
set -u
cd "$(dirname "$0")/../.." || exit 1
box=$(mktemp -d) || exit 1
trap 'rm -rf "$box"' EXIT
trap 'exit 1' INT TERM
failed=0

verdict() { # name, what is wrong
    if [ -n "$2" ]; then
        failed=1
        echo "FAIL $1: $2"
    else
        echo "PASS $1"
    fi
}

if [ "$(uname -s)" != Linux ]; then
    echo "SKIP bench: ./bench reads Linux's /proc"
    exit 0
fi

# What ./cleat has built already is good enough here.
CLEAT_CACHE=${CLEAT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/cleat}
export CLEAT_CACHE

bench() {
    ./bench --results "$box/results" --folder "$box/files" --servers cleat --warm 0.1 --seconds 0.3 "$@"
}

bench --only metadata,data --rows null,getattr,read4k,write4k >"$box/out" 2>&1
status=$?
cat "$box/out" >&2
verdict runs "$([ $status -eq 0 ] || echo "exit status $status: $(tail -n 1 "$box/out")")"
missing=
for row in null getattr read4k write4k; do
    # rate and CPU of each row are numbers above zero
    awk -F'\t' -v row=$row '$1 == "cleat" && $2 == "2x16" && $3 == row && $4 > 0 && $8 > 0 && $14 == "" { found = 1 } END { exit !found }' \
        "$box/results/figures.tsv" || missing="$missing $row"
done
verdict figuresOfEveryRow "$missing"
verdict tableHoldsRowsAgainstBars "$(grep -q '^| getattr | 1.50 | 3.00 |' "$box/results/table.md" || echo "no such row in table.md")"
verdict machineIsMeasuredToo "$(grep -q 'own round trip: [0-9.]* µs; its loopback: [1-9][0-9]* MB/s' "$box/results/table.md" || echo "not in table.md")"
verdict pictureHasADotForEveryRow "$([ "$(grep -c '<circle' "$box/results/plot.svg")" -eq 5 ] || echo "other than four, and one in the legend")"

# A byte that is not what it should be must be noticed.
data=$(echo "$box"/files/DATA/files-*/data)
printf 'x' | dd of="$data" bs=1 seek=5000 conv=notrunc 2>/dev/null
bench --only data --rows read1m >"$box/out" 2>&1
status=$?
verdict wrongContentFailsTheRun "$([ $status -eq 1 ] && grep -q 'READ: wrong content' "$box/out" || echo "exit status $status: $(tail -n 3 "$box/out")")"

# The flame graph of a row shows where it is served.
./bench --flame getattr --folder "$box/files" --warm 0.5 --seconds 0.5 >"$box/out" 2>&1
picture=$(sed -n 's/^bench: \(.*\.svg\)$/\1/p' "$box/out")
verdict flameGraphShowsTheRow "$(grep -q 'nfs3.server.ObjectHandlers' "$picture" 2>/dev/null || echo "not in the picture: $(tail -n 3 "$box/out")")"
rm -f "${picture%.svg}".svg "${picture%.svg}".jfr "${picture%.svg}".collapsed

# What users feel needs a guest, fio in it, and root.
./bench --kernel --brief --results "$box/results" >"$box/out" 2>&1
status=$?
if [ $status -ne 0 ] && [ "$(id -u)" -ne 0 ] || ! command -v fio >/dev/null || grep -q 'bench: the lab' "$box/out"; then
    echo "SKIP kernelIsFelt: $(tail -n 1 "$box/out")"
else
    lines=$(grep -c '^cleat	kernel	' "$box/results/figures.tsv")
    verdict kernelIsFelt "$([ $status -eq 0 ] && [ "$lines" -eq 8 ] || echo "exit status $status, $lines workloads of 8: $(tail -n 3 "$box/out")")"
fi
exit $failed
