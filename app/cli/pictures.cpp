// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/pictures.h"

#include "core/base/files.h"
#include "ui/plots/loss_plot.h"
#include "ui/roll/roll_painter.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QBuffer>
#include <QImage>

#include <span>

namespace leitmotif {

namespace {

constexpr QSize kLossesSize{1280, 720};
constexpr QSize kRollSize{1600, 600};

Result<void> writePng(const QImage& image, const std::filesystem::path& path) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        return Error{ErrorCode::FileNotWritable, {path.string(), "the picture is empty"}};
    const QByteArray& bytes = buffer.data();
    return writeFileAtomically(path, {reinterpret_cast<const std::uint8_t*>(bytes.constData()),
                                      static_cast<std::size_t>(bytes.size())});
}

} // namespace

Result<std::vector<std::filesystem::path>>
writePictures(const std::filesystem::path& folder, const LossHistory& history, const Score& score) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    char name[] = "leitmotif";
    char* arguments[] = {name, nullptr};
    int count = 1;
    const QApplication application(count, arguments);
    const Theme theme = darkTheme();
    const auto losses = folder / "losses.png";
    const auto roll = folder / "roll.png";
    if (const auto done = writePng(lossPlotImage(history, theme, kLossesSize), losses); !done)
        return done.error();
    if (const auto done = writePng(rollImage(score, theme, kRollSize), roll); !done)
        return done.error();
    return std::vector{losses, roll};
}

} // namespace leitmotif
