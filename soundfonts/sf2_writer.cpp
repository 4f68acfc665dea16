// SPDX-License-Identifier: GPL-3.0-or-later
#include "soundfonts/sf2_writer.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string_view>

namespace leitmotif::soundfont {

namespace {

constexpr std::size_t kZerosBehindSample = 46;
constexpr std::uint16_t kMonoSample = 1;
constexpr std::uint8_t kNoCorrection = 0;

/// Little-endian bytes.
class Writer {
  public:
    void u8(std::uint8_t value) { m_bytes.push_back(value); }
    void u16(std::uint32_t value) {
        u8(static_cast<std::uint8_t>(value));
        u8(static_cast<std::uint8_t>(value >> 8U));
    }
    void u32(std::uint32_t value) {
        u16(value & 0xffffU);
        u16(value >> 16U);
    }
    void tag(std::string_view text) {
        assert(text.size() == 4);
        m_bytes.insert(m_bytes.end(), text.begin(), text.end());
    }
    /// 20 bytes, filled up with zeros, at least one.
    void name(std::string_view text) {
        constexpr std::size_t kField = 20;
        for (std::size_t i = 0; i < kField; ++i)
            u8(i < text.size() && i + 1 < kField ? static_cast<std::uint8_t>(text[i]) : 0);
    }
    void text(std::string_view text) {
        m_bytes.insert(m_bytes.end(), text.begin(), text.end());
        u8(0);
        if (m_bytes.size() % 2 != 0)
            u8(0);
    }
    void chunk(std::string_view id, const Writer& content) {
        tag(id);
        u32(static_cast<std::uint32_t>(content.m_bytes.size()));
        append(content);
    }
    void list(std::string_view type, const Writer& content, std::string_view id = "LIST") {
        tag(id);
        u32(static_cast<std::uint32_t>(content.m_bytes.size() + 4));
        tag(type);
        append(content);
    }
    [[nodiscard]] Bytes take() { return std::move(m_bytes); }

  private:
    void append(const Writer& content) {
        m_bytes.insert(m_bytes.end(), content.m_bytes.begin(), content.m_bytes.end());
    }

    Bytes m_bytes;
};

void addText(Writer& info, std::string_view id, std::string_view text) {
    Writer content;
    content.text(text);
    info.chunk(id, content);
}

Writer infoOf(const Bank& bank) {
    Writer info;
    Writer version;
    version.u16(2);
    version.u16(1);
    info.chunk("ifil", version);
    addText(info, "isng", "EMU8000");
    addText(info, "INAM", bank.name);
    addText(info, "ICOP", bank.copyright);
    return info;
}

Writer soundOf(const Bank& bank) {
    Writer points;
    for (const Sample& sample : bank.samples) {
        for (const std::int16_t point : sample.points)
            points.u16(static_cast<std::uint16_t>(point));
        for (std::size_t i = 0; i < kZerosBehindSample; ++i)
            points.u16(0);
    }
    Writer list;
    list.chunk("smpl", points);
    return list;
}

/// The bag, generator and modulator lists of one level, presets or instruments, which grow
/// together.
struct Level {
    Writer bags;
    Writer generators;
    Writer modulators;
    std::uint32_t bagCount = 0;
    std::uint32_t generatorCount = 0;
    std::uint32_t modulatorCount = 0;

