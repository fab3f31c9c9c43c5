#!/bin/sh
# Times 10,000 replays over 1,500 invented locations against the target of 20 s on 2 cores.
#
# usage: scripts/bench/robustness.sh [PROGRAM]   (default: .build/release/maatstaf; build it with `make build`)
set -eu
cd "$(dirname "$0")/../.."
program=$(realpath "${1:-.build/release/maatstaf}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" rehearse --locations 1500 --seed 2026 --clean --out "$work/in.csv"
echo "load before: $(cut -d ' ' -f 1 /proc/loadavg), cores: $(nproc)"
start=$(date +%s.%N)
# POSIX `times` tells the processor time of what ran before.
"$program" robustness "$work/in.csv" --framework nl-opvang --replays 10000 --out "$work/out" > /dev/null
end=$(date +%s.%N)
awk -v start="$start" -v end="$end" 'BEGIN {
    seconds = end - start
    printf "robustness: %.1f s, target 20 s%s\n", seconds, (seconds > 20 ? " (missed)" : "")
}'
echo "processor time of shell and programs (user, system):"
times
