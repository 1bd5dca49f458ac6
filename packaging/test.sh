#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds, and passes all tests: the whole suite as released (windows on Qt's offscreen screen), the
# core under the address and undefined-behaviour sanitizers, and what crosses threads under the thread sanitizer.
# DANAS_SANITIZERS=OFF leaves the sanitizers out, DANAS_JOBS sets how many compilers run at once (LibTorch takes 1 GB each).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
jobs=${DANAS_JOBS:-2}

packaging/install.sh tests
packaging/runtimes.sh

# configure PRESET [OPTION...]
configure() {
    [ -f "build/$1/build.ninja" ] || cmake --preset "$1" -DCMAKE_CXX_COMPILER_LAUNCHER=ccache "${@:2}"
}

# sanitize PRESET TARGET-LIST CTEST-FILTER...: its log is shown only if something is wrong, so that the summary of the whole
# suite is the last word.
sanitize() {
    local preset=$1 targets=$2 log=build/$1.log
    echo "Sanitizers ($preset): building and testing $targets"
    mkdir -p build
    # shellcheck disable=SC2086 # a list of targets
    if ! { configure "$preset" && cmake --build --preset "$preset" --parallel "$jobs" --target $targets \
        && ctest --preset "$preset" "${@:3}"; } >"$log" 2>&1; then
        cat "$log"
        echo "The $preset tests failed." >&2
        exit 1
    fi
    tail -n 2 "$log" | sed "s/^/$preset: /;s/tests passed/passed/"
}

if [ "${DANAS_SANITIZERS:-ON}" = ON ]; then
    sanitize asan tests/core/all -L core
    sanitize tsan "tst_run_engine tst_run_controller" -R '^(tst_run_engine|tst_run_controller)$'
fi

configure release
cmake --build --preset release --parallel "$jobs"
ctest --preset release
