#!/bin/sh
# Makes the example report: the small sample with its residents' survey, and the pages of its first municipality. The same
# sample and program give the same bytes.
#
# usage: scripts/examples.sh PROGRAM FOLDER
set -eu
sample=Data/Samples/schoon.csv
municipality=$(sed -n 2p "$sample" | cut -d ';' -f 3)
residents=${sample%.csv}.oefenantwoorden.csv
exec "$(dirname "$0")/report.sh" "$1" report "$sample" "$residents" --framework nl-opvang --residents nl,uk --only-municipality "$municipality" \
    --out "$2" >/dev/null
