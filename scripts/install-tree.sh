#!/bin/sh
# Installs the program (without debug symbols) and its data as a tree that can be moved to another place.
#
# usage: scripts/install-tree.sh PROGRAM TREE
set -eu
program=$1
tree=$2
share=$tree/share/maatstaf
doc=$tree/share/doc/maatstaf

install -d "$tree/bin" "$share" "$doc/Data" "$doc/docs/images"
# Folders of an earlier version are replaced, so that no file of it stays behind.
for folder in Frameworks CodeBooks Registers Rehearsal Privacy Checks Mapping Crosswalks Sampling R Disclosure Texts Samples; do
    [ -d "Data/$folder" ] || continue
    rm -rf "${share:?}/$folder"
    # Folders within it too; what an editor left behind is hidden, and stays here.
    find "Data/$folder" -type f ! -name '.*' -exec sh -c 'install -D -m 644 "$1" "$2/${1#Data/}"' _ {} "$share" \;
done
install -d "$share/Templates"
install -m 644 Reports/Templates/* "$share/Templates/"
rm -rf "$share/Tools"
install -d "$share/Tools"
for file in Reports/Tools/*; do
    [ -f "$file" ] && install -m 644 "$file" "$share/Tools/"
done
chmod 755 "$share/Tools/install.sh"
# Typst and pandoc go along where they are: their environment works wherever it stands.
if [ -e Reports/Tools/environment/ready ]; then
    cp -R Reports/Tools/environment "$share/Tools/"
else
    echo "for PDF, DOCX and ODT run: sh $share/Tools/install.sh"
fi
# The documents keep their places, so that their links work.
install -m 644 README.md ARCHITECTURE.md CONTRIBUTING.md CHANGELOG.md LICENSE "$doc/"
install -m 644 Data/README.md "$doc/Data/"
install -m 644 docs/*.md "$doc/docs/"
install -m 644 docs/images/* "$doc/docs/images/"
install -s -m 755 "$program" "$tree/bin/maatstaf"
echo "installed: $tree/bin/maatstaf"
