# SPDX-License-Identifier: 0BSD
# GCC for bare-metal Arm (Debian: gcc-arm-none-eabi and libnewlib-arm-none-eabi).
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_C_COMPILER arm-none-eabi-gcc)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY) # a program needs the board's linker script
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES DANAS_CPU)
set(DANAS_CPU cortex-m4 CACHE STRING "cortex-m4 or cortex-m7")
add_compile_options(-mcpu=${DANAS_CPU} -mthumb -ffunction-sections -fdata-sections)
add_link_options(-mcpu=${DANAS_CPU} -mthumb --specs=nano.specs -nostartfiles -Wl,--gc-sections)
