#!/bin/sh
# Prints the table of all diagnostic codes, from the texts in Data/Texts.
#
# The texts are nested keys with quoted values, one per line: awk is enough to read them.
set -eu
cd "$(dirname "$0")/.."

entries() { # language: prints "code<TAB>text" for every sentence and hint
    awk '
        FNR == 1 { depth = 0 }
        /^ *(#|$)/ { next }
        {
            match($0, /^ */); level = RLENGTH / 2
            line = substr($0, RLENGTH + 1)
            if (match(line, /^"[^"]*":/) || match(line, /^[^:]+:/)) {
                key = substr(line, 1, RLENGTH - 1); value = substr(line, RLENGTH + 1)
                gsub(/^"|"$/, "", key); sub(/^ +/, "", value)
            } else next
            name[level] = key
            if (value == "" || name[0] != "diagnostic") next
            path = name[1]
            for (i = 2; i <= level; i++) path = path "." name[i]
            if (value ~ /^".*"$/) { value = substr(value, 2, length(value) - 2); gsub(/\\"/, "\"", value); gsub(/\\\\/, "\\", value) }
            else if (value ~ /^\047.*\047$/) { value = substr(value, 2, length(value) - 2); gsub(/\047\047/, "\047", value) }
            gsub(/\|/, "\\|", value); gsub(/</, "\\&lt;", value)
            print path "\t" value
        }' Data/Texts/*."$1".yaml | LC_ALL=C sort -u -t "$(printf '\t')" -k 1,1
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
entries en >"$work/en"
entries nl >"$work/nl"

cat <<'HEAD'
# Diagnostic codes

Made from `Data/Texts` by `make docs`; change the texts, not this file. Words between braces are filled in. The code stands in
`ledger.csv`, in `diagnostics.csv` and, with `--json`, in what a command prints. A code that ends a run without a result goes with
exit status 2.
HEAD
awk -F'\t' '
    FILENAME ~ /nl$/ { dutch[$1] = $2; next }
    { english[$1] = $2; if ($1 !~ /\.hint$/) codes[++count] = $1 }
    function cell(table, code) { return table[code] ((code ".hint") in table ? "<br>→ " table[code ".hint"] : "") }
    END {
        for (i = 1; i <= count; i++) {
            code = codes[i]; split(code, part, "."); 
            if (part[1] != area) { area = part[1]; printf "\n## %s\n\n| code | English | Nederlands |\n| --- | --- | --- |\n", area }
            printf "| `%s` | %s | %s |\n", code, cell(english, code), cell(dutch, code)
        }
    }' "$work/nl" "$work/en"
