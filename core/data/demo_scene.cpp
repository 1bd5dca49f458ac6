// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/demo_scene.h"

#include "base/rng.h"
#include "data/opencv.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace danas::data {
namespace {

constexpr int kOversampling = 2; ///< scenes are drawn larger and averaged, which smooths their edges
constexpr int kCanvas = kDemoSide * kOversampling;
constexpr double kGrain = 3.0;   ///< of 255, brightness noise as of a camera

/// A colour of given hue (degrees), saturation and lightness (0..1), as RGB 0..255.
cv::Vec3f colourOf(double hue, double saturation, double lightness)
{
    const double chroma = (1 - std::abs(2 * lightness - 1)) * saturation;
    cv::Vec3f colour;
    for (int channel = 0; channel < 3; ++channel) {
        const double k = std::fmod(static_cast<double>(channel == 0 ? 0 : channel == 1 ? 8 : 4) + hue / 30, 12.0);
        const double wave = std::clamp(std::min(k - 3, 9 - k), -1.0, 1.0);
        colour[channel] = static_cast<float>(255 * (lightness - chroma / 2 * wave));
    }
    return colour;
}

cv::Vec3f mutedColour(Rng& rng, double darkest, double lightest)
{
    return colourOf(rng.uniform(0, 360), rng.uniform(0.15, 0.5), rng.uniform(darkest, lightest));
}

cv::Scalar scalarOf(const cv::Vec3f& colour) { return { colour[0], colour[1], colour[2] }; }

/// The table: one colour into another, in some direction.
cv::Mat drawTable(Rng& rng)
{
    cv::Mat canvas(kCanvas, kCanvas, CV_32FC3);
    const cv::Vec3f from = mutedColour(rng, 0.3, 0.7);
    const cv::Vec3f to = mutedColour(rng, 0.3, 0.7);
    const double angle = rng.uniform(0, 2 * std::numbers::pi);
    const double dx = std::cos(angle) / kCanvas;
    const double dy = std::sin(angle) / kCanvas;
    for (int y = 0; y < kCanvas; ++y) {
        for (int x = 0; x < kCanvas; ++x) {
            const auto t = static_cast<float>(std::clamp(0.5 + dx * (x - kCanvas / 2) + dy * (y - kCanvas / 2), 0.0, 1.0));
            canvas.at<cv::Vec3f>(y, x) = from * (1 - t) + to * t;
        }
    }
    return canvas;
}

/// A plate, tile or button with a soft shadow and a highlight.
void drawThing(cv::Mat& canvas, Rng& rng, double smallest, double largest)
{
    const cv::Point centre(static_cast<int>(rng.below(kCanvas)), static_cast<int>(rng.below(kCanvas)));
    const auto radius = static_cast<int>(kCanvas * rng.uniform(smallest, largest));
    const cv::Size axes(radius, static_cast<int>(radius * rng.uniform(0.5, 1.0)));
    const double angle = rng.uniform(0, 180);
    const bool round = rng.chance(0.6);
    const auto shape = [&](cv::Mat& target, const cv::Point& at, const cv::Size& size, const cv::Scalar& colour) {
        if (round) {
            cv::ellipse(target, at, size, angle, 0, 360, colour, cv::FILLED, cv::LINE_AA);
            return;
        }
        const cv::RotatedRect box(at, cv::Size2f(static_cast<float>(2 * size.width), static_cast<float>(2 * size.height)), static_cast<float>(angle));
        std::array<cv::Point2f, 4> corners;
        box.points(corners.data());
        const std::vector<cv::Point> polygon(corners.begin(), corners.end());
        cv::fillConvexPoly(target, polygon, colour, cv::LINE_AA);
    };
    cv::Mat shadow(kCanvas, kCanvas, CV_8UC1, cv::Scalar::all(255));
    shape(shadow, centre + cv::Point(5, 7), axes, cv::Scalar::all(150));
    cv::blur(shadow, shadow, { 11, 11 });
    for (int y = 0; y < kCanvas; ++y) {
        for (int x = 0; x < kCanvas; ++x)
            canvas.at<cv::Vec3f>(y, x) *= static_cast<float>(shadow.at<std::uint8_t>(y, x)) / 255;
    }
    const cv::Vec3f colour = mutedColour(rng, 0.3, 0.75);
    shape(canvas, centre, axes, scalarOf(colour));
    shape(canvas, centre - cv::Point(axes.width / 6, axes.height / 6), cv::Size(axes.width * 7 / 10, axes.height * 7 / 10), scalarOf(colour * 1.15F));
}

/// The cloth: a patch between an ellipse and a rectangle, in pixels of the finished picture.
struct Cloth {
    double centreX = 0;
    double centreY = 0;
    double radiusX = 0;
    double radiusY = 0;

    explicit Cloth(Rng& rng)
        : centreX(rng.uniform(0.42, 0.58) * kDemoSide)
        , centreY(rng.uniform(0.42, 0.58) * kDemoSide)
        , radiusX(rng.uniform(0.38, 0.52) * kDemoSide)
        , radiusY(rng.uniform(0.38, 0.52) * kDemoSide)
    {
    }

