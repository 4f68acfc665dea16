// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/generate/masked_sampler.h"

#include "core/encoding/events/row_revision.h"
#include "models/stepwise/sampling.h"

#include <algorithm>
#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

namespace {

constexpr double kFirstShare = 0.5; // of the notes that the first pass samples again
constexpr double kLastShare = 0.05;

/// The shares of `passes` successive passes.
std::vector<double> fallingShares(int passes) {
    std::vector<double> shares;
    for (int i = 0; i < passes; ++i)
        shares.push_back(kFirstShare + (kLastShare - kFirstShare) * i / std::max(1, passes - 1));
    return shares;
}

} // namespace

Result<std::unique_ptr<Sampler>> MaskedSampler::create(const WeightsPart& part) {
    if (!part.description.is_object() || !part.description.contains("rows") ||
        !part.description.contains("shapes"))
        return unreadable("it has no encoding");
    const auto plan = maskedPlan(part.recipe.network, part.recipe.name);
    if (!plan)
        return unreadable(describe(plan.error()));
    auto encoding = NoteRows::fromJson(part.description.at("rows"));
    if (!encoding)
        return encoding.error();
    const std::size_t meters = std::max<std::size_t>(1, encoding->model().meters.size());
    auto shapes = BarShapes::fromJson(part.description.at("shapes"), meters);
    if (!shapes)
        return shapes.error();
    std::unique_ptr<MaskedSampler> sampler(
        new MaskedSampler(*std::move(encoding), *std::move(shapes), part.recipe, *plan));
    if (auto filled = fill(sampler->m_net.weights(), part.weights); !filled)
        return filled.error();
    return std::unique_ptr<Sampler>(std::move(sampler));
}

MaskedSampler::MaskedSampler(NoteRows encoding, BarShapes shapes, const Recipe& recipe,
                             const MaskedPlan& plan)
    : m_encoding(std::move(encoding)),
      m_shapes(std::move(shapes)),
      m_passes(recipe.sampling.passes),
      m_inputs(m_encoding, recipe.training.transposition),
      m_net(plan, m_inputs, nullptr, torch::kCPU),
      m_filler(m_encoding, m_inputs, m_net) {}

Result<std::vector<Score>> MaskedSampler::generate(const GenerateRequest& request,
                                                   std::stop_token stop) const {
    if (const auto possible = checked(request); !possible)
        return possible.error();
    std::vector<Score> scores;
    for (int i = 0; i < request.count; ++i) {
        auto score = taken(request, request.seed + static_cast<std::uint64_t>(i), stop);
        if (!score)
            break;
        scores.push_back(*std::move(score));
    }
    return scores;
}

std::optional<Score> MaskedSampler::taken(const GenerateRequest& request, std::uint64_t seed,
                                          const std::stop_token& stop) const {
    Random random(seed);
    RowPiece piece;
    piece.hasFreeBeat = m_encoding.model().hasFreeBeat;
    int bars = request.bars;
    if (piece.hasFreeBeat) { // bars of rows are two seconds
        constexpr double kQuarters = 4.0;
        const double counted = m_encoding.model().setting.quartersIn(bars) / kQuarters;
        bars = std::max(1, static_cast<int>(std::lround(counted)));
    }
    for (const auto& shape : m_shapes.drawn(bars, random)) {
        const auto bar = static_cast<int>(piece.bars.size());
        piece.bars.push_back(m_encoding.bar(shape.meter, piece.hasFreeBeat));
        for (int note = 0; note < shape.notes; ++note)
            piece.rows.push_back({.bar = bar});
    }
    const NoteMask all(piece.rows.size(), 1);
    const NoteFiller::Choice choice{request.temperature, request.topP};
    if (!m_filler.fill(piece, all, choice, random, stop) ||
        !passOver(piece, all, fallingShares(m_passes), choice, random, stop))
        return {};
    return m_encoding.score(piece);
}

