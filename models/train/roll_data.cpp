// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/roll_data.h"

#include "core/midi/import_report.h"
#include "models/corpus/corpus_split.h"

#include <algorithm>
#include <cmath>
#include <torch/torch.h>

namespace leitmotif {

namespace {

constexpr float kLoudest = 127.0F;
constexpr std::size_t kMeasured = 64; // pictures that measure the source
constexpr std::size_t kMostPlaced = 2048;

RollOptions optionsOf(const Recipe& recipe) {
    return {.columnsPerBeat = recipe.encoding.stepsPerBeat,
            .isFitted = recipe.picture.form == "fitted",
            .bars = recipe.picture.bars,
            .hasVelocity = recipe.encoding.hasVelocity,
            .mergesTracks = recipe.encoding.mergesTracks};
}

/// A strip as a sequence for partsOf(): a column is a token.
TokenSequence asSequence(const RollStrip& strip) {
    TokenSequence sequence;
    sequence.tokens.resize(static_cast<std::size_t>(strip.columns));
    for (const RollNote& note : strip.notes)
        sequence.noteStarts.push_back(static_cast<std::size_t>(note.first));
    return sequence;
}

/// Some of the values, spread over all of them.
template <class Value>
void thinOut(std::vector<Value>& values, std::size_t most) {
    if (values.size() <= most)
        return;
    for (std::size_t i = 0; i < most; ++i)
        values[i] = values[i * values.size() / most];
    values.resize(most);
}

} // namespace

Result<RollData> RollData::create(const Recipe& recipe, const Corpus& corpus) {
    auto image = RollImage::fit(corpus, optionsOf(recipe));
    if (!image)
        return image.error();
    RollData data(*std::move(image));
    std::vector<TokenSequence> columns;
    for (const CorpusPiece& piece : corpus.pieces()) {
        data.m_strips.push_back(data.m_image.strip(piece));
        columns.push_back(asSequence(data.m_strips.back()));
    }
    const auto parts = partsOf(recipe, corpus, columns);
    if (!parts)
        return parts.error();
    data.divide(*parts);
    if (data.m_training.notes == 0) // all notes are in a held-out bar
        return Error{ErrorCode::TooFewNotes,
                     {corpus.pieces().front().name, "0", std::to_string(kFewestNotesToLearn)}};
    data.measure();
    data.place();
    return data;
}

void RollData::divide(const CorpusSplit& parts) {
    const std::int64_t bar = m_image.columnsPerBar();
    const auto add = [&](Part& part, const SequenceSpan& span) {
        const RollStrip& strip = m_strips[span.sequence];
        // Parts are cut at bars; the last bar is padded.
        const auto atBar = [&](std::size_t column) {
            const auto value = static_cast<std::int64_t>(column);
            const std::int64_t rounding = value == strip.columns ? bar - 1 : bar / 2;
            return (value + rounding) / bar * bar;
        };
        const Window whole{span.sequence, atBar(span.first), atBar(span.last)};
        if (whole.first >= whole.end)
            return;
        part.spans.push_back(whole);
        part.notes +=
            static_cast<std::size_t>(std::ranges::count_if(strip.notes, [&](const RollNote& note) {
                return note.first >= whole.first && note.first < whole.end;
            }));
    };
    for (const SequenceSpan& span : parts.training)
        add(m_training, span);
    for (const SequenceSpan& span : parts.validation)
        add(m_heldOut[0], span);
    for (const SequenceSpan& span : parts.test)
        add(m_heldOut[1], span);
}

void RollData::addWindows(std::vector<Window>& windows, const Window& span,
                          std::int64_t offset) const {
    const std::int64_t width = m_image.columnCount();
    const auto add = [&](std::int64_t first) {
        const auto& notes = m_strips[span.piece].notes;
        const auto end = std::min(span.end, first + width);
        if (std::ranges::any_of(notes, [&](const RollNote& note) { // silence teaches nothing
                return note.first < end && note.last > first;
            }))
            windows.push_back({span.piece, first, span.end});
    };
    if (offset > 0)
        add(span.first);
    for (auto first = span.first + offset; first < span.end; first += width)
        add(std::max(span.first, std::min(first, span.end - width)));
}

void RollData::startEpoch(Random& random) {
    m_epoch.clear();
    for (const Window& span : m_training.spans) {
        const auto bars = static_cast<std::uint64_t>(m_image.options().bars);
        const auto offset =
            m_image.options().isFitted ? static_cast<std::int64_t>(random.below(bars)) : 0;
        addWindows(m_epoch, span, offset * m_image.columnsPerBar());
    }
    for (std::size_t i = m_epoch.size(); i > 1; --i)
        std::swap(m_epoch[i - 1], m_epoch[random.below(i)]);
}

torch::Tensor RollData::rendered(std::span<const Window> windows) const {
    const std::int64_t rows = m_image.rowCount();
    const std::int64_t columns = m_image.columnCount();
    auto tensor = torch::zeros({std::ssize(windows), 1, rows, columns}, torch::kFloat32);
    auto* pixels = tensor.data_ptr<float>();
    for (const Window& window : windows) {
        const RollPicture picture = m_image.picture(m_strips[window.piece], window.first);
        const std::int64_t sounding = std::min(columns, window.end - window.first);
        for (std::int64_t row = 0; row < rows; ++row)
            for (std::int64_t column = 0; column < sounding; ++column) {
                const auto at = row * columns + column;
                pixels[at] = static_cast<float>(picture[static_cast<std::size_t>(at)]) / kLoudest;
            }
        pixels += rows * columns;
    }
    return tensor;
}

torch::Tensor RollData::pictures(std::size_t first, std::size_t count) const {
    return rendered(std::span(m_epoch).subspan(first, count));
}

torch::Tensor RollData::heldOut(HeldOut part) const {
    std::vector<Window> windows;
    for (const Window& span : partOf(part).spans)
        for (auto first = span.first; first < span.end; first += m_image.columnCount())
            windows.push_back({span.piece, first, span.end});
    return windows.empty() ? torch::Tensor() : rendered(windows);
}

void RollData::place() {
    std::vector<std::pair<Window, PieceRole>> found;
    const auto add = [&](const Part& part, PieceRole role) {
        std::vector<Window> windows;
        for (const Window& span : part.spans)
            addWindows(windows, span, 0);
        for (const Window& window : windows)
            found.emplace_back(window, role);
    };
    add(m_training, PieceRole::Training);
    add(m_heldOut[0], PieceRole::Validation);
    add(m_heldOut[1], PieceRole::Test);
    thinOut(found, kMostPlaced);
    for (const auto& [window, role] : found) {
        m_placedWindows.push_back(window);
        m_placed.push_back({window.piece, window.first / m_image.columnsPerBar(), role});
    }
}

torch::Tensor RollData::placedPictures(std::size_t first, std::size_t count) const {
    return rendered(std::span(m_placedWindows).subspan(first, count));
}

void RollData::measure() {
    std::vector<Window> windows;
    for (const Window& span : m_training.spans)
        addWindows(windows, span, 0);
    thinOut(windows, kMeasured);
    const auto sounding = rendered(windows).gt(0.0).to(torch::kFloat32);
    m_density = sounding.mean().item<double>();
    std::ptrdiff_t begun = 0;
    for (const Window& window : windows)
        begun += std::ranges::count_if(m_strips[window.piece].notes, [&](const RollNote& note) {
            return note.first >= window.first &&
                   note.first < std::min(window.end, window.first + m_image.columnCount());
        });
    m_notesPerPicture = static_cast<double>(begun) / static_cast<double>(windows.size());
    m_distance = meanPairwiseDistance(sounding);
}

torch::Tensor RollData::moved(const torch::Tensor& pictures, const RollShift& shift) const {
    torch::Tensor result = pictures;
    if (shift.semitones != 0) {
        const auto rows = m_image.transposedRows(-shift.semitones);
        auto sources = torch::zeros({std::ssize(rows)}, torch::kInt64);
        auto exists = torch::zeros({std::ssize(rows), 1}, torch::kFloat32);
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows[i] >= 0) {
                sources.data_ptr<std::int64_t>()[i] = rows[i];
                exists.data_ptr<float>()[i] = 1.0F;
            }
        result = result.index_select(2, sources.to(result.device())) * exists.to(result.device());
    }
    const std::int64_t columns = std::int64_t{shift.beats} * m_image.options().columnsPerBeat;
    if (columns != 0)
        result = torch::constant_pad_nd(result, {columns, -columns});
    return result;
}

RollShift drawnShift(const Recipe& recipe, Random& random) {
    const auto step = [&](int most) {
        return static_cast<int>(random.below(2 * static_cast<std::uint64_t>(most) + 1)) - most;
    };
    const int semitones = step(recipe.training.transposition);
    return {semitones, step(recipe.picture.timeShift)};
}

double meanPairwiseDistance(const torch::Tensor& pictures) {
    const auto count = pictures.size(0);
    if (count < 2)
        return 0.0;
    // A pixel that sounds in k of N pictures differs in k (N − k) of all pairs.
    const auto sounding = pictures.sum(0);
    const double differing =
        (sounding * (static_cast<double>(count) - sounding)).mean().item<double>();
    return differing / (static_cast<double>(count) * static_cast<double>(count - 1) / 2.0);
}

double onsetCount(const torch::Tensor& pictures) {
    const auto sounding = pictures.gt(0.0);
    const auto columns = sounding.size(3);
    const auto before = sounding.slice(3, 0, columns - 1);
    const auto inner = sounding.slice(3, 1, columns).logical_and(before.logical_not());
    return (inner.sum() + sounding.select(3, 0).sum()).item<double>();
}

} // namespace leitmotif
