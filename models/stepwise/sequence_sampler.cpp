// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stepwise/sequence_sampler.h"

#include "core/encoding/factory.h"
#include "models/specs/start_token.h"
#include "models/stepwise/nucleus.h"
#include "models/stepwise/sampling.h"

#include <algorithm>
#include <span>

namespace leitmotif {

namespace {

constexpr int kMostStreams = 16; // at once; more gain nothing

} // namespace

Result<std::unique_ptr<Sampler>> SequenceSampler::create(const WeightsPart& part) {
    if (!part.description.is_object() || !part.description.contains("encoding"))
        return unreadable("it has no encoding");
    auto encoding = encodingFromJson(part.description.at("encoding"));
    if (!encoding)
        return encoding.error();
    auto specs = sequenceLayers(part.recipe.network, part.recipe.name);
    if (!specs)
        return unreadable(describe(specs.error()));
    auto net = StepNet::create(std::move(*specs), part.weights);
    if (!net)
        return net.error();
    const int tokens = (*encoding)->vocabularySize();
    if (net->outputCount() != tokens || net->inputCount() != tokens + startTokenCount(part.recipe))
        return unreadable("its network does not fit its encoding");
    std::optional<NgramPart> ngram;
    if (part.recipe.ngram.isMixed) {
        auto made = NgramPart::create(part, tokens);
        if (!made)
            return made.error();
        ngram = std::move(*made);
    }
    return std::unique_ptr<Sampler>(new SequenceSampler(std::move(*net), std::move(ngram),
                                                        std::move(*encoding),
                                                        startToken(tokens, part.recipe, 0)));
}

SequenceSampler::SequenceSampler(StepNet net, std::optional<NgramPart> ngram,
                                 std::unique_ptr<SequenceEncoding> encoding, int startToken)
    : m_net(std::move(net)),
      m_ngram(std::move(ngram)),
      m_encoding(std::move(encoding)),
      m_groups(m_encoding->tokenGroups()),
      m_startToken(startToken) {}

Result<std::vector<Score>> SequenceSampler::generate(const GenerateRequest& request,
                                                     std::stop_token stop) const {
    if (const auto possible = checked(request); !possible)
        return possible.error();
    std::vector<Score> scores;
    for (int first = 0; first < request.count; first += kMostStreams) {
        auto part = request;
        part.seed += static_cast<std::uint64_t>(first);
        part.count = std::min(kMostStreams, request.count - first);
        const auto takes = sampled(part, stop);
        for (const auto& tokens : takes)
            scores.push_back(m_encoding->decodeSample(tokens));
        if (takes.size() < static_cast<std::size_t>(part.count))
            break;
    }
    return scores;
}

/// A take that is being sampled.
struct SequenceSampler::Stream {
    Random random;
    std::unique_ptr<SequenceGuide> guide;
    StepNet::State state;
    int token;
    std::vector<int> tokens = {};
};

std::vector<std::vector<int>> SequenceSampler::sampled(const GenerateRequest& request,
                                                       const std::stop_token& stop) const {
    std::vector<Stream> streams;
    for (int i = 0; i < request.count; ++i)
        streams.push_back({Random(request.seed + static_cast<std::uint64_t>(i)),
                           m_encoding->guide(request.bars), m_net.start(), m_startToken});
    std::vector<Stream*> growing;
    for (auto& stream : streams)
        if (!stream.guide->isComplete())
            growing.push_back(&stream);
    while (!growing.empty() && !stop.stop_requested()) {
        grow(growing, request);
        std::erase_if(growing, [](const Stream* stream) { return stream->guide->isComplete(); });
    }
    // The takes before the first that was stopped.
    std::vector<std::vector<int>> takes;
    for (auto& stream : streams) {
        if (!stream.guide->isComplete())
            break;
        takes.push_back(std::move(stream.tokens));
    }
    return takes;
}

void SequenceSampler::grow(std::span<Stream* const> streams, const GenerateRequest& request) const {
    const auto outputs = static_cast<std::size_t>(m_net.outputCount());
    std::vector<StepNet::State*> states;
    std::vector<int> before;
    for (auto* stream : streams) {
        states.push_back(&stream->state);
        before.push_back(stream->token);
    }
    std::vector<float> logits(streams.size() * outputs);
    m_net.step(states, before, logits);
    std::vector<std::uint8_t> allowed(outputs);
    for (std::size_t s = 0; s < streams.size(); ++s) {
        auto& stream = *streams[s];
        const auto choices = std::span(logits).subspan(s * outputs, outputs);
        if (m_ngram)
            m_ngram->blendInto(choices, stream.tokens);
        stream.guide->fillAllowed(allowed);
        stream.token =
            drawToken(choices, allowed, m_groups, request.temperature, request.topP, stream.random);
        stream.guide->accept(stream.token);
        stream.tokens.push_back(stream.token);
    }
}

} // namespace leitmotif
