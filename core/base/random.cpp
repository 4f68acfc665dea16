// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <bit>
#include <cassert>
#include <cmath>
#include <numbers>
#include <sstream>

namespace leitmotif {

Random::Random(std::uint64_t seed) {
    for (auto& word : m_words) { // splitmix64: neighbouring seeds give unrelated states
        seed += 0x9e3779b97f4a7c15U;
        std::uint64_t z = seed;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        word = z ^ (z >> 31U);
    }
}

Random::result_type Random::operator()() {
    const std::uint64_t result = std::rotl(m_words[1] * 5, 7) * 9;
    const std::uint64_t shifted = m_words[1] << 17U;
    m_words[2] ^= m_words[0];
    m_words[3] ^= m_words[1];
    m_words[1] ^= m_words[2];
    m_words[0] ^= m_words[3];
    m_words[2] ^= shifted;
    m_words[3] = std::rotl(m_words[3], 45);
    return result;
}

double Random::uniform() {
    return static_cast<double>((*this)() >> 11U) * 0x1.0p-53;
}

std::uint64_t Random::below(std::uint64_t bound) {
    assert(bound > 0);
    const std::uint64_t limit = max() - max() % bound; // rejects the uneven rest
    std::uint64_t number = (*this)();
    while (number >= limit)
        number = (*this)();
    return number % bound;
}

double Random::normal() {
    // Box and Muller; the second value is not kept, so that the state is only the four words.
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

std::string Random::state() const {
    std::ostringstream text;
    for (const auto word : m_words)
        text << word << ' ';
    return text.str();
}

bool Random::restore(const std::string& state) {
    std::istringstream text(state);
    std::uint64_t words[4];
    for (auto& word : words)
        if (!(text >> word))
            return false;
    std::string rest;
    if (text >> rest)
        return false;
    for (int i = 0; i < 4; ++i)
        m_words[i] = words[i];
    return true;
}

} // namespace leitmotif
