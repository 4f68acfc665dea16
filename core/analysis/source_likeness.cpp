// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/source_likeness.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace leitmotif {

namespace {

constexpr int kDrums = 128;           // pitches of percussion begin here
constexpr std::int64_t kWindows = 24; // of a piece, about
constexpr std::array<std::int64_t, 3> kLags = {1, 2, 4};

/// Shares of the notes that lie in the best of 36 scales: major, natural and harmonic minor.
double shareInKey(const std::array<double, 12>& counts) {
    constexpr std::array<std::array<int, 7>, 3> kScales = {
        {{0, 2, 4, 5, 7, 9, 11}, {0, 2, 3, 5, 7, 8, 10}, {0, 2, 3, 5, 7, 8, 11}}};
    double total = 0.0;
    for (const double count : counts)
        total += count;
    double best = 0.0;
    for (const auto& scale : kScales)
        for (int root = 0; root < 12; ++root) {
            double inside = 0.0;
            for (const int degree : scale)
                inside += counts[static_cast<std::size_t>((root + degree) % 12)];
            best = std::max(best, inside);
        }
    return best / std::max(1.0, total);
}

/// What a bar has in common with another: positions with pitch classes, or drums.
using BarContent = std::set<std::pair<std::int64_t, int>>;

double likeness(const BarContent& one, const BarContent& other) {
    const auto common = static_cast<std::size_t>(
        std::ranges::count_if(one, [&](const auto& item) { return other.contains(item); }));
    const auto all = one.size() + other.size() - common;
    return all == 0 ? 1.0 : static_cast<double>(common) / static_cast<double>(all);
}

void normalize(std::map<std::int64_t, double>& histogram) {
    double total = 0.0;
    for (const auto& [value, number] : histogram)
        total += number;
    for (auto& [value, number] : histogram)
        number /= total;
}

double overlap(const std::map<std::int64_t, double>& one,
               const std::map<std::int64_t, double>& other) {
    double sum = 0.0;
    for (const auto& [value, share] : one)
        if (const auto found = other.find(value); found != other.end())
            sum += std::min(share, found->second);
    return sum;
}

} // namespace

SourceLikeness::Notes SourceLikeness::notesOf(const Score& score, bool hasFreeBeat) {
    auto streams = noteStreams(score, hasFreeBeat, false);
    Notes notes = std::move(streams.pitched);
    for (auto note : streams.drums) {
        note.pitch += kDrums;
        notes.push_back(note);
    }
    std::ranges::sort(notes, {}, [](const StreamNote& note) {
        return std::tuple(note.step, note.pitch, note.steps);
    });
    return notes;
}

SourceLikeness::SourceLikeness(const Corpus& corpus, std::int64_t bars) {
    const auto& pieces = corpus.pieces();
    if (!pieces.empty()) {
        const auto signature = pieces.front().score.meterMap().signatureAt({0});
        m_hasFreeBeat = pieces.front().hasFreeBeat;
        if (!m_hasFreeBeat)
            m_barSteps = std::max<std::int64_t>(1, 4 * kStreamStepsPerBeat * signature.numerator /
                                                       std::max(1, signature.denominator));
    }
    m_length = std::max<std::int64_t>(1, bars) * m_barSteps;
    std::vector<Notes> windows;
    for (const auto& piece : pieces) {
        const auto notes = notesOf(piece.score, piece.hasFreeBeat);
        if (notes.empty())
            continue;
        count(notes, m_histograms);
        const auto end = std::ranges::max(
            notes, {}, [](const StreamNote& note) { return note.step + note.steps; });
        const auto first = notes.front().step / m_barSteps * m_barSteps;
        const auto last = std::max(first + 1, end.step + end.steps - m_length);
        const auto stride =
            std::max(m_barSteps, (last - first) / kWindows / m_barSteps * m_barSteps);
        for (auto start = first; start < last; start += stride) {
            Notes window;
            for (auto note : notes)
                if (note.step >= start && note.step < start + m_length) {
                    note.step -= start;
                    window.push_back(note);
                }
            if (!window.empty())
                windows.push_back(std::move(window));
        }
    }
    std::ranges::for_each(m_histograms, normalize);
    const double number = std::max<double>(1.0, static_cast<double>(windows.size()));
    Scalars squares = {};
    for (const auto& window : windows) {
        const auto scalars = scalarsOf(window, m_length);
        for (std::size_t i = 0; i < kScalars; ++i) {
            m_means[i] += scalars[i] / number;
            squares[i] += scalars[i] * scalars[i] / number;
        }
        const auto histograms = sharesOf(window);
        for (std::size_t i = 0; i < kHistograms; ++i)
            m_overlaps[i] += overlap(m_histograms[i], histograms[i]) / number;
    }
    for (std::size_t i = 0; i < kScalars; ++i)
        m_deviations[i] = std::sqrt(std::max(0.0, squares[i] - m_means[i] * m_means[i]));
}

