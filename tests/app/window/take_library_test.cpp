// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/take_library.h"

#include "tests/app/window/test_project.h"

#include <QSignalSpy>

namespace leitmotif {
namespace {

StoredTake take(std::int64_t id, std::int64_t run = 1) {
    StoredTake one;
    one.id = id;
    one.origin.run = run;
    return one;
}

class TakeLibraryTest : public testing::Test {
  protected:
    std::vector<std::int64_t> ids() const {
        std::vector<std::int64_t> all;
        for (const StoredTake& one : m_takes.all())
            all.push_back(one.id);
        return all;
    }

    ProjectController m_project;
    TakeLibrary m_takes{m_project};
};

TEST_F(TakeLibraryTest, TakesStandByTheirIdsAndOneThatComesBackWhereItWas) {
    m_takes.set({take(5), take(2), take(9)});
    EXPECT_EQ(ids(), (std::vector<std::int64_t>{2, 5, 9}));
    m_takes.remove(5);
    EXPECT_FALSE(m_takes.find(5));
    m_takes.add(take(5));
    m_takes.add(take(0)); // could not be stored
    EXPECT_EQ(ids(), (std::vector<std::int64_t>{2, 5, 9, 0}));
}

TEST_F(TakeLibraryTest, TellsWhatHasChangedAndNothingElse) {
    const QSignalSpy added(&m_takes, &TakeLibrary::added);
    const QSignalSpy updated(&m_takes, &TakeLibrary::updated);
    const QSignalSpy removed(&m_takes, &TakeLibrary::removed);
    m_takes.add(take(1));
    StoredTake edited = take(1);
    edited.isEdited = true;
    m_takes.update(edited);
    EXPECT_TRUE(m_takes.find(1)->isEdited);
    m_takes.update(take(7)); // deleted; it may come back
    m_takes.remove(7);
    EXPECT_EQ(added.count(), 1);
    EXPECT_EQ(updated.count(), 1);
    EXPECT_EQ(removed.count(), 0);
}

TEST_F(TakeLibraryTest, TheNeighbourIsTheNextOlderOneElseTheNextNewer) {
    m_takes.set({take(1), take(2), take(3)});
    EXPECT_EQ(m_takes.neighbourOf(3)->id, 2);
    EXPECT_EQ(m_takes.neighbourOf(1)->id, 2);
    EXPECT_FALSE(m_takes.neighbourOf(7));
    m_takes.set({take(1)});
    EXPECT_FALSE(m_takes.neighbourOf(1));
}

TEST_F(TakeLibraryTest, KnowsTheTakesOfARun) {
    m_takes.set({take(1, 1), take(2, 2), take(3, 1)});
    EXPECT_EQ(m_takes.ofRun(1).size(), 2U);
    EXPECT_EQ(m_takes.ofRun(2).front().id, 2);
    EXPECT_TRUE(m_takes.ofRun(3).empty());
}

TEST_F(TakeLibraryTest, WhatIsKeptIsInTheProjectFirst) {
    const TestProject file(2);
    ASSERT_TRUE(m_project.open(file.path()));
    const QSignalSpy kept(&m_takes, &TakeLibrary::kept);
    m_takes.keep(TestProject::take(9));
    EXPECT_TRUE(m_takes.all().empty());
    ASSERT_TRUE(waitFor([&] { return kept.count() == 1; }));
    EXPECT_EQ(ids(), (std::vector<std::int64_t>{3}));
    m_project.store().flush();
    EXPECT_EQ(file.takes().back().origin.epoch, 9);
}

TEST_F(TakeLibraryTest, WhatIsToBeJudgedIsSoUntilItIsAccepted) {
    const TestProject file(2);
    ASSERT_TRUE(m_project.open(file.path()));
    m_takes.set(file.takes());
    const QSignalSpy arrived(&m_takes, &TakeLibrary::arrivedToJudge);
    std::set<qint64> atArrival;
    QObject::connect(&m_takes, &TakeLibrary::added, &m_takes,
                     [&] { atArrival = m_takes.candidates(); });
    m_takes.keepToJudge(TestProject::take(9));
    ASSERT_TRUE(waitFor([&] { return arrived.count() == 1; }));
    EXPECT_EQ(atArrival, std::set<qint64>{3}) << "whoever is told of it knows";
    m_takes.keepToJudge(TestProject::take(10));
    ASSERT_TRUE(waitFor([&] { return arrived.count() == 2; }));
    EXPECT_EQ(m_takes.candidates(), (std::set<qint64>{3, 4}));

    const StoredTake thrown = *m_takes.find(4);
    m_takes.remove(4);
    EXPECT_EQ(m_takes.candidates(), std::set<qint64>{3});
    m_takes.add(thrown); // brought back
    EXPECT_EQ(m_takes.candidates(), (std::set<qint64>{3, 4}));
    m_takes.accept(3);
    EXPECT_EQ(m_takes.candidates(), std::set<qint64>{4});
    m_takes.acceptAll();
    EXPECT_TRUE(m_takes.candidates().empty());
    EXPECT_EQ(m_takes.all().size(), 4U);

    // Equal ones are not there twice.
    m_takes.keepToJudge(TestProject::take(9));
    m_project.store().flush();
    QCoreApplication::processEvents();
    EXPECT_EQ(arrived.count(), 2);
    EXPECT_EQ(m_takes.all().size(), 4U);
}

} // namespace
} // namespace leitmotif
