// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/scoring.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace danas::learn {

std::size_t picturesPerPass(const graph::NetworkGraph& graph)
{
    constexpr std::int64_t kElements = 4 << 20; // 16 MB of floats
    constexpr std::int64_t kLeast = 16,
                           kMost = 256; // batch norm needs samples; and passes should let stop and pause in
    std::int64_t largest = 1;
    for (const auto& tensor : graph.tensors)
        largest = std::max(largest, tensor.elements());
    return static_cast<std::size_t>(std::clamp(kElements / largest, kLeast, kMost));
}

at::Tensor evaluationTensor(EvaluationPictures& pictures, const data::DataConfig& config, std::size_t first,
    std::size_t count, at::Device device)
{
    const data::Shape shape = config.shape();
    at::Tensor x = at::empty({ static_cast<std::int64_t>(count), shape.channels, shape.height, shape.width },
        at::TensorOptions().memory_format(at::MemoryFormat::ChannelsLast));
    pictures.fill(config, first, count, x.data_ptr<float>());
    return x.to(device);
}

Statistics recalibrate(const Supernet& supernet, const Candidate& candidate, EvaluationPictures& calibration,
    const std::function<void()>& betweenPasses, at::Device device)
{
    const at::NoGradGuard noGradient;
    if (std::ranges::none_of(candidate.graph.ops, &graph::Op::batchNorm))
        return Statistics(candidate.graph.ops.size());
    const std::size_t all = calibration.size();
    const std::size_t passes =
        std::max<std::size_t>(1, all / picturesPerPass(candidate.graph)); // no small rest: equal parts
    Statistics total(candidate.graph.ops.size());
    for (std::size_t pass = 0; pass < passes; ++pass) {
        betweenPasses();
        const std::size_t first = all * pass / passes, count = all * (pass + 1) / passes - first;
        const double weight = static_cast<double>(count) / static_cast<double>(all);
        const Statistics part =
            supernet.statistics(candidate.graph, evaluationTensor(calibration, candidate.config, first, count, device));
        for (std::size_t i = 0; i < part.size(); ++i) {
            if (!part[i].mean.defined())
                continue;
            const at::Tensor mean = part[i].mean.to(at::kDouble);
            const Moments moments { mean * weight, (part[i].variance.to(at::kDouble) + mean * mean) * weight };
            if (pass == 0) {
                total[i] = moments;
            } else {
                total[i].mean += moments.mean;
                total[i].variance += moments.variance;
            }
        }
    }
    for (Moments& moments : total) {
        if (moments.mean.defined())
            moments = { moments.mean.to(at::kFloat),
                (moments.variance - moments.mean * moments.mean).clamp_min(0.0).to(at::kFloat) };
    }
    return total;
}

std::vector<search::Prediction> predict(const FoldedNetwork& network, const Candidate& candidate,
    EvaluationPictures& pictures, const std::function<void()>& betweenPasses, at::Device device)
{
    const at::NoGradGuard noGradient;
    std::vector<search::Prediction> predictions;
    const std::size_t count = pictures.size();
    predictions.reserve(count);
    const std::size_t atOnce = picturesPerPass(candidate.graph);
    for (std::size_t first = 0; first < count; first += atOnce) {
        betweenPasses();
        const std::size_t now = std::min(atOnce, count - first);
        const at::Tensor logits =
            infer(candidate.graph, network, evaluationTensor(pictures, candidate.config, first, now, device));
        const auto [probability, label] = at::softmax(logits, 1).max(1);
        const at::Tensor probabilities = probability.to(at::kCPU).contiguous(),
                         labels = label.to(at::kCPU).contiguous();
        for (std::size_t i = 0; i < now; ++i) {
            const float value = probabilities.data_ptr<float>()[i];
            predictions.push_back({ static_cast<std::uint8_t>(labels.data_ptr<std::int64_t>()[i]),
                static_cast<std::uint8_t>(std::lround(255.0F * std::clamp(value, 0.0F, 1.0F))) });
        }
    }
    return predictions;
}

} // namespace danas::learn
