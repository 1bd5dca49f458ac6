# SPDX-License-Identifier: 0BSD
# Self-test on an Arm Cortex-M, here the one that QEMU emulates:
#   cmake -S board -B build -DCMAKE_TOOLCHAIN_FILE=arm-none-eabi.cmake -DDANAS_CPU=cortex-m4
#   cmake --build build && ctest --test-dir build --verbose
# Sizes, with weights, tables, code and arena of the network in sections of their own:  arm-none-eabi-size -A build/selftest.elf
cmake_minimum_required(VERSION 3.13)
project(danas_board C)
set(CMAKE_C_STANDARD 99)
set(CMAKE_C_EXTENSIONS OFF)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE MinSizeRel)
endif()

add_executable(selftest startup.c ../selftest/selftest.c ../selftest/goldens.c
    ../c/danas_kernels.c ../c/model.c ../c/model_weights.c ../c/preprocess.c)
set_target_properties(selftest PROPERTIES SUFFIX .elf LINK_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/mps2.ld")
target_include_directories(selftest PRIVATE ../c)
target_compile_options(selftest PRIVATE -Wall -Wextra -Wpedantic)
target_link_libraries(selftest PRIVATE -T "${CMAKE_CURRENT_SOURCE_DIR}/mps2.ld" m)

# Arm's MPS2+ board with the images AN386 (Cortex-M4) and AN500 (Cortex-M7).
set(machine_of_cortex-m4 mps2-an386)
set(machine_of_cortex-m7 mps2-an500)
enable_testing()
add_test(NAME selftest COMMAND qemu-system-arm -machine ${machine_of_${DANAS_CPU}} -nographic -monitor none -serial none
    -semihosting-config enable=on,target=native -kernel $<TARGET_FILE:selftest>)
set_tests_properties(selftest PROPERTIES TIMEOUT 300)
