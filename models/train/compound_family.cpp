// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/compound_family.h"

#include "core/runs/recipe_settings.h"
#include "models/checkpoint/compound_counts.h"
#include "models/checkpoint/pretrained.h"
#include "models/corpus/corpus_split.h"
#include "models/layers/output.h"
#include "models/train/process_group.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <torch/torch.h>

namespace leitmotif {

namespace {

constexpr std::size_t kNotesAtOnce = 128;  // notes evaluated at once
constexpr std::size_t kNotesBefore = 256;  // notes before them
constexpr std::size_t kWindowsAtOnce = 16; // windows
constexpr std::size_t kMostFrameNotes = 4096;
constexpr std::size_t kWindowsDrawn = 64; // at once
constexpr std::size_t kReadAtOnce = 8192; // notes of a file that come into memory with a window

/// The beginning of a long piece.
CompoundPiece firstBars(CompoundPiece piece) {
    if (piece.notes.size() <= kMostFrameNotes)
        return piece;
    const int end = piece.notes[kMostFrameNotes].bar;
    std::erase_if(piece.notes, [end](const CompoundNote& note) { return note.bar >= end; });
    piece.bars.resize(static_cast<std::size_t>(end));
    return piece;
}

} // namespace

Result<std::unique_ptr<Family>> CompoundFamily::create(const Recipe& recipe, const Corpus& corpus,
                                                       torch::Device device, Random& random) {
    const auto plan = compoundPlan(recipe.network, recipe.name);
    if (!plan)
        return plan.error();
    if (recipe.encoding.kind != "events")
        return Error{ErrorCode::RecipeUnreadable,
                     {recipe.name, "a compound network has the encoding events"}};
    if (const auto good = checkRecipe(recipe); !good)
        return good.error();
    auto data = dataOf(recipe, corpus);
    if (!data)
        return data.error();
    std::unique_ptr<CompoundFamily> family(
        new CompoundFamily(recipe, *std::move(data), *plan, random, device));
    if (!recipe.pretrained.empty())
        if (const auto begun = family->beginWith(recipe.pretrained); !begun)
            return begun.error();
    return std::unique_ptr<Family>(std::move(family));
}

Result<CompoundFamily::Data> CompoundFamily::dataOf(const Recipe& recipe, const Corpus& corpus) {
    Data data;
    if (!corpus.isSample())
        encode(data, recipe, corpus);
    else if (const auto mapped = map(data, recipe, corpus); !mapped)
        return mapped.error();
    std::vector<SequenceShape> shapes; // a token for each note
    for (std::size_t i = 0; i < data.pieces.size(); ++i) {
        const auto notes = data.pieces[i].notes.size();
        const auto role = data.inFile ? static_cast<PieceRole>(data.inFile->pieces()[i].role)
                                      : corpus.pieces()[i].role;
        shapes.push_back({.notes = notes, .tokens = notes, .role = role});
    }
    auto split = partsOf(recipe, corpus, shapes);
    if (!split)
        return split.error();
    data.split = *std::move(split);
    return data;
}

void CompoundFamily::encode(Data& data, const Recipe& recipe, const Corpus& corpus) {
    for (std::size_t i = 0; i < corpus.pieces().size(); ++i) {
        const auto& piece = corpus.pieces()[i];
        if (piece.score.noteCount() == 0) {
            data.inMemory.emplace_back();
            data.strides.push_back(1);
            continue;
        }
        auto encoding = CompoundEncoding::fitted(Corpus({piece}), recipe.encoding,
                                                 recipe.training.transposition);
        data.inMemory.push_back(encoding.piece(piece));
        data.strides.push_back(piece.hasFreeBeat ? 1 : encoding.stride());
        if (isInSample(i, corpus.pieces().size()))
            data.frames.push_back({std::move(encoding), firstBars(data.inMemory.back())});
    }
    data.pieces = viewsOf(data.inMemory);
}

/// Errors: FileNotReadable.
Result<void> CompoundFamily::map(Data& data, const Recipe& recipe, const Corpus& corpus) {
    auto store = CompoundStore::openChecked(corpus.encoded());
    if (!store)
        return store.error();
    data.inFile = *std::move(store);
    for (std::size_t i = 0; i < data.inFile->pieces().size(); ++i) {
        data.pieces.push_back(data.inFile->view(i));
        data.strides.push_back(data.inFile->pieces()[i].stride);
    }
    for (const auto& piece : corpus.pieces()) { // the sample
        auto encoding = CompoundEncoding::fitted(Corpus({piece}), recipe.encoding,
                                                 recipe.training.transposition);
        auto encoded = encoding.piece(piece);
        data.frames.push_back({std::move(encoding), firstBars(std::move(encoded))});
    }
    return {};
}

/// What was read of a file is given back from time to time, so that the memory of a run does not
/// grow with its corpus.
void CompoundFamily::releaseRead(std::size_t notes) const {
    constexpr std::size_t kMost = 1U << 21U; // 32 MiB
    m_notesRead += notes;
    if (!m_data.inFile || m_notesRead < kMost)
        return;
    m_data.inFile->release();
    m_notesRead = 0;
}

CompoundFamily::CompoundFamily(const Recipe& recipe, Data data, const CompoundPlan& plan,
                               Random& random, torch::Device device)
    : m_recipe(recipe),
      m_data(std::move(data)),
      m_plan(plan),
      m_net(plan, &random, device),
      m_learned(m_net.parameters()),
      m_isMixed(recipe.ngram.isMixed && !m_data.inFile) {
    if (m_isMixed)
        m_mixture = CompoundMixture(predictions(HeldOut::Validation), predictions(HeldOut::Test));
}

/// Only what turns the network's state into choices learns on: in seconds, in a small checkpoint,
/// and without unlearning much of what came before.
Result<void> CompoundFamily::beginWith(const std::string& name) {
    const auto pretrained = pretrainedWeights(name);
    if (!pretrained)
        return pretrained.error();
    if (const auto filled = fill(m_net.parameters(), (*pretrained)->part.weights); !filled)
        return filled.error();
    m_pretrainedHash = (*pretrained)->hash;
    for (const auto& [unused, tensor] : m_net.parameters())
        tensor.requires_grad_(false);
    m_learned = m_net.tunedParameters();
    for (const auto& [unused, tensor] : m_learned)
        tensor.requires_grad_(true);
    return {};
}

FamilyFacts CompoundFamily::facts() const {
    FamilyFacts facts;
    facts.parameters = m_net.parameterCount();
    facts.notes = noteCount(m_data.split.training);
    facts.validationNotes = noteCount(m_data.split.validation);
    facts.unigramNats = unigramNats();
    return facts;
}

std::vector<Phase> CompoundFamily::phases() const {
    return {{"loss", m_learned, optimizerSettings(m_recipe)}};
}

void CompoundFamily::startEpoch(Random& random) {
    m_windows.clear();
    for (const auto& notes : drawnWindows(
             m_data.split.training, static_cast<std::size_t>(m_recipe.training.length), random))
        m_windows.push_back({.notes = notes});
    for (auto& window : m_windows) {
        auto& range = window.notes;
        const auto& piece = m_data.pieces[range.sequence];
        // Windows see up to 16 bars before them.
        const auto seen = piece.notes.first(range.last);
        const auto from = std::ranges::lower_bound(seen, piece.notes[range.first].bar - 16, {},
                                                   &CompoundNote::bar);
        range.transposition = drawnTransposition(transpositionRange(piece, {from, seen.end()}),
                                                 m_recipe.training.transposition, random);
        releaseRead(kReadAtOnce);
    }
    for (std::size_t i = 0; i < batchCountOf(m_windows.size(), kWindowsDrawn); ++i) {
        const auto first = i * kWindowsDrawn;
        const auto some =
            std::span(m_windows).subspan(first, std::min(kWindowsDrawn, m_windows.size() - first));
        drawTasks(some, m_data.pieces, random);
        releaseRead(some.size() * kReadAtOnce);
    }
}

std::size_t CompoundFamily::batchCount() const {
    return batchCountOf(m_windows.size(), static_cast<std::size_t>(m_recipe.training.batch));
}

CompoundBatch CompoundFamily::batchFor(std::span<const CompoundWindow> windows) const {
    releaseRead(windows.size() * kReadAtOnce);
    return {m_data.pieces, m_data.strides, windows, m_plan.hasMemory};
}

torch::Tensor CompoundFamily::nats(const CompoundBatch& batch, const CompoundNet::Pass& pass,
                                   TargetNats* byTarget) const {
    const auto states = m_net.states(batch.inputs, batch.windows, pass);
    auto sum = torch::zeros({}, states.device());
    for (std::size_t i = 0; i < batch.fields.size(); ++i) {
        const auto& rows = batch.fields[i];
        if (rows.count() == 0)
            continue;
        const auto targets = torch::tensor(rows.targets, torch::kInt64).to(states.device());
        const auto logits = m_net.logits(rows, states, pass);
        if (byTarget == nullptr) {
            sum = sum + crossEntropySum(logits, targets);
            continue;
        }
        namespace F = torch::nn::functional;
        const auto all =
            F::cross_entropy(logits, targets, F::CrossEntropyFuncOptions().reduction(torch::kNone))
                .to(torch::kCPU)
                .contiguous();
        const auto* first = all.data_ptr<float>();
        (*byTarget)[i].insert((*byTarget)[i].end(), first, first + all.numel());
    }
    return sum;
}

StepLoss CompoundFamily::loss(std::size_t, std::size_t batch, Random& random) {
    const auto windows = shareOf(
        batchOf(m_windows, batch, static_cast<std::size_t>(m_recipe.training.batch)), m_group);
    if (windows.empty())
        return {};
    const auto data = batchFor(windows);
    const auto sum = nats(data, {m_recipe.training.dropout, &random, m_precision}, nullptr);
    const auto notes = static_cast<double>(data.notes);
    return {sum / notes, sum.item<double>(), notes, notes};
}

std::vector<CompoundWindow> CompoundFamily::heldOut(HeldOut part) const {
    std::vector<CompoundWindow> windows;
    for (const auto& notes :
         heldOutWindows(part == HeldOut::Validation ? m_data.split.validation : m_data.split.test,
                        kNotesAtOnce, kNotesBefore))
        windows.push_back({.notes = notes});
    return windows;
}

CompoundPredictions CompoundFamily::predictions(HeldOut part) const {
    std::vector<SequenceWindow> windows;
    for (const auto& window : heldOut(part))
        windows.push_back(window.notes);
    return compoundPredictions(m_data.pieces, m_data.split.training, windows);
}

std::optional<double> CompoundFamily::evaluate(HeldOut part) {
    const torch::NoGradGuard noGradients;
    m_networkNats.reset();
    const auto windows = heldOut(part);
    TargetNats byTarget;
    std::size_t notes = 0;
    for (std::size_t i = 0; i < batchCountOf(windows.size(), kWindowsAtOnce); ++i) {
        // Counts are blended with all of them, so that each process fits the same shares.
        const bool isMine = m_group == nullptr || m_isMixed ||
                            i % static_cast<std::size_t>(m_group->size()) ==
                                static_cast<std::size_t>(m_group->rank());
        if (!isMine)
            continue;
        const auto data = batchFor(batchOf(windows, i, kWindowsAtOnce));
        (void)nats(data, {0.0, nullptr, m_precision}, &byTarget);
        notes += data.notes;
    }
    std::vector<double> sums = {static_cast<double>(notes)};
    for (const auto& nats : byTarget)
        sums.push_back(std::accumulate(nats.begin(), nats.end(), 0.0));
    if (m_group != nullptr && !m_isMixed)
        sums = m_group->sumOf(sums);
    const double allNotes = sums.front();
    if (allNotes == 0.0)
        return {};
    FieldNats byField = {};
    std::copy_n(sums.begin() + 1, byField.size(), byField.begin());
    if (m_isMixed) {
        m_networkNats = std::accumulate(byField.begin(), byField.end(), 0.0) / allNotes;
        byField = m_mixture.nats(part, byTarget);
    }
    for (auto& of : byField)
        of /= allNotes;
    if (part == HeldOut::Validation)
        m_fieldNats = byField;
    return std::accumulate(byField.begin(), byField.end(), 0.0);
}

NamedTensors CompoundFamily::weights() const {
    auto tensors = m_learned;
    if (m_recipe.ngram.isMixed)
        tensors.emplace_back(kCompoundShares, m_mixture.shares());
    return tensors;
}

std::map<std::string, double> CompoundFamily::measures() {
    const auto of = [&](CompoundField field) {
        return m_fieldNats[static_cast<std::size_t>(field)];
    };
    return {{"onset_nats", of(CompoundField::Step) + of(CompoundField::Position)},
            {"part_nats", of(CompoundField::Part)},
            {"pitch_nats", of(CompoundField::Pitch) + of(CompoundField::Drum)},
            {"duration_nats", of(CompoundField::Duration)},
            {"velocity_nats", of(CompoundField::Velocity)}};
}

/// Of the fields of held-out notes, each by the counts of the training notes.
double CompoundFamily::unigramNats() const {
    const auto& split = m_data.split;
    const auto& heldOut = split.validation.empty() ? split.training : split.validation;
    std::array<std::map<std::int64_t, double>, kCompoundFields> counts;
    std::array<double, kCompoundFields> totals = {};
    const auto forEach = [&](std::span<const SequenceSpan> spans, const auto& action) {
        for (const auto& span : spans) {
            const auto& piece = m_data.pieces[span.sequence];
            for (auto i = span.first; i < span.last; ++i) {
                const auto& note = piece.notes[i];
                const int ahead = i == 0 ? note.bar : note.bar - piece.notes[i - 1].bar;
                const bool isSame = i > 0 && ahead == 0 && note.at == piece.notes[i - 1].at;
                const bool isDrum = piece.programs[note.part] == kDrumProgram;
                action(CompoundField::Position, isSame ? -1 : ahead * kCompoundPositions + note.at);
                action(CompoundField::Part, note.part);
                action(isDrum ? CompoundField::Drum : CompoundField::Pitch, note.pitch);
                action(CompoundField::Duration, note.duration);
                action(CompoundField::Velocity, note.velocity);
            }
            releaseRead(span.notes);
        }
    };
    forEach(split.training, [&](CompoundField field, std::int64_t value) {
        ++counts[static_cast<std::size_t>(field)][value];
        ++totals[static_cast<std::size_t>(field)];
    });
    double nats = 0.0;
    forEach(heldOut, [&](CompoundField field, std::int64_t value) {
        const auto index = static_cast<std::size_t>(field);
        const auto& known = counts[index];
        const auto found = known.find(value);
        const double count = found == known.end() ? 0.0 : found->second;
        nats -= std::log((count + 1.0) / (totals[index] + static_cast<double>(known.size()) + 1.0));
    });
    return nats / static_cast<double>(std::max<std::size_t>(1, noteCount(heldOut)));
}

nlohmann::json CompoundFamily::description() const {
    auto frames = nlohmann::json::array();
    for (const auto& frame : m_data.frames)
        frames.push_back(frame.toJson());
    nlohmann::json description = {{"frames", frames}};
    if (!m_recipe.pretrained.empty())
        description["pretrained_hash"] = m_pretrainedHash;
    return description;
}

} // namespace leitmotif
