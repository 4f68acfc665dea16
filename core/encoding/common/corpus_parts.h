// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/corpus.h"
#include "core/music/parts.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace leitmotif {

/// A part of a corpus: the instrument and mix with which a decoded take sounds like its source.
struct CorpusPart {
    std::string name;
    std::uint8_t channel = 0;
    std::uint8_t program = 0;
    std::uint8_t velocity = 80; ///< mean, for notes without one of their own
    /// Bank, volume, pan, expression, reverb and chorus, as {number, value}.
    std::vector<std::pair<std::uint8_t, std::uint8_t>> controllers;

    bool operator==(const CorpusPart&) const = default;

    /// Track name, program and controllers, at the start of a track.
    [[nodiscard]] std::vector<Event> setUp() const;
    /// A track of these notes with the part's name, program and controllers.
    [[nodiscard]] TrackPtr track(std::vector<Note> notes, Tick end) const;

    [[nodiscard]] nlohmann::json toJson() const;
    /// Throws nlohmann::json::exception.
    static CorpusPart fromJson(const nlohmann::json& json);
};

/// The parts of a corpus. A pitched part is a part of a piece (see Parts). It stands for the part
/// of the same name, channel and program of other pieces, or else for that with the same program
/// (the first, second … of them). All percussion is one part. In takes each program has a channel
/// of its own as long as there are enough, and percussion channel 10. Immutable once fitted.
class CorpusParts {
  public:
    /// Index of the percussion part in notes; sorts after all others.
    static constexpr int kDrums = 1 << 20;

    CorpusParts() = default;
    /// With `merges` there is at most one pitched part.
    CorpusParts(const Corpus& corpus, bool merges);

    [[nodiscard]] const std::vector<CorpusPart>& pitched() const { return m_pitched; }
    [[nodiscard]] const std::optional<CorpusPart>& drums() const { return m_drums; }
    /// REQUIRES: a part of this corpus.
    [[nodiscard]] const CorpusPart& at(int part) const;
    /// For each part of `score`, in order, the part of the corpus that it maps to. Programs that
    /// the corpus does not have map to the first part.
    [[nodiscard]] std::vector<int> partsOf(const Score& score, const Parts& parts) const;

    [[nodiscard]] nlohmann::json toJson() const;
    /// Throws nlohmann::json::exception.
    static CorpusParts fromJson(const nlohmann::json& json);

  private:
    std::vector<CorpusPart> m_pitched;
    std::optional<CorpusPart> m_drums;
    bool m_merges = false;
};

} // namespace leitmotif
