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

/// Of all notes of a piece, those of tracks that may change: so many of a bar's notes are theirs.
double shareOfUnlocked(const RowPiece& piece, const RowRevision& revision) {
    const auto locked = std::ranges::count_if(
        piece.rows, [&](const NoteRow& row) { return revision.isLocked(row.source); });
    const auto all = static_cast<double>(piece.rows.size());
    return piece.rows.empty() ? 1.0 : (all - static_cast<double>(locked)) / all;
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
        !passOver(
            piece, [](const NoteRow&) { return true; }, fallingShares(m_passes), choice, random,
            stop))
        return {};
    return m_encoding.score(piece);
}

bool MaskedSampler::passOver(RowPiece& piece, const IsOpen& isOpen, std::span<const double> shares,
                             const NoteFiller::Choice& choice, Random& random,
                             const std::stop_token& stop) const {
    for (const double share : shares) {
        // Anew, as each pass sorts the rows.
        std::vector<std::size_t> places;
        std::vector<NoteRow> rows;
        for (std::size_t i = 0; i < piece.rows.size(); ++i)
            if (isOpen(piece.rows[i])) {
                places.push_back(i);
                rows.push_back(piece.rows[i]);
            }
        if (rows.empty())
            return true;
        NoteMask mask(piece.rows.size(), 0);
        const NoteMask drawn = drawMask(rows, share, random);
        for (std::size_t i = 0; i < places.size(); ++i)
            mask[places[i]] = drawn[i];
        if (!m_filler.fill(piece, std::move(mask), choice, random, stop))
            return false;
    }
    return true;
}

Result<std::vector<Score>> MaskedSampler::revise(const ReviseRequest& request,
                                                 std::stop_token stop) const {
    if (const auto possible = checked(request); !possible)
        return possible.error();
    const auto revision = RowRevision::create(m_encoding, *request.score, request.firstBar,
                                              request.lastBar, request.locked);
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
    if (request.share) {
        shares.assign(static_cast<std::size_t>(std::max(1, passes)), *request.share);
    } else {
        NoteFiller::StayingRows staying;
        const NoteMask open = emptied(piece, revision, request, staying, random);
        if (!m_filler.fill(piece, open, choice, random, stop, std::move(staying)))
            return {};
    }
    const auto isOpen = [&](const NoteRow& row) { return revision.isOpen(row); };
    if (!passOver(piece, isOpen, shares, choice, random, stop))
        return {};
    return revision.applied(piece, !request.share);
}

NoteMask MaskedSampler::emptied(RowPiece& piece, const RowRevision& revision,
                                const ReviseRequest& request, NoteFiller::StayingRows& staying,
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
    const double share = shareOfUnlocked(piece, revision);
    std::vector<NoteRow> rows;
    NoteMask open;
    const auto add = [&](const NoteRow& row, bool isMasked) {
        rows.push_back(row);
        open.push_back(isMasked ? 1 : 0);
    };
    for (const NoteRow& row : piece.rows) {
        if (row.bar < first)
            add(row, false);
        else if (row.bar <= last && revision.isLocked(row.source))
            staying[row.bar].push_back(row);
    }
    for (int bar = first; bar <= last; ++bar) {
        const int drawn = counts[static_cast<std::size_t>(bar - first)];
        const auto stay = staying.contains(bar) ? staying[bar].size() : 0;
        const auto count =
            std::max(std::min(drawn, 1), static_cast<int>(std::lround(share * drawn)));
        for (std::size_t note = 0; note < static_cast<std::size_t>(count) + stay; ++note)
            add({.bar = bar}, true);
    }
    for (const NoteRow& row : piece.rows)
        if (row.bar > last)
            add(row, false);
    piece.rows = std::move(rows);
    return open;
}

} // namespace leitmotif
