// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/document_controller.h"

#include "app/window/run_library.h"
#include "app/window/take_measurer.h"
#include "assets/demo_pieces.h"
#include "core/edit/drum_switch.h"
#include "tests/app/window/test_project.h"

#include <QSignalSpy>

#include <algorithm>

namespace leitmotif {
namespace {

/// The first note of a score, gone.
ScoreEdit erasesFirstNote(const Score& score) {
    ScoreEdit edit;
    for (std::size_t track = 0; track < score.tracks.size() && edit.isEmpty(); ++track)
        if (const auto& notes = score.tracks[track]->notes(); !notes.empty())
            edit.tracks = {{track, {notes.front()}, {}, {}, {}}};
    return edit;
}

/// From opening a project to leaving it, wired as the window wires it.
struct Sitting {
    explicit Sitting(const TestProject& file) {
        QObject::connect(&documents, &DocumentController::takeEdited, &takes, &TakeLibrary::update);
        EXPECT_TRUE(project.open(file.path()));
    }

    void eraseFirstNote() {
        documents.edit(erasesFirstNote(documents.score()), QStringLiteral("Erase"), 0);
    }

    ProjectController project;
    SourcePanel panel;
    SourceController sources{project, panel};
    DocumentController documents{project, sources};
    TakeLibrary takes{project};
    RunLibrary runs{project, takes};
    TakeMeasurer measurer{project, takes};
};

TEST(DocumentController, FurtherEditsOfATakeThatCameWithItsProjectAreKept) {
    const TestProject file(1);
    std::size_t notes = 0;
    {
        Sitting first(file);
        notes = first.takes.find(1)->notes;
        first.documents.openTake(*first.takes.find(1));
        first.eraseFirstNote();
    }
    {
        Sitting second(file);
        second.documents.openTake(*second.takes.find(1));
        EXPECT_EQ(second.documents.score().noteCount(), notes - 1);
        second.eraseFirstNote();
        EXPECT_EQ(second.takes.find(1)->notes, notes - 2);
        second.documents.openSource(second.sources.current());
        second.documents.openTake(*second.takes.find(1));
        EXPECT_EQ(second.documents.score().noteCount(), notes - 2);
        second.documents.undoGroup().undo();
        EXPECT_EQ(second.takes.find(1)->notes, notes - 1);
        second.documents.undoGroup().redo();
    }
    ASSERT_EQ(file.takes().size(), 1U);
    EXPECT_EQ(file.takes().front().notes, notes - 2);
    EXPECT_TRUE(file.takes().front().isEdited);
}

TEST(DocumentController, ATakeThatIsItsOriginalAgainIsMeasuredAndNotWhatItsEditsWere) {
    const TestProject file(1);
    {
        Sitting first(file);
        first.documents.openTake(*first.takes.find(1));
        first.eraseFirstNote();
        ASSERT_TRUE(waitFor([&] { return first.takes.find(1)->isMeasured; }));
        EXPECT_GT(first.takes.find(1)->copied, 0.9);
    }
    EXPECT_GT(file.takes().front().copied, 0.9) << "the project knows it";
    Sitting second(file);
    second.documents.openTake(*second.takes.find(1));
    second.documents.revert();
    EXPECT_FALSE(second.takes.find(1)->isEdited);
    EXPECT_FALSE(second.takes.find(1)->isMeasured);
    ASSERT_TRUE(waitFor([&] { return second.takes.find(1)->isMeasured; }));
    EXPECT_EQ(second.takes.find(1)->copied, 1.0);
}

TEST(DocumentController, DrumsThatAreTakenBackAreToldAtOnceAndNotesAfterAPause) {
    ProjectController project;
    SourcePanel panel;
    SourceController sources(project, panel);
    DocumentController documents(project, sources);
    ASSERT_TRUE(project.openUnnamed());
    const std::string_view piece = demoPieces().front().id;
    sources.openDemoPiece(QString::fromUtf8(piece.data(), qsizetype(piece.size())));
    documents.openSource(sources.current());
    ASSERT_FALSE(documents.isEmpty());
    const QSignalSpy told(&documents, &DocumentController::sourceEdited);
    const Score score = documents.score();
    const std::size_t track = static_cast<std::size_t>(
        std::ranges::find_if(score.tracks,
                             [](const TrackPtr& one) { return !one->notes().empty(); }) -
        score.tracks.begin());
    documents.edit(playedAsDrums(score, {track}, true), QStringLiteral("Drums"), 0);
    documents.flush();
    ASSERT_EQ(told.count(), 1);
    documents.undoGroup().undo();
    EXPECT_EQ(told.count(), 2);
    Note lower = score.tracks[track]->notes().front();
    const Note note = lower;
    lower.pitch.value = static_cast<std::uint8_t>(note.pitch.value - 1);
    documents.edit({{{track, {note}, {lower}}}}, QStringLiteral("Move"), 0);
    documents.undoGroup().undo();
    EXPECT_EQ(told.count(), 2);
    documents.flush();
    EXPECT_EQ(told.count(), 3);
    project.discardWhenLeft();
}

} // namespace
} // namespace leitmotif
