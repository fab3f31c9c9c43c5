#!/bin/sh
# Makes every reference figure of statistics anew with R and compares the program's with them; then has R recompute whole
# reports by the scripts of `export-r`.
# Installs R and its packages where they are missing, or fails with the command that does.
#
# usage: scripts/test-r.sh
set -eu
packages="r-base-core r-cran-survey r-cran-metafor r-cran-mass"
if ! command -v Rscript >/dev/null 2>&1 || ! Rscript -e 'library(survey); library(metafor); library(MASS)' >/dev/null 2>&1; then
    install="apt-get update && apt-get install -y --no-install-recommends $packages"
    if [ "$(id -u)" -ne 0 ]; then
        echo "R or one of its packages is missing. Run as administrator: $install" >&2
        exit 2
    fi
    DEBIAN_FRONTEND=noninteractive sh -c "$install" || { echo "R could not be installed with: $install" >&2; exit 2; }
fi
reference=Tests/SurveyStatisticsTests/Reference
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# The designs that are recorded, made anew.
Rscript "$reference/designs.R" 1 50 "$folder" >/dev/null 2>&1
Rscript "$reference/others.R" "$folder" >/dev/null 2>&1
swift build --build-tests --explicit-target-dependency-import-check error
MAATSTAF_R_FIGURES=$folder swift test --skip-build --filter 'ReferenceTests|ExportRTests'
