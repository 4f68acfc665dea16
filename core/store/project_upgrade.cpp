// SPDX-License-Identifier: GPL-3.0-or-later
// Converts the single document of a project before format 3 to a history of its source or take.
#include "core/base/json_text.h"
#include "core/base/limits.h"
#include "core/edit/score_difference.h"
#include "core/midi/smf_reader.h"
#include "core/runs/take.h"
#include "core/store/document_rows.h"
#include "core/store/edit_codec.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace leitmotif {

namespace {

using Connection = SQLite::Database;

struct OldDocument {
    std::string name;
    std::int64_t appliedEdits = 0;
    std::shared_ptr<const Bytes> midi;
    std::vector<EditRow> edits;
};

std::optional<OldDocument> oldDocument(Connection& connection) {
    SQLite::Statement query(connection, "SELECT name, applied_edits, midi FROM document");
    if (!query.executeStep())
        return std::nullopt;
    OldDocument document{query.getColumn(0).getString(),
                         query.getColumn(1).getInt64(),
                         sql::bytesOf(query.getColumn(2)),
                         {}};
    SQLite::Statement edits(connection, "SELECT change FROM edit ORDER BY position");
    while (edits.executeStep())
        document.edits.push_back({{}, false, edits.getColumn(0).getString()});
    return document;
}

struct Owner {
    DocumentKey key;
    std::shared_ptr<const Bytes> midi;
};

/// The source of this name, else the take of this name; of several the one with these bytes, else
/// the latest.
std::optional<Owner> ownerOf(Connection& connection, const OldDocument& document) {
    SQLite::Statement source(connection, "SELECT id, midi FROM source WHERE name = ? AND"
                                         " is_removed = 0 ORDER BY id LIMIT 1");
    sql::bindAll(source, document.name);
    if (source.executeStep())
        return Owner{{DocumentKey::Kind::Source, source.getColumn(0).getInt64()},
                     sql::bytesOf(source.getColumn(1))};
    std::optional<Owner> owner;
    SQLite::Statement takes(connection, "SELECT id, preset, run, epoch, midi FROM take"
                                        " ORDER BY midi = ? DESC, id DESC");
    sql::bindAll(takes, *document.midi);
    while (!owner && takes.executeStep())
        if (fileNameOf(takes.getColumn(1).getString(), takes.getColumn(2).getInt64(),
                       takes.getColumn(3).getInt()) == document.name)
            owner = Owner{{DocumentKey::Kind::Take, takes.getColumn(0).getInt64()},
                          sql::bytesOf(takes.getColumn(4))};
    return owner;
}

std::optional<Score> scoreIn(const Bytes& midi) {
    auto read = readMidi(midi, "document");
    return read ? std::optional(std::move(read->score)) : std::nullopt;
}

/// True if the owner's score is one that the applied edits lead through: the old program overwrote
/// the source with edited scores.
bool hasPassed(const OldDocument& document, Score score, const Score& owner) {
    const std::uint64_t hash = owner.hash();
    for (std::int64_t i = 0; i < document.appliedEdits; ++i) {
        const auto json =
            parseJson(document.edits[static_cast<std::size_t>(i)].change, kLongestEdit);
        const auto edit = json ? editFromJson(*json) : json.error();
        auto next = edit ? applied(score, *edit) : edit.error();
        if (!next)
            return false;
        score = std::move(*next);
        if (score.hash() == hash)
            return true;
    }
    return false;
}

/// One edit that leads from the owner's score to the one that the old document began with.
std::optional<EditRow> earlierEdits(const Score& owner, const Score& beginning) {
    if (owner.tracks.size() != beginning.tracks.size())
        return std::nullopt;
    const StoredEdit edit{{}, false, difference(owner, beginning)};
    const auto reached = applied(owner, *edit.change);
    if (!reached || reached->hash() != beginning.hash())
        return std::nullopt;
    return EditRow{{}, false, changeText(edit)};
}

} // namespace

std::vector<DocumentRows> documentRowsOfOldFormat(Connection& connection) {
    auto document = oldDocument(connection);
    const auto owner = document ? ownerOf(connection, *document) : std::nullopt;
    if (!owner) // its owner has been removed since
        return {};
    document->appliedEdits = std::clamp<std::int64_t>(
        document->appliedEdits, 0, static_cast<std::int64_t>(document->edits.size()));
    DocumentRows rows{owner->key, document->appliedEdits, {}, nullptr, document->edits};
    const auto original = scoreIn(*owner->midi);
    const auto beginning = scoreIn(*document->midi);
    if (!original || !beginning) { // damaged: as it was
        rows.midi = document->midi;
        return {rows};
    }
    const bool isTake = rows.key.kind == DocumentKey::Kind::Take;
    if (original->hash() != beginning->hash()) {
        if (!isTake && hasPassed(*document, *beginning, *original)) {
            rows.midi = document->midi; // older than what the source holds now
        } else if (auto earlier = earlierEdits(*original, *beginning)) {
            rows.edits.insert(rows.edits.begin(), std::move(*earlier));
            ++rows.appliedEdits;
        } else if (isTake) {
            return {};
        } else {
            rows.midi = document->midi;
        }
    }
    if (rows.edits.empty() && !rows.midi)
        return {};
    return {rows};
}

} // namespace leitmotif