SourceLikeness::Notes SourceLikeness::windowOf(const Score& take) const {
    auto notes = notesOf(take, m_hasFreeBeat);
    std::erase_if(notes, [this](const StreamNote& note) { return note.step >= m_length; });
    return notes;
}

double SourceLikeness::densityOf(const Score& take) const {
    const auto bars = static_cast<double>(m_length) / static_cast<double>(m_barSteps);
    return static_cast<double>(windowOf(take).size()) / bars / std::max(m_means[0], 1e-6);
}

double SourceLikeness::of(const Score& take) const {
    const auto notes = windowOf(take);
    const auto scalars = scalarsOf(notes, m_length);
    const auto histograms = sharesOf(notes);
    constexpr double kLeastShare = 0.05;
    constexpr double kLeast = 0.01;
    double sum = 0.0;
    for (std::size_t i = 0; i < kScalars; ++i) {
        const double spread =
            std::max({m_deviations[i], kLeastShare * std::abs(m_means[i]), kLeast});
        sum += 1.0 / (1.0 + std::abs(scalars[i] - m_means[i]) / spread);
    }
    for (std::size_t i = 0; i < kHistograms; ++i)
        sum +=
            std::min(1.0, overlap(m_histograms[i], histograms[i]) / std::max(m_overlaps[i], 1e-6));
    return sum / static_cast<double>(kScalars + kHistograms);
}

SourceLikeness::Scalars SourceLikeness::scalarsOf(const Notes& notes, std::int64_t length) const {
    const auto bars = std::max<std::int64_t>(1, (length + m_barSteps - 1) / m_barSteps);
    std::vector<BarContent> contents(static_cast<std::size_t>(bars));
    std::vector<bool> sounds(
        static_cast<std::size_t>(std::max<std::int64_t>(1, length / kStreamStepsPerBeat)));
    std::map<std::int64_t, int> changes; // of the number of sounding pitches
    std::array<double, 12> classes = {};
    for (const auto& note : notes) {
        const bool isDrum = note.pitch >= kDrums;
        for (auto beat = note.step / kStreamStepsPerBeat;
             beat <= (note.step + note.steps - 1) / kStreamStepsPerBeat &&
             beat < static_cast<std::int64_t>(sounds.size());
             ++beat)
            sounds[static_cast<std::size_t>(beat)] = true;
        const auto bar = std::min(bars - 1, note.step / m_barSteps);
        contents[static_cast<std::size_t>(bar)].emplace(note.step % m_barSteps,
                                                        isDrum ? note.pitch : note.pitch % 12);
        if (isDrum)
            continue;
        ++changes[note.step];
        --changes[note.step + note.steps];
        ++classes[static_cast<std::size_t>(note.pitch % 12)];
    }
    double sounding = 0.0;
    double steps = 0.0;
    int level = 0;
    std::int64_t since = 0;
    for (const auto& [step, change] : changes) {
        if (level > 0) {
            sounding += static_cast<double>(level * (step - since));
            steps += static_cast<double>(step - since);
        }
        level += change;
        since = step;
    }
    Scalars scalars = {static_cast<double>(notes.size()) / static_cast<double>(bars),
                       steps > 0.0 ? sounding / steps : 0.0,
                       static_cast<double>(std::ranges::count(sounds, false)) /
                           static_cast<double>(sounds.size()),
                       shareInKey(classes)};
    for (std::size_t i = 0; i < kLags.size(); ++i) {
        double sum = 0.0;
        for (auto bar = kLags[i]; bar < bars; ++bar)
            sum += likeness(contents[static_cast<std::size_t>(bar)],
                            contents[static_cast<std::size_t>(bar - kLags[i])]);
        if (bars > kLags[i])
            scalars[4 + i] = sum / static_cast<double>(bars - kLags[i]);
    }
    return scalars;
}

void SourceLikeness::count(const Notes& notes, Histograms& histograms) const {
    std::map<std::int64_t, int> top;
    for (const auto& note : notes) {
        ++histograms[0][note.step % m_barSteps];
        if (note.pitch >= kDrums)
            continue;
        ++histograms[1][note.pitch % 12];
        ++histograms[2][note.steps];
        auto& highest = top[note.step];
        highest = std::max(highest, note.pitch);
    }
    for (auto note = top.begin(); note != top.end() && std::next(note) != top.end(); ++note)
        ++histograms[3][std::next(note)->second - note->second];
}

SourceLikeness::Histograms SourceLikeness::sharesOf(const Notes& notes) const {
    Histograms histograms;
    count(notes, histograms);
    std::ranges::for_each(histograms, normalize);
    return histograms;
}

} // namespace leitmotif
