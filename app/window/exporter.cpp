// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/exporter.h"

#include "app/devices/audio_file.h"
#include "app/window/background.h"
#include "core/midi/smf_writer.h"

namespace leitmotif {

Exporter::Exporter(QObject* parent) : QObject(parent) {
    m_renderer.setMaxThreadCount(1);
}

Exporter::~Exporter() {
    m_stop.request_stop();
    m_renderer.waitForDone();
}

void Exporter::exportScore(const Score& score, const QString& path, const SoundFont& font) {
    const std::filesystem::path file = path.toStdString();
    if (isMidiFileName(file)) {
        finish(path, writeMidiFile(score, file));
        return;
    }
    if (!isAudioFileName(file)) {
        emit failed({ErrorCode::UnknownEnding,
                     {path.toStdString(), std::string(".mid, ") + kAudioEndings}});
        return;
    }
    emit started(path);
    runInBackground(
        m_renderer, this,
        [score, file, font, stop = m_stop.get_token()] {
            RenderOptions options;
            options.soundFont = font;
            options.stop = stop;
            return renderAudioFile(score, file, options);
        },
        [this, path](const Result<void>& result) { finish(path, result); });
}

void Exporter::finish(const QString& path, const Result<void>& result) {
    if (result)
        emit exported(path);
    else
        emit failed(result.error());
}

} // namespace leitmotif
