// SPDX-License-Identifier: GPL-3.0-or-later
#include "space/frame.h"

#include <fmt/format.h>

#include <bit>
#include <charconv>
#include <cmath>

namespace danas::space {
namespace {

int samplesOf(double value, bool milliseconds, int sampleRate)
{
    return static_cast<int>(std::lround(milliseconds ? value * sampleRate / 1000 : value));
}

std::optional<double> numberFrom(std::string_view text, bool milliseconds)
{
    double value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    const double steps = value * (milliseconds ? 100 : 1); // more digits than can be told apart at any rate
    const bool good = failed == std::errc() && end == text.data() + text.size() && value > 0 && value <= 100'000
        && std::abs(steps - std::round(steps)) < 1e-6;
    return good ? std::optional(value) : std::nullopt;
}

} // namespace

int Frame::window(int sampleRate) const
{
    return samplesOf(length, milliseconds, sampleRate);
}

int Frame::hop(int sampleRate) const
{
    return samplesOf(step, milliseconds, sampleRate);
}

int Frame::fftSize(int sampleRate) const
{
    const int samples = window(sampleRate);
    return milliseconds ? static_cast<int>(std::bit_ceil(static_cast<unsigned>(samples))) : samples;
}

std::optional<Frame> frameFromText(std::string_view text)
{
    constexpr std::string_view kUnit = " ms";
    const bool milliseconds = text.ends_with(kUnit);
    const std::string_view numbers = text.substr(0, text.size() - (milliseconds ? kUnit.size() : 0));
    const auto slash = numbers.find('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const auto length = numberFrom(numbers.substr(0, slash), milliseconds), step = numberFrom(numbers.substr(slash + 1), milliseconds);
    if (!length || !step || *step > *length)
        return std::nullopt;
    const Frame frame { milliseconds, *length, *step };
    return frameText(frame) == text ? std::optional(frame) : std::nullopt; // one spelling only: "25/10 ms", not "25.0/10 ms"
}

std::string frameText(const Frame& frame)
{
    return fmt::format("{:g}/{:g}{}", frame.length, frame.step, frame.milliseconds ? " ms" : "");
}

} // namespace danas::space
