// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checkpoint/compound_frame.h"

#include "models/checkpoint/blob.h"

#include <nlohmann/json.hpp>
#include <tuple>

namespace leitmotif {

namespace {

/// True if the network can read it.
bool isSound(const CompoundPiece& piece) {
    const CompoundNote* before = nullptr;
    for (const auto& note : piece.notes) {
        const bool fits = note.bar >= 0 && note.bar < static_cast<int>(piece.bars.size()) &&
                          note.at < piece.bars[static_cast<std::size_t>(note.bar)].steps &&
                          note.part < piece.programs.size() && note.pitch < 128 &&
                          note.duration < CompoundDurations::get().count() &&
                          note.velocity < kCompoundVelocities;
        if (!fits || (before != nullptr &&
                      std::tuple(before->bar, before->at, before->part, before->pitch) >=
                          std::tuple(note.bar, note.at, note.part, note.pitch)))
            return false;
        before = &note;
    }
    for (const auto& bar : piece.bars)
        if (bar.steps == 0 || bar.steps > kCompoundPositions)
            return false;
    return true;
}

} // namespace

nlohmann::json CompoundFrame::toJson() const {
    auto bars = nlohmann::json::array();
    for (const auto& bar : piece.bars)
        bars.push_back({bar.steps, bar.division, bar.meter});
    auto notes = nlohmann::json::array();
    for (const auto& note : piece.notes)
        notes.push_back({note.bar, note.at, note.part, note.pitch, note.duration, note.velocity});
    return {{"encoding", encoding.toJson()},
            {"free", piece.hasFreeBeat},
            {"bars", bars},
            {"notes", notes}};
}

Result<CompoundFrame> CompoundFrame::fromJson(const nlohmann::json& json) {
    try {
        auto encoding = CompoundEncoding::fromJson(json.at("encoding"));
        if (!encoding)
            return encoding.error();
        CompoundPiece piece;
        piece.programs = encoding->programs();
        json.at("free").get_to(piece.hasFreeBeat);
        for (const auto& bar : json.at("bars"))
            piece.bars.push_back({bar.at(0), bar.at(1), bar.at(2)});
        for (const auto& note : json.at("notes"))
            piece.notes.push_back(
                {note.at(0), note.at(1), note.at(2), note.at(3), note.at(4), note.at(5), -1});
        if (!isSound(piece))
            return unreadable("the notes of its piece");
        return CompoundFrame{*std::move(encoding), std::move(piece)};
    } catch (const nlohmann::json::exception& exception) {
        return unreadable(exception.what());
    }
}

} // namespace leitmotif
