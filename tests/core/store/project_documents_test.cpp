// SPDX-License-Identifier: GPL-3.0-or-later
// The histories of sources and takes, and the documents of earlier formats.
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "core/store/edit_codec.h"
#include "tests/core/store/test_project.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace leitmotif {
namespace {

std::string hexOf(const Bytes& bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += "0123456789abcdef"[byte / 16];
        text += "0123456789abcdef"[byte % 16];
    }
    return text;
}

class ProjectDocumentsTest : public testing::Test {
  protected:
    void reopen() {
        m_project.reset();
        m_project = require(ProjectFile::open(m_path));
    }

    /// Changes the note at this place to a pitch that no other has.
    StoredEdit edit(const Score& score, std::size_t note, const std::string& label = "Move") {
        const Note before = score.tracks[1]->notes()[note];
        ScoreEdit change;
        change.tracks = {{1, {before}, {before.withPitch({m_nextPitch++})}, {}, {}}};
        return {label, false, change};
    }

    /// Adds edits to the document, and returns the score before each and after the last.
    std::vector<Score> addEdits(DocumentKey key, const Score& original, std::size_t count) {
        std::vector<Score> states = {original};
        for (std::size_t i = 0; i < count; ++i) {
            const StoredEdit one = edit(states.back(), i);
            require(m_project->addEdit(key, one));
            states.push_back(require(applied(states.back(), one, original)));
        }
        return states;
    }

    StoredDocument document(DocumentKey key) {
        const auto all = require(m_project->documents());
        const auto found = std::ranges::find(all, key, &StoredDocument::key);
        return found == all.end() ? StoredDocument{} : *found;
    }

    DocumentKey addSource(const std::string& name, const Bytes& midi) {
        return {DocumentKey::Kind::Source, require(m_project->addSource(name, midi, {}))};
    }

    DocumentKey addTake(const Score& score, int epoch = 4) {
        Take take;
        take.origin = {1, "lstm", epoch, 9};
        take.copied = 0.25;
        take.longestCopy = 5;
        take.score = std::make_shared<const Score>(score);
        return {DocumentKey::Kind::Take, require(m_project->record({1, TakeSampled{take}}))};
    }

    /// Puts the one document of an earlier format into the project.
    void toOldFormat(const std::string& name, const Bytes& midi,
                     const std::vector<StoredEdit>& edits, std::size_t applied) {
        m_project.reset();
        leitmotif::toOldFormat(m_path, 2);
        runSql(m_path, ("INSERT INTO document VALUES (1, '" + name + "', " +
                        std::to_string(applied) + ", X'" + hexOf(midi) + "')")
                           .c_str());
        for (std::size_t i = 0; i < edits.size(); ++i)
            runSql(m_path, ("INSERT INTO edit VALUES (" + std::to_string(i) + ", '" +
                            toJson(*edits[i].change).dump() + "')")
                               .c_str());
        m_project = require(ProjectFile::open(m_path));
    }

    /// The only document, which has to be the same before and after the upgrade.
    StoredDocument upgraded() {
        const auto old = require(m_project->documents());
        const auto takes = require(m_project->takes());
        require(m_project->setSelection(-1, {})); // the first write
        reopen();
        const auto now = require(m_project->documents());
        EXPECT_EQ(now.size(), old.size());
        if (now.empty() || old.empty())
            return {};
        EXPECT_EQ(now[0].key, old[0].key);
        EXPECT_EQ(now[0].original.hash(), old[0].original.hash());
        EXPECT_EQ(now[0].score.hash(), old[0].score.hash());
        EXPECT_EQ(now[0].edits.size(), old[0].edits.size());
        EXPECT_EQ(now[0].applied, old[0].applied);
        EXPECT_EQ(require(m_project->takes()).size(), takes.size());
        return now[0];
    }