bool MaskedSampler::passOver(RowPiece& piece, const NoteMask& open, std::span<const double> shares,
                             const NoteFiller::Choice& choice, Random& random,
                             const std::stop_token& stop) const {
    const auto first = static_cast<std::size_t>(std::ranges::find(open, 1) - open.begin());
    const auto count = static_cast<std::size_t>(std::ranges::count(open, 1));
    if (count == 0)
        return true;
    for (const double share : shares) {
        // Open rows are contiguous: those of successive bars, sorted after each pass.
        NoteMask mask(piece.rows.size(), 0);
        std::ranges::copy(drawMask(std::span(piece.rows).subspan(first, count), share, random),
                          mask.begin() + static_cast<std::ptrdiff_t>(first));
        if (!m_filler.fill(piece, std::move(mask), choice, random, stop))
            return false;
    }
    return true;
}

Result<std::vector<Score>> MaskedSampler::revise(const ReviseRequest& request,
                                                 std::stop_token stop) const {
    const double share = request.share.value_or(1.0);
    if (const auto possible = checked(
            {.count = request.count, .temperature = request.temperature, .topP = request.topP});
        !possible)
        return possible.error();
    if (!(share > 0.0) || share > 1.0 || request.passes < 0)
        return Error{ErrorCode::BadArgument, {"share", "above 0 and up to 1"}};
    const auto revision =
        RowRevision::create(m_encoding, *request.score, request.firstBar, request.lastBar);
    if (!revision)
        return revision.error();
    std::vector<Score> scores;
    for (int i = 0; i < request.count; ++i) {
        auto score =
            revised(*revision, request, request.seed + static_cast<std::uint64_t>(i), stop);
        if (!score)
            break;
        if (!*score)
            return score->error();
        scores.push_back(**std::move(score));
    }
    return scores;
}

std::optional<Result<Score>> MaskedSampler::revised(const RowRevision& revision,
                                                    const ReviseRequest& request,
                                                    std::uint64_t seed,
                                                    const std::stop_token& stop) const {
    Random random(seed);
    RowPiece piece = revision.piece();
    const NoteFiller::Choice choice{request.temperature, request.topP, revision.parts()};
    const int passes = request.passes > 0 ? request.passes : m_passes;
    std::vector<double> shares = fallingShares(passes);
    NoteMask open;
    if (request.share) {
        shares.assign(static_cast<std::size_t>(std::max(1, passes)), *request.share);
        for (const NoteRow& row : piece.rows)
            open.push_back(revision.isOpen(row) ? 1 : 0);
    } else {
        open = emptied(piece, request, random);
        if (!m_filler.fill(piece, open, choice, random, stop))
            return {};
    }
    if (!passOver(piece, open, shares, choice, random, stop))
        return {};
    return revision.applied(piece, !request.share);
}

NoteMask MaskedSampler::emptied(RowPiece& piece, const ReviseRequest& request,
                                Random& random) const {
    const auto first = static_cast<int>(request.firstBar);
    const auto last = static_cast<int>(request.lastBar);
    const auto notesOf = [&](int bar) -> std::optional<int> {
        if (bar < 0 || bar >= static_cast<int>(piece.bars.size()))
            return {};
        return static_cast<int>(std::ranges::count(piece.rows, bar, &NoteRow::bar));
    };
    const auto counts =
        m_shapes.drawnBetween(notesOf(first - 1), notesOf(last + 1), last - first + 1, random);
    std::vector<NoteRow> rows;
    NoteMask open;
    const auto take = [&](bool isWanted, const NoteRow& row) {
        if (isWanted) {
            rows.push_back(row);
            open.push_back(row.source < 0 ? 1 : 0);
        }
    };
    for (const NoteRow& row : piece.rows)
        take(row.bar < first, row);
    for (int bar = first; bar <= last; ++bar)
        for (int note = 0; note < counts[static_cast<std::size_t>(bar - first)]; ++note)
            take(true, {.bar = bar});
    for (const NoteRow& row : piece.rows)
        take(row.bar > last, row);
    piece.rows = std::move(rows);
    return open;
}

} // namespace leitmotif
