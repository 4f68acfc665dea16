// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/masked_family.h"

#include "core/encoding/factory.h"
#include "core/midi/import_report.h"
#include "models/corpus/bar_shapes.h"
#include "models/corpus/corpus_split.h"
#include "models/corpus/windows.h"
#include "models/layers/output.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <torch/torch.h>

namespace leitmotif {

namespace {

constexpr std::size_t kMaskedAtOnce = 32;   // windows at once in evaluation
constexpr std::size_t kHeldOutContext = 64; // notes before an evaluated stretch
constexpr int kHeldOutMasks = 8;
constexpr std::uint64_t kHeldOutSeed = 1;

/// A token for each note, so that splits and counts are those of notes.
TokenSequence sequenceOf(const RowPiece& piece) {
    TokenSequence sequence;
    sequence.tokens.resize(piece.rows.size());
    sequence.noteStarts.resize(piece.rows.size());
    std::iota(sequence.noteStarts.begin(), sequence.noteStarts.end(), std::size_t{0});
    return sequence;
}

} // namespace

Result<std::unique_ptr<Family>> MaskedFamily::create(const Recipe& recipe, const Corpus& corpus,
                                                     torch::Device device, Random& random) {
    const auto plan = maskedPlan(recipe.network, recipe.name);
    if (!plan)
        return plan.error();
    if (recipe.encoding.kind != "events")
        return Error{ErrorCode::RecipeUnreadable,
                     {recipe.name, "masked prediction has the encoding events"}};
    // The same checks as for every sequence of events.
    if (const auto fitted = fitEncoding(corpus, recipe.encoding, recipe.training.transposition);
        !fitted)
        return fitted.error();
    auto encoding = NoteRows::fitted(corpus, recipe.encoding, recipe.training.transposition);
    std::vector<RowPiece> pieces;
    std::vector<TokenSequence> sequences;
    for (const auto& piece : corpus.pieces()) {
        pieces.push_back(encoding.rows(piece));
        sequences.push_back(sequenceOf(pieces.back()));
    }
    auto split = partsOf(recipe, corpus, sequences);
    if (!split)
        return split.error();
    return std::unique_ptr<Family>(new MaskedFamily(recipe, std::move(encoding), std::move(pieces),
                                                    *std::move(split), *plan, random, device));
}

MaskedFamily::MaskedFamily(const Recipe& recipe, NoteRows encoding, std::vector<RowPiece> pieces,
                           CorpusSplit split, const MaskedPlan& plan, Random& random,
                           torch::Device device)
    : m_recipe(recipe),
      m_encoding(std::move(encoding)),
      m_inputs(m_encoding, recipe.training.transposition),
      m_pieces(std::move(pieces)),
      m_split(std::move(split)),
      m_net(plan, m_inputs, &random, device),
      m_unigramNats(unigramNats()) {}

FamilyFacts MaskedFamily::facts() const {
    FamilyFacts facts;
    facts.parameters = m_net.parameterCount();
    facts.notes = noteCount(m_split.training);
    facts.validationNotes = noteCount(m_split.validation);
    return facts;
}

std::vector<Phase> MaskedFamily::phases() const {
    return {{"loss", m_net.weights(), optimizerSettings(m_recipe)}};
}

void MaskedFamily::startEpoch(Random& random) {
    m_windows.clear();
    for (const auto& span :
         drawnWindows(m_split.training, static_cast<std::size_t>(m_recipe.training.length), random))
        m_windows.push_back({span.sequence, span.first, NoteMask(span.steps()), 0});
    for (auto& window : m_windows) {
        const auto rows =
            std::span(m_pieces[window.piece].rows).subspan(window.first, window.mask.size());
        window.mask = drawMask(rows, random);
        window.transposition = drawnTransposition(m_encoding.transpositionRange(rows),
                                                  m_recipe.training.transposition, random);
    }
}

std::size_t MaskedFamily::batchCount() const {
    return batchCountOf(m_windows.size(), static_cast<std::size_t>(m_recipe.training.batch));
}

MaskedFamily::MaskedLoss MaskedFamily::maskedLoss(std::span<const Window> windows,
                                                  Random* random) const {
    const std::size_t batch = windows.size();
    std::size_t steps = 0;
    for (const auto& window : windows)
        steps = std::max(steps, window.mask.size());
    const auto inputs =
        torch::empty({static_cast<std::int64_t>(steps), static_cast<std::int64_t>(batch),
                      static_cast<std::int64_t>(RowInputs::kCount)},
                     torch::kInt64);
    std::vector<std::int64_t> hidden; // rows of the flattened batch
    std::vector<std::int64_t> said;
    for (std::size_t b = 0; b < batch; ++b) {
        const auto& window = windows[b];
        const auto& piece = m_pieces[window.piece];
        const RowInputs::Target target{inputs.data_ptr<std::int64_t>() + b * RowInputs::kCount,
                                       batch * RowInputs::kCount};
        m_inputs.write(piece, window.first, window.mask, window.transposition, target);
        for (std::size_t t = window.mask.size(); t < steps; ++t)
            m_inputs.writeNothing(target, t);
        for (std::size_t t = 0; t < window.mask.size(); ++t) {
            if (window.mask[t] == 0)
                continue;
            hidden.push_back(static_cast<std::int64_t>(t * batch + b));
            auto row = piece.rows[window.first + t];
            row[NoteField::Pitch] =
                m_encoding.transposed(row[NoteField::Pitch], window.transposition);
            said.insert(said.end(), row.said.begin(), row.said.end());
        }
    }
    const LayerStack::Pass pass{m_recipe.training.dropout, random};
    const auto all = m_net.contexts(inputs, pass);
    const auto contexts =
        all.view({-1, all.size(-1)})
            .index_select(0, torch::tensor(hidden, torch::kInt64).to(all.device()));
    const auto words = torch::tensor(said, torch::kInt64)
                           .view({-1, static_cast<std::int64_t>(kNoteFields)})
                           .to(all.device());
    MaskedLoss result{torch::zeros({}, all.device()), static_cast<double>(hidden.size())};
    for (std::size_t field = 0; field < kNoteFields; ++field)
        if (m_net.chooses(static_cast<NoteField>(field)))
            result.sum =
                result.sum +
                crossEntropySum(m_net.logits(static_cast<NoteField>(field), contexts, words, pass),
                                words.select(1, static_cast<std::int64_t>(field)).contiguous());
    return result;
}

StepLoss MaskedFamily::loss(std::size_t, std::size_t batch, Random& random) {
    const auto [sum, notes] = maskedLoss(
        batchOf(m_windows, batch, static_cast<std::size_t>(m_recipe.training.batch)), &random);
    return {sum / notes, sum.item<double>(), notes};
}

std::map<std::string, double> MaskedFamily::measures() {
    return {{kMaskedUnigramNats, m_unigramNats}};
}

std::vector<MaskedFamily::Window>
MaskedFamily::maskedWindows(std::span<const SequenceSpan> spans) const {
    const auto length = static_cast<std::size_t>(m_recipe.training.length);
    Random random(kHeldOutSeed);
    std::vector<Window> windows;
    for (const auto& stretch : heldOutWindows(spans, length, kHeldOutContext)) {
        const auto rows = std::span(m_pieces[stretch.sequence].rows)
                              .subspan(stretch.evaluated, stretch.evaluatedSteps());
        for (int i = 0; i < kHeldOutMasks; ++i) {
            NoteMask mask(stretch.evaluated - stretch.first, 0);
            const auto drawn = drawMask(rows, random);
            mask.insert(mask.end(), drawn.begin(), drawn.end());
            windows.push_back({stretch.sequence, stretch.first, std::move(mask), 0});
        }
    }
    return windows;
}

std::optional<double> MaskedFamily::evaluate(HeldOut part) {
    const torch::NoGradGuard noGradients;
    const auto windows =
        maskedWindows(part == HeldOut::Validation ? m_split.validation : m_split.test);
    if (windows.empty())
        return {};
    double nats = 0.0;
    double notes = 0.0;
    for (std::size_t i = 0; i < batchCountOf(windows.size(), kMaskedAtOnce); ++i) {
        const auto [sum, count] = maskedLoss(batchOf(windows, i, kMaskedAtOnce), nullptr);
        nats += sum.item<double>();
        notes += count;
    }
    return nats / notes;
}

double MaskedFamily::unigramNats() const {
    const auto& heldOut = m_split.validation.empty() ? m_split.training : m_split.validation;
    const auto forEach = [&](std::span<const SequenceSpan> spans, const auto& action) {
        for (const auto& span : spans)
            for (auto i = span.first; i < span.last; ++i)
                action(m_pieces[span.sequence].rows[i]);
    };
    double nats = 0.0;
    for (std::size_t field = 0; field < kNoteFields; ++field) {
        const int words = m_encoding.count(static_cast<NoteField>(field));
        if (words < 2)
            continue;
        std::vector<double> counts(static_cast<std::size_t>(words), 1.0);
        forEach(m_split.training,
                [&](const NoteRow& row) { ++counts[static_cast<std::size_t>(row.said[field])]; });
        const double total = static_cast<double>(noteCount(m_split.training)) + words;
        forEach(heldOut, [&](const NoteRow& row) {
            nats -= std::log(counts[static_cast<std::size_t>(row.said[field])] / total);
        });
    }
    return nats / static_cast<double>(noteCount(heldOut));
}

nlohmann::json MaskedFamily::description() const {
    return {{"rows", m_encoding.toJson()},
            {"length", m_recipe.training.length},
            {"shapes", BarShapes(m_pieces, m_split.training).toJson()}};
}

} // namespace leitmotif