    TestFolder m_folder;
    std::filesystem::path m_path = m_folder / "song.leitmotif";
    std::unique_ptr<ProjectFile> m_project = require(ProjectFile::open(m_path));
    Random m_random{5};
    std::uint8_t m_nextPitch = 81;
    Bytes m_midi = midiBytes(randomScore(m_random, 20));
    Score m_score = require(readMidi(m_midi, "a.mid")).score;
};

TEST_F(ProjectDocumentsTest, EachScoreKeepsItsHistoryAndWhatWasUndone) {
    const auto other = midiBytes(randomScore(m_random, 30));
    require(m_project->addRun({}, 7, {}));
    const std::vector<DocumentKey> keys = {addSource("a.mid", m_midi), addSource("b.mid", other),
                                           addTake(m_score)};
    EXPECT_TRUE(require(m_project->documents()).empty());
    const std::vector<Score> originals = {m_score, require(readMidi(other, "b.mid")).score,
                                          m_score};
    std::vector<std::vector<Score>> states;
    for (std::size_t i = 0; i < keys.size(); ++i)
        states.push_back(addEdits(keys[i], originals[i], 4 + i));
    require(m_project->setEditPosition(keys[0], 2));
    reopen();
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto stored = document(keys[i]);
        EXPECT_EQ(stored.edits.size(), 4 + i);
        EXPECT_EQ(stored.applied, i == 0 ? 2 : 4 + i);
        EXPECT_EQ(stored.original.hash(), originals[i].hash());
        EXPECT_EQ(stored.score.hash(), states[i][stored.applied].hash());
        EXPECT_TRUE(stored.isEdited);
        EXPECT_EQ(stored.damage, "");
        Score score = stored.original;
        for (std::size_t step = 0; step < stored.edits.size(); ++step) {
            score = require(applied(score, stored.edits[step], stored.original));
            EXPECT_EQ(score.hash(), states[i][step + 1].hash());
            EXPECT_EQ(stored.edits[step].label, "Move");
        }
    }
    EXPECT_EQ(require(m_project->documents()).back().key, keys[0]) << "changed last";
    EXPECT_EQ(m_project->setEditPosition(keys[0], 5).error().code, ErrorCode::EditNotApplicable);
    EXPECT_EQ(m_project->setEditPosition(keys[0], -1).error().code, ErrorCode::EditNotApplicable);

    const auto fresh = edit(states[0][2], 7, "Draw"); // ends the redo
    require(m_project->addEdit(keys[0], fresh));
    EXPECT_EQ(document(keys[0]).edits.size(), 3U);
    EXPECT_EQ(document(keys[0]).edits[2].label, "Draw");
    EXPECT_EQ(document(keys[0]).score.hash(),
              require(applied(states[0][2], fresh, originals[0])).hash());
}

TEST_F(ProjectDocumentsTest, TheOriginalComesBackAsAStepOfTheHistory) {
    const auto key = addSource("a.mid", m_midi);
    const auto states = addEdits(key, m_score, 3);
    require(m_project->addEdit(key, {"Revert to original", false, std::nullopt}));
    EXPECT_EQ(document(key).score.hash(), m_score.hash());
    EXPECT_FALSE(document(key).isEdited);
    auto late = edit(m_score, 5);
    late.continuesStep = true;
    require(m_project->addEdit(key, late));
    EXPECT_EQ(document(key).score.hash(), require(applied(m_score, late, m_score)).hash());
    EXPECT_TRUE(document(key).edits.back().continuesStep);
    require(m_project->setEditPosition(key, 3));
    EXPECT_EQ(document(key).score.hash(), states[3].hash());
}

