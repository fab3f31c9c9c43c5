#!/bin/sh
# Fails when Reports/Examples is not what the program makes now.
#
# usage: scripts/check-examples.sh PROGRAM
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$(dirname "$0")/examples.sh" "$1" "$folder/Examples"
if ! diff -r Reports/Examples "$folder/Examples" >"$folder/differences"; then
    diff -rq Reports/Examples "$folder/Examples" || true
    cut -c 1-200 "$folder/differences" | head -n 20
    echo "Reports/Examples is stale. Look at the differences; if they are meant, run 'make examples' and commit." >&2
    exit 1
fi
echo "Reports/Examples is up to date"
