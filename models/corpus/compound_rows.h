// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace leitmotif {

/// The fields of a note in the order in which a network chooses them. Pitches of percussion are a
/// field of their own.
enum class CompoundField : std::uint8_t { Step, Position, Part, Pitch, Drum, Duration, Velocity };
inline constexpr std::size_t kCompoundFields = 7;

/// How a note follows the one before it: at the same position, later in its bar, or so many bars
/// later. After the last note of what is to be written follows kStepEnd.
inline constexpr int kStepSame = 0;
inline constexpr int kStepLater = 1;
inline constexpr int kStepNextBar = 2;
inline constexpr int kMostBarsAhead = 16;
inline constexpr int kStepEnd = kStepNextBar + kMostBarsAhead;

/// The bars that a network compares with the one it writes: so many bars before and after.
inline constexpr std::array kBarLags = {-1, -2, -3, -4, -8, -16, 1, 2, 4, 8};

/// Sums of rows of a table: for each sum the numbers of its rows.
struct RowBags {
    std::vector<std::int64_t> rows;
    std::vector<std::int64_t> offsets; ///< where each sum begins

    void begin() { offsets.push_back(static_cast<std::int64_t>(rows.size())); }
    void add(int row) { rows.push_back(row); }
};

/// What one field of some notes is chosen from. A choice's logit is a linear function of the
/// network's state and of `conditions`, plus the weights of the features that the choice has.
struct FieldRows {
    CompoundField field = CompoundField::Step;
    std::size_t choices = 0;          ///< of each note
    RowBags conditions;               ///< rows of the field's table, for each note
    std::vector<std::int64_t> logits; ///< of each feature of each choice: note · choices + choice
    std::vector<std::int64_t> features;  ///< of the same: note · features + feature
    std::vector<std::uint8_t> isAllowed; ///< (notes, choices)
    std::vector<std::int64_t> states;    ///< of each note: which state of the network it follows
    std::vector<std::int64_t> targets;   ///< the choice of each note

    explicit FieldRows(CompoundField wanted, std::size_t parts);
    [[nodiscard]] std::size_t count() const { return states.size(); }
    /// Adds a row that stands for no note.
    void addNothing();
};

/// A row of FieldRows that is being written.
class FieldRow {
  public:
    FieldRow(FieldRows& rows, int featureCount)
        : m_rows(rows), m_featureCount(featureCount), m_note(rows.states.size()) {
        rows.conditions.begin();
        rows.states.push_back(0);
        rows.isAllowed.resize(rows.isAllowed.size() + rows.choices, 1);
    }
    void condition(int row) { m_rows.conditions.add(row); }
    void feature(int choice, int feature) {
        m_rows.logits.push_back(static_cast<std::int64_t>(m_note * m_rows.choices) + choice);
        m_rows.features.push_back(static_cast<std::int64_t>(m_note) * m_featureCount + feature);
    }
    std::span<std::uint8_t> allowed() {
        return std::span(m_rows.isAllowed).subspan(m_note * m_rows.choices, m_rows.choices);
    }

  private:
    FieldRows& m_rows;
    int m_featureCount;
    std::size_t m_note;
};

/// The sizes of a field's table and lists.
struct FieldSizes {
    int conditions = 0; ///< rows of the table
    int outputs = 0;    ///< choices with a logit of their own; 0: by features alone
    int features = 0;
};
[[nodiscard]] FieldSizes fieldSizes(CompoundField field);
/// Rows of the table of inputs.
[[nodiscard]] int compoundInputs();

} // namespace leitmotif