    void beginZone() {
        bags.u16(generatorCount);
        bags.u16(modulatorCount);
        ++bagCount;
    }
    void range(std::uint8_t low, std::uint8_t high) {
        generators.u16(static_cast<std::uint16_t>(Generator::KeyRange));
        generators.u8(low);
        generators.u8(high);
        ++generatorCount;
    }
    void add(Generator generator, int value) {
        generators.u16(static_cast<std::uint16_t>(generator));
        generators.u16(static_cast<std::uint16_t>(value));
        ++generatorCount;
    }
    void addAll(std::vector<Setting> settings) {
        std::ranges::stable_sort(settings, {}, &Setting::generator);
        for (const Setting& setting : settings)
            add(setting.generator, setting.value);
    }
    void velocityToFilter(int cents) {
        constexpr std::uint16_t kFallingVelocity = 0x0102; // linear, 1 at the softest
        modulators.u16(kFallingVelocity);
        modulators.u16(static_cast<std::uint16_t>(Generator::FilterCutoff));
        modulators.u16(static_cast<std::uint16_t>(-cents));
        modulators.u32(0); // no second source, no transform
        ++modulatorCount;
    }
    void end() {
        beginZone();
        generators.u32(0);
        modulators.u32(0);
        modulators.u32(0);
        modulators.u16(0);
    }
};

void addInstrument(const Instrument& instrument, const std::vector<Sample>& samples, Level& level) {
    level.beginZone(); // for all zones
    level.addAll(instrument.settings);
    if (instrument.velocityToFilter != 0)
        level.velocityToFilter(instrument.velocityToFilter);
    for (const Zone& zone : instrument.zones) {
        const Sample& sample = samples.at(zone.sample);
        level.beginZone();
        level.range(zone.lowKey, zone.highKey);
        std::vector<Setting> settings = zone.settings;
        settings.push_back({Generator::SampleModes, sample.loopEnd > sample.loopStart ? 1 : 0});
        level.addAll(std::move(settings));
        level.add(Generator::SampleId, static_cast<int>(zone.sample)); // must be the last
    }
}

void addSampleHeaders(const Bank& bank, Writer& headers) {
    std::uint32_t start = 0;
    for (const Sample& sample : bank.samples) {
        const auto size = static_cast<std::uint32_t>(sample.points.size());
        headers.name(sample.name);
        headers.u32(start);
        headers.u32(start + size);
        headers.u32(start + sample.loopStart);
        headers.u32(start + sample.loopEnd);
        headers.u32(sample.rate);
        headers.u8(sample.rootKey);
        headers.u8(kNoCorrection);
        headers.u16(0); // no partner
        headers.u16(kMonoSample);
        start += size + kZerosBehindSample;
    }
    headers.name("EOS");
    for (int i = 0; i < 5; ++i)
        headers.u32(0);
    headers.u16(0);
    headers.u16(0);
    headers.u16(0);
}

Writer articulationOf(const Bank& bank) {
    std::vector<Preset> presets = bank.presets;
    std::ranges::stable_sort(presets, {}, [](const Preset& p) { return p.bank * 128 + p.program; });
    Level presetLevel;
    Writer presetHeaders;
    const auto addHeader = [&](std::string_view name, int program, int presetBank) {
        presetHeaders.name(name);
        presetHeaders.u16(static_cast<std::uint16_t>(program));
        presetHeaders.u16(static_cast<std::uint16_t>(presetBank));
        presetHeaders.u16(presetLevel.bagCount);
        presetHeaders.u32(0); // library, genre and morphology are reserved
        presetHeaders.u32(0);
        presetHeaders.u32(0);
    };
    for (const Preset& preset : presets) {
        assert(preset.instrument < bank.instruments.size());
        addHeader(preset.name, preset.program, preset.bank);
        presetLevel.beginZone();
        presetLevel.add(Generator::Instrument, static_cast<int>(preset.instrument));
    }
    addHeader("EOP", 0, 0);
    presetLevel.end();

    Level instrumentLevel;
    Writer instrumentHeaders;
    for (const Instrument& instrument : bank.instruments) {
        instrumentHeaders.name(instrument.name);
        instrumentHeaders.u16(instrumentLevel.bagCount);
        addInstrument(instrument, bank.samples, instrumentLevel);
    }
    instrumentHeaders.name("EOI");
    instrumentHeaders.u16(instrumentLevel.bagCount);
    instrumentLevel.end();

    Writer sampleHeaders;
    addSampleHeaders(bank, sampleHeaders);
    Writer list;
    list.chunk("phdr", presetHeaders);
    list.chunk("pbag", presetLevel.bags);
    list.chunk("pmod", presetLevel.modulators);
    list.chunk("pgen", presetLevel.generators);
    list.chunk("inst", instrumentHeaders);
    list.chunk("ibag", instrumentLevel.bags);
    list.chunk("imod", instrumentLevel.modulators);
    list.chunk("igen", instrumentLevel.generators);
    list.chunk("shdr", sampleHeaders);
    return list;
}

} // namespace

Bytes sf2Bytes(const Bank& bank) {
    Writer content;
    content.list("INFO", infoOf(bank));
    content.list("sdta", soundOf(bank));
    content.list("pdta", articulationOf(bank));
    Writer file;
    file.list("sfbk", content, "RIFF");
    return file.take();
}

int timecents(double seconds) {
    return static_cast<int>(std::lround(1200.0 * std::log2(std::max(seconds, 0.001))));
}

int absoluteCents(double hertz) {
    constexpr double kOrigin = 8.176; // MIDI key 0
    return static_cast<int>(std::lround(1200.0 * std::log2(hertz / kOrigin)));
}

} // namespace leitmotif::soundfont
