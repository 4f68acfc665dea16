// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/generate/frames_sampler.h"

#include "core/encoding/frames/frame_tokens.h"
#include "models/specs/frame_input.h"
#include "models/stepwise/sampling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <torch/torch.h>

namespace leitmotif {

namespace {

/// Draws a frame of independent keys. With `mayRest` it may be empty.
Frame drawFrame(std::span<const float> logits, const GenerateRequest& request, int mostKeys,
                bool mayRest, Random& random) {
    std::array<double, kFrameKeys> chances{};
    Frame frame;
    for (std::size_t key = 0; key < kFrameKeys; ++key) {
        const double logit = std::isfinite(logits[key]) ? logits[key] : -1e30;
        chances[key] = 1.0 / (1.0 + std::exp(-logit / request.temperature));
        const bool isDrawn = random.uniform() < chances[key];
        frame.set(key, isDrawn && chances[key] >= 1.0 - request.topP);
    }
    if (frame.none() && !mayRest)
        frame.set(static_cast<std::size_t>(std::ranges::max_element(chances) - chances.begin()));
    std::array<std::size_t, kFrameKeys> order{};
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater(), [&](std::size_t key) { return chances[key]; });
    int left = mostKeys;
    for (const std::size_t key : order)
        if (frame.test(key) && left-- <= 0)
            frame.reset(key);
    return frame;
}

} // namespace

Result<std::unique_ptr<Sampler>> FramesSampler::create(const WeightsPart& part) {
    const auto unreadable = [](const std::string& detail) {
        return Error{ErrorCode::CheckpointUnreadable, {detail}};
    };
    if (!part.description.is_object() || !part.description.contains("encoding"))
        return unreadable("it has no encoding");
    auto coder = Frames::fromJson(part.description.at("encoding"));
    if (!coder)
        return coder.error();
    for (const auto& array : part.weights)
        if (!std::ranges::all_of(array.values, [](float value) { return std::isfinite(value); }))
            return unreadable("its weights are no numbers");
    Random random(0); // the random weights are replaced
    auto net = FrameNet::create(part.recipe.network, part.recipe.name, frameInputs(part.recipe),
                                kFrameKeys, random, torch::kCPU);
    if (!net)
        return unreadable(describe(net.error()));
    if (auto filled = fill(net->parameters(), part.weights); !filled)
        return filled.error();
    return std::unique_ptr<Sampler>(
        new FramesSampler(part.recipe, std::move(*coder), std::move(*net)));
}

FramesSampler::FramesSampler(Recipe recipe, Frames coder, FrameNet net)
    : m_recipe(std::move(recipe)), m_coder(std::move(coder)), m_net(std::move(net)) {}

Result<std::vector<Score>> FramesSampler::generate(const GenerateRequest& request,
                                                   std::stop_token stop) const {
    if (const auto possible = checked(request); !possible)
        return possible.error();
    std::vector<Score> scores;
    for (int i = 0; i < request.count; ++i) {
        const auto frames = sampled(request, request.seed + static_cast<std::uint64_t>(i), stop);
        if (!frames)
            break;
        scores.push_back(m_coder.decode(*frames));
    }
    return scores;
}

std::optional<std::vector<Frame>> FramesSampler::sampled(const GenerateRequest& request,
                                                         std::uint64_t seed,
                                                         const std::stop_token& stop) const {
    Random random(seed);
    FrameGuide guide(m_coder.limits(), m_coder.framesIn(request.bars));
    std::vector<Frame> frames;
    while (!guide.isComplete()) {
        if (stop.stop_requested())
            return {};
        const auto frame = drawFrame(logitsAfter(frames), request, m_coder.limits().mostKeys,
                                     guide.canRest(), random);
        for (std::size_t key = 0; key < kFrameKeys; ++key)
            if (frame.test(key))
                guide.accept(static_cast<int>(key));
        guide.accept(FrameTokens::kFrameEnd);
        frames.push_back(frame);
    }
    return frames;
}

std::vector<float> FramesSampler::logitsAfter(std::span<const Frame> frames) const {
    const torch::NoGradGuard noGradients;
    const auto steps =
        std::min(frames.size() + 1, static_cast<std::size_t>(m_recipe.training.length));
    const std::int64_t width = frameInputs(m_recipe);
    auto inputs = torch::zeros({static_cast<std::int64_t>(steps), 1, width});
    auto* values = inputs.data_ptr<float>();
    for (std::size_t i = 0; i < steps; ++i) {
        const auto next = frames.size() + 1 - steps + i; // the frame that is predicted there
        if (next > 0)
            setKeys(frames[next - 1], 0, values + i * static_cast<std::size_t>(width));
    }
    values[startMark(m_recipe, 0)] = 1.0F;
    const auto logits =
        m_net.forward(inputs, 0.0, nullptr)[static_cast<std::int64_t>(steps) - 1][0].contiguous();
    const auto* first = logits.data_ptr<float>();
    return {first, first + kFrameKeys};
}

} // namespace leitmotif
