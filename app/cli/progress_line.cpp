// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress_line.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <unistd.h>

namespace leitmotif {

namespace {
constexpr int kBarWidth = 24;
}

ProgressLine::ProgressLine(bool isWanted)
    : m_isTerminal(isWanted && ::isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
    clear();
}

void ProgressLine::show(double fraction, const std::string& text) {
    if (!m_isTerminal)
        return;
    std::fprintf(stderr, "\r\033[K%s %s", progressBar(fraction, kBarWidth).c_str(), text.c_str());
    std::fflush(stderr);
    m_isDirty = true;
}

void ProgressLine::clear() {
    if (!m_isDirty)
        return;
    std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
    m_isDirty = false;
}

std::string progressBar(double fraction, int width) {
    const double held = std::isfinite(fraction) ? std::clamp(fraction, 0.0, 1.0) : 0.0;
    const auto done = static_cast<std::size_t>(std::lround(held * width));
    return "[" + std::string(done, '#') + std::string(static_cast<std::size_t>(width) - done, '-') +
           "]";
}

std::string durationText(double seconds) {
    const auto whole = static_cast<long long>(std::llround(std::max(seconds, 0.0)));
    const auto both = [](long long large, const char* name, long long small,
                         const char* smallName) {
        std::string text = std::to_string(large) + " " + name;
        if (small > 0)
            text += " " + std::to_string(small) + " " + smallName;
        return text;
    };
    if (whole < 60)
        return std::to_string(whole) + " s";
    if (whole < 3600)
        return both(whole / 60, "min", whole % 60, "s");
    return both(whole / 3600, "h", whole % 3600 / 60, "min");
}

} // namespace leitmotif
