// SPDX-License-Identifier: GPL-3.0-or-later
// What a bundle must pass before it is called exported.
#pragma once

#include "base/control.h"
#include "base/json.h"
#include "deploy/deployable.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace danas::deploy {

enum class GateState : std::uint8_t { Passed, Failed, NotRun };
[[nodiscard]] std::string_view gateStateName(GateState state); ///< "passed", "failed", "not run"

struct Gate {
    int number = 0;   ///< from 1
    std::string name; ///< for people: "The .tflite gives the interpreter's bytes"
    GateState state = GateState::NotRun;
    std::string sentence; ///< the result with its figures
    Json figures = Json::object();
};
/// All gates in their order, none of them run yet.
[[nodiscard]] std::vector<Gate> allGates();
[[nodiscard]] Json toJson(const Gate& gate); ///< number, name, state, sentence, figures
/// Hears every gate as it ends.
using GateObserver = std::function<void(const Gate&)>;

/// What a bundle claims of itself.
struct BundleClaims {
    std::int64_t inputBytes = 0, classes = 0;
    std::int64_t arenaBytes = 0;  ///< the RAM shown: of the tensors
    std::int64_t weightBytes = 0; ///< the flash shown: of weights and biases
    std::int64_t workspaceBytes = 0; ///< of sounds: the RAM shown for preprocessing; 0 for pictures
    std::int64_t clipBytes = 0;      ///< of sounds: the RAM shown for a whole clip's samples of 16 bits
    std::int64_t tableBytes = 0;     ///< of sounds: the flash shown for preprocessing's constants; 0 also in a bundle of before it was shown
};

/// The gates, in order, on a bundle's folder:
///   1. model.tflite, read back from its bytes, gives the samples' outputs (not run if the bundle has none)
///   2. the C sources compile with -Wall -Wextra -Werror and sanitizers, pass their self-test and give the same bytes
///   3. their memory is the RAM shown, of sounds that of preprocessing too      4. weights in the object file and the int8 models are the flash shown,
///      of sounds the tables of preprocessing too
///   5. their preprocessing gives the samples' inputs within one step
///   6. model.onnx passes ONNX's own checker and, read back, gives the float logits within 1e-4 (of the largest, where that is more than 1)
///   7. model_int8.onnx passes it and, read back, gives the samples' outputs (6 and 7 are not run if the bundle has none)
/// Without a compiler (`compiler` empty) 2, 3 and 5, and the part of 4 that needs one, are not run. Builds in a folder of its own.
/// A gate that cannot be carried out (a damaged file, no room for building) has failed. @throws Stopped
[[nodiscard]] std::vector<Gate> checkBundle(const std::filesystem::path& bundle, const BundleClaims& claims, const Evidence& evidence,
    const std::optional<std::string>& compiler, RunControl& control, const GateObserver& observer);

[[nodiscard]] bool anyFailed(const std::vector<Gate>& gates);

} // namespace danas::deploy
