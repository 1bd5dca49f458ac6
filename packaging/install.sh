#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# install.sh [tests]: installs the Debian packages that are missing, with "tests" also those that only the tests need (1 GB), and
# makes sure that OpenBLAS does the linear algebra. Quick when there is nothing to do. Works as root or through sudo.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        echo "This needs root for: $* - run it as root, or install sudo." >&2
        exit 1
    fi
}

lists=("$here/packages.txt")
[ "${1:-}" != tests ] || lists+=("$here/packages-tests.txt")

missing=()
while read -r package _; do
    case $package in '' | '#'*) continue ;; esac
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing+=("$package")
done < <(cat "${lists[@]}")

if [ ${#missing[@]} -gt 0 ]; then
    echo "Installing ${missing[*]}" >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
fi

# Both libraries have an alternative of their own; the reference one may have been chosen by hand.
for library in libblas.so.3 liblapack.so.3; do
    for link in /usr/lib/*/"$library"; do
        [ -L "$link" ] || continue
        case $(readlink -f "$link") in *openblas*) continue ;; esac
        folder=$(dirname "$link")
        echo "Choosing OpenBLAS for $library" >&2
        as_root update-alternatives --set "$library-$(basename "$folder")" "$folder/openblas-pthread/$library" >&2
    done
done
