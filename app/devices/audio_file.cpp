// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/audio_file.h"

#include "app/devices/sound_chain.h"
#include "app/devices/synth_engine.h"
#include "core/base/lower_case.h"
#include "core/base/output_file.h"
#include "core/playback/player.h"

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include <unistd.h>

namespace leitmotif {

namespace {

constexpr std::size_t kPortion = 1'024; // frames; libsndfile's Vorbis encoder needs small ones
constexpr double kLongestTail = 4.0;    // seconds
constexpr double kSilence = 1e-4;       // −80 dB
constexpr double kSilentSeconds = 0.25;

std::optional<int> formatFor(const std::filesystem::path& path) {
    const std::string ending = endingOf(path);
    if (ending == ".wav")
        return SF_FORMAT_WAV | SF_FORMAT_PCM_16;
    if (ending == ".flac")
        return SF_FORMAT_FLAC | SF_FORMAT_PCM_16;
    if (ending == ".ogg")
        return SF_FORMAT_OGG | SF_FORMAT_VORBIS;
    if (ending.empty() && isStream(path))
        return SF_FORMAT_WAV | SF_FORMAT_PCM_16;
    return std::nullopt;
}

/// An audio file that replaces the old one when it is complete.
class AudioWriter {
  public:
    AudioWriter(const std::filesystem::path& path, int format, int sampleRate)
        : m_path(path), m_output(OutputFile::open(path)) {
        if (!m_output) {
            m_reason = m_output.error().arguments.back();
            return;
        }
        SF_INFO info{};
        info.samplerate = sampleRate;
        info.channels = 2;
        info.format = format;
        m_file = sf_open_fd(m_output->descriptor(), SFM_WRITE, &info, SF_FALSE);
        if (!m_file) {
            m_reason = sf_strerror(nullptr);
            return;
        }
        double quality = 0.6;
        sf_command(m_file, SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);
        sf_command(m_file, SFC_SET_CLIPPING, nullptr, SF_TRUE);
    }
    ~AudioWriter() {
        if (m_file)
            sf_close(m_file);
    }
    AudioWriter(const AudioWriter&) = delete;
    AudioWriter& operator=(const AudioWriter&) = delete;

    [[nodiscard]] bool isOpen() const { return m_file != nullptr; }
    [[nodiscard]] Error error() const {
        return {ErrorCode::RenderFailed, {m_path.string(), m_reason}};
    }

    /// Interleaved frames.
    bool write(std::span<const float> samples) {
        errno = 0;
        const auto frames = static_cast<sf_count_t>(samples.size() / 2);
        m_frames += frames;
        if (sf_writef_float(m_file, samples.data(), frames) == frames && sf_error(m_file) == 0)
            return true;
        m_reason = errno != 0 ? std::strerror(errno) : sf_strerror(m_file);
        return false;
    }

    bool finish() {
        errno = 0;
        const int closed = sf_close(std::exchange(m_file, nullptr));
        if (closed != 0 || !sizeIsWhole()) {
            m_reason = errno != 0 ? std::strerror(errno) : sf_error_number(closed);
            return false;
        }
        const auto finished = m_output->finish();
        if (!finished)
            m_reason = finished.error().arguments.back();
        return finished.has_value();
    }

  private:
    /// On a full disk, encoders do not report failures while closing, so the length of the file is
    /// checked.
    [[nodiscard]] bool sizeIsWhole() const {
        SF_INFO info{};
        if (::lseek(m_output->descriptor(), 0, SEEK_SET) != 0)
            return false;
        SNDFILE* const file = sf_open_fd(m_output->descriptor(), SFM_READ, &info, SF_FALSE);
        if (!file)
            return false;
        sf_close(file);
        return info.frames == m_frames;
    }

    std::filesystem::path m_path;
    Result<OutputFile> m_output;
    SNDFILE* m_file = nullptr;
    sf_count_t m_frames = 0;
    std::string m_reason;
};

/// Follows the sound after the last note until it has died away.
class Tail {
  public:
    explicit Tail(double sampleRate) : m_sampleRate(sampleRate) {}

    [[nodiscard]] bool isOver(std::span<const float> samples) {
        m_frames += samples.size() / 2;
        const bool silent =
            std::ranges::all_of(samples, [](float x) { return std::abs(x) < kSilence; });
        m_silentFrames = silent ? m_silentFrames + samples.size() / 2 : 0;
        return static_cast<double>(m_silentFrames) >= kSilentSeconds * m_sampleRate ||
               static_cast<double>(m_frames) >= kLongestTail * m_sampleRate;
    }

  private:
    double m_sampleRate;
    std::size_t m_frames = 0;
    std::size_t m_silentFrames = 0;
};

Result<void> renderInto(AudioWriter& file, SoundChain& chain, const Player& player,
                        double wholeTicks, const RenderOptions& options) {
    std::array<float, kPortion> left{};
    std::array<float, kPortion> right{};
    std::array<float, 2 * kPortion> samples{};
    // Skips the limiter's look-ahead, so that the first note is at the beginning of the file.
    chain.renderRt(std::span(left).first<Limiter::kLatency>(),
                   std::span(right).first<Limiter::kLatency>());
    Tail tail(options.plan.sampleRate);
    for (bool over = false; !over;) {
        if (options.stop.stop_requested())
            return Error{ErrorCode::RenderCancelled};
        chain.renderRt(left, right);
        for (std::size_t i = 0; i < kPortion; ++i) {
            samples[2 * i] = left[i];
            samples[2 * i + 1] = right[i];
        }
        if (!file.write(samples))
            return file.error();
        if (!player.isPlaying())
            over = tail.isOver(samples);
        if (options.progress)
            options.progress(std::min(1.0, player.position() / std::max(1.0, wholeTicks)));
    }
    return {};
}

} // namespace

Result<void> renderAudioFile(const Score& score, const std::filesystem::path& path,
                             const RenderOptions& options) {
    const auto format = formatFor(path);
    if (!format)
        return Error{ErrorCode::UnknownEnding, {path.string(), kAudioEndings}};
    const double sampleRate = std::round(options.plan.sampleRate);
    auto engine = SynthEngine::create(options.soundFont, sampleRate);
    if (!engine)
        return engine.error();
    AudioWriter file(path, *format, static_cast<int>(sampleRate));
    if (!file.isOpen())
        return file.error();

    auto plan = std::make_unique<const PlaybackPlan>(score, options.plan);
    const auto wholeTicks = static_cast<double>(plan->length().value);
    Player player;
    SoundChain chain(player);
    chain.setReceivers({.synth = std::move(*engine), .sampleRate = sampleRate});
    player.setPlan(std::move(plan));
    player.play();
    const auto rendered = renderInto(file, chain, player, wholeTicks, options);
    if (!rendered)
        return rendered.error();
    if (!file.finish())
        return file.error();
    return {};
}

bool isAudioFileName(const std::filesystem::path& path) {
    return formatFor(path).has_value();
}

} // namespace leitmotif
