#!/bin/sh
# Makes the example report from the small sample. The same sample and program give the same bytes.
#
# usage: scripts/examples.sh PROGRAM FOLDER
set -eu
exec "$(dirname "$0")/report.sh" "$1" report Data/Samples/schoon.csv --framework nl-opvang --out "$2" >/dev/null
