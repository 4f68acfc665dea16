// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/take_measures.h"
#include "core/store/table_list.h"

#include <optional>
#include <string>
#include <vector>

namespace SQLite {
class Statement;
}

namespace leitmotif {

// The columns of the measures of takes in the tables `take` and `document`, by takeMeasures().

/// Those that came after the tables were first created.
[[nodiscard]] std::vector<AddedColumn> addedMeasureColumns();
/// "copied, longest_copy": those of a project of this format.
[[nodiscard]] std::string measureColumns(std::int64_t format);
/// "copied = NULL, longest_copy = NULL".
[[nodiscard]] std::string unsetMeasures(std::int64_t format);
/// "copied = 0.25, longest_copy = 12".
[[nodiscard]] std::string setMeasuresSql(const TakeMeasures& measures, std::int64_t format);
/// "0.25, 12", in the order of measureColumns().
[[nodiscard]] std::string measureValues(const TakeMeasures& measures, std::int64_t format);
/// Of a row that was selected with measureColumns(); nothing if one is not measured. Throws
/// SQLite::Exception.
[[nodiscard]] std::optional<TakeMeasures> measuresIn(const SQLite::Statement& row,
                                                     std::int64_t format);

} // namespace leitmotif
