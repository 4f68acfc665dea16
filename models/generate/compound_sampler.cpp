// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/generate/compound_sampler.h"

#include "core/encoding/events/row_revision.h"
#include "models/checkpoint/pretrained.h"
#include "models/layers/tensors.h"
#include "models/stepwise/nucleus.h"
#include "models/stepwise/sampling.h"

#include <algorithm>
#include <array>
#include <optional>
#include <torch/torch.h>

namespace leitmotif {

namespace {

constexpr int kFewestBarsBefore = 8; // that a take goes on from

// A product's last bits depend on its number of rows: there are always so many, so that a seed
// means the same take alone and among others.
constexpr int kStreams = 16;

constexpr std::array kOrder = {
    CompoundField::Step, CompoundField::Position, CompoundField::Part,    CompoundField::Pitch,
    CompoundField::Drum, CompoundField::Duration, CompoundField::Velocity};

/// The last bars of a piece: what was written after the music that it goes on from.
CompoundPiece newBars(CompoundPiece piece, const CompoundPiece& empty) {
    const auto given = static_cast<int>(piece.bars.size() - empty.bars.size());
    piece.bars = empty.bars;
    std::erase_if(piece.notes, [&](const CompoundNote& note) { return note.bar < given; });
    for (auto& note : piece.notes)
        note.bar -= given;
    return piece;
}

bool isOfStructure(CompoundField field) {
    return field == CompoundField::Step || field == CompoundField::Position ||
           field == CompoundField::Part;
}

Result<RowRevision> revisionOf(const ReviseRequest& request, const CompoundFrame& frame) {
    return RowRevision::create(frame.encoding.rows(), *request.score, request.firstBar,
                               request.lastBar, request.locked);
}

/// The bars of a request with their notes; where these are replaced, only with those that stay.
CompoundTask taskOf(const ReviseRequest& request, const CompoundEncoding& encoding,
                    const RowRevision& revision) {
    auto piece = encoding.pieceOf(revision.piece());
    CompoundTask task{.firstBar = compoundBar(piece, request.firstBar),
                      .lastBar = compoundBar(piece, request.lastBar + 1) - 1,
                      .share = request.share.value_or(0.0),
                      .isLocked = revision.lockedSources(),
                      .parts = revision.parts()};
    if (!request.share)
        std::erase_if(piece.notes, [&](const CompoundNote& note) {
            return note.bar >= task.firstBar && note.bar <= task.lastBar && !task.keeps(note);
        });
    task.piece = std::move(piece);
    return task;
}

} // namespace

Result<std::unique_ptr<Sampler>> CompoundSampler::create(const WeightsPart& part) {
    const auto plan = compoundPlan(part.recipe.network, part.recipe.name);
    if (!plan)
        return unreadable(describe(plan.error()));
    std::vector<CompoundFrame> frames;
    const auto described = part.description.find("frames");
    if (described != part.description.end() && described->is_array())
        for (const auto& json : *described) {
            auto frame = CompoundFrame::fromJson(json);
            if (!frame)
                return frame.error();
            frames.push_back(*std::move(frame));
        }
    if (frames.empty())
        return unreadable("it has no piece that frames takes");
    CompoundNet net(*plan, nullptr, torch::kCPU);
    auto learned = net.parameters();
    if (!part.recipe.pretrained.empty()) {
        const auto pretrained = pretrainedWeights(part.recipe.pretrained);
        if (!pretrained)
            return pretrained.error();
        if (part.description.value("pretrained_hash", std::uint64_t{0}) != (*pretrained)->hash)
            return unreadable("it was tuned from another version of the pretrained network");
        if (const auto filled = fill(learned, (*pretrained)->part.weights); !filled)
            return filled.error();
        learned = net.tunedParameters();
    }
    if (const auto filled = fill(learned, part.weights); !filled)
        return filled.error();
    std::optional<CompoundCounts> counts;
    if (part.recipe.ngram.isMixed) {
        auto made = CompoundCounts::create(part, frames);
        if (!made)
            return made.error();
        counts = *std::move(made);
    }
    return std::unique_ptr<Sampler>(
        new CompoundSampler(*plan, std::move(net), std::move(frames), std::move(counts)));
}

CompoundSampler::CompoundSampler(CompoundPlan plan, CompoundNet net,
                                 std::vector<CompoundFrame> frames,
                                 std::optional<CompoundCounts> counts)
    : m_plan(plan),
      m_net(std::move(net)),
      m_frames(std::move(frames)),
      m_counts(std::move(counts)) {}

Result<std::vector<Score>> CompoundSampler::generate(const GenerateRequest& request,
                                                     std::stop_token stop) const {
    if (const auto possible = checked(request); !possible)
        return possible.error();
    std::vector<Score> scores;
    for (int first = 0; first < request.count; first += kStreams) {
        auto part = request;
        part.seed += static_cast<std::uint64_t>(first);
        part.count = std::min(kStreams, request.count - first);
        auto takes = sampled(part, stop);
        const bool isStopped = takes.size() < static_cast<std::size_t>(part.count);
        std::ranges::move(takes, std::back_inserter(scores));
        if (isStopped)
            break;
    }
    return scores;
}

CompoundTask CompoundSampler::newTask(const CompoundFrame& frame, const GenerateRequest& request,
                                      std::uint64_t seed) const {
    CompoundTask task{.piece = frame.encoding.emptyTake(request.bars)};
    CompoundPiece start;
    if (request.start != nullptr) {
        start = frame.encoding.piece({"start", *request.start, frame.encoding.hasFreeBeat()});
        task.firstBar = compoundBar(start, request.startBar);
    } else {
        start = frame.piece;
        const auto bars = static_cast<int>(start.bars.size());
        const int earliest = std::min(kFewestBarsBefore, bars);
        constexpr std::uint64_t kOther = 0x9E3779B97F4A7C15U; // not the numbers of the take itself
        Random random(seed ^ kOther);
        task.firstBar =
            earliest +
            static_cast<int>(random.below(static_cast<std::uint64_t>(bars - earliest) + 1));
        while (task.firstBar < bars &&
               start.bars[static_cast<std::size_t>(task.firstBar)].division != 0)
            ++task.firstBar;
    }
    std::vector<CompoundBar> bars(start.bars.begin(), start.bars.begin() + task.firstBar);
    bars.insert(bars.end(), task.piece.bars.begin(), task.piece.bars.end());
    task.piece.bars = std::move(bars);
    for (const auto& note : start.notes)
        if (note.bar < task.firstBar)
            task.piece.notes.push_back(note);
    task.lastBar = static_cast<int>(task.piece.bars.size()) - 1;
    task.endsPiece = request.end == TakeEnd::Ending;
    return task;
}

std::vector<Score> CompoundSampler::sampled(const GenerateRequest& request,
                                            const std::stop_token& stop) const {
    std::vector<CompoundStream> streams;
    std::vector<const CompoundFrame*> frames;
    for (int i = 0; i < request.count; ++i) {
        const auto seed = request.seed + static_cast<std::uint64_t>(i);
        frames.push_back(&m_frames[Random(seed).below(m_frames.size())]);
        streams.emplace_back(frames.back()->encoding, newTask(*frames.back(), request, seed), seed,
                             m_plan.hasMemory);
    }
    run(streams, {request.temperature, request.topP}, stop);
    std::vector<CompoundPiece> takes;
    for (std::size_t i = 0; i < streams.size() && streams[i].isComplete(); ++i)
        takes.push_back(newBars(streams[i].take(), frames[i]->encoding.emptyTake(request.bars)));
    if (request.end == TakeEnd::Loop)
        closeLoops(takes, frames, request, stop);
    std::vector<Score> scores;
    for (std::size_t i = 0; i < takes.size(); ++i)
        scores.push_back(frames[i]->encoding.score(takes[i]));
    return scores;
}

void CompoundSampler::closeLoops(std::vector<CompoundPiece>& takes,
                                 std::span<const CompoundFrame* const> frames,
                                 const GenerateRequest& request,
                                 const std::stop_token& stop) const {
    constexpr int kBarsBehind = 4;
    std::vector<CompoundStream> streams;
    for (std::size_t i = 0; i < takes.size(); ++i) {
        const auto& take = takes[i];
        const int bars = static_cast<int>(take.bars.size());
        CompoundTask task{.piece = take, .firstBar = bars - 1, .lastBar = bars - 1};
        std::erase_if(task.piece.notes,
                      [&](const CompoundNote& note) { return note.bar == bars - 1; });
        const int behind = std::min(kBarsBehind, bars - 1);
        for (int bar = 0; bar < behind; ++bar)
            task.piece.bars.push_back(take.bars[static_cast<std::size_t>(bar)]);
        for (auto note : take.notes)
            if (note.bar < behind) {
                note.bar += bars;
                task.piece.notes.push_back(note);
            }
        streams.emplace_back(frames[i]->encoding, std::move(task),
                             request.seed + static_cast<std::uint64_t>(i), m_plan.hasMemory);
    }
    run(streams, {request.temperature, request.topP}, stop);
    for (std::size_t i = 0; i < takes.size(); ++i) {
        if (!streams[i].isComplete()) {
            takes.resize(i);
            return;
        }
        const auto bars = takes[i].bars.size();
        takes[i] = streams[i].take();
        takes[i].bars.resize(bars);
        std::erase_if(takes[i].notes,
                      [&](const CompoundNote& note) { return note.bar >= static_cast<int>(bars); });
    }
}

Result<const CompoundFrame*> CompoundSampler::frameFor(const ReviseRequest& request) const {
    const CompoundFrame* best = nullptr;
    std::ptrdiff_t most = -1;
    std::optional<Error> error;
    for (const auto& frame : m_frames) {
        const auto revision = revisionOf(request, frame);
        if (!revision) {
            error = revision.error();
            continue;
        }
        if (const auto parts = std::ranges::count(revision->parts(), 1); parts > most) {
            most = parts;
            best = &frame;
        }
    }
    if (best == nullptr)
        return *error;
    return best;
}

Result<std::vector<Score>> CompoundSampler::revise(const ReviseRequest& request,
                                                   std::stop_token stop) const {
    if (const auto possible = checked(request); !possible)
        return possible.error();
    const auto found = frameFor(request);
    if (!found)
        return found.error();
    const auto& frame = (*found)->encoding;
    const auto revision = revisionOf(request, **found);
    const auto task = taskOf(request, frame, *revision);
    const auto isOpen = [&](const CompoundNote& note) {
        return note.bar >= task.firstBar && note.bar <= task.lastBar && !task.keeps(note);
    };
    if (request.share && std::ranges::none_of(task.piece.notes, isOpen))
        return std::vector<Score>(static_cast<std::size_t>(request.count), *request.score);
    std::vector<Score> scores;
    for (int first = 0; first < request.count; first += kStreams) {
        auto part = request;
        part.seed += static_cast<std::uint64_t>(first);
        part.count = std::min(kStreams, request.count - first);
        const auto pieces = revised(frame, task, part, stop);
        for (const auto& piece : pieces) {
            auto score = revision->applied(frame.rowsOf(piece), !request.share.has_value());
            if (!score)
                return score.error();
            scores.push_back(*std::move(score));
        }
        if (pieces.size() < static_cast<std::size_t>(part.count))
            break; // stopped
    }
    return scores;
}

std::vector<CompoundPiece> CompoundSampler::revised(const CompoundEncoding& frame,
                                                    const CompoundTask& task,
                                                    const ReviseRequest& request,
                                                    const std::stop_token& stop) const {
    constexpr std::uint64_t kSeedsOfPass = 1'000'003;
    const int passes = request.share ? std::max(1, request.passes) : 1;
    std::vector<CompoundPiece> pieces(static_cast<std::size_t>(request.count), task.piece);
    for (int pass = 0; pass < passes; ++pass) {
        std::vector<CompoundStream> streams;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            auto next = task;
            next.piece = pieces[i];
            const auto seed = request.seed + i + kSeedsOfPass * static_cast<std::uint64_t>(pass);
            streams.emplace_back(frame, std::move(next), seed, m_plan.hasMemory);
        }
        run(streams, {request.temperature, request.topP}, stop);
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            if (!streams[i].isComplete()) { // stopped; those before it may be complete
                pieces.resize(pass + 1 == passes ? i : 0);
                return pieces;
            }
            pieces[i] = streams[i].take();
        }
    }
    return pieces;
}

