#!/bin/sh
# Opens pages of every kind in Chromium and fails on what axe-core finds (WCAG 2.1, A and AA), see Tests/Accessibility.
# Installs Chromium where it is missing, or fails with the command that does; axe and its driver stand in an environment of their own.
#
# usage: scripts/check-accessibility.sh PROGRAM
set -eu
program=$1
here=Tests/Accessibility
environment=.build/accessibility
if ! command -v chromium >/dev/null 2>&1; then
    install="apt-get update && apt-get install -y --no-install-recommends chromium"
    if [ "$(id -u)" -ne 0 ]; then
        echo "Chromium is missing. Run as administrator: $install" >&2
        exit 2
    fi
    DEBIAN_FRONTEND=noninteractive sh -c "$install" >/dev/null || { echo "Chromium could not be installed with: $install" >&2; exit 2; }
fi
if ! cmp -s $here/requirements.txt $environment/ready; then
    rm -rf $environment
    /usr/bin/python3 -m venv $environment
    $environment/bin/python -m pip install --disable-pip-version-check --quiet --only-binary=:all: --requirement $here/requirements.txt
    cp $here/requirements.txt $environment/ready
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
report() { "$(dirname "$0")/report.sh" "$program" report "$@" >"$folder/messages" 2>&1 || { cat "$folder/messages" >&2; exit 2; }; }
sample=Data/Samples/schoon
# Pages of every kind and language; of the large sample one municipality, with everything that can go wrong in it.
report $sample.csv $sample.oefenantwoorden.csv --framework nl-opvang --residents nl,uk,ru,en --out "$folder/nl"
report $sample.csv $sample.oefenantwoorden.csv --framework nl-opvang --language en --out "$folder/en"
report Data/Samples/inspecties.csv Data/Samples/oefenantwoorden.csv --framework nl-opvang --only-municipality Amsterdam --out "$folder/large"
$environment/bin/python -I -B $here/accessibility.py "$folder"
