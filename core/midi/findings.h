// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/midi/import_report.h"

#include <array>
#include <cstddef>
#include <vector>

namespace leitmotif {

/// Counts what a reader finds in one track (or in the file as a whole).
class Findings {
  public:
    void add(ImportFinding finding, std::size_t count = 1) { at(finding) += count; }
    void remove(ImportFinding finding) { at(finding) = 0; }
    [[nodiscard]] std::size_t count(ImportFinding finding) const {
        return m_counts[static_cast<std::size_t>(finding)];
    }

    /// In the order of the enumeration. `track` is 1-based, 0 for the file.
    void appendTo(std::vector<ImportNote>& notes, int track) const {
        for (std::size_t i = 0; i < m_counts.size(); ++i)
            if (m_counts[i] > 0)
                notes.push_back({static_cast<ImportFinding>(i), track, m_counts[i]});
    }

  private:
    static constexpr std::size_t kKinds =
        static_cast<std::size_t>(ImportFinding::BytesBetweenTracks) + 1;

    std::size_t& at(ImportFinding finding) { return m_counts[static_cast<std::size_t>(finding)]; }

    std::array<std::size_t, kKinds> m_counts{};
};

} // namespace leitmotif
