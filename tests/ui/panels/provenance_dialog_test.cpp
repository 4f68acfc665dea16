// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/provenance_dialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QTableView>
#include <QTest>
#include <QTreeWidget>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

Provenance provenance() {
    Provenance all;
    all.run = 3;
    all.preset = "base";
    LearnedFile one{"/music/prelude.mid", {}};
    one.selection.tracks = {0, 2};
    one.selection.bars = BarRange{0, 15};
    LearnedFile other{"/music/fugue.mid", {}};
    other.selection.role = PieceRole::Validation;
    all.files = {one, other};
    all.pretrained = "base";
    PretrainedSources sources;
    sources.works = {{"Umsonst", "Robert Franz", "CC0 1.0", "OpenScore/Lieder", "voice", 500},
                     {"Deceit", "Julian Aubourg", "BSD-3-Clause", "freedoom", "game", 900},
                     {"Marsz", "Kasper Wysocki", "CC BY 4.0", "polish-scores", "keyboard", 300},
                     {"Sonata", "Kaspar Förster", "CC BY 4.0", "polish-scores", "keyboard", 800}};
    all.sources = std::make_shared<const PretrainedSources>(std::move(sources));
    return all;
}

class ProvenanceDialogTest : public testing::Test {
  protected:
    template <class Widget>
    Widget* find(const char* name) {
        auto* const widget = m_dialog.findChild<Widget*>(QLatin1String(name));
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }
    int foundWorks() { return find<QTableView>("provenanceTable")->model()->rowCount(); }

    ProvenanceDialog m_dialog;
};

TEST_F(ProvenanceDialogTest, TellsTheFilesWithWhatOfThemWasLearned) {
    m_dialog.showProvenance(QStringLiteral("Base, epoch 16"), provenance());
    auto* const files = find<QListWidget>("provenanceFiles");
    ASSERT_EQ(files->count(), 2);
    EXPECT_EQ(files->item(0)->text(), QStringLiteral("prelude.mid · tracks 1, 3 · bars 1 to 16"));
    EXPECT_TRUE(files->item(1)->text().contains(QStringLiteral("held out")));
    EXPECT_EQ(files->item(0)->toolTip(), QStringLiteral("/music/prelude.mid"));
}

TEST_F(ProvenanceDialogTest, CountsTheWorksByLicenceAndCollection) {
    m_dialog.showProvenance(QStringLiteral("Base, epoch 16"), provenance());
    EXPECT_TRUE(find<QLabel>("provenanceSummary")->text().contains(QStringLiteral("4 free work")));
    auto* const counts = find<QTreeWidget>("provenanceCounts");
    ASSERT_EQ(counts->topLevelItemCount(), 2);
    const QTreeWidgetItem* const licences = counts->topLevelItem(0);
    ASSERT_EQ(licences->childCount(), 3);
    EXPECT_EQ(licences->child(0)->text(0), QStringLiteral("CC BY 4.0"));
    EXPECT_EQ(licences->child(0)->text(1), QStringLiteral("2"));
    EXPECT_EQ(counts->topLevelItem(1)->childCount(), 3);
}

TEST_F(ProvenanceDialogTest, WorksAreFoundByAllWordsInAnyColumn) {
    m_dialog.showProvenance(QStringLiteral("Base, epoch 16"), provenance());
    m_dialog.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&m_dialog));
    EXPECT_EQ(foundWorks(), 4);
    auto* const search = find<QLineEdit>("provenanceSearch");
    QTest::keyClicks(search, QStringLiteral("kasp polish"));
    EXPECT_EQ(foundWorks(), 2);
    QTest::keyClicks(search, QStringLiteral(" marsz"));
    EXPECT_EQ(foundWorks(), 1);
    EXPECT_TRUE(find<QLabel>("provenanceFound")->text().startsWith(QLatin1Char('1')));
    const auto* const works = find<QTableView>("provenanceTable")->model();
    EXPECT_EQ(works->index(0, 0).data().toString(), QStringLiteral("Marsz"));
    EXPECT_EQ(works->index(0, 2).data().toString(), QStringLiteral("CC BY 4.0"));
    // A line of the counts lists its works.
    auto* const counts = find<QTreeWidget>("provenanceCounts");
    counts->setFocus();
    counts->setCurrentItem(counts->topLevelItem(0)->child(0));
    QTest::keyClick(counts, Qt::Key_Return);
    EXPECT_EQ(search->text(), QStringLiteral("CC BY 4.0"));
    EXPECT_EQ(foundWorks(), 2);
}

TEST_F(ProvenanceDialogTest, ARunThatBeganWithNothingHasOnlyItsFiles) {
    Provenance alone = provenance();
    alone.pretrained.clear();
    alone.sources.reset();
    m_dialog.showProvenance(QStringLiteral("LSTM, epoch 16"), alone);
    EXPECT_FALSE(find<QTableView>("provenanceTable")->isVisible());
    EXPECT_TRUE(find<QLabel>("provenanceSummary")->text().contains(QStringLiteral("nothing else")));
}

TEST_F(ProvenanceDialogTest, AListThatIsMissingIsTold) {
    Provenance lost = provenance();
    lost.sources.reset();
    lost.problem = Error{ErrorCode::FileNotReadable, {"base.sources.tsv", "it is gone"}};
    m_dialog.showProvenance(QStringLiteral("Base, epoch 16"), lost);
    EXPECT_FALSE(find<QTableView>("provenanceTable")->isVisible());
    EXPECT_TRUE(
        find<QLabel>("provenanceSummary")->text().contains(QStringLiteral("base.sources.tsv")));
}

} // namespace
} // namespace leitmotif
