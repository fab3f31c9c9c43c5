#!/bin/sh
# Makes a Debian machine ready to build Maatstaf: installs the system packages that are missing and checks Swift.
# Does nothing, and asks nobody for anything, when everything is there.
#
# usage: scripts/setup.sh            install what is missing
#        scripts/setup.sh --check    only say what is missing; exit status 1 if anything is
set -eu

swift_needed=6.2
swift_place=https://www.swift.org/install/linux/
list="$(dirname "$0")/packages.txt"

say() { printf '%s\n' "$*" >&2; }

# Whether the third part of a line of the list is there: a path (which may hold *), or the name of a program.
present() {
    case $1 in
    /*)
        for path in $1; do
            [ -e "$path" ] && return 0
        done
        return 1
        ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
    esac
}

missing_packages() {
    while read -r package probe purpose; do
        case $package in '' | '#'*) continue ;; esac
        present "$probe" && continue
        say "missing: $package, needed for $purpose"
        printf '%s ' "$package"
    done <"$list"
}

# Runs apt-get as root: directly, through sudo, or not at all but with a sentence that says what to run.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        DEBIAN_FRONTEND=noninteractive "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    else
        return 127
    fi
}

install_packages() {
    if ! command -v apt-get >/dev/null 2>&1; then
        say "This machine has no apt-get. Install what these Debian packages bring, then try again: $*"
        exit 2
    fi
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null 2>&1; then
        say "Installing packages takes an administrator. Ask one to run: apt-get update && apt-get install $*"
        exit 2
    fi
    # The list of packages is fetched only when it does not know a package, or when it turns out to be too old.
    fresh=no
    for package in "$@"; do
        if [ -z "$(apt-cache policy "$package" 2>/dev/null | sed -n 's/^ *Candidate: *//p' | grep -v '(none)')" ]; then
            as_root apt-get update
            fresh=yes
            break
        fi
    done
    as_root apt-get install -y --no-install-recommends "$@" && return
    if [ $fresh = no ]; then
        as_root apt-get update
        as_root apt-get install -y --no-install-recommends "$@" && return
    fi
    say "The packages could not be installed. Try it by hand: apt-get update && apt-get install $*"
    exit 2
}

# Whether version $1 is at least version $2, both like 6.2 or 6.2.1.
at_least() {
    [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

check_swift() {
    if ! command -v swift >/dev/null 2>&1; then
        say "Swift is missing. Get version $swift_needed or newer from $swift_place, put it on the PATH, and try again."
        exit 2
    fi
    if ! answer=$(swift --version 2>&1); then
        say "Swift is there but does not run; see $swift_place for what it needs. It said:"
        say "$answer"
        exit 2
    fi
    version=$(printf '%s\n' "$answer" | sed -n 's/.*Swift version \([0-9][0-9.]*[0-9]\).*/\1/p' | head -n 1)
    if [ -z "$version" ] || ! at_least "$version" "$swift_needed"; then
        say "Swift $swift_needed or newer is needed, and this is ${version:-an unknown version}. Get a newer one from $swift_place."
        exit 2
    fi
}

missing=$(missing_packages)
if [ "${1:-}" = --check ]; then
    check_swift
    [ -z "$missing" ]
    exit
fi
if [ -n "$missing" ]; then
    # Package names hold no blanks: the words are the packages.
    # shellcheck disable=SC2086
    install_packages $missing
fi
check_swift
