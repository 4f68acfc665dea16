// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/measure_columns.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <charconv>
#include <cmath>

namespace leitmotif {

namespace {

/// The first format of all tables with measures as they are in kItems.
constexpr std::int64_t kFirstFormat = 1;

/// `textOf` each measure that a project of this format has, with commas between them.
template <class Text>
std::string joined(std::int64_t format, const Text& textOf) {
    std::string all;
    for (const TakeMeasure& measure : takeMeasures())
        if (measure.since <= format)
            all += (all.empty() ? "" : ", ") + textOf(measure);
    return all;
}

/// Exact, and readable in every locale.
std::string numberText(const TakeMeasure& measure, const TakeMeasures& measures) {
    const double value = measure.read(measures);
    if (measure.isWhole)
        return std::to_string(std::llround(value));
    if (!std::isfinite(value))
        return "0.0";
    char text[40] = {};
    const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific);
    return {text, end.ptr};
}

} // namespace

std::vector<AddedColumn> addedMeasureColumns() {
    std::vector<AddedColumn> columns;
    static const std::vector<std::string> definitions = [] {
        std::vector<std::string> all;
        for (const TakeMeasure& measure : takeMeasures())
            all.push_back(std::string(measure.key) + (measure.isWhole ? " INTEGER" : " REAL"));
        return all;
    }();
    for (std::size_t i = 0; i < definitions.size(); ++i)
        if (const auto since = takeMeasures()[i].since; since > kFirstFormat)
            for (const char* table : {"take", "document"})
                columns.push_back({table, definitions[i].c_str(), since});
    return columns;
}

std::string measureColumns(std::int64_t format) {
    return joined(format, [](const TakeMeasure& measure) { return std::string(measure.key); });
}

std::string unsetMeasures(std::int64_t format) {
    return joined(format,
                  [](const TakeMeasure& measure) { return std::string(measure.key) + " = NULL"; });
}

std::string setMeasuresSql(const TakeMeasures& measures, std::int64_t format) {
    return joined(format, [&](const TakeMeasure& measure) {
        return std::string(measure.key) + " = " + numberText(measure, measures);
    });
}

std::string measureValues(const TakeMeasures& measures, std::int64_t format) {
    return joined(format,
                  [&](const TakeMeasure& measure) { return numberText(measure, measures); });
}

std::optional<TakeMeasures> measuresIn(const SQLite::Statement& row, std::int64_t format) {
    TakeMeasures measures;
    for (const TakeMeasure& measure : takeMeasures()) {
        if (measure.since > format)
            return std::nullopt; // measured before there was such a measure
        const auto column = row.getColumn(measure.key);
        if (column.isNull())
            return std::nullopt;
        measure.write(measures, column.getDouble());
    }
    return measures;
}

} // namespace leitmotif
