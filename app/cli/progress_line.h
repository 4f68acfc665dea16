// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace leitmotif {

/// A line at the bottom of a terminal that changes in place: bar and text on standard error. Does
/// nothing if standard error is not a terminal.
class ProgressLine {
  public:
    /// `isWanted` false keeps it silent.
    explicit ProgressLine(bool isWanted);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// `fraction` from 0 to 1.
    void show(double fraction, const std::string& text);
    /// Removes the line; called before anything else is printed.
    void clear();

  private:
    bool m_isTerminal;
    bool m_isDirty = false;
};

/// "[######----]" of `width` characters between the brackets; `fraction` is clamped to 0 … 1.
[[nodiscard]] std::string progressBar(double fraction, int width);
/// "12 s", "3 min 20 s", "2 h 5 min".
[[nodiscard]] std::string durationText(double seconds);

} // namespace leitmotif
