// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/image.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace danas::data {

/// The demo pictures: a cloth among other things, photographed from above. The class is the direction of the cloth's fine
/// coloured stripes; everything else (colours, folds, shapes, shading, grain) says nothing about it.
///
/// The stripes repeat every 6 pixels as (+ - 0 0 - +) times kDemoStripe, on cells of 6 x 6 pixels aligned to the picture.
/// (A picture that was cached at 64 px has lost that alignment: a space that is to show the truth goes up to 96 px.)
/// - Any 2 and any 3 aligned pixels across them sum to zero, so area averaging to 48 or 32 px (and to 24, 16, ..) removes
///   them without a trace, bit for bit: there, pictures of both classes are the same picture.
/// - At 64 px they become (+ - - +) / 3: four pixels a period, a third of the contrast.
/// - Their colour has no BT.601 luma, so gray does not show them at any resolution.
/// - The sequence is its own mirror image, so a flip does not change the class.
inline constexpr int kDemoSide = 96;
inline constexpr int kDemoCell = 6;
inline constexpr std::array<int, kDemoCell> kDemoSequence { 1, -1, 0, 0, -1, 1 };
/// Red, green, blue of a stripe. Luma: 0.299 * 63 - 0.587 * 42 + 0.114 * 51 = -0.003 of 255. Multiples of 3, so that the
/// third of it that is left at 64 px is exact too.
inline constexpr std::array<int, 3> kDemoStripe { 63, -42, 51 };

enum class DemoClass : std::uint8_t { Across, Upright };
inline constexpr std::array<std::string_view, 2> kDemoClassNames { "stripes_across", "stripes_upright" };

/// 96 x 96 RGB; a pure function of its arguments. Both classes of a number show the same scene.
[[nodiscard]] Image drawDemoImage(std::uint64_t seed, std::uint64_t number, DemoClass demoClass);

} // namespace danas::data
