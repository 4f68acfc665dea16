// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/generate/sequence_sampler.h"

#include "models/generate/nucleus.h"
#include "models/generate/start_token.h"

namespace leitmotif {

namespace {

Error unreadable(const std::string& detail) {
    return {ErrorCode::CheckpointUnreadable, {detail}};
}

bool isPossible(const GenerateRequest& request) {
    return request.count >= 1 && request.bars >= 1 && request.temperature > 0.0 &&
           request.topP > 0.0 && request.topP <= 1.0;
}

} // namespace

Result<std::unique_ptr<Sampler>> SequenceSampler::create(const WeightsPart& part) {
    if (!part.description.is_object() || !part.description.contains("encoding"))
        return unreadable("it has no encoding");
    auto encoding = encodingFromJson(part.description.at("encoding"));
    if (!encoding)
        return encoding.error();
    auto specs = layerSpecs(part.recipe.network, part.recipe.name);
    if (!specs)
        return unreadable(describe(specs.error()));
    auto net = StepNet::create(std::move(*specs), part.weights);
    if (!net)
        return net.error();
    const int tokens = (*encoding)->vocabularySize();
    if (net->outputCount() != tokens || net->inputCount() != tokens + startTokenCount(part.recipe))
        return unreadable("its network does not fit its encoding");
    std::optional<NgramPart> ngram;
    if (part.recipe.mixesNgram) {
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
      m_startToken(startToken) {}

Result<std::vector<Score>> SequenceSampler::generate(const GenerateRequest& request,
                                                     std::stop_token stop) const {
    if (!isPossible(request))
        return Error{ErrorCode::BadArgument,
                     {"sampling", "one bar and one take at least, a temperature above 0, "
                                  "a nucleus above 0 and up to 1"}};
    std::vector<Score> scores;
    for (int i = 0; i < request.count; ++i) {
        const auto seed = request.seed + static_cast<std::uint64_t>(i);
        const auto tokens = sampled(request, seed, stop);
        if (!tokens)
            break;
        scores.push_back(m_encoding->decodeSample(*tokens));
    }
    return scores;
}

std::optional<std::vector<int>> SequenceSampler::sampled(const GenerateRequest& request,
                                                         std::uint64_t seed,
                                                         const std::stop_token& stop) const {
    Random random(seed);
    const auto guide = m_encoding->guide(request.bars);
    auto state = m_net.start();
    std::vector<float> logits(static_cast<std::size_t>(m_net.outputCount()));
    std::vector<std::uint8_t> allowed(logits.size());
    std::vector<int> tokens;
    m_net.step(state, m_startToken, logits);
    while (!guide->isComplete()) {
        if (stop.stop_requested())
            return {};
        if (m_ngram)
            m_ngram->blendInto(logits, tokens);
        guide->fillAllowed(allowed);
        const int token = drawToken(logits, allowed, request.temperature, request.topP, random);
        guide->accept(token);
        tokens.push_back(token);
        m_net.step(state, token, logits);
    }
    return tokens;
}

} // namespace leitmotif
