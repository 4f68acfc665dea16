// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/loss_ranges.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace leitmotif {
namespace {

/// The largest value that is no lone spike: the maximum of the running median of five.
/// A curve's steep beginning is kept unless it is more than twice what follows.
double plausibleMaximum(const std::vector<double>& values) {
    constexpr std::size_t kReach = 2;
    double largest = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::size_t first = i - std::min(i, kReach);
        const std::size_t last = std::min(i + kReach, values.size() - 1);
        std::vector<double> window(values.begin() + static_cast<std::ptrdiff_t>(first),
                                   values.begin() + static_cast<std::ptrdiff_t>(last) + 1);
        const auto middle = window.begin() + static_cast<std::ptrdiff_t>(window.size() / 2);
        std::nth_element(window.begin(), middle, window.end());
        largest = std::max(largest, *middle);
    }
    if (!values.empty() && values.front() <= 2.0 * largest)
        largest = std::max(largest, values.front());
    return largest;
}

} // namespace

AxisRange lossRange(std::span<const std::span<const double>> curves,
                    std::span<const double> baselines, bool isLogarithmic) {
    double lower = std::numeric_limits<double>::infinity();
    double upper = -lower;
    for (const std::span<const double> curve : curves) {
        std::vector<double> finite;
        std::copy_if(curve.begin(), curve.end(), std::back_inserter(finite),
                     [](double value) { return std::isfinite(value); });
        if (finite.empty())
            continue;
        lower = std::min(lower, *std::min_element(finite.begin(), finite.end()));
        upper = std::max(upper, plausibleMaximum(finite));
    }
    for (const double baseline : baselines) {
        if (std::isfinite(baseline)) {
            lower = std::min(lower, baseline);
            upper = std::max(upper, baseline);
        }
    }
    // Values at the limits of double cannot be drawn.
    constexpr double kFarthest = 1e12;
    lower = std::max(lower, -kFarthest);
    upper = std::min(upper, kFarthest);
    if (!(lower <= upper))
        return {isLogarithmic ? 0.1 : 0.0, 1.0};
    if (isLogarithmic) {
        lower = std::max(lower, 1e-6);
        upper = std::max(upper, lower * 1.05);
        const double room = std::pow(upper / lower, 0.07);
        return {lower / room, upper * room};
    }
    const double room = std::max((upper - lower) * 0.07, std::max(1e-3, std::abs(upper) * 0.01));
    return {lower - room, upper + room};
}

AxisRange epochRange(int lastEpoch, int plannedEpochs) {
    constexpr int kWholePlan = 100;
    double upper = std::max(plannedEpochs, lastEpoch);
    if (plannedEpochs > kWholePlan)
        upper = std::max<double>(
            lastEpoch,
            std::min<double>(plannedEpochs, std::max<double>(kWholePlan, lastEpoch * 1.25)));
    upper = std::max(upper, 2.0);
    const double room = upper * 0.02;
    return {0.0, upper + room};
}

} // namespace leitmotif
