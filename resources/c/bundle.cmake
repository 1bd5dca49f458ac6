# SPDX-License-Identifier: 0BSD
# Self-test on a computer:  cmake -S selftest -B build && cmake --build build && build/selftest
cmake_minimum_required(VERSION 3.13)
project(danas_selftest C)
set(CMAKE_C_STANDARD 99)
set(CMAKE_C_EXTENSIONS OFF)

add_library(danas_model STATIC ../c/danas_kernels.c ../c/model.c ../c/model_weights.c ../c/preprocess.c)
target_include_directories(danas_model PUBLIC ../c)
target_link_libraries(danas_model PUBLIC m)

add_executable(selftest selftest.c goldens.c)
target_link_libraries(selftest PRIVATE danas_model)
add_executable(batch batch.c)
target_link_libraries(batch PRIVATE danas_model)
