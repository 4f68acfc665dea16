// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/frames_family.h"

#include "models/corpus/corpus_split.h"
#include "models/specs/frame_input.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <torch/torch.h>

namespace leitmotif {

namespace {

constexpr std::size_t kHeldOutFrames = 8192; ///< in one batch, padding included

using Pieces = std::vector<std::vector<Frame>>;

/// The frequency of each key in the spans: share of frames, with add-one smoothing.
std::array<double, kFrameKeys> keyShares(const Pieces& pieces,
                                         const std::vector<SequenceSpan>& spans) {
    std::array<double, kFrameKeys> shares{};
    shares.fill(1.0);
    double total = 2.0;
    for (const auto& span : spans)
        for (auto i = span.first; i < span.last; ++i, total += 1.0)
            for (std::size_t key = 0; key < kFrameKeys; ++key)
                shares[key] += pieces[span.sequence][i].test(key) ? 1.0 : 0.0;
    for (double& share : shares)
        share /= total;
    return shares;
}

/// Initialises the output bias with the frequencies of the keys, which saves the first epochs.
void presetOutputs(const FrameNet& net, const std::array<double, kFrameKeys>& shares) {
    const torch::NoGradGuard noGradients;
    auto bias = net.parameters().back().second; // of the last layer
    for (std::size_t key = 0; key < kFrameKeys; ++key)
        bias[static_cast<std::int64_t>(key)] = std::log(shares[key] / (1.0 - shares[key]));
}

/// A placeholder of a piece for the split: one token a frame.
TokenSequence countedFrames(std::size_t frames) {
    TokenSequence sequence;
    sequence.tokens.resize(frames);
    for (std::size_t i = 0; i < frames; ++i)
        sequence.noteStarts.push_back(i);
    sequence.givenNotes = 1;
    return sequence;
}

} // namespace

Result<std::unique_ptr<Family>> FramesFamily::create(const Recipe& recipe, const Corpus& corpus,
                                                     torch::Device device, Random& random) {
    auto coder = Frames::fitted(corpus, recipe.encoding.stepsPerBeat);
    if (!coder)
        return coder.error();
    Pieces pieces;
    std::vector<TokenSequence> counted;
    for (const auto& piece : corpus.pieces()) {
        pieces.push_back(coder->encode(piece));
        counted.push_back(countedFrames(pieces.back().size()));
    }
    auto split = partsOf(recipe, corpus, counted);
    if (!split)
        return split.error();
    auto net = FrameNet::create(recipe.network, recipe.name, frameInputs(recipe), kFrameKeys,
                                random, device);
    if (!net)
        return net.error();
    presetOutputs(*net, keyShares(pieces, split->training));
    return std::unique_ptr<Family>(new FramesFamily(recipe, std::move(*coder), std::move(pieces),
                                                    *std::move(split), std::move(*net)));
}

FramesFamily::FramesFamily(const Recipe& recipe, Frames coder, Pieces pieces, CorpusSplit split,
                           FrameNet net)
    : m_recipe(recipe),
      m_coder(std::move(coder)),
      m_pieces(std::move(pieces)),
      m_split(std::move(split)),
      m_net(std::move(net)) {}

FamilyFacts FramesFamily::facts() const {
    FamilyFacts facts;
    facts.parameters = m_net.parameterCount();
    facts.notes = noteCount(m_split.training);
    facts.validationNotes = noteCount(m_split.validation);
    facts.unigramNats = unigramNats();
    return facts;
}

/// The baseline of the frequencies of the keys.
double FramesFamily::unigramNats() const {
    const auto shares = keyShares(m_pieces, m_split.training);
    const auto& evaluated = m_split.validation.empty() ? m_split.training : m_split.validation;
    double nats = 0.0;
    for (const auto& span : evaluated)
        for (auto i = span.first; i < span.last; ++i)
            for (std::size_t key = 0; key < kFrameKeys; ++key)
                nats -= std::log(m_pieces[span.sequence][i].test(key) ? shares[key]
                                                                      : 1.0 - shares[key]);
    return nats / static_cast<double>(noteCount(evaluated));
}

std::vector<Phase> FramesFamily::phases() const {
    return {{"loss", m_net.parameters(), optimizerSettings(m_recipe)}};
}

void FramesFamily::startEpoch(Random& random) {
    m_windows =
        drawnWindows(m_split.training, static_cast<std::size_t>(m_recipe.training.length), random);
    for (auto& window : m_windows)
        window = moved(window, random);
}

SequenceWindow FramesFamily::moved(SequenceWindow window, Random& random) const {
    Frame used;
    for (std::size_t i = window.first > 0 ? window.first - 1 : 0; i < window.last; ++i)
        used |= m_pieces[window.sequence][i];
    int down = 0;
    int up = 0;
    while (down < m_recipe.training.transposition && !used.test(static_cast<std::size_t>(down)))
        ++down;
    while (up < m_recipe.training.transposition &&
           !used.test(static_cast<std::size_t>(kFrameKeys - 1 - up)))
        ++up;
    window.transposition =
        static_cast<int>(random.below(static_cast<std::uint64_t>(down + up + 1))) - down;
    return window;
}

std::size_t FramesFamily::batchCount() const {
    return batchCountOf(m_windows.size(), static_cast<std::size_t>(m_recipe.training.batch));
}

FramesFamily::Batch FramesFamily::tensorsOf(std::span<const SequenceWindow> windows) const {
    const auto steps = static_cast<std::int64_t>(longestOf(windows));
    const auto rows = static_cast<std::int64_t>(windows.size());
    const std::int64_t width = frameInputs(m_recipe);
    Batch batch{torch::zeros({steps, rows, width}), torch::zeros({steps, rows, kFrameKeys}),
                torch::zeros({steps, rows, 1})};
    auto* inputs = batch.inputs.data_ptr<float>();
    auto* targets = batch.targets.data_ptr<float>();
    auto* counts = batch.counts.data_ptr<float>();
    for (std::size_t row = 0; row < windows.size(); ++row) {
        const auto& window = windows[row];
        const auto& frames = m_pieces[window.sequence];
        for (auto i = window.first; i < window.last; ++i) {
            const auto place = (i - window.first) * windows.size() + row;
            float* input = inputs + place * static_cast<std::size_t>(width);
            if (i > 0)
                setKeys(frames[i - 1], window.transposition, input);
            if (i == window.first)
                input[startMark(m_recipe, window.transposition)] = 1.0F;
            setKeys(frames[i], window.transposition, targets + place * kFrameKeys);
            counts[place] = i >= window.evaluated ? 1.0F : 0.0F;
        }
        batch.evaluated += window.evaluatedSteps();
    }
    return batch;
}

torch::Tensor FramesFamily::nats(const Batch& batch, Random* random) const {
    const auto logits = m_net.forward(batch.inputs, m_recipe.training.dropout, random);
    namespace F = torch::nn::functional;
    return F::binary_cross_entropy_with_logits(logits, batch.targets.to(logits.device()),
                                               F::BinaryCrossEntropyWithLogitsFuncOptions()
                                                   .weight(batch.counts.to(logits.device()))
                                                   .reduction(torch::kSum));
}

StepLoss FramesFamily::loss(std::size_t, std::size_t batch, Random& random) {
    const auto data =
        tensorsOf(batchOf(m_windows, batch, static_cast<std::size_t>(m_recipe.training.batch)));
    const auto sum = nats(data, &random);
    const auto frames = static_cast<double>(data.evaluated);
    return {sum / frames, sum.item<double>(), frames};
}

std::optional<double> FramesFamily::evaluate(HeldOut part) {
    const auto& spans = part == HeldOut::Validation ? m_split.validation : m_split.test;
    if (noteCount(spans) == 0)
        return {};
    // Whole pieces from their first frame on, batched by similar length.
    std::vector<SequenceWindow> windows;
    for (const auto& span : spans)
        windows.push_back({span.sequence, 0, span.first, span.last, 0});
    std::ranges::stable_sort(windows, {}, &SequenceWindow::last);
    const torch::NoGradGuard noGradients;
    double sum = 0.0;
    for (std::size_t first = 0; first < windows.size();) {
        std::size_t count = 1;
        while (first + count < windows.size() &&
               (count + 1) * windows[first + count].last <= kHeldOutFrames)
            ++count;
        sum += nats(tensorsOf(std::span(windows).subspan(first, count)), nullptr).item<double>();
        first += count;
    }
    return sum / static_cast<double>(noteCount(spans));
}

nlohmann::json FramesFamily::description() const {
    return {{"encoding", m_coder.toJson()}};
}

} // namespace leitmotif
