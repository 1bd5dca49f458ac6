// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/compute_device.h"

#include "base/error.h"
#include "learn/supernet_evaluator.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <torch/csrc/api/include/torch/version.h>

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <thread>

namespace danas::learn {
namespace {

std::string processorName()
{
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);) {
        if (line.starts_with("model name")) {
            const auto colon = line.find(": ");
            return colon == std::string::npos ? line : line.substr(colon + 2);
        }
    }
    return "processor";
}

} // namespace

c10::Device deviceFor(search::Device wish)
{
    const bool cuda = at::hasCUDA();
    if (wish == search::Device::Cuda && !cuda)
        throw Error("This LibTorch cannot use CUDA here (no CUDA build or no device): choose the device \"cpu\" or "
                    "\"auto\", or set Torch_DIR to a CUDA build.");
    return wish != search::Device::Cpu && cuda ? c10::Device(c10::kCUDA, 0) : c10::Device(c10::kCPU);
}

int useThreads(int threads)
{
    const int used = threads > 0 ? threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    // Setting the number throws away the kernels that oneDNN has compiled, even if it stays the same: 17 ms a candidate.
    if (at::get_num_threads() != used)
        at::set_num_threads(used);
    return used;
}

std::vector<ComputeDevice> computeDevices()
{
    std::vector<ComputeDevice> devices { { "cpu",
        fmt::format("{}, {} threads", processorName(), std::thread::hardware_concurrency()) } };
    if (at::hasCUDA())
        devices.push_back({ "cuda", fmt::format("CUDA, {} devices", at::detail::getCUDAHooks().getNumGPUs()) });
    return devices;
}

std::string libraryVersion()
{
    // The BLAS is a matter of Debian's alternatives: ask the one that was loaded.
    const bool openBlas = dlsym(RTLD_DEFAULT, "openblas_get_config") != nullptr;
    return fmt::format(
        "LibTorch {}, {}", TORCH_VERSION, openBlas ? "OpenBLAS" : "reference BLAS (slow: install libopenblas0)");
}

} // namespace danas::learn