TEST_F(ProjectDocumentsTest, OnlyWhatIsThereHasAHistory) {
    const auto take = DocumentKey{DocumentKey::Kind::Take, 1};
    EXPECT_EQ(m_project->addEdit(take, {}).error().code, ErrorCode::EditNotApplicable);
    EXPECT_EQ(m_project->setHistory(take, {}, 0).error().code, ErrorCode::EditNotApplicable);
    EXPECT_EQ(m_project->setEditPosition(take, 0).error().code, ErrorCode::EditNotApplicable);
    EXPECT_TRUE(require(m_project->documents()).empty());
    EXPECT_TRUE(require(m_project->isEmpty()));
}

TEST_F(ProjectDocumentsTest, AWholeHistoryCanBeWrittenAtOnce) {
    const auto key = addSource("a.mid", m_midi);
    addEdits(key, m_score, 5);
    const auto before = document(key);
    const auto other = addSource("b.mid", m_midi);
    EXPECT_EQ(m_project->setHistory(other, before.edits, 6).error().code,
              ErrorCode::EditNotApplicable);
    for (int round = 0; round < 2; ++round) {
        require(m_project->setHistory(other, before.edits, 3));
        EXPECT_EQ(document(other).edits.size(), 5U);
        EXPECT_EQ(document(other).applied, 3U);
    }
    EXPECT_EQ(document(key).applied, 5U);
}

TEST_F(ProjectDocumentsTest, RunsRememberTheScoreThatTheyLearnedFrom) {
    const auto key = addSource("a.mid", m_midi);
    const auto plain = require(m_project->sourcesAsEdited());
    EXPECT_EQ(require(m_project->keepVersion(plain[0])), key.id);
    const auto states = addEdits(key, m_score, 2);
    const auto edited = require(m_project->sourcesAsEdited());
    ASSERT_EQ(edited.size(), 1U);
    EXPECT_EQ(edited[0].id, key.id);
    EXPECT_EQ(*edited[0].bytes, midiBytes(states[2]));
    EXPECT_EQ(*require(m_project->sources())[0].bytes, m_midi) << "never overwritten";
    const auto version = require(m_project->keepVersion(edited[0]));
    EXPECT_NE(version, key.id);
    EXPECT_EQ(require(m_project->keepVersion(edited[0])), version) << "kept once";
    const auto run = require(m_project->addRun({}, 7, {version}));
    EXPECT_EQ(require(m_project->sources()).size(), 1U);

    require(m_project->setEditPosition(key, 0));
    EXPECT_EQ(*require(m_project->sourcesAsEdited())[0].bytes, m_midi);
    reopen();
    EXPECT_EQ(*require(m_project->sourcesOf(run))[0].bytes, midiBytes(states[2]));
    EXPECT_EQ(document(key).edits.size(), 2U);
    require(m_project->removeRun(run));
    EXPECT_EQ(require(m_project->sources()).size(), 1U);
}

TEST_F(ProjectDocumentsTest, AHiddenSourceKeepsItsHistoryAndARemovedOneDoesNot) {
    const auto key = addSource("a.mid", m_midi);
    addEdits(key, m_score, 2);
    require(m_project->hideSource(key.id, true));
    EXPECT_TRUE(require(m_project->sources()).empty());
    EXPECT_TRUE(require(m_project->sourcesAsEdited()).empty());
    require(m_project->removeRun(require(m_project->addRun({}, 7, {}))));
    require(m_project->hideSource(key.id, false));
    EXPECT_EQ(require(m_project->sources()).size(), 1U);
    EXPECT_EQ(document(key).edits.size(), 2U);
    require(m_project->addRun({}, 7, {key.id}));
    require(m_project->removeSource(key.id));
    EXPECT_TRUE(require(m_project->documents()).empty());
    EXPECT_EQ(require(m_project->addSource("a.mid", m_midi, {})), key.id);
    EXPECT_TRUE(require(m_project->documents()).empty());
    addEdits(key, m_score, 2);
    require(m_project->hideSource(key.id, true)); // and then the program was killed
    EXPECT_EQ(require(m_project->addSource("a.mid", m_midi, {})), key.id);
    EXPECT_TRUE(require(m_project->documents()).empty()) << "a file that is opened begins anew";
    const auto other = addSource("b.mid", m_midi);
    require(m_project->hideSource(other.id, true)); // killed again
    reopen();
    require(m_project->removeRun(require(m_project->addRun({}, 7, {}))));
    require(m_project->hideSource(other.id, false));
    EXPECT_EQ(require(m_project->sources()).size(), 1U) << "it is gone";
}

