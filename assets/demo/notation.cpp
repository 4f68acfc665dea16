// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo/notation.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace leitmotif {

namespace {

class VoiceReader {
  public:
    VoiceReader(Tick barLength, Tick start) : m_barLength(barLength), m_bar(start), m_time(start) {}

    void read(std::string_view voice) {
        while (!voice.empty()) {
            const auto length = std::max<std::size_t>(voice.find_first_of(" |"), 1);
            readWord(voice.substr(0, length));
            voice.remove_prefix(std::min(length, voice.size()));
        }
        if (m_time != m_bar)
            fail("the last bar has no end");
    }

    std::vector<Note> notes;

  private:
    void readWord(std::string_view word) {
        if (word == " ")
            return;
        if (word == "|")
            endBar();
        else if (std::isdigit(static_cast<unsigned char>(word.front())))
            m_length = lengthOf(word);
        else if (word == "r")
            m_time += m_length;
        else if (word == "~")
            prolong();
        else
            addChord(word);
    }

    void endBar() {
        m_bar += m_barLength;
        if (m_time != m_bar)
            fail("a bar of the wrong length");
    }

    Tick lengthOf(std::string_view word) const {
        int value = 0;
        const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), value);
        const std::string_view rest(end, word.data() + word.size() - end);
        if (code != std::errc{} || value <= 0 || 4 * kDemoTicksPerQuarter % value != 0 ||
            (!rest.empty() && rest != "."))
            fail("no note value: " + std::string(word));
        const std::int64_t ticks = 4 * kDemoTicksPerQuarter / value;
        return {rest.empty() ? ticks : ticks * 3 / 2};
    }

    void prolong() {
        for (Note& note : notes)
            if (note.end() == m_time)
                note.length += m_length;
        m_time += m_length;
    }

    void addChord(std::string_view word) {
        while (!word.empty()) {
            const auto plus = word.find('+');
            notes.push_back({.onset = m_time,
                             .length = m_length,
                             .pitch = pitchOf(word.substr(0, plus)),
                             .velocity = {64}});
            word.remove_prefix(plus == std::string_view::npos ? word.size() : plus + 1);
        }
        m_time += m_length;
    }

    Pitch pitchOf(std::string_view name) const {
        static constexpr std::string_view kLetters = "c d ef g a b"; // a place is a semitone
        const auto step = name.empty() ? std::string_view::npos : kLetters.find(name.front());
        const bool isAltered = name.size() == 3 && (name[1] == '#' || name[1] == 'b');
        const char octave = name.empty() ? ' ' : name.back();
        if (step == std::string_view::npos || name.front() == ' ' || octave < '0' || octave > '9' ||
            (name.size() != 2 && !isAltered))
            fail("no note: " + std::string(name));
        const int accidental = isAltered ? (name[1] == '#' ? 1 : -1) : 0;
        const int pitch = 12 * (octave - '0' + 1) + static_cast<int>(step) + accidental;
        if (pitch > 127)
            fail("too high: " + std::string(name));
        return {static_cast<std::uint8_t>(pitch)};
    }

    [[noreturn]] void fail(const std::string& what) const {
        const auto bar = (m_time.value + m_barLength.value - 1) / m_barLength.value;
        std::fprintf(stderr, "demo notation, about bar %lld: %s\n", static_cast<long long>(bar),
                     what.c_str());
        std::exit(EXIT_FAILURE);
    }

    Tick m_barLength;
    Tick m_bar;  // start of the bar being read
    Tick m_time; // of the next note
    Tick m_length{kDemoTicksPerQuarter};
};

} // namespace

std::vector<Note> notesOf(std::string_view voice, Tick barLength, Tick start) {
    VoiceReader reader(barLength, start);
    reader.read(voice);
    return std::move(reader.notes);
}

std::vector<Note> shifted(std::vector<Note> notes, Tick distance) {
    for (Note& note : notes)
        note = note.withOnset(note.onset + distance);
    return notes;
}

} // namespace leitmotif
