// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/settings_store.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

namespace leitmotif {
namespace {

TEST(SettingsStore, TellsOfOtherSettingsAndKeepsThem) {
    Settings settings;
    settings.theme = QStringLiteral("light");
    settings.threads = 3;
    settings.playsNewTakes = false;
    {
        SettingsStore store;
        const QSignalSpy changed(&store, &SettingsStore::changed);
        store.setSettings(settings);
        store.setSettings(settings);
        EXPECT_EQ(changed.count(), 1);
        EXPECT_EQ(store.settings(), settings);
    }
    SettingsStore again;
    EXPECT_EQ(again.settings(), settings);
    again.setSettings({});
}

} // namespace
} // namespace leitmotif
