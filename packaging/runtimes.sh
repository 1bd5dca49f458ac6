#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the engines of packaging/runtimes.txt in a Python environment, build/runtimes unless a folder is given. Quick when
# there is nothing to do. Needs Python 3.9 to 3.11, Debian 12's for one.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=${1:-$here/../build/runtimes}

if ! cmp -s "$here/runtimes.txt" "$folder/installed.txt"; then
    echo "Installing the engines for exported models in $folder" >&2
    rm -rf "$folder"
    /usr/bin/python3 -m venv "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: --requirement "$here/runtimes.txt" >&2
    cp "$here/runtimes.txt" "$folder/installed.txt"
fi
