// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/compute/compute.h"

#include "models/compute/kept_memory.h"
#include "models/layers/product.h"

#include <algorithm>
#include <dlfcn.h>
#include <sstream>
#include <torch/torch.h>
#include <torch/version.h>

namespace leitmotif {

namespace {

/// A function of a library that libtorch has loaded, or null: the system chooses BLAS and OpenMP at
/// run time.
template <class Function>
Function* loadedFunction(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_DEFAULT, name));
}

std::string blasName() {
    if (auto* config = loadedFunction<const char*()>("openblas_get_config")) {
        std::istringstream words(config()); // "OpenBLAS 0.3.21 NO_AFFINITY …"
        std::string name;
        std::string version;
        words >> name >> version;
        return name + ' ' + version;
    }
    if (at::hasMKL() || loadedFunction<void(int)>("MKL_Set_Num_Threads") != nullptr)
        return "MKL";
    if (loadedFunction<void(int)>("bli_thread_set_num_threads") != nullptr)
        return "BLIS";
    return "a slow reference BLAS (install libopenblas0-pthread)";
}

} // namespace

void useThreads(int threads) {
    threads = std::max(1, threads);
    at::set_num_threads(threads);
    // libtorch's own setting affects neither a BLAS with own threads nor OpenMP if libtorch was
    // built without it.
    for (const char* name : {"openblas_set_num_threads", "bli_thread_set_num_threads",
                             "MKL_Set_Num_Threads", "omp_set_num_threads"})
        if (auto* set = loadedFunction<void(int)>(name))
            set(threads);
}

Result<torch::Device> prepareCompute(const ComputeSettings& settings) {
    if (const auto precision = choosePrecision(settings); !precision)
        return precision.error();
    const bool isCuda = settings.device == "cuda";
    if (settings.device != "cpu" && !(isCuda && torch::cuda::is_available()))
        return Error{ErrorCode::DeviceUnavailable, {settings.device}};
    useThreads(settings.threads);
    keepLargeArrays();
    at::globalContext().setFlushDenormal(true); // denormal moments would be a hundred times slower
    return torch::Device(isCuda ? torch::kCUDA : torch::kCPU);
}

Result<Precision> choosePrecision(const ComputeSettings& settings) {
    const bool hasBf16 = settings.device == "cpu" && hasFastBf16();
    if (settings.precision == "f32")
        return Precision::F32;
    if (settings.precision == "auto")
        return hasBf16 ? Precision::BF16 : Precision::F32;
    if (settings.precision == "bf16" && hasBf16)
        return Precision::BF16;
    return Error{ErrorCode::BadSetting,
                 {"precision", settings.precision, hasBf16 ? "auto, f32, bf16" : "auto, f32"}};
}

const char* nameOf(Precision precision) {
    return precision == Precision::BF16 ? "bf16" : "f32";
}

std::string computeDescription() {
    std::ostringstream text;
    text << "libtorch " << TORCH_VERSION << ", " << blasName() << ", ";
    if (const auto products = productLibrary(); !products.empty())
        text << products << ", ";
    text << "cpu" << (torch::cuda::is_available() ? ", cuda" : "");
    return text.str();
}

} // namespace leitmotif
