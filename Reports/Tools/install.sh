#!/bin/sh
# Makes the environment in which typst and pandoc stand: Python packages of pinned versions, fonts, reference documents.
# Nothing of the user's own Python is used or changed. Does nothing when it is there already.
#
# usage: install.sh [FOLDER]       FOLDER: where to make it; without it `environment` beside this script
set -eu

tools=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$tools/environment}

say() { printf '%s\n' "$*" >&2; }

if [ -e "$folder/ready" ] && cmp -s "$tools/requirements.txt" "$folder/ready" && "$folder/bin/python" -I -c '' 2>/dev/null; then
    exit 0
fi

# Debian's Python before any other: it stays where it is.
python=/usr/bin/python3
[ -x $python ] || python=python3
if ! $python -c 'import venv, ensurepip' 2>/dev/null; then
    say "Python with its venv module is missing. On Debian: apt-get install python3-venv"
    exit 2
fi
inter=/usr/share/fonts/opentype/inter
dejavu=/usr/share/fonts/truetype/dejavu
if [ ! -e $inter/Inter-Regular.otf ] || [ ! -e $dejavu/DejaVuSans.ttf ]; then
    say "The fonts Inter and DejaVu are missing. On Debian: apt-get install fonts-inter fonts-dejavu-core"
    exit 2
fi

say "installing typst and pandoc in $folder …"
rm -rf "$folder"
mkdir -p "$folder"
trap '[ -e "$folder/ready" ] || rm -rf "$folder"' EXIT
$python -m venv "$folder"
"$folder/bin/python" -I -m pip install --disable-pip-version-check --quiet --only-binary=:all: --no-deps \
    --requirement "$tools/requirements.txt"

mkdir "$folder/fonts"
for weight in Regular Italic SemiBold SemiBoldItalic; do cp $inter/Inter-$weight.otf "$folder/fonts/"; done
# For the letters that Inter has not.
cp $dejavu/DejaVuSans.ttf $dejavu/DejaVuSans-Bold.ttf "$folder/fonts/"
"$folder/bin/python" -I -B "$tools/reference-documents.py" "$folder"
cp "$tools/requirements.txt" "$folder/ready"
