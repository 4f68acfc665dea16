// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/provenance_report.h"

#include "core/base/plain_text.h"

#include <nlohmann/json.hpp>

#include <vector>

namespace leitmotif {

namespace {

using Json = nlohmann::ordered_json;

const char* nameOf(PieceRole role) {
    switch (role) {
    case PieceRole::Training:
        return "training";
    case PieceRole::Validation:
        return "validation";
    case PieceRole::Test:
        break;
    }
    return "test";
}

Json jsonOf(const LearnedFile& file) {
    const CorpusSelection& selection = file.selection;
    Json object = {{"file", file.name}, {"role", nameOf(selection.role)}};
    if (!selection.tracks.empty()) {
        object["tracks"] = Json::array();
        for (const std::size_t track : selection.tracks)
            object["tracks"].push_back(track + 1);
    }
    if (selection.bars)
        object["bars"] = {selection.bars->first + 1, selection.bars->last + 1};
    return object;
}

Json jsonOf(const std::vector<WorkCount>& counts) {
    Json list = Json::array();
    for (const WorkCount& count : counts)
        list.push_back({{"name", count.name}, {"works", count.works}, {"notes", count.notes}});
    return list;
}

Json jsonOf(const PretrainedWork& work) {
    return {{"title", work.title},     {"attribution", work.attribution},
            {"licence", work.licence}, {"collection", work.collection},
            {"kind", work.kind},       {"notes", work.notes}};
}

std::int64_t notesOf(const PretrainedSources& sources) {
    std::int64_t notes = 0;
    for (const PretrainedWork& work : sources.works)
        notes += work.notes;
    return notes;
}

Json pretrainedJson(const Provenance& provenance, bool listsWorks) {
    Json object = {{"name", provenance.pretrained}};
    if (provenance.problem)
        object["message"] = describe(*provenance.problem);
    if (!provenance.sources)
        return object;
    const PretrainedSources& sources = *provenance.sources;
    object["works"] = sources.works.size();
    object["notes"] = notesOf(sources);
    object["held_out"] = sources.heldOut;
    object["licences"] = jsonOf(countBy(sources.works, &PretrainedWork::licence));
    object["collections"] = jsonOf(countBy(sources.works, &PretrainedWork::collection));
    if (listsWorks) {
        object["list"] = Json::array();
        for (const PretrainedWork& work : sources.works)
            object["list"].push_back(jsonOf(work));
    }
    return object;
}

std::string lineOf(const LearnedFile& file) {
    std::string line = "  " + plainText(file.name);
    for (const std::size_t track : file.selection.tracks)
        line += (track == file.selection.tracks.front() ? ", tracks " : " ") +
                std::to_string(track + 1);
    if (const auto& bars = file.selection.bars)
        line +=
            ", bars " + std::to_string(bars->first + 1) + " to " + std::to_string(bars->last + 1);
    if (file.selection.role != PieceRole::Training)
        line += std::string(" (held out: ") + nameOf(file.selection.role) + ")";
    return line + "\n";
}

std::string linesOf(const char* heading, const std::vector<WorkCount>& counts) {
    std::string lines = std::string("  ") + heading + ":\n";
    for (const WorkCount& count : counts)
        lines += "    " + plainText(count.name) + ": " + std::to_string(count.works) + "\n";
    return lines;
}

} // namespace

Json toJson(const Provenance& provenance, bool listsWorks) {
    Json object = {{"files", Json::array()}};
    for (const LearnedFile& file : provenance.files)
        object["files"].push_back(jsonOf(file));
    object["pretrained"] =
        provenance.pretrained.empty() ? Json() : pretrainedJson(provenance, listsWorks);
    return object;
}

std::string toText(const Provenance& provenance, bool listsWorks) {
    std::string text = "Run " + std::to_string(provenance.run) + " (" +
                       plainText(provenance.preset) + ") learned from\n";
    for (const LearnedFile& file : provenance.files)
        text += lineOf(file);
    if (provenance.problem)
        text += "and began with the network " + plainText(provenance.pretrained) + ". " +
                describe(*provenance.problem) + "\n";
    if (!provenance.sources)
        return text;
    const PretrainedSources& sources = *provenance.sources;
    text += "and began with the network " + plainText(provenance.pretrained) +
            ", which learned from " + std::to_string(sources.works.size()) + " works";
    if (!listsWorks)
        return text +
               "; \"leitmotif runs PROJECT --sources\" names them with authors and licences\n";
    text += "\n" + linesOf("licences", countBy(sources.works, &PretrainedWork::licence)) +
            linesOf("collections", countBy(sources.works, &PretrainedWork::collection));
    for (const PretrainedWork& work : sources.works)
        text += "  " + plainText(work.title) + " | " + plainText(work.attribution) + " | " +
                plainText(work.licence) + " | " + plainText(work.collection) + "\n";
    return text;
}

} // namespace leitmotif