TEST_F(ProjectDocumentsTest, AnEditedTakeSaysSo) {
    require(m_project->addRun({}, 7, {}));
    const auto key = addTake(m_score);
    addTake(m_score, 8);
    const auto states = addEdits(key, m_score, 1);
    const auto note = m_score.tracks[1]->notes()[9];
    ScoreEdit erase;
    erase.tracks = {{1, {note}, {}, {}, {}}};
    require(m_project->addEdit(key, {"Erase", false, erase}));
    auto takes = require(m_project->takes());
    ASSERT_EQ(takes.size(), 2U);
    EXPECT_TRUE(takes[0].isEdited);
    EXPECT_FALSE(takes[0].isMeasured) << "the measures were those of other notes";
    EXPECT_EQ(takes[0].notes, 19U);
    EXPECT_EQ(takes[0].score->noteCount(), 19U);
    EXPECT_EQ(fileNameOf(takes[0]), "lstm-r1-e4-edited");
    EXPECT_FALSE(takes[1].isEdited);
    EXPECT_TRUE(takes[1].isMeasured);
    EXPECT_EQ(fileNameOf(takes[1]), "lstm-r1-e8");
    require(m_project->setMeasures(key.id, {0.125, 3}));
    takes = require(m_project->takes());
    EXPECT_TRUE(takes[0].isMeasured);
    EXPECT_EQ(takes[0].copied, 0.125);
    EXPECT_EQ(takes[0].longestCopy, 3U);
    require(m_project->setEditPosition(key, 1));
    EXPECT_FALSE(require(m_project->takes())[0].isMeasured);
    require(m_project->setEditPosition(key, 0));
    takes = require(m_project->takes());
    EXPECT_FALSE(takes[0].isEdited);
    EXPECT_EQ(takes[0].copied, 0.25);
    require(m_project->removeTake(key.id));
    EXPECT_TRUE(require(m_project->documents()).empty());
}

TEST_F(ProjectDocumentsTest, ADamagedHistoryIsReadUpToTheDamageAndHidesNoOther) {
    const auto damaged = addSource("a.mid", m_midi);
    const auto states = addEdits(damaged, m_score, 4);
    const auto whole = addSource("b.mid", m_midi);
    addEdits(whole, m_score, 2);
    for (const char* const damage : {"'{\"tracks\":7}'", "'no JSON'", "'[[[['", "7"}) {
        m_project.reset();
        runSql(m_path, (std::string("UPDATE edit SET change = ") + damage +
                        " WHERE document = 1 AND position = 2")
                           .c_str());
        reopen();
        EXPECT_NE(document(damaged).damage, "") << damage;
        EXPECT_EQ(document(damaged).score.hash(), states[2].hash());
        EXPECT_EQ(document(whole).damage, "");
        EXPECT_EQ(document(whole).applied, 2U);
    }
    runSql(m_path, "UPDATE document SET applied_edits = 99 WHERE id = 2");
    EXPECT_NE(document(whole).damage, "");
}

// --- Earlier formats

TEST_F(ProjectDocumentsTest, TheOldDocumentIsTheHistoryOfItsSource) {
    const auto key = addSource("a.mid", m_midi);
    const auto states = addEdits(key, m_score, 3);
    const auto edits = document(key).edits;
    toOldFormat("a.mid", m_midi, edits, 2);
    EXPECT_EQ(*require(m_project->sourcesAsEdited())[0].bytes, midiBytes(states[2]));
    const auto now = upgraded();
    EXPECT_EQ(now.key, key);
    EXPECT_EQ(now.original.hash(), m_score.hash());
    EXPECT_EQ(now.score.hash(), states[2].hash());
    EXPECT_EQ(now.edits.size(), 3U);
    EXPECT_EQ(*require(m_project->sourcesAsEdited())[0].bytes, midiBytes(states[2]));
}

