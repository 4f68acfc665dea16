// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/picture_writer.h"

#include "core/base/files.h"
#include "ui/plots/latent_sheet.h"
#include "ui/plots/loss_plot.h"
#include "ui/roll/score_picture.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QBuffer>
#include <QImage>

#include <clocale>
#include <cstdio>
#include <span>

namespace leitmotif {

namespace {

constexpr QSize kLossesSize{1280, 720};
constexpr QSize kRollSize{1600, 600};
constexpr QSize kMapSize{2040, 1040};

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

struct PictureWriter::Application {
    char name[10] = "leitmotif";
    char* arguments[2] = {name, nullptr};
    int count = 1;
    QApplication application{count, arguments};
    Theme theme = darkTheme();
};

PictureWriter::PictureWriter() = default;

PictureWriter::~PictureWriter() = default;

void PictureWriter::prepare() {
    if (m_application)
        return;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    // Hides Qt's messages about the system, except fatal ones.
    qInstallMessageHandler([](QtMsgType type, const QMessageLogContext&, const QString& text) {
        if (type == QtFatalMsg)
            std::fprintf(stderr, "leitmotif: %s\n", qUtf8Printable(text));
    });
    m_application = std::make_unique<Application>();
    // Qt sets the user's locale, with which printed numbers could get commas.
    std::setlocale(LC_NUMERIC, "C");
}

Result<PictureWriter::Files> PictureWriter::writeRun(const std::filesystem::path& folder,
                                                     const LossHistory& history,
                                                     const Score& score) {
    prepare();
    const Theme& colors = m_application->theme;
    Files files{folder / "losses.png", folder / "roll.png"};
    if (const auto done = writePng(lossPlotImage(history, colors, kLossesSize), files[0]); !done)
        return done.error();
    if (const auto done = writePng(scorePicture(score, colors, kRollSize), files[1]); !done)
        return done.error();
    return files;
}

Result<PictureWriter::Files> PictureWriter::writeMap(const std::filesystem::path& file,
                                                     const LatentMap& map) {
    prepare();
    const QImage image = latentMapImage(map, m_application->theme, kMapSize);
    if (const auto done = writePng(image, file); !done)
        return done.error();
    return Files{file};
}

} // namespace leitmotif