void CompoundSampler::run(std::span<CompoundStream> streams, const Choice& choice,
                          const std::stop_token& stop) const {
    const torch::NoGradGuard noGradients;
    auto memory = m_net.start(kStreams);
    const auto isGrowing = [](const CompoundStream& stream) { return !stream.isComplete(); };
    while (std::ranges::any_of(streams, isGrowing) && !stop.stop_requested())
        grow(streams, memory, choice);
}

void CompoundSampler::grow(std::span<CompoundStream> streams, CompoundNet::Memory& memory,
                           const Choice& choice) const {
    RowBags inputs;
    std::size_t parts = 1;
    for (const auto& stream : streams) {
        stream.isComplete() ? inputs.begin() : stream.writeInput(inputs);
        parts = std::max(parts, stream.partCount());
    }
    while (inputs.offsets.size() < kStreams)
        inputs.begin();
    const auto states = m_net.step(inputs, memory);
    std::vector<CompoundStream*> writing(kStreams, nullptr);
    for (std::size_t i = 0; i < streams.size(); ++i)
        if (!streams[i].isComplete() && !streams[i].takeGiven())
            writing[i] = &streams[i];
    for (const auto field : kOrder) {
        FieldRows rows(field, parts);
        std::vector<CompoundStream*> choosing;
        for (std::size_t i = 0; i < writing.size(); ++i) {
            auto* stream = writing[i];
            if (stream != nullptr && (stream->isComplete() || !stream->chooses(field)))
                stream = nullptr;
            choosing.push_back(stream);
            if (stream != nullptr)
                stream->write(rows);
            else
                rows.addNothing();
            rows.states.back() = static_cast<std::int64_t>(i);
        }
        if (std::ranges::all_of(choosing, [](const auto* stream) { return stream == nullptr; }))
            continue;
        const auto logits = m_net.logits(rows, states, {}).contiguous();
        const auto all = std::span(logits.data_ptr<float>(), kStreams * rows.choices);
        for (std::size_t i = 0; i < choosing.size(); ++i) {
            if (choosing[i] == nullptr)
                continue;
            const bool isFree = isOfStructure(field);
            const auto own = all.subspan(i * rows.choices, rows.choices);
            const auto allowed = std::span(rows.isAllowed).subspan(i * rows.choices, rows.choices);
            if (m_counts)
                m_counts->blendInto(own, allowed, field, choosing[i]->draft());
            const int drawn = drawToken(own, allowed, isFree ? 1.0 : choice.temperature,
                                        isFree ? 1.0 : choice.topP, choosing[i]->random());
            choosing[i]->choose(field, drawn);
        }
    }
    for (auto* stream : writing)
        if (stream != nullptr && !stream->isComplete())
            stream->finishNote();
}

} // namespace leitmotif