TEST_F(ProjectDocumentsTest, ASourceThatTheOldProgramOverwroteHasItsFirstBytesAgain) {
    const auto first = addSource("a.mid", m_midi);
    const auto states = addEdits(first, m_score, 3);
    const auto edits = document(first).edits;
    require(m_project->removeSource(first.id));
    const auto overwritten = addSource("a.mid", midiBytes(states[2]));
    toOldFormat("a.mid", m_midi, edits, 3);
    const auto now = upgraded();
    EXPECT_EQ(now.key, overwritten);
    EXPECT_EQ(now.original.hash(), m_score.hash());
    EXPECT_EQ(now.score.hash(), states[3].hash());
    EXPECT_EQ(*require(m_project->sources())[0].bytes, m_midi);
    EXPECT_EQ(*require(m_project->sourcesAsEdited())[0].bytes, midiBytes(states[3]));
}

TEST_F(ProjectDocumentsTest, EditsThatTheOldProgramFoldedAreOneStep) {
    const auto key = addSource("a.mid", m_midi);
    const auto states = addEdits(key, m_score, 3);
    const auto edits = document(key).edits;
    toOldFormat("a.mid", midiBytes(states[2]), {edits[2]}, 1);
    const auto now = upgraded();
    EXPECT_EQ(now.original.hash(), m_score.hash());
    EXPECT_EQ(now.score.hash(), states[3].hash());
    EXPECT_EQ(now.edits.size(), 2U);
    EXPECT_EQ(*require(m_project->sources())[0].bytes, m_midi);
}

TEST_F(ProjectDocumentsTest, TheOldDocumentIsTheHistoryOfItsTake) {
    require(m_project->addRun({}, 7, {}));
    const auto key = addTake(m_score);
    addTake(randomScore(m_random, 8)); // of the same name
    const auto states = addEdits(key, m_score, 2);
    const auto edits = document(key).edits;
    toOldFormat("lstm-r1-e4", m_midi, edits, 1);
    EXPECT_TRUE(require(m_project->takes())[0].isEdited);
    const auto now = upgraded();
    EXPECT_EQ(now.key, key);
    EXPECT_EQ(now.score.hash(), states[1].hash());
    EXPECT_EQ(require(m_project->takes())[0].score->hash(), states[1].hash());
}

TEST_F(ProjectDocumentsTest, AnOldDocumentWithoutEditsOrOwnerIsNoHistory) {
    const auto key = addSource("a.mid", m_midi);
    addEdits(key, m_score, 1);
    const auto edits = document(key).edits;
    toOldFormat("a.mid", m_midi, {}, 0);
    EXPECT_TRUE(require(m_project->documents()).empty());
    toOldFormat("gone.mid", m_midi, edits, 1);
    EXPECT_TRUE(require(m_project->documents()).empty());
    upgraded();
}

TEST_F(ProjectDocumentsTest, ADamagedOldDocumentGoesOnAsItIs) {
    const auto key = addSource("a.mid", m_midi);
    addEdits(key, m_score, 2);
    const auto edits = document(key).edits;
    toOldFormat("a.mid", Bytes{1, 2, 3}, edits, 2);
    EXPECT_TRUE(require(m_project->documents()).empty()) << "its beginning cannot be read";
    upgraded();
    m_project.reset();
    runSql(m_path, ("UPDATE document SET midi = X'" + hexOf(m_midi) + "'").c_str());
    reopen();
    EXPECT_EQ(document(key).applied, 2U) << "nothing was thrown away";
}

} // namespace
} // namespace leitmotif
