#!/bin/sh
# Shows that an installed tree stands on its own: installs it, moves it, and makes a report with it from another folder
# while the checkout's data and build are out of the way and no Swift is on the PATH.
#
# usage: scripts/check-install.sh PROGRAM
set -eu
checkout=$(pwd)
folder=$(mktemp -d)
restore() {
    for name in Data .build; do
        [ ! -e "$checkout/$name-aside" ] || mv "$checkout/$name-aside" "$checkout/$name"
    done
    rm -rf "$folder"
}
trap restore EXIT
trap 'exit 130' INT TERM

scripts/install-tree.sh "$1" "$folder/first" >/dev/null
mv "$folder/first" "$folder/second"
mv .build .build-aside
mv Data Data-aside

# The report prints the command that explains a figure, with the file as it was named: so the sample has the same name here.
mkdir -p "$folder/elsewhere/Data"
cp -R "$folder/second/share/maatstaf/Samples" "$folder/elsewhere/Data/Samples"
cd "$folder/elsewhere"
alone() { env -i PATH=/usr/bin:/bin "$@"; }
alone "$folder/second/bin/maatstaf" doctor --language en
alone "$checkout/scripts/examples.sh" "$folder/second/bin/maatstaf" "$folder/report"
diff -r "$checkout/Reports/Examples" "$folder/report"
echo "the installed tree works on its own"