    [[nodiscard]] bool covers(double x, double y) const
    {
        const double dx = std::abs(x - centreX) / radiusX;
        const double dy = std::abs(y - centreY) / radiusY;
        return dx * dx * dx + dy * dy * dy < 1;
    }
    /// Stripes are drawn on whole cells only (see the header), those that lie inside with a hem to spare.
    [[nodiscard]] bool coversCell(std::size_t column, std::size_t row) const
    {
        const double x = (static_cast<double>(column) + 0.5) * kDemoCell;
        const double y = (static_cast<double>(row) + 0.5) * kDemoCell;
        constexpr double kReach = 0.5 * kDemoCell;
        return covers(x - kReach, y - kReach) && covers(x + kReach, y - kReach) && covers(x - kReach, y + kReach)
            && covers(x + kReach, y + kReach);
    }
};

/// The cloth before its stripes: one colour, with folds in a direction of their own, and a shadow around it.
void drawCloth(cv::Mat& canvas, const Cloth& cloth, Rng& rng)
{
    cv::Mat shadow(kCanvas, kCanvas, CV_32FC1);
    for (int y = 0; y < kCanvas; ++y) {
        for (int x = 0; x < kCanvas; ++x)
            shadow.at<float>(y, x) = cloth.covers((x - 4.0) / kOversampling, (y - 6.0) / kOversampling) ? 1.0F : 0.0F;
    }
    cv::blur(shadow, shadow, { 13, 13 });
    const cv::Vec3f colour = colourOf(rng.uniform(0, 360), rng.uniform(0.1, 0.4), rng.uniform(0.45, 0.62));
    const double angle = rng.uniform(0, std::numbers::pi);
    const double wave = 2 * std::numbers::pi / rng.uniform(28, 80);
    const double phase = rng.uniform(0, 2 * std::numbers::pi);
    const double depth = rng.uniform(0.05, 0.2);
    for (int y = 0; y < kCanvas; ++y) {
        for (int x = 0; x < kCanvas; ++x) {
            const double fold = 1 + depth * std::sin(wave * (x * std::cos(angle) + y * std::sin(angle)) + phase);
            const bool covered = cloth.covers((x + 0.5) / kOversampling, (y + 0.5) / kOversampling);
            cv::Vec3f& pixel = canvas.at<cv::Vec3f>(y, x);
            pixel = covered ? colour * static_cast<float>(fold) : pixel * (1 - 0.35F * shadow.at<float>(y, x));
        }
    }
}

/// Rounds to bytes, leaving room for the stripes in every channel, so that adding them never clips.
Image toImage(const cv::Mat& canvas, Rng& rng)
{
    cv::Mat small;
    cv::resize(canvas, small, { kDemoSide, kDemoSide }, 0, 0, cv::INTER_AREA);
    Image image = makeImage(kDemoSide, kDemoSide, 3);
    auto out = image.pixels.begin();
    for (int y = 0; y < kDemoSide; ++y) {
        for (int x = 0; x < kDemoSide; ++x) {
            const double grain = kGrain * (rng.uniform() + rng.uniform() + rng.uniform() - 1.5) * 2; // sum of 3: near normal
            for (int channel = 0; channel < 3; ++channel) {
                const double room = std::abs(kDemoStripe[static_cast<std::size_t>(channel)]);
                const double value = small.at<cv::Vec3f>(y, x)[channel] + grain;
                *out++ = static_cast<std::uint8_t>(std::lround(std::clamp(value, room, 255 - room)));
            }
        }
    }
    return image;
}

void addStripes(Image& image, const Cloth& cloth, DemoClass demoClass)
{
    auto out = image.pixels.begin();
    for (std::size_t y = 0; y < kDemoSide; ++y) {
        for (std::size_t x = 0; x < kDemoSide; ++x) {
            const std::size_t along = demoClass == DemoClass::Upright ? x : y;
            const int sign = cloth.coversCell(x / kDemoCell, y / kDemoCell) ? kDemoSequence[along % kDemoCell] : 0;
            for (const int stripe : kDemoStripe) {
                *out = static_cast<std::uint8_t>(*out + sign * stripe);
                ++out;
            }
        }
    }
}

} // namespace

Image drawDemoImage(std::uint64_t seed, std::uint64_t number, DemoClass demoClass)
{
    prepareOpenCv();
    Rng rng(seed, RandomPhase::Demo, number);
    cv::Mat canvas = drawTable(rng);
    for (std::uint64_t i = 0, things = 2 + rng.below(3); i < things; ++i)
        drawThing(canvas, rng, 0.12, 0.3);
    const Cloth cloth(rng);
    drawCloth(canvas, cloth, rng);
    for (std::uint64_t i = 0, buttons = 1 + rng.below(4); i < buttons; ++i)
        drawThing(canvas, rng, 0.03, 0.1);
    Image image = toImage(canvas, rng);
    addStripes(image, cloth, demoClass);
    return image;
}

} // namespace danas::data
