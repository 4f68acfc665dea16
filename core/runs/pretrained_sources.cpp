// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/pretrained_sources.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <functional>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

namespace leitmotif {

namespace {

enum Column : std::uint8_t { Path, Kind, Split, Notes, Licence, Attribution, Collection };
constexpr std::array<std::string_view, 7> kColumns = {"path",    "kind",        "split", "notes",
                                                      "licence", "attribution", "repo"};

/// The fields of a line. One that begins with a quotation mark ends with the next; a double one
/// within it stands for one.
std::vector<std::string> fieldsOf(std::string_view line) {
    std::vector<std::string> fields(1);
    bool isQuoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool isMark = line[i] == '"';
        if (isMark && isQuoted && i + 1 < line.size() && line[i + 1] == '"')
            fields.back() += line[++i];
        else if (isMark && (isQuoted || fields.back().empty()))
            isQuoted = !isQuoted;
        else if (line[i] == '\t' && !isQuoted)
            fields.emplace_back();
        else
            fields.back() += line[i];
    }
    return fields;
}

bool isHash(std::string_view text) {
    return text.size() == 6 &&
           std::ranges::all_of(text,
                               [](unsigned char letter) {
                                   return std::isxdigit(letter) != 0 && std::isupper(letter) == 0;
                               }) &&
           std::ranges::any_of(text,
                               [](unsigned char letter) { return std::isdigit(letter) != 0; });
}

/// The title within quotation marks, or what the file is called, without numbers of catalogues.
std::string workTitle(const std::string& path, const std::string& attribution) {
    const auto open = attribution.find('"');
    const auto close = attribution.find('"', open + 1);
    if (open != std::string::npos && close != std::string::npos && close > open + 1)
        return attribution.substr(open + 1, close - open - 1);
    std::string name = path.substr(path.rfind('/') + 1);
    name = name.substr(0, name.rfind('.'));
    if (const auto dashes = name.rfind("--"); dashes != std::string::npos)
        name = name.substr(dashes + 2);
    const auto dash = name.rfind('-');
    if (dash != std::string::npos &&
        (name.compare(dash, 3, "-lc") == 0 || isHash(std::string_view(name).substr(dash + 1))))
        name = name.substr(0, dash);
    for (char& letter : name)
        if (letter == '_' || letter == '-')
            letter = ' ';
    if (!name.empty())
        name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
    return name;
}

/// Where the columns stand in a line; nothing if some are not there.
std::optional<std::array<std::size_t, kColumns.size()>> placesIn(std::string_view line) {
    const auto names = fieldsOf(line);
    std::array<std::size_t, kColumns.size()> places{};
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
        const auto found = std::ranges::find(names, kColumns[i]);
        if (found == names.end())
            return std::nullopt;
        places[i] = static_cast<std::size_t>(found - names.begin());
    }
    return places;
}

/// The work of a line; nothing if it is no such line.
std::optional<PretrainedWork> workIn(const std::vector<std::string>& fields,
                                     const std::array<std::size_t, kColumns.size()>& places) {
    const auto field = [&](Column column) -> const std::string& { return fields[places[column]]; };
    PretrainedWork work{workTitle(field(Path), field(Attribution)), field(Attribution),
                        field(Licence), field(Collection), field(Kind)};
    const std::string& notes = field(Notes);
    const auto read = std::from_chars(notes.data(), notes.data() + notes.size(), work.notes);
    if (read.ec != std::errc() || read.ptr != notes.data() + notes.size())
        return std::nullopt;
    return work;
}

/// Takes the next line off the text, without its end.
std::string_view nextLine(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

} // namespace

Result<PretrainedSources> pretrainedSources(std::string_view text, const std::string& name) {
    const Error unreadable{ErrorCode::FileNotReadable,
                           {name, "it is no list of what a network has learned"}};
    const auto places = placesIn(nextLine(text));
    if (!places)
        return unreadable;
    PretrainedSources sources;
    while (!text.empty()) {
        const auto fields = fieldsOf(nextLine(text));
        if (fields.size() <= std::ranges::max(*places))
            return unreadable;
        if (fields[(*places)[Split]] != "train") {
            ++sources.heldOut;
            continue;
        }
        auto work = workIn(fields, *places);
        if (!work)
            return unreadable;
        sources.works.push_back(*std::move(work));
    }
    if (sources.works.empty())
        return unreadable;
    return sources;
}

std::vector<WorkCount> countBy(std::span<const PretrainedWork> works,
                               std::string PretrainedWork::*field) {
    std::map<std::string, WorkCount> counts;
    for (const PretrainedWork& work : works) {
        WorkCount& count = counts[work.*field];
        count.name = work.*field;
        ++count.works;
        count.notes += work.notes;
    }
    std::vector<WorkCount> sorted;
    for (auto& [name, count] : counts)
        sorted.push_back(std::move(count));
    std::ranges::stable_sort(sorted, std::greater<>(), &WorkCount::works);
    return sorted;
}

} // namespace leitmotif
