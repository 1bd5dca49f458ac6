#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds, and shows the demo: in the window, which starts its search, or without a display in the
# terminal. Arguments are passed on.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
started_in=$OLDPWD

packaging/install.sh
if [ ! -f build/release/build.ninja ]; then
    cmake --preset release -DCMAKE_CXX_COMPILER_LAUNCHER=ccache >&2
fi
cmake --build --preset release --parallel "${DANAS_JOBS:-2}" --target danas danas-studio >&2

bin=$PWD/build/release/bin
cd "$started_in"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$bin/danas-studio" --demo "$@"
fi
exec "$bin/danas" demo "$@"
